"""Builders of meetings that show what matters to a test."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from partnership.dialogue import actions, agenda, queries
from partnership.dialogue.actions import Slot, Told
from partnership.dialogue.models import (
    AgendaPoint,
    Conclusion,
    Meeting,
    MeetingStatus,
    PointKind,
)
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.queries import edition_in_force
from tests.builders import NOW, sign_in
from tests.pages import read

SLOT = {"day": "3.12.2026", "starts": "13", "ends": "14.30", "place": "Rådhuset", "version": "0"}
HOURS = timedelta(hours=1, minutes=30)


@dataclass
class Pair:
    """A relation with somebody on each side."""

    relation: Relation
    kom: Person
    org: Person

    def actor(self, side: Side) -> Person:
        """Who answers for a side."""
        return self.kom if side is Side.MUNICIPALITY else self.org

    @property
    def home(self) -> str:
        """Where the relation's dialogue is shown."""
        return f"/partnership/relations/{self.relation.id}/dialogue/"

    def page(self, meeting: Meeting) -> str:
        """Where a meeting is shown."""
        return f"{self.home}meetings/{meeting.id}/"


def a_slot(day: date = date(2026, 12, 3), hour: int = 12, place: str = "Rådhuset") -> Slot:
    """A time in UTC of an hour and a half."""
    starts_at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Slot(starts_at, starts_at + HOURS, place)


def a_meeting(
    session: Session, pair: Pair, day: date = date(2026, 12, 3), side: Side = Side.MUNICIPALITY, at: datetime = NOW
) -> Meeting:
    """A meeting that one side has called."""
    actor_id = pair.actor(side).id
    made = actions.call(session, pair.relation, side, a_slot(day), None, actor_id=actor_id, at=at)
    session.flush()
    return made


def a_held_meeting(session: Session, pair: Pair, day: date = date(2026, 11, 19), at: datetime = NOW) -> Meeting:
    """A meeting that has been held, with its agenda as its minutes."""
    made = a_meeting(session, pair, day, at=at)
    picture = queries.shared_picture(session, pair.relation, at)
    left = queries.open_follow_ups(session, [pair.relation.id])
    proposed = agenda.propose(picture, left, pair.relation.wished_step)
    actions.hold(session, made, proposed, actor_id=pair.kom.id, at=at)
    session.flush()
    return made


def told(
    session: Session, pair: Pair, meeting: Meeting, code: str, joint: Conclusion | None, *, reason: str = ""
) -> None:
    """What the minutes say about a point of the staircase."""
    point = next(each for each in queries.points_of(session, meeting.id) if each.code == code)
    content, version = edition_in_force(session).content, point.version
    words = Told("Vi snakket om det.", joint, reason)
    actions.write(session, meeting, point, words, content, version=version, actor_id=pair.kom.id, at=NOW)
    session.flush()


def approved(session: Session, pair: Pair, meeting: Meeting, sender: Side = Side.MUNICIPALITY) -> None:
    """Send the minutes from one side, and approve them from the other."""
    content = edition_in_force(session).content
    one, other = pair.actor(sender).id, pair.actor(sender.other).id
    actions.send(session, meeting, sender, version=meeting.version, actor_id=one, at=NOW)
    session.flush()
    actions.approve(
        session, pair.relation, meeting, content, sender.other, version=meeting.version, actor_id=other, at=NOW
    )
    session.flush()


def bare_meeting(status: MeetingStatus = MeetingStatus.PLANNED, sent_by: int | None = None) -> Meeting:
    """A meeting for a rule, which no database has seen; what is sent is sent by the municipality."""
    slot = a_slot(date(2026, 11, 19))
    return Meeting(
        status=status,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        sent_by_side=Side.MUNICIPALITY if sent_by else None,
        sent_by_id=sent_by,
    )


def bare_point(kind: PointKind = PointKind.DIFFERENCE, side: Side | None = None) -> AgendaPoint:
    """A point for a rule."""
    own = kind is PointKind.OWN
    return AgendaPoint(kind=kind, side=side, key="" if own else "valid_written_agreement", code="" if own else "3.1")


def as_person(client: FlaskClient, session: Session, person: Person) -> FlaskClient:
    """The browser with somebody signed in."""
    sign_in(client, session, person)
    return client


def fields(html: str) -> dict[str, str]:
    """What stands in the form of a page that carries a version."""
    found = next(form.values for form in read(html).forms if "version" in form.values)
    return {name: value for name, value in found.items() if name != "csrf_token"}


def fresh(session: Session, meeting: Meeting) -> Meeting:
    """A meeting as it stands in the database now."""
    session.rollback()
    session.refresh(meeting)
    return meeting
