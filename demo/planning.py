"""The roadmaps of the story: goals and measures, how far they have come, and who stands for them."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from demo import script
from demo.stage import Event, Stage, side_of
from kernel.i18n import force_locale
from kernel.i18n import gettext as _
from partnership.relations.models import Relation
from partnership.roadmaps import actions, queries
from partnership.roadmaps.models import Domain, Measure, Owner, Progress
from partnership.roadmaps.rules import Aim, Undertaking

Told = Mapping[str, Any]


def events(stage: Stage, code: str, told: Told) -> Iterator[Event]:
    """What is planned in one relation, each with its moment."""
    for raw in script.parts_of(told, "roadmap"):
        yield script.moment(raw["at"]), partial(_plan, stage, code, raw)
        for adopted in raw.get("adopted", []):
            yield script.moment(adopted["at"]), partial(_adopt, stage, code, adopted)
        for place, measure in enumerate(raw["measures"]):
            for noted in measure.get("notes", []):
                yield script.moment(noted["at"]), partial(_note, stage, code, place, noted)


def _plan(stage: Stage, code: str, raw: Told) -> None:
    """Set the goal, and write what shall be done for it."""
    session, relation, goal = stage.session, stage.relations[code], raw["goal"]
    aim = Aim(goal["text"], goal["from_step"], goal["to_step"], goal["due_on"])
    top = len(stage.content.staircase.steps)
    by, at = stage.id(raw["by"]), script.moment(raw["at"])
    kept = actions.set_goal(session, relation, aim, top=top, actor_id=by, at=at)
    session.flush()
    for each in raw["measures"]:
        key = _key(stage, each["point"]) if "point" in each else None
        actions.add_measure(session, relation, kept.id, _undertaking(each), point_key=key, actor_id=by, at=at)
        session.flush()


def _key(stage: Stage, code: str) -> str:
    question = stage.content.question(code)
    if question is None:
        raise LookupError(f"The staircase has no point {code}.")
    return question.point.stable_key


def _undertaking(raw: Told) -> Undertaking:
    return Undertaking(
        what=raw["what"],
        owner=Owner(raw["owner"]),
        responsible=raw["responsible"],
        due_on=raw["due_on"],
        budget=raw.get("budget"),
        payer=raw.get("payer", ""),
        anchoring=raw.get("anchoring", ""),
        case_number=raw.get("case_number", ""),
        decided_on=raw.get("decided_on"),
        domains=tuple(Domain(each) for each in raw["domains"]),
    )


def _measures(stage: Stage, relation: Relation) -> list[Measure]:
    return sorted(queries.plan_of(stage.session, relation.id).measures, key=lambda measure: measure.id)


def _note(stage: Stage, code: str, place: int, raw: Told) -> None:
    relation = stage.relations[code]
    measure = _measures(stage, relation)[place]
    actions.note_progress(
        stage.session,
        relation,
        measure.id,
        Progress(raw["progress"]),
        raw["words"],
        version=measure.version,
        actor_id=stage.id(raw["by"]),
        at=script.moment(raw["at"]),
    )


def _adopt(stage: Stage, code: str, raw: Told) -> None:
    relation = stage.relations[code]
    with force_locale(stage.language(raw["by"])):
        actions.adopt(
            stage.session,
            relation,
            side_of(raw["by"]),
            wording=queries.plan_of(stage.session, relation.id).wording,
            reference=_("Roadmap adopted by both"),
            actor_id=stage.id(raw["by"]),
            at=script.moment(raw["at"]),
        )
