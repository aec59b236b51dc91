"""Two cooperations with something in every room, beside those of the story, so that no wall waits for what is told."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel import clock
from kernel.orm import Base
from partnership.agreements.models import Agreement
from partnership.contacts import actions as contacts
from partnership.contacts.actions import Named
from partnership.dialogue import actions as dialogue
from partnership.dialogue import preparing
from partnership.dialogue.models import AgendaPoint, FollowUp
from partnership.dialogue.preparing import Forum, Promise
from partnership.relations import actions as relations
from partnership.relations.models import CoordinationModel, Relation
from partnership.relations.sides import Side
from partnership.requests import actions as requests
from partnership.requests.actions import Asked
from partnership.requests.models import RelationRequest
from partnership.tasks import actions as tasks
from partnership.tasks.actions import Share
from partnership.tasks.models import TaskMode
from tests.partnership.agreements.builders import TWO_YEARS, Parties, a_draft, sent
from tests.partnership.dialogue.builders import Pair, a_meeting
from tests.partnership.roadmaps.builders import a_measure

SCOPE = "Rom i veggene"
Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Rooms:
    """The ids of what a cooperation holds."""

    relation: int
    planned: int
    own_point: int
    held: int
    point: int
    arena: int
    follow_up: int
    agreement: int
    goal: int
    measure: int


@dataclass(frozen=True)
class Crew:
    """Who stands on each side of a cooperation, and the two bodies."""

    municipality: Municipality
    organisation: Organisation
    coordinator: Person
    mayor: Person
    leader: Person

    def actor(self, side: Side) -> Person:
        """Who writes for a side."""
        return self.coordinator if side is Side.MUNICIPALITY else self.leader


def crew_of(session: Session, known: Relation, coordinator: str, mayor: str, leader: str) -> Crew:
    """Those of the story who stand behind one of its cooperations."""
    assert known.organisation_id is not None
    people = [
        session.scalars(select(Person).where(Person.email == f"{one}@demo.example")).one()
        for one in (coordinator, mayor, leader)
    ]
    return Crew(
        session.get_one(Municipality, known.municipality_id),
        session.get_one(Organisation, known.organisation_id),
        *people,
    )


def furnish(app: Flask, session: Session, crew: Crew, *, is_sent: bool) -> Rooms:
    """Begin a cooperation and put something in each of its rooms, through the same actions as on the pages."""
    now = clock.now()
    relation = relations.begin(
        session,
        municipality_id=crew.municipality.id,
        organisation_id=crew.organisation.id,
        model=CoordinationModel.ORGANISATION,
        scope=SCOPE,
        about="Kaffe og følgje kvar tysdag.",
        actor_id=crew.coordinator.id,
        at=now,
    )
    session.flush()
    _name_people(session, relation, crew)
    meet = _talk(session, relation, crew)
    measure = a_measure(session, relation, actor=crew.coordinator)
    session.commit()
    number = _agree(app, session, relation, crew, is_sent=is_sent)
    return Rooms(relation=relation.id, agreement=number, goal=measure.goal_id, measure=measure.id, **meet)


def _name_people(session: Session, relation: Relation, crew: Crew) -> None:
    now = clock.now()
    for side in Side:
        contacts.write(
            session,
            relation,
            side,
            [Named("Gro Berg", "Leiar", "22334455", "gro@example.no", is_first=True)],
            version=0,
            reference="Kontaktlista",
            actor_id=crew.actor(side).id,
            at=now,
        )
    share = Share("Hente dei som treng følgje", TaskMode.DIVIDED, Side.ORGANISATION, "Tysdagar")
    tasks.write(session, relation, [share], version=0, actor_id=crew.coordinator.id, at=now)


def _talk(session: Session, relation: Relation, crew: Crew) -> dict[str, int]:
    now, actor_id = clock.now(), crew.coordinator.id
    pair = Pair(relation, crew.coordinator, crew.leader)
    forum = Forum("Samarbeidsforum", "Kvart kvartal", "Rådhuset", "Leiar og koordinator")
    arena = preparing.keep_arena(session, relation, None, forum, version=0, actor_id=actor_id, at=now)
    planned = a_meeting(session, pair, at=now)
    preparing.add_point(session, planned, Side.MUNICIPALITY, "Bilen", actor_id=actor_id, at=now)
    held = a_meeting(session, pair, date(2026, 11, 19), at=now)
    preparing.add_point(session, held, Side.MUNICIPALITY, "Nøkkelen", actor_id=actor_id, at=now)
    dialogue.hold(session, held, [], actor_id=actor_id, at=now)
    promise = Promise("Skrive avtale", Side.MUNICIPALITY, "Koordinator", date(2027, 1, 15))
    preparing.follow_up(session, held, promise, actor_id=actor_id, at=now)
    session.flush()
    return {
        "planned": planned.id,
        "own_point": one_of(session, AgendaPoint, meeting_id=planned.id).id,
        "held": held.id,
        "point": one_of(session, AgendaPoint, meeting_id=held.id).id,
        "arena": arena.id,
        "follow_up": one_of(session, FollowUp, meeting_id=held.id).id,
    }


def one_of(session: Session, kind: type[Row], **where: Any) -> Row:
    """The first row of a kind that has something."""
    return session.scalars(select(kind).filter_by(**where).limit(1)).one()


def _agree(app: Flask, session: Session, relation: Relation, crew: Crew, *, is_sent: bool) -> int:
    parties = Parties(
        app=app,
        session=session,
        relation=relation,
        municipality=crew.municipality,
        organisation=crew.organisation,
        coordinator=crew.coordinator,
        mayor=crew.mayor,
        leader=crew.leader,
    )
    agreement: Agreement = a_draft(parties, days=TWO_YEARS, at=clock.now())
    if is_sent:
        sent(parties, agreement, at=clock.now())
    return agreement.number


def ask(session: Session, crew: Crew, *, by: Person) -> RelationRequest:
    """An organisation's request for one more cooperation."""
    asked = Asked(crew.organisation.id, crew.municipality.id, "Spurt om", "Vi vil meir.", "Fordi det trengst.")
    made = requests.ask(session, asked, version=0, actor_id=by.id, at=clock.now())
    session.commit()
    return made
