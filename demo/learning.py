"""The centre's programmes in the story: what the teams meet for, homework and guidance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from demo import script
from demo.cast import address
from demo.stage import Event, Stage
from demo.teaming import Round
from kernel.orm import Translated
from partnership.core_teams.queries import all_seats
from partnership.programmes import actions, guiding, news_queries, planning, telling
from partnership.programmes.homework_queries import hand_in_of
from partnership.programmes.models import (
    EventKind,
    EventMode,
    Guidance,
    GuidanceTopic,
    HandIn,
    Homework,
    Programme,
    ProgrammeEvent,
)
from partnership.programmes.rules import (
    EventDraft,
    HandInDraft,
    HomeworkDraft,
    MaterialDraft,
    ProgrammeDraft,
    Question,
)

Told = Mapping[str, Any]
PLANNED_AFTER = timedelta(minutes=10)
NOTED_AFTER = timedelta(minutes=7)


@dataclass
class Course:
    """The programme with its teams, and what it holds so far by the keys of its text."""

    stage: Stage
    told: Told
    everybody: Sequence[Round]
    programmes: list[Programme] = field(default_factory=list)
    meetings: dict[str, ProgrammeEvent] = field(default_factory=dict)
    homework: dict[str, Homework] = field(default_factory=dict)

    @property
    def programme(self) -> Programme:
        """The programme, once it is there."""
        return self.programmes[0]

    @property
    def rounds(self) -> list[Round]:
        """The teams that take part."""
        return [each for each in self.everybody if each.told["programme"] == self.told["code"]]

    @property
    def centre(self) -> int:
        """Whoever writes for the centre."""
        return self.stage.id(self.told["by"])


def events(course: Course) -> Iterator[Event]:
    """What happens in the programme, each with its moment."""
    told, begun_at = course.told, script.moment(course.told["at"])
    yield begun_at, partial(_begin, course)
    for raw in told["events"]:
        yield begun_at + PLANNED_AFTER, partial(_plan, course, raw)
        ended_at = script.moment(raw["ends_at"])
        if any(raw["key"] in attended for each in course.rounds for attended in each.told["attended"].values()):
            yield ended_at + NOTED_AFTER, partial(_attend, course, raw["key"], ended_at + NOTED_AFTER)
    for raw in told["materials"]:
        yield script.moment(raw["at"]), partial(_share, course, raw)
    for raw in told["homework"]:
        yield script.moment(raw["at"]), partial(_give, course, raw)
    for each in course.rounds:
        yield from _team_events(course, each)


def _begin(course: Course) -> None:
    told, stage = course.told, course.stage
    draft = ProgrammeDraft(
        code=told["code"],
        title=Translated(**told["title"]),
        about=Translated(**told["about"]),
        language=told["language"],
        call_code=told["call_code"],
        process_leader=told["process_leader"],
        contact_name=told["contact_name"],
        contact_email=told["contact_email"],
        contact_phone=told["contact_phone"],
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
    )
    owner_id, at = stage.cast.bodies[told["owner"]].id, script.moment(told["at"])
    course.programmes.append(actions.create(stage.session, draft, owner_id=owner_id, actor_id=course.centre, at=at))


def _plan(course: Course, raw: Told) -> None:
    draft = EventDraft(
        kind=EventKind(raw["kind"]),
        title=raw["title"],
        about=raw["about"],
        starts_at=script.moment(raw["starts_at"]),
        ends_at=script.moment(raw["ends_at"]),
        mode=EventMode.DIGITAL,
        place="",
        link=f"https://video.{address('x').split('@')[1]}/{raw['key']}",
        is_travel_needed=False,
    )
    at = script.moment(course.told["at"]) + PLANNED_AFTER
    session = course.stage.session
    made = planning.plan_event(session, course.programme, draft, actor_id=course.centre, at=at)
    telling.note(session, [news_queries.news_of(session, made)], course.programme.news)
    course.meetings[raw["key"]] = made


def _attend(course: Course, key: str, at: datetime) -> None:
    """Note who was there; a seat is found by its name, since a change of leader gives a person a new one."""
    session, event = course.stage.session, course.meetings[key]
    for each in course.rounds:
        seats = all_seats(session, each.team.id)
        names = {raw["name"] for raw in each.told["seats"] if key in each.told["attended"].get(raw["key"], [])}
        among = [seat.id for seat in seats if seat.begun_on <= event.starts_at.date() and not _has_left(seat, event)]
        present = [seat.id for seat in seats if seat.name in names and seat.id in among]
        actions.note_attendance(session, event, present, among=among, actor_id=course.centre, at=at)


def _has_left(seat: Any, event: ProgrammeEvent) -> bool:
    return seat.left_on is not None and seat.left_on <= event.starts_at.date()


def _share(course: Course, raw: Told) -> None:
    draft = MaterialDraft(
        raw["title"], raw["address"], raw["edition"], raw["permission"], course.meetings[raw["event"]].id
    )
    at = script.moment(raw["at"])
    planning.add_material(course.stage.session, course.programme, draft, actor_id=course.centre, at=at)


def _give(course: Course, raw: Told) -> None:
    draft = HomeworkDraft(raw["title"], raw["text"], raw["due_on"], course.meetings[raw["event"]].id)
    course.homework[raw["key"]] = planning.give_homework(
        course.stage.session, course.programme, draft, actor_id=course.centre, at=script.moment(raw["at"])
    )


def _team_events(course: Course, each: Round) -> Iterator[Event]:
    yield script.moment(each.told["joined_at"]), partial(_take_part, course, each)
    for raw in each.told["hand_ins"]:
        yield script.moment(raw["at"]), partial(_hand_in, course, each, raw)
        for feedback in script.parts_of(raw, "feedback"):
            yield script.moment(feedback["at"]), partial(_read, course, each, raw["homework"], feedback)
    for raw in each.told["guidance"]:
        yield from _guided(course, each, raw)


def _take_part(course: Course, each: Round) -> None:
    session, told, at = course.stage.session, each.told, script.moment(each.told["joined_at"])
    part = actions.join(session, course.programme, each.team, application="", actor_id=course.centre, at=at)
    session.flush()
    actions.stand_in_network(
        session,
        part,
        is_listed=told["is_listed"],
        good_at=told["good_at"],
        version=part.version,
        actor_id=each.writer,
        at=at,
    )


def _hand_in(course: Course, each: Round, raw: Told) -> None:
    draft, at = HandInDraft(raw["text"], raw["address"]), script.moment(raw["at"])
    task = course.homework[raw["homework"]]
    actions.hand_in(course.stage.session, task, each.team, draft, version=0, actor_id=each.writer, at=at)


def _read(course: Course, each: Round, key: str, raw: Told) -> None:
    session = course.stage.session
    handed: HandIn | None = hand_in_of(session, course.homework[key].id, each.team.id)
    if handed is None:
        raise LookupError(f"Nothing was handed in for {key}.")
    actions.give_feedback(
        session,
        handed,
        raw["text"],
        is_returned=not raw["is_enough"],
        version=handed.version,
        actor_id=course.stage.id(raw["by"]),
        at=script.moment(raw["at"]),
    )


def _guided(course: Course, each: Round, raw: Told) -> Iterator[Event]:
    asked_at, question = script.moment(raw["at"]), Question(GuidanceTopic(raw["topic"]), raw["question"])
    known: list[Guidance] = []
    by, session = course.stage.id(raw["by"]), course.stage.session

    def ask() -> None:
        known.append(guiding.ask(session, course.programme, each.team, question, actor_id=by, at=asked_at))

    def note_call(text: str) -> None:
        guiding.note_call(session, course.programme, each.team, question, text, actor_id=by, at=asked_at)

    def answer(told: Told) -> None:
        at, centre = script.moment(told["at"]), course.stage.id(told["by"])
        guiding.answer(session, known[0], told["text"], version=known[0].version, actor_id=centre, at=at)

    answers = script.parts_of(raw, "answer")
    if answers and raw["by"] == course.told["by"]:
        yield asked_at, partial(note_call, answers[0]["text"])
        return
    yield asked_at, ask
    for told in answers:
        yield script.moment(told["at"]), partial(answer, told)
