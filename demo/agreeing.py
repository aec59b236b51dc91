"""The agreements of the story: written, sent to signing and signed, or still on their way."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from demo import script
from demo.stage import Event, Stage, side_of
from partnership.agreements import actions, drafting, queries, saying
from partnership.agreements.models import Agreement
from partnership.agreements.period import Days
from partnership.agreements.wording import canonical, fingerprint

Told = Mapping[str, Any]


def events(stage: Stage, code: str, told: Told) -> Iterator[Event]:
    """What happens with the agreements of one relation, each with its moment."""
    for number, raw in enumerate(script.parts_of(told, "agreements"), 1):
        yield script.moment(raw["begun_at"]), partial(_begin, stage, code, raw)
        if "sent_at" in raw:
            yield script.moment(raw["sent_at"]), partial(_send, stage, code, number, raw)
        for signed in raw.get("signed", []):
            yield script.moment(signed["at"]), partial(_sign, stage, code, number, signed)


def _begin(stage: Stage, code: str, raw: Told) -> None:
    """Begin an agreement, or renew the one before, and write what is not as the template has it."""
    session, relation = stage.session, stage.relations[code]
    by, at = stage.id(raw["by"]), script.moment(raw["begun_at"])
    if raw.get("renews"):
        old = queries.numbered(session, relation, raw["renews"])
        agreement = drafting.renew(session, relation, old, actor_id=by, at=at)
    else:
        agreement = drafting.begin(
            session,
            relation,
            language=stage.language(raw["by"]),
            days=Days(raw["starts_on"], raw["ends_on"], raw["notice_months"]),
            has_annex=raw["has_annex"],
            actor_id=by,
            at=at,
        )
    session.flush()
    sections = queries.sections_of(session, agreement)
    for key, words in raw.get("written", {}).items():
        version = sections[key].version
        drafting.write(session, relation, agreement, key, words=words, version=version, actor_id=by, at=at)
        session.flush()


def _agreement(stage: Stage, code: str, number: int) -> Agreement:
    return queries.numbered(stage.session, stage.relations[code], number)


def _send(stage: Stage, code: str, number: int, raw: Told) -> None:
    relation, agreement = stage.relations[code], _agreement(stage, code, number)
    seen = fingerprint(canonical(saying.draft_text(stage.session, relation, agreement)))
    by, at = stage.id(raw["by"]), script.moment(raw["sent_at"])
    actions.send(stage.session, relation, agreement, seen=seen, actor_id=by, at=at)


def _sign(stage: Stage, code: str, number: int, raw: Told) -> None:
    agreement = _agreement(stage, code, number)
    text = queries.latest_text(stage.session, agreement)
    actions.sign(
        stage.session,
        stage.relations[code],
        agreement,
        side_of(raw["by"]),
        seen=text.fingerprint if text else "",
        is_by_link=False,
        actor_id=stage.id(raw["by"]),
        at=script.moment(raw["at"]),
    )
