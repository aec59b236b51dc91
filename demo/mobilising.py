"""What the teams of the story find: wishes, needs, opportunities and what has met, and what is being planned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from activities.offers.models import OfferKind, OfferMode
from activities.planning_guides import actions as guides
from activities.planning_guides.content import Content, Duty, Learnt, Means, Words
from activities.planning_guides.models import Evidence, GuideStatus, PlanningGuide
from demo import script
from demo.stage import Event, Stage
from demo.teaming import Round
from directory.municipalities.models import Municipality
from volunteers.senior_resources import actions, noting
from volunteers.senior_resources.content import Chance, Need, Wish
from volunteers.senior_resources.models import (
    Connection,
    ConnectionStatus,
    LocalNeed,
    Opportunity,
    ResourceKind,
    Segment,
    SeniorResource,
)

Told = Mapping[str, Any]
NOT_WORDS = frozenset({"key", "at", "kind", "organisation", "themes"})


@dataclass
class Ground:
    """What a team has found so far, by the keys of its text."""

    team: Round
    resources: dict[str, SeniorResource] = field(default_factory=dict)
    needs: dict[str, LocalNeed] = field(default_factory=dict)
    opportunities: dict[str, Opportunity] = field(default_factory=dict)
    connections: dict[str, Connection] = field(default_factory=dict)


def events(ground: Ground) -> Iterator[Event]:
    """What a team finds and connects, each with its moment."""
    told = ground.team.told
    steps = {"resources": _add, "needs": _need, "opportunities": _chance, "segments": _count}
    for name, act in steps.items():
        for raw in script.parts_of(told, name):
            yield script.moment(raw["at"]), partial(act, ground, raw)
    for raw in script.parts_of(told, "connections"):
        yield script.moment(raw["at"]), partial(_connect, ground, raw)
        for status, said, at in raw["steps"]:
            yield script.moment(at), partial(_answer, ground, raw, (ConnectionStatus(status), said), at)


def _words(raw: Told) -> dict[str, Any]:
    kept = {name: value for name, value in raw.items() if name not in NOT_WORDS}
    return {**kept, "themes": ",".join(raw["themes"])}


def _add(ground: Ground, raw: Told) -> None:
    each, number = ground.team, raw.get("organisation")
    ground.resources[raw["key"]] = actions.add(
        each.stage.session,
        each.team,
        ResourceKind(raw["kind"]),
        Wish(**_words(raw)),
        organisation_id=each.stage.cast.bodies[number].id if number else None,
        actor_id=each.writer,
        at=script.moment(raw["at"]),
    )


def _need(ground: Ground, raw: Told) -> None:
    each, at = ground.team, script.moment(raw["at"])
    said = Need(**_words(raw))
    ground.needs[raw["key"]] = noting.note_need(each.stage.session, each.team, said, actor_id=each.writer, at=at)


def _chance(ground: Ground, raw: Told) -> None:
    each, at = ground.team, script.moment(raw["at"])
    noted = noting.note_opportunity(each.stage.session, each.team, Chance(**_words(raw)), actor_id=each.writer, at=at)
    ground.opportunities[raw["key"]] = noted


def _count(ground: Ground, raw: Told) -> None:
    each, people = ground.team, {Segment(code): number for code, number in raw["counts"].items()}
    at = script.moment(raw["at"])
    noting.count(each.stage.session, each.team, raw["place"], people, version=0, actor_id=each.writer, at=at)


def _connect(ground: Ground, raw: Told) -> None:
    each, at = ground.team, script.moment(raw["at"])
    each.stage.session.flush()
    ground.connections[_name(raw)] = actions.connect(
        each.stage.session,
        ground.resources[raw["resource"]],
        ground.needs.get(raw.get("need", "")),
        ground.opportunities.get(raw.get("opportunity", "")),
        is_wished=False,
        actor_id=each.writer,
        at=at,
    )


def _answer(ground: Ground, raw: Told, said: tuple[ConnectionStatus, str], at: Any) -> None:
    each, connection = ground.team, ground.connections[_name(raw)]
    actions.answer(
        each.stage.session,
        connection,
        *said,
        version=connection.version,
        actor_id=each.writer,
        at=script.moment(at),
    )


def _name(raw: Told) -> str:
    return "·".join((raw["resource"], raw.get("need", ""), raw.get("opportunity", "")))


def guide_events(stage: Stage) -> Iterator[Event]:
    """What is being planned, each step with its moment."""
    for raw in script.planning_guides():
        known: list[PlanningGuide] = []
        yield script.moment(raw["at"]), partial(_begin, stage, raw, known)
        for told in script.parts_of(raw, "trying"):
            yield script.moment(told["at"]), partial(_try, stage, told, known)
        for told in script.parts_of(raw, "lessons"):
            yield script.moment(told["at"]), partial(_learn, stage, told, known)


def _begin(stage: Stage, raw: Told, known: list[PlanningGuide]) -> None:
    session, by, at = stage.session, stage.id(raw["by"]), script.moment(raw["at"])
    coded = {
        "kind": OfferKind(raw["kind"]),
        "mode": OfferMode(raw["mode"]) if "mode" in raw else None,
        "evidence": Evidence(raw["evidence"]) if "evidence" in raw else None,
    }
    words = Words(**{**raw["words"], **coded})
    guide = guides.begin(
        session,
        words,
        body=stage.cast.bodies[raw["body"]],
        municipality=session.get_one(Municipality, stage.cast.bodies[raw["municipality"]].id),
        actor_id=by,
        at=at,
    )
    session.flush()
    duties = tuple(Duty(*each) for each in raw["duties"])
    means = tuple(Means(*each) for each in raw["means"])
    guides.keep(session, guide, Content(words, duties, means), version=guide.version, actor_id=by, at=at)
    known.append(guide)


def _try(stage: Stage, raw: Told, known: list[PlanningGuide]) -> None:
    at = script.moment(raw["at"])
    guides.move(stage.session, known[0], GuideStatus.TRYING, actor_id=stage.id(raw["by"]), at=at)


def _learn(stage: Stage, raw: Told, known: list[PlanningGuide]) -> None:
    said, at = Learnt(raw["learnt_on"], raw["learnt"], raw["changed"]), script.moment(raw["at"])
    guides.learn(stage.session, known[0], said, actor_id=stage.id(raw["by"]), at=at)
