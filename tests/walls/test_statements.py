"""A page asks the database as often whatever is in it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from grants.applications.models import ApplicationStatus, Partner, SignedAs
from partnership.relations.sides import Side
from tests.builders import (
    NOW,
    a_municipality,
    a_person,
    a_relation,
    an_assessment,
    an_organisation,
    sign_in,
    some_evidence,
    the_directorate,
    the_staircase,
)
from tests.grants.builders import a_call, an_application

LIST_LIMIT, DETAIL_LIMIT = 12, 20
# What waits for a person is asked of every slice, a statement or two each: 43 were measured with the eight of the
# volunteers' wing and the six that core teams brought, and one more.
WORK_LIMIT = 44


def limit_of(path: str) -> int:
    """How many statements a page may make."""
    if path == "/my-work":
        return WORK_LIMIT
    return DETAIL_LIMIT if "{" in path else LIST_LIMIT


def a_country(session: Session, size: int) -> tuple[object, int]:
    """A municipality with so many relations, every fifth of them assessed by both."""
    volda = a_municipality(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    first = 0
    for number in range(size):
        friends = an_organisation(session, f"Lag {number}")
        relation = a_relation(session, volda, friends, actor=kom)
        first = first or relation.id
        if number % 50 == 0:
            some_evidence(session, relation, actor=kom)
            an_assessment(session, relation, Side.MUNICIPALITY, actor=kom, upto=4)
            an_assessment(session, relation, Side.ORGANISATION, actor=kom, upto=2)
    session.commit()
    return kom, first


@pytest.mark.parametrize(
    "path",
    [
        "/partnership/relations/",
        "/my-work",
        "/partnership/relations/{first}/",
        "/partnership/relations/{first}/staircase/",
    ],
)
def test_a_page_asks_as_often_with_5_relations_as_with_500(
    client: FlaskClient, session: Session, statements: list[str], path: str
) -> None:
    the_staircase(session)
    counts = []
    for size in (5, 500):
        kom, first = a_country(session, size)
        sign_in(client, session, kom)
        address = path.format(first=first)
        client.get(address)
        statements.clear()
        assert client.get(address).status_code == 200
        counts.append(len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1], counts
    assert counts[1] <= limit_of(path), counts


def an_office_full(session: Session, size: int) -> dict[str, object]:
    """A call with so many sent applications and one draft, and who looks at them."""
    call, directorate = a_call(session, f"T{size}"), the_directorate(session)
    volda = a_municipality(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    leader = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Venene"))
    for number in range(size):
        friends = an_organisation(session, f"Lag {number}")
        sent = an_application(session, call, friends, actor=leader, partners=[volda])
        sent.status, sent.submitted_at, sent.submitted_by_id = ApplicationStatus.SUBMITTED, NOW, leader.id
        sent.signed_as, sent.snapshot = SignedAs.CHAIR, {"relations": [], "partners": [], "eligible": 500_000}
    for partner in session.scalars(select(Partner)):
        partner.invited_at = NOW
    draft = an_application(session, call, volda, actor=kom)
    session.commit()
    people = {role: a_person(session, role, directorate) for role in (Role.CASEWORKER, Role.LEAD)}
    return {"kom": kom, "draft": draft.reference, "sent": sent.reference, **people}


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("kom", "/grants/applications/"),
        ("kom", "/my-work"),
        ("kom", "/grants/applications/{draft}/"),
        ("kom", "/grants/applications/{draft}/edit/measure/"),
        ("kom", "/grants/applications/{draft}/check/"),
        ("kom", "/grants/applications/{sent}/"),
        (Role.CASEWORKER, "/grants/applications/"),
        (Role.CASEWORKER, "/my-work"),
        (Role.CASEWORKER, "/grants/applications/{sent}/"),
        (Role.LEAD, "/my-work"),
    ],
)
def test_a_page_asks_as_often_with_5_applications_as_with_200(
    client: FlaskClient, session: Session, statements: list[str], who: str, path: str
) -> None:
    the_staircase(session)
    counts = []
    for size in (5, 200):
        office = an_office_full(session, size)
        sign_in(client, session, office[who])
        address = path.format(draft=office["draft"], sent=office["sent"])
        client.get(address)
        statements.clear()
        assert client.get(address).status_code == 200
        counts.append(len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1], counts
    assert counts[1] <= limit_of(path), counts
