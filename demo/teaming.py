"""The core teams of the story: who sits in them, whom they involve, how they work, and where they are going."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from demo import script
from demo.cast import address
from demo.stage import Event, Stage
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.clock import OSLO
from partnership.core_teams import actions as teams
from partnership.core_teams import queries, seating, working
from partnership.core_teams.actions import SeatDraft, TeamDraft
from partnership.core_teams.models import CoreTeam, Maturity, Seat, WorkKind
from partnership.core_teams.working import HoursSaid, MeetingSaid
from partnership.involvement import actions as involvement
from partnership.involvement.actions import AnchoringSaid, CouncilSaid, InvolvementSaid
from partnership.involvement.models import ActorKind, AnchoringKind, Council
from partnership.roadmaps.models import Progress
from partnership.strategic_roadmaps import actions as roadmaps
from partnership.strategic_roadmaps import learning
from partnership.strategic_roadmaps.models import StrategicMeasure
from partnership.strategic_roadmaps.rules import AdoptionDraft, GoalDraft, LessonDraft, MeasureDraft, measure_draft

Told = Mapping[str, Any]
AFTER_WORK = time(16, 19)


@dataclass
class Round:
    """A core team with what it has so far by the keys of its text."""

    stage: Stage
    told: Told
    teams: list[CoreTeam] = field(default_factory=list)
    measures: dict[str, StrategicMeasure] = field(default_factory=dict)

    @property
    def team(self) -> CoreTeam:
        """The team, once it is there."""
        return self.teams[0]

    @property
    def municipality(self) -> Municipality:
        """The municipality that leads it."""
        return self.stage.session.get_one(Municipality, self.stage.cast.bodies[self.told["lead"]].id)

    @property
    def writer(self) -> int:
        """Whoever writes for the team."""
        return self.stage.id(self.told["by"])

    def seat(self, key: str) -> Seat:
        """Somebody's present place in the team."""
        names = {raw["key"]: raw["name"] for raw in self.told["seats"]}
        return next(each for each in queries.sitting(self.stage.session, self.team.id) if each.name == names[key])


def events(each: Round) -> Iterator[Event]:
    """What a team does, each with its moment."""
    told = each.told
    yield script.moment(told["at"]), partial(_found, each)
    yield script.moment(told["guest"]["at"]), partial(_invite, each)
    steps = {
        "anchoring": _anchor,
        "councils": _ask_council,
        "involvement": _involve,
        "meetings": _meet,
        "lessons": _learn,
        "new_leader": _hand_over,
        "asked": _ask,
    }
    for name, act in steps.items():
        for raw in script.parts_of(told, name):
            yield script.moment(raw["at"]), partial(act, each, raw)
    for place, row in enumerate(told["hours"]["rows"]):
        yield _noted_at(row[1], place), partial(_work, each, row, _noted_at(row[1], place))
    for raw in script.parts_of(told, "roadmap"):
        yield from _roadmap(each, raw)


def _noted_at(day: date, place: int) -> datetime:
    return datetime.combine(day, AFTER_WORK, OSLO) + timedelta(seconds=place)


def _found(each: Round) -> None:
    told, municipality = each.told, each.municipality
    seats = tuple(_seat(raw, municipality.id) for raw in told["seats"])
    draft = TeamDraft(
        told["name"], told["about"], municipality.id, Maturity(told["maturity"]), (municipality.id,), seats
    )
    each.teams.append(teams.found(each.stage.session, draft, actor_id=each.writer, at=script.moment(told["at"])))


def _seat(raw: Told, municipality_id: int) -> SeatDraft:
    email = address(raw["account"]) if "account" in raw else ""
    return SeatDraft(raw["name"], email, raw["title"], raw["tenths"], raw.get("is_leader", False), municipality_id)


def _invite(each: Round) -> None:
    raw, session = each.told["guest"], each.stage.session
    guest = session.get_one(Organisation, each.stage.cast.bodies[raw["number"]].id)
    teams.invite_guest(session, each.team, guest, actor_id=each.writer, at=script.moment(raw["at"]))


def _ask(each: Round, raw: Told) -> None:
    municipality_id = each.stage.cast.bodies[raw["number"]].id
    teams.invite(each.stage.session, each.team, municipality_id, actor_id=each.writer, at=script.moment(raw["at"]))


def _hand_over(each: Round, raw: Told) -> None:
    seat, by = each.seat(raw["seat"]), each.stage.id(raw["by"])
    at = script.moment(raw["at"])
    seating.hand_over(each.stage.session, each.team, seat.id, version=seat.version, actor_id=by, at=at)


def _anchor(each: Round, raw: Told) -> None:
    said = AnchoringSaid(
        municipality_id=each.stage.cast.bodies[raw["number"]].id,
        kind=AnchoringKind(raw["kind"]),
        plan=raw.get("plan", ""),
        process=raw.get("process", ""),
        on_date=raw["on_date"],
        case_number=raw["case_number"],
        political=raw["political"],
        administrative=raw["administrative"],
    )
    involvement.anchor(each.stage.session, each.team, said, actor_id=each.writer, at=script.moment(raw["at"]))


def _ask_council(each: Round, raw: Told) -> None:
    said = CouncilSaid(
        municipality_id=each.stage.cast.bodies[raw["number"]].id,
        council=Council(raw["council"]),
        on_date=raw["on_date"],
        is_done=raw["is_done"],
        case_number=raw["case_number"],
        statement=raw.get("statement", ""),
        used=raw.get("used", ""),
    )
    involvement.note_council(each.stage.session, each.team, said, actor_id=each.writer, at=script.moment(raw["at"]))


def _involve(each: Round, raw: Told) -> None:
    words = {name: raw[name] for name in ("name", "how", "on_date", "is_done", "result")}
    said = InvolvementSaid(actor=ActorKind(raw["actor"]), **words)
    involvement.involve(each.stage.session, each.team, said, actor_id=each.writer, at=script.moment(raw["at"]))


def _meet(each: Round, raw: Told) -> None:
    said = MeetingSaid(**{name: value for name, value in raw.items() if name != "at"})
    working.hold_meeting(each.stage.session, each.team, said, actor_id=each.writer, at=script.moment(raw["at"]))


def _work(each: Round, row: list[Any], at: datetime) -> None:
    key, done_on, minutes, kind = row
    said = HoursSaid(each.seat(key).id, done_on, minutes, WorkKind(kind), "")
    by = each.stage.id(each.told["hours"]["by"])
    working.log_hours(each.stage.session, each.team, said, actor_id=by, at=at)


def _learn(each: Round, raw: Told) -> None:
    said = LessonDraft(raw["learnt_on"], raw["learnt"], raw["changed"], raw["is_shared"])
    learning.learn(each.stage.session, each.team, said, actor_id=each.writer, at=script.moment(raw["at"]))


def _roadmap(each: Round, raw: Told) -> Iterator[Event]:
    yield script.moment(raw["at"]), partial(_plan, each, raw)
    for goal in raw["goals"]:
        for measure in goal["measures"]:
            for noted in measure.get("notes", []):
                yield script.moment(noted["at"]), partial(_note, each, measure["what"], noted)
            for decided in script.parts_of(measure, "decided"):
                yield script.moment(decided["at"]), partial(_decide, each, measure["what"], decided)
    for adopted in script.parts_of(raw, "adopted"):
        yield script.moment(adopted["at"]), partial(_adopt, each, adopted)


def _plan(each: Round, raw: Told) -> None:
    """Write where the team leads, its goals, and what shall be done for each."""
    session, team = each.stage.session, each.team
    by, at = each.stage.id(raw["by"]), script.moment(raw["at"])
    roadmaps.write_aim(session, team, raw["aim"], version=0, actor_id=by, at=at)
    for told in raw["goals"]:
        said = GoalDraft(told["text"], told["seen_by"], told["due_on"])
        goal = roadmaps.set_goal(session, team, said, actor_id=by, at=at)
        session.flush()
        for each_told in told["measures"]:
            kept = roadmaps.add_measure(session, team, goal.id, _measure(each_told), actor_id=by, at=at)
            session.flush()
            each.measures[kept.what] = kept


def _measure(raw: Told) -> MeasureDraft:
    words = {name: value for name, value in raw.items() if name not in {"domains", "notes", "decided"}}
    return MeasureDraft(**words, domains=tuple(raw["domains"]))


def _note(each: Round, what: str, raw: Told) -> None:
    measure = each.measures[what]
    roadmaps.note_progress(
        each.stage.session,
        each.team,
        measure.id,
        Progress(raw["progress"]),
        raw["words"],
        version=measure.version,
        actor_id=each.stage.id(raw["by"]),
        at=script.moment(raw["at"]),
    )


def _decide(each: Round, what: str, raw: Told) -> None:
    """Write down the decision that a measure rests on."""
    measure, by = each.measures[what], each.stage.id(raw["by"])
    decision = {name: raw[name] for name in ("anchoring", "case_number", "decided_on")}
    said, at = replace(measure_draft(measure), **decision), script.moment(raw["at"])
    roadmaps.change_measure(
        each.stage.session, each.team, measure.id, said, version=measure.version, actor_id=by, at=at
    )


def _adopt(each: Round, raw: Told) -> None:
    session, at = each.stage.session, script.moment(raw["at"])
    wording = next(iter(each.measures.values())).goal.roadmap.wording
    body_id = each.stage.cast.bodies[raw["number"]].id
    said = AdoptionDraft(body_id, wording, raw["decided_by"], raw["case_number"], raw["decided_on"])
    roadmaps.note_adoption(session, each.team, said, actor_id=each.stage.id(raw["by"]), at=at)
