"""A room of a cooperation, an overview and the catalogue ask the database as often whatever is in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from partnership.agreements import actions as agreements
from partnership.agreements import drafting
from partnership.agreements.period import Days
from partnership.contacts import actions as contacts
from partnership.contacts.actions import Named
from partnership.dialogue import actions as dialogue
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.tasks import actions as tasks
from partnership.tasks.actions import Share
from partnership.tasks.models import TaskMode
from tests.activities.builders import an_offer
from tests.builders import (
    NOW,
    a_municipality,
    a_person,
    a_relation,
    an_assessment,
    an_organisation,
    sign_in,
    some_evidence,
    the_staircase,
)
from tests.partnership.dialogue.builders import a_slot
from tests.partnership.roadmaps.builders import a_goal, a_measure

DETAIL_LIMIT, CATALOGUE_LIMIT = 20, 12
YEAR = Days(date(2026, 12, 1), date(2027, 11, 30), 3)


@dataclass(frozen=True)
class Place:
    """A cooperation with somebody on each side."""

    app: Flask
    session: Session
    municipality: Municipality
    organisation: Organisation
    relation: Relation
    kom: Person
    org: Person


def a_place(app: Flask, session: Session) -> Place:
    """A cooperation that both have assessed once."""
    volda, friends = a_municipality(session), an_organisation(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    org = a_person(session, Role.ORGANISATION_LEADER, friends)
    relation = a_relation(session, volda, friends, actor=kom)
    some_evidence(session, relation, actor=kom)
    an_assessment(session, relation, Side.MUNICIPALITY, actor=kom, upto=3)
    an_assessment(session, relation, Side.ORGANISATION, actor=org, upto=2)
    return Place(app, session, volda, friends, relation, kom, org)


def many_relations(place: Place, size: int) -> None:
    """Cooperations of one municipality."""
    for number in range(size):
        a_relation(place.session, place.municipality, an_organisation(place.session, f"Lag {number}"), actor=place.kom)


def many_offers(place: Place, size: int) -> None:
    """Offers that everybody reads."""
    for number in range(size):
        an_offer(place.session, place.organisation, place.municipality, actor=place.org, title=f"Tur {number}")


def many_meetings(place: Place, size: int) -> None:
    """Meetings ahead."""
    for number in range(size):
        slot = a_slot(date(2026, 12, 1) + timedelta(days=number % 300))
        dialogue.call(place.session, place.relation, Side.MUNICIPALITY, slot, None, actor_id=place.kom.id, at=NOW)


def many_agreements(place: Place, size: int) -> None:
    """Drafts that were put aside."""
    with place.app.app_context():
        for _number in range(size):
            draft = drafting.begin(
                place.session, place.relation, language="nb", days=YEAR, has_annex=False, actor_id=place.kom.id, at=NOW
            )
            agreements.discard(
                place.session, place.relation, draft, version=draft.version, actor_id=place.kom.id, at=NOW
            )


def many_measures(place: Place, size: int) -> None:
    """Goals, each with some measures."""
    for _number in range(max(1, size // 10)):
        goal = a_goal(place.session, place.relation, actor=place.kom)
        for _measure in range(min(size, 10)):
            a_measure(place.session, place.relation, actor=place.kom, goal=goal)


def many_people_and_tasks(place: Place, size: int) -> None:
    """As many contacts and tasks as a form takes."""
    people = [Named(f"Gro {number}", "Leiar", "22334455", "", is_first=number == 0) for number in range(min(size, 6))]
    kept = {"version": 0, "reference": "Liste", "actor_id": place.kom.id, "at": NOW}
    contacts.write(place.session, place.relation, Side.MUNICIPALITY, people, **kept)  # type: ignore[arg-type]
    share = Share("Hente", TaskMode.DIVIDED, Side.ORGANISATION, "Tysdagar")
    shares = [share] * min(size, 20)
    tasks.write(place.session, place.relation, shares, version=0, actor_id=place.kom.id, at=NOW)


def many_assessments(place: Place, size: int) -> None:
    """Assessments that were sent again and again."""
    for number in range(size):
        at = NOW + timedelta(days=number)
        an_assessment(place.session, place.relation, Side.MUNICIPALITY, actor=place.kom, upto=1 + number % 3, at=at)


def everything(place: Place, size: int) -> None:
    """Something of each kind, for the cards of the cooperation's own page."""
    for filling in (many_meetings, many_agreements, many_measures, many_people_and_tasks, many_offers):
        filling(place, size)


Filling = Callable[[Place, int], None]
CASES: list[tuple[str, Filling, int, int]] = [
    ("/partnership/municipalities/{number}/staircase/", many_relations, 500, DETAIL_LIMIT),
    ("/activities/offers/", many_offers, 500, CATALOGUE_LIMIT),
    ("/activities/offers/own/", many_offers, 500, CATALOGUE_LIMIT),
    ("{relation}", everything, 100, DETAIL_LIMIT),
    ("{relation}dialogue/", many_meetings, 500, DETAIL_LIMIT),
    ("{relation}agreements/", many_agreements, 100, DETAIL_LIMIT),
    ("{relation}roadmap/", many_measures, 500, DETAIL_LIMIT),
    ("{relation}roadmap/by-date/", many_measures, 500, DETAIL_LIMIT),
    ("{relation}contacts/", many_people_and_tasks, 500, DETAIL_LIMIT),
    ("{relation}tasks/", many_people_and_tasks, 500, DETAIL_LIMIT),
    ("{relation}history/", many_assessments, 25, DETAIL_LIMIT),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_room_asks_as_often_with_5_things_in_it_as_with_hundreds(
    client: FlaskClient, session: Session, statements: list[str], case: tuple[str, Filling, int, int]
) -> None:
    path, filling, most, limit = case
    the_staircase(session)
    counts = []
    for size in (5, most):
        place = a_place(client.application, session)
        filling(place, size)
        session.commit()
        sign_in(client, session, place.kom)
        relation = f"/partnership/relations/{place.relation.id}/"
        address = path.format(number=place.municipality.number, relation=relation)
        client.get(address)
        statements.clear()
        assert client.get(address).status_code == 200
        counts.append(len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1] <= limit, counts
