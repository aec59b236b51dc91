"""The dialogue of the story: lasting forums, meetings with their minutes, and what is to be followed up."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from demo import script
from demo.stage import Event, Stage, side_of
from partnership.dialogue import actions, agenda, preparing, queries
from partnership.dialogue.actions import Slot
from partnership.dialogue.models import Arena, Meeting
from partnership.dialogue.preparing import Forum, Promise
from partnership.relations.sides import Side

Told = Mapping[str, Any]


def events(stage: Stage, code: str, told: Told) -> Iterator[Event]:
    """What is talked about in one relation, each with its moment."""
    for raw in script.parts_of(told, "arenas"):
        yield script.moment(raw["at"]), partial(_begin_arena, stage, code, raw)
    for raw in script.parts_of(told, "meetings"):
        for name, act in STEPS.items():
            if name in raw:
                yield script.moment(raw[name]), partial(act, stage, code, raw)
        for place, promise in enumerate(raw.get("follow_ups", [])):
            if "done_at" in promise:
                yield script.moment(promise["done_at"]), partial(_finish, stage, code, raw, place)


def _begin_arena(stage: Stage, code: str, raw: Told) -> None:
    forum = Forum(raw["name"], raw["rhythm"], raw["place"], raw["members"])
    by, at = stage.id(raw["by"]), script.moment(raw["at"])
    preparing.keep_arena(stage.session, stage.relations[code], None, forum, version=0, actor_id=by, at=at)


def _call(stage: Stage, code: str, raw: Told) -> None:
    """Call a meeting, and say who comes and what the sides want to talk about."""
    session, relation = stage.session, stage.relations[code]
    by, at = stage.id(raw["called_by"]), script.moment(raw["called_at"])
    slot = Slot(script.moment(raw["starts_at"]), script.moment(raw["ends_at"]), raw["place"])
    arena = _arena(stage, code, raw["arena"]) if "arena" in raw else None
    meeting = actions.call(session, relation, side_of(raw["called_by"]), slot, arena, actor_id=by, at=at)
    session.flush()
    for side, words in raw["participants"].items():
        preparing.keep_participants(session, meeting, Side(side), words, version=0, actor_id=by, at=at)
    for own in raw.get("own", []):
        preparing.add_point(session, meeting, Side(own["side"]), own["words"], actor_id=by, at=at)


def _arena(stage: Stage, code: str, name: str) -> Arena:
    return next(each for each in queries.arenas_of(stage.session, stage.relations[code].id) if each.name == name)


def _meeting(stage: Stage, code: str, raw: Told) -> Meeting:
    starts_at = script.moment(raw["starts_at"])
    found = queries.meetings_of(stage.session, stage.relations[code].id)
    return next(each for each in found if each.starts_at == starts_at)


def _hold(stage: Stage, code: str, raw: Told) -> None:
    """Write the minutes: about the points of the agenda that were reached, and what is to be followed up."""
    session, relation, meeting = stage.session, stage.relations[code], _meeting(stage, code, raw)
    by, at = stage.id(raw["called_by"]), script.moment(raw["held_at"])
    left = queries.open_follow_ups(session, [relation.id])
    proposed = agenda.propose(queries.shared_picture(session, relation, at), left, relation.wished_step)
    actions.hold(session, meeting, proposed, actor_id=by, at=at)
    session.flush()
    said = raw["said"] | {own["words"]: own["said"] for own in raw.get("own", [])}
    points = {point.code or point.words: point for point in queries.points_of(session, meeting.id)}
    for name, words in said.items():
        point, told = points[name], actions.Told(words)
        actions.write(session, meeting, point, told, stage.content, version=point.version, actor_id=by, at=at)
    for each in raw.get("follow_ups", []):
        promise = Promise(each["what"], Side(each["side"]), each["who"], each["due_on"])
        preparing.follow_up(session, meeting, promise, actor_id=by, at=at)
        session.flush()


def _send(stage: Stage, code: str, raw: Told) -> None:
    meeting, by = _meeting(stage, code, raw), raw["called_by"]
    side, at = side_of(by), script.moment(raw["sent_at"])
    actions.send(stage.session, meeting, side, version=meeting.version, actor_id=stage.id(by), at=at)


def _approve(stage: Stage, code: str, raw: Told) -> None:
    meeting, by = _meeting(stage, code, raw), raw["approved_by"]
    actions.approve(
        stage.session,
        stage.relations[code],
        meeting,
        stage.content,
        side_of(by),
        version=meeting.version,
        actor_id=stage.id(by),
        at=script.moment(raw["approved_at"]),
    )


def _finish(stage: Stage, code: str, raw: Told, place: int) -> None:
    told, meeting = raw["follow_ups"][place], _meeting(stage, code, raw)
    kept = next(each for each in queries.follow_ups_of(stage.session, meeting.id) if each.what == told["what"])
    at = script.moment(told["done_at"])
    preparing.finish(stage.session, kept, is_done=True, actor_id=stage.id(told["done_by"]), at=at)


STEPS = {"called_at": _call, "held_at": _hold, "sent_at": _send, "approved_at": _approve}
