"""The front of the wing, what each body records before anything is kept, and the sign-up link."""

import re
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from directory.bodies.models import Body
from tests import pages
from tests.builders import a_municipality, a_person, an_organisation, post, sign_in
from tests.volunteers.builders import a_safeguard
from volunteers.safeguards import queries, sign_up_link
from volunteers.safeguards.models import Safeguard

SENT = {
    "controller_agreement": "Sak 26/11",
    "agreed_on": "1.10.2026",
    "dpia_reference": "Sak 26/12",
    "dpia_on": "2.10.2026",
    "trip_days": "60",
    "profile_months": "12",
    "incident_months": "36",
    "version": "0",
}


def page_of(body: Body) -> str:
    return f"/volunteers/bodies/{body.id}/safeguards/"


@pytest.fixture
def friends(session: Session) -> Body:
    return an_organisation(session)


@pytest.fixture
def leader(session: Session, friends: Body) -> Person:
    made = a_person(session, Role.ORGANISATION_LEADER, friends)
    session.commit()
    return made


def test_a_leader_switches_the_wing_on_and_the_home_page_says_so(
    client: FlaskClient, session: Session, friends: Body, leader: Person
) -> None:
    sign_in(client, session, leader)
    assert 'data-status="off"' in client.get("/volunteers/").text
    assert post(client, page_of(friends), SENT).status_code == 303
    kept = session.scalars(select(Safeguard)).one()
    assert (kept.agreed_on, kept.trip_days, kept.sign_up_salt) == (date(2026, 10, 1), 60, "")
    home = client.get("/volunteers/").text
    assert 'data-status="on"' in home
    assert page_of(friends) in pages.read(home).links
    assert "60" in client.get(page_of(friends)).text
    told = session.scalars(select(AuditLine).where(AuditLine.subject == "safeguard")).one()
    assert told.changes["trip_days"] == [90, 60]


@pytest.mark.parametrize(
    "wrong",
    [
        {"agreed_on": ""},
        {"controller_agreement": ""},
        {"agreed_on": "22.11.2026"},
        {"dpia_on": "i går"},
        {"trip_days": "0"},
        {"trip_days": "100000"},
        {"profile_months": "-1"},
        {"incident_months": "mange"},
        {"controller_agreement": "x" * 201},
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    *, client: FlaskClient, session: Session, friends: Body, leader: Person, wrong: dict[str, Any]
) -> None:
    sign_in(client, session, leader)
    answered = post(client, page_of(friends), {**SENT, **wrong})
    assert answered.status_code == 422
    assert 'id="error-summary"' in answered.text
    assert "Sak 26/12" in answered.text
    assert session.scalars(select(Safeguard)).all() == []


def test_the_second_writer_sees_both_texts(
    client: FlaskClient, session: Session, friends: Body, leader: Person
) -> None:
    sign_in(client, session, leader)
    assert post(client, page_of(friends), SENT).status_code == 303
    answered = post(client, page_of(friends), {**SENT, "controller_agreement": "Ein annan", "trip_days": "30"})
    assert answered.status_code == 409
    assert {"controller_agreement", "trip_days"} == set(re.findall(r'id="([a-z_]+)-conflict"', answered.text))
    version = next(form.values["version"] for form in pages.read(answered.text).forms if "version" in form.values)
    again = post(client, page_of(friends), {**SENT, "controller_agreement": "Ein annan", "version": version})
    assert again.status_code == 303
    assert session.scalars(select(Safeguard)).one().controller_agreement == "Ein annan"


def test_only_a_municipality_records_home_cares_right(
    client: FlaskClient, session: Session, friends: Body, leader: Person
) -> None:
    volda = a_municipality(session)
    mayor = a_person(session, Role.MUNICIPAL_LEADER, volda)
    session.commit()
    sent = {**SENT, "home_care_basis": "Helse- og omsorgstenestelova", "home_care_basis_on": "3.10.2026"}
    sign_in(client, session, leader)
    assert post(client, page_of(friends), sent).status_code == 303
    sign_in(client, session, mayor)
    assert post(client, page_of(volda), sent).status_code == 303
    found = {each.body_id: each.home_care_basis_on for each in session.scalars(select(Safeguard))}
    assert found == {friends.id: None, volda.id: date(2026, 10, 3)}


def test_a_coordinator_reads_and_others_find_nothing(
    client: FlaskClient, session: Session, friends: Body, leader: Person
) -> None:
    a_safeguard(session, friends, actor=leader)
    coordinator = a_person(session, Role.ORGANISATION_COORDINATOR, friends)
    stranger = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre"))
    volunteer = a_person(session, Role.VOLUNTEER, friends)
    session.commit()
    sign_in(client, session, coordinator)
    text = client.get(page_of(friends)).text
    assert "Sak 26/11" in text
    assert 'name="agreed_on"' not in text
    assert post(client, page_of(friends), SENT).status_code == 404
    for person in (stranger, volunteer):
        sign_in(client, session, person)
        assert client.get(page_of(friends)).status_code == 404
        assert post(client, page_of(friends), SENT).status_code == 404
        assert post(client, f"/volunteers/bodies/{friends.id}/sign-up-link/open").status_code == 404
    assert client.get("/volunteers/").status_code == 403


def test_a_sign_up_link_is_opened_once_and_closed_for_good(
    client: FlaskClient, session: Session, friends: Body, leader: Person
) -> None:
    sign_in(client, session, leader)
    door = f"/volunteers/bodies/{friends.id}/sign-up-link/"
    assert post(client, f"{door}open").status_code == 409, "the wing is off"
    kept = a_safeguard(session, friends, actor=leader)
    session.commit()
    tokens = []
    for _again in range(2):
        assert post(client, f"{door}open").status_code == 303
        session.rollback()
        session.refresh(kept)
        tokens.append(sign_up_link.token_of(kept))
    assert tokens[0] == tokens[1]
    assert f"/volunteers/sign-up/{tokens[0]}/" in client.get(page_of(friends)).text
    assert sign_up_link.by_token(session, tokens[0]) is kept
    session.rollback()
    assert post(client, f"{door}close").status_code == 303
    session.refresh(kept)
    assert sign_up_link.by_token(session, tokens[0]) is None
    session.rollback()
    assert post(client, f"{door}open").status_code == 303
    session.refresh(kept)
    assert sign_up_link.by_token(session, tokens[0]) is None, "the old address never works again"


@pytest.mark.parametrize("token", ["", "x", "1", "1-", "1-x", "999999999999-x", "-1-x", "١-x", "1-\x00"])
def test_a_hostile_token_is_nobodys(session: Session, token: str) -> None:
    assert sign_up_link.by_token(session, token) is None


def test_the_bodies_that_are_on_are_found_at_once(session: Session, friends: Body, leader: Person) -> None:
    other = an_organisation(session, "Andre")
    a_safeguard(session, friends, actor=leader)
    a_safeguard(session, other, actor=leader, dpia_on=date(2026, 12, 1))
    session.flush()
    assert queries.on_bodies(session, [friends.id, other.id], date(2026, 11, 21)) == {friends.id}
