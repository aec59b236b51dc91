"""What the parties of the story record about safety: numbers and dates, and nobody's name."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from demo import script
from demo.stage import Event, Stage
from partnership.quality import actions
from partnership.quality.models import LegalBasis, PreparationKind
from partnership.quality.rules import Assessed, Cover, Prepared, Reviewed, Routine

Told = Mapping[str, Any]


def events(stage: Stage, code: str, told: Told) -> Iterator[Event]:
    """What is recorded in one relation, each with its moment."""
    for part, act in ACTS.items():
        for raw in script.parts_of(told, part):
            yield script.moment(raw["at"]), partial(act, stage, code, raw)


def _prepare(stage: Stage, code: str, raw: Told) -> None:
    said = Prepared(raw["volunteers"], raw["out_of"], raw["title"], raw["done_on"], raw.get("refresh_months"))
    actions.prepare(
        stage.session,
        stage.relations[code],
        PreparationKind(raw["kind"]),
        said,
        version=0,
        actor_id=stage.id(raw["by"]),
        at=script.moment(raw["at"]),
    )


def _insure(stage: Stage, code: str, raw: Told) -> None:
    covers = raw["covers"]
    said = Cover(
        insurer=raw["insurer"],
        covers_driver="driver" in covers,
        covers_passenger="passenger" in covers,
        covers_accident="accident" in covers,
        upper_age_limit=raw["upper_age_limit"],
        valid_to=raw["valid_to"],
    )
    by, at = stage.id(raw["by"]), script.moment(raw["at"])
    actions.insure(stage.session, stage.relations[code], said, version=0, actor_id=by, at=at)


def _agree(stage: Stage, code: str, raw: Told) -> None:
    said = Routine(raw["reference"], raw["agreed_on"], raw["review_months"])
    by, at = stage.id(raw["by"]), script.moment(raw["at"])
    actions.agree_routine(stage.session, stage.relations[code], said, version=0, actor_id=by, at=at)


def _review(stage: Stage, code: str, raw: Told) -> None:
    said = Reviewed(raw["reviewed_on"], raw["incidents"], raw["still_open"], raw["learnt"])
    by, at = stage.id(raw["by"]), script.moment(raw["at"])
    actions.review(stage.session, stage.relations[code], said, actor_id=by, at=at)


def _assess(stage: Stage, code: str, raw: Told) -> None:
    said = Assessed(LegalBasis(raw["legal_basis"]), raw["reason"], raw["assessed_on"])
    by, at = stage.id(raw["by"]), script.moment(raw["at"])
    actions.assess_basis(stage.session, stage.relations[code], said, version=0, actor_id=by, at=at)


ACTS = {
    "prepared": _prepare,
    "insured": _insure,
    "routine": _agree,
    "reviewed": _review,
    "certificates": _assess,
}
