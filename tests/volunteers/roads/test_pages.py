"""The page of a municipality's roads: set, written down, taken away; seen by those who drive there."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from tests.builders import a_municipality, a_person, a_relation, an_organisation, post, sign_in
from volunteers.roads.models import RoadOverride, RoadSetting
from volunteers.roads.queries import roads_of

ADDRESS = "/volunteers/roads/1577"


@pytest.fixture
def volda(session: Session, client: FlaskClient) -> Municipality:
    """Volda, with its coordinator signed in."""
    made = a_municipality(session, number="1577")
    person = a_person(session, Role.MUNICIPAL_COORDINATOR, made)
    session.commit()
    sign_in(client, session, person)
    return made


def test_the_page_shows_every_way_as_about(client: FlaskClient, volda: Municipality) -> None:
    page = client.get(f"{ADDRESS}?from=6133").get_data(as_text=True)
    assert "6100" in page
    assert "ca." in page or "omtrent" in page or "about" in page


def test_roads_are_set(client: FlaskClient, session: Session, volda: Municipality) -> None:
    sent = {"winding": "160", "speed": "50", "version": "0"}
    assert post(client, ADDRESS, sent).status_code == 303
    assert session.scalars(select(RoadSetting)).one().winding == 160
    assert roads_of(session, volda.id).speed == 50
    assert post(client, ADDRESS, sent).status_code == 409


def test_numbers_out_of_bounds_are_refused(client: FlaskClient, volda: Municipality) -> None:
    sent = {"winding": "90", "speed": "500", "version": "0"}
    assert post(client, ADDRESS, sent).status_code == 422


def test_a_ferry_is_written_down_replaced_and_taken_away(
    client: FlaskClient, session: Session, volda: Municipality
) -> None:
    sent = {
        "one": "6133", "other": "6100", "kilometres": "12", "minutes": "47",
        "why": "Ferje",
    }  # fmt: skip
    assert post(client, f"{ADDRESS}/ways", sent).status_code == 303
    assert post(client, f"{ADDRESS}/ways", {**sent, "minutes": "50"}).status_code == 303
    kept = session.scalars(select(RoadOverride)).one()
    assert (kept.one, kept.other, kept.minutes) == ("6100", "6133", 50)
    number = kept.id
    session.rollback()
    assert post(client, f"{ADDRESS}/ways/{number}/take-away", sent).status_code == 303
    assert session.scalars(select(RoadOverride)).all() == []


def test_a_way_to_a_postcode_without_streets_is_refused(client: FlaskClient, volda: Municipality) -> None:
    sent = {"one": "0000", "other": "6100", "kilometres": "1", "minutes": "5"}
    assert post(client, f"{ADDRESS}/ways", {**sent, "why": "x"}).status_code == 422


def test_only_those_who_drive_there_see_it(client: FlaskClient, session: Session) -> None:
    volda, friends = a_municipality(session, number="1577"), an_organisation(session)
    person = a_person(session, Role.ORGANISATION_COORDINATOR, friends)
    session.commit()
    sign_in(client, session, person)
    assert client.get(ADDRESS).status_code == 404
    a_relation(session, volda, friends, actor=person)
    session.commit()
    assert client.get(ADDRESS).status_code == 200
