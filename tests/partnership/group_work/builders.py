"""Group work that shows what matters to a test and hides the rest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from kernel import clock
from partnership.group_work import actions, queries
from partnership.group_work.models import GroupAnswer, GroupQuestion, GroupWork, GroupWorkStatus
from partnership.group_work.rules import GRACE, WorkDraft
from partnership.programmes.models import Programme
from tests.builders import NOW
from tests.pages import Form, read
from tests.partnership.teaming import Centre, a_centre

QUESTIONS = ("Hva er viktigst?", "Hvem må være med?", "Hva gjør dere først?")
BEGUN = NOW + timedelta(minutes=5)
BRIEFLY = {"Accept": "application/json"}


@dataclass(frozen=True)
class Room:
    """Group work of a centre's programme."""

    centre: Centre
    work: GroupWork

    @property
    def base(self) -> str:
        """Where the centre runs it."""
        return f"/partnership/programmes/{self.centre.programme.code}/group-work/{self.work.id}/"


def a_draft(title: str = "Hva vil vi finne ut?", **other: Any) -> WorkDraft:
    """Three questions for groups of five in twenty minutes."""
    said: dict[str, Any] = {"event_id": None, "group_size": 5, "minutes": 20, "questions": QUESTIONS}
    return WorkDraft(**{"title": title} | said | other)


def a_room(session: Session, **other: Any) -> Room:
    """Group work that is being prepared."""
    centre = a_centre(session)
    return Room(centre, some_work(session, centre.programme, actor_id=centre.caseworker.id, **other))


def some_work(session: Session, programme: Programme, *, actor_id: int, **other: Any) -> GroupWork:
    """Group work of a programme."""
    made = actions.make(session, programme, a_draft(**other), actor_id=actor_id, at=NOW)
    session.flush()
    return made


def opened(session: Session, room: Room, *phones: str) -> GroupWork:
    """Let people join, and these phones have."""
    actions.open_joining(session, room.work, actor_id=room.centre.caseworker.id, at=NOW)
    for phone in phones:
        actions.join(session, room.work, phone, at=NOW)
    session.flush()
    return room.work


def begun(session: Session, room: Room, *phones: str, at: datetime = BEGUN) -> GroupWork:
    """Let the groups be made and the time run."""
    opened(session, room, *(phones or ("one",)))
    actions.start(session, room.work, actor_id=room.centre.caseworker.id, at=at)
    session.flush()
    return room.work


def said(
    session: Session, room: Room, phone: str, text: str, *, place: int = 1, key: str = "k", at: datetime = BEGUN
) -> GroupQuestion:
    """Answer one of the questions from a phone."""
    question = queries.questions_of(session, room.work)[place - 1]
    actions.answer(session, room.work, phone, question, text, key=key, at=at)
    session.flush()
    return question


def closed(session: Session, room: Room, at: datetime = BEGUN + timedelta(minutes=10)) -> datetime:
    """End it; the moment from which it may be summed up."""
    actions.close(session, room.work, actor_id=room.centre.caseworker.id, at=at)
    session.flush()
    return at + GRACE + timedelta(seconds=1)


def texts(session: Session, room: Room) -> list[str]:
    """All that has been answered."""
    found = queries.answers_of(session, queries.questions_of(session, room.work))
    return sorted(answer.text for answers in found.values() for answer in answers)


def a_work_in_memory(**other: Any) -> GroupWork:
    """Group work without a database."""
    values: dict[str, Any] = {"status": GroupWorkStatus.OPEN, "started_at": None, "ends_at": None, "closed_at": None}
    return GroupWork(**values | other)


def an_answer(text: str, theme: str = "") -> GroupAnswer:
    """An answer without a database."""
    return GroupAnswer(text=text, theme=theme, is_read=True)


def phone(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


def address(room: Room) -> str:
    """Where its phones go."""
    return f"/join/{room.work.code}/"


def form_with(html: str, field: str) -> dict[str, str]:
    """What stands in the form of a page that has a field."""
    return next(each.values for each in read(html).forms if field in each.kinds)


def answer_form(client: FlaskClient, room: Room, number: int = 0) -> Form:
    """The form of one of the questions, as it stands on the phone."""
    return [each for each in read(client.get(address(room)).text).forms if "/questions/" in each.action][number]


def ready(session: Session, room: Room, *phones: str) -> Room:
    """Group work that has just begun, on the clock of the pages."""
    begun(session, room, *phones, at=clock.now())
    session.commit()
    return room
