"""What is read: relations in batches, the reminders given, and who is told of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVarTuple

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Role
from directory.bodies.models import Body, BodyKind
from partnership.relations.models import Relation
from partnership.relations.rules import Parties
from partnership.relations.sides import Side
from partnership.renewals.models import Reminder
from partnership.renewals.noticing import Due
from partnership.staircase.content import Question
from partnership.staircase.queries import edition_in_force
from partnership.versions.queries import ANSWERING

Ts = TypeVarTuple("Ts")


@dataclass(frozen=True)
class Line:
    """One reminder as it is told: about a relation or all of a body's, the question, and until when evidence counts."""

    reminder: Reminder
    body: Body
    relation: Relation | None
    question: Question | None
    until: date


def relations_after(session: Session, after: int, limit: int) -> Sequence[Parties]:
    """The next relations that have not ended, by id."""
    statement = select(Relation.id, Relation.municipality_id, Relation.organisation_id).where(
        Relation.id > after, Relation.ended_on.is_(None)
    )
    return session.execute(statement.order_by(Relation.id).limit(limit)).all()


def given(session: Session, relations: Sequence[Parties]) -> set[Due]:
    """What the people of some relations, or of their bodies, have been reminded of or will be."""
    bodies = {body for each in relations for body in (each.municipality_id, each.organisation_id) if body}
    about_bodies = and_(Reminder.relation_id.is_(None), Reminder.body_id.in_(bodies))
    statement = select(
        Reminder.body_id, Reminder.side, Reminder.relation_id, Reminder.topic, Reminder.key, Reminder.since
    ).where(or_(Reminder.relation_id.in_([each.id for each in relations]), about_bodies))
    return {Due(*row) for row in session.execute(statement)}


def was_told(session: Session, day: date) -> bool:
    """Whether mails have been promised for a day."""
    return session.scalar(select(Reminder.id).where(Reminder.told_on == day).limit(1)) is not None


def people_told(session: Session, day: date, after: int, limit: int) -> Sequence[int]:
    """The next people, by id, who are told of something on a day."""
    statement = _told(select(Person.id).distinct(), day).where(Person.id > after)
    return session.scalars(statement.order_by(Person.id).limit(limit)).all()


def lines_for(session: Session, person_id: int, day: date) -> list[Line]:
    """What a person is told on a day, the oldest first; a point that is no longer asked is left out."""
    statement = _told(select(Reminder, Body).distinct(), day).where(Person.id == person_id)
    rows = session.execute(statement.order_by(Reminder.since, Reminder.id)).all()
    ids = {reminder.relation_id for reminder, _body in rows if reminder.relation_id is not None}
    relations = {each.id: each for each in session.scalars(_with_parties(ids))}
    content = edition_in_force(session).content
    grace = timedelta(days=content.staircase.grace_days)
    questions = {each.point.stable_key: each for each in content.questions}
    return [
        Line(
            reminder,
            body,
            relations.get(reminder.relation_id or 0),
            questions.get(reminder.key),
            reminder.since + grace,
        )
        for reminder, body in rows
        if not reminder.key or reminder.key in questions
    ]


def _with_parties(ids: set[int]) -> Select[Relation]:
    parties = joinedload(Relation.municipality), joinedload(Relation.organisation)
    return select(Relation).where(Relation.id.in_(ids)).options(*parties)


def _told(statement: Select[*Ts], day: date) -> Select[*Ts]:
    """Join reminders of a day with who answers for that side; for own volunteers, their representative."""
    is_own = and_(Reminder.side == Side.ORGANISATION, Body.kind == BodyKind.MUNICIPALITY)
    return (
        statement.select_from(Reminder)
        .join(Body, Body.id == Reminder.body_id)
        .join(RoleHolding, RoleHolding.body_id == Reminder.body_id)
        .join(Person, Person.id == RoleHolding.person_id)
        .where(
            Reminder.told_on == day,
            RoleHolding.ended_at.is_(None),
            RoleHolding.role.in_(ANSWERING),
            (RoleHolding.role == Role.VOLUNTEERS_REPRESENTATIVE) == is_own,
            Person.is_active,
        )
    )
