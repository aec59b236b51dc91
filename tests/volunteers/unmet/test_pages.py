"""Needs that were not met: plain to their own body, small numbers hidden from the municipality, nobody named."""

import csv
import io
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from tests.builders import NOW, a_municipality, a_person, an_organisation
from tests.builders import sign_in as open_session
from tests.volunteers.builders import Desk, a_desk
from volunteers.unmet import actions
from volunteers.unmet.models import PublicTransport, UnmetNeed, UnmetReason

ADDRESS = "/volunteers/unmet/1577/"


def sign_in(client: FlaskClient, session: Session, person: Person) -> None:
    """Sign in somebody who reads English."""
    person.language = "en"
    open_session(client, session, person)


def needs(session: Session, desk: Desk, reason: UnmetReason, many: int, **other: object) -> None:
    """Some needs that were not met, one each week."""
    base = {
        "offer": desk.offer,
        "reason": reason,
        "postcode": "6100",
        "is_short_notice": False,
        "public_transport": PublicTransport.NONE_THERE,
        "at": NOW,
    }
    before = session.scalar(select(func.count()).select_from(UnmetNeed)) or 0
    for place in range(many):
        wanted = date(2026, 11, 3) - timedelta(weeks=place)
        actions.record(session, **{"wanted_on": wanted, **base, **other}, once=f"need-{before + place}")


def table(client: FlaskClient, title: str, address: str = ADDRESS, **asked: str) -> dict[str, list[str]]:
    """A table of the download: the words of each line by its first cell."""
    text = client.get(address, query_string={"format": "csv", **asked}).get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    return {row[1]: [cell for cell in row[2:] if cell] for row in rows if row[0] == title}


def test_the_same_need_is_noted_once(session: Session) -> None:
    desk = a_desk(session)
    for _again in range(2):
        actions.record(
            session,
            offer=desk.offer,
            reason=UnmetReason.AREA,
            postcode="6100",
            wanted_on=date(2026, 11, 3),
            is_short_notice=False,
            public_transport=PublicTransport.NOT_ASKED,
            once="request-1-2026-11-03",
            at=NOW,
        )
    assert session.scalar(select(func.count()).select_from(UnmetNeed)) == 1


def test_a_body_sees_its_own_numbers_as_they_are(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    needs(session, desk, UnmetReason.NO_VOLUNTEER, 3)
    needs(session, desk, UnmetReason.AREA, 1, postcode="6133")
    sign_in(client, session, desk.coordinator)
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert "6133 Lauvstad" in page.get_data(as_text=True)
    assert 'class="map"' in page.get_data(as_text=True)
    assert table(client, "Our own: By area")["6100 Volda"] == ["3"]


def test_the_municipality_sees_small_numbers_hidden_and_none_that_gives_one_away(
    client: FlaskClient, session: Session
) -> None:
    desk = a_desk(session)
    needs(session, desk, UnmetReason.NO_VOLUNTEER, 9)
    needs(session, desk, UnmetReason.AREA, 4)
    sign_in(client, session, a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality))
    page = client.get(ADDRESS).get_data(as_text=True)
    assert page.index('id="scope-others"') < page.index('id="scope-own"'), "first what holds something"
    everything = table(client, "All the others together: By kind")["In all"]
    assert everything == ["hidden", "0", "0", "0", "fewer than 5", "0", "13"]
    assert "9" not in client.get(ADDRESS, query_string={"format": "csv"}).get_data(as_text=True).split(";")


def test_short_notice_is_shown_apart_and_is_nobodys_failure(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    needs(session, desk, UnmetReason.TOO_LATE, 2, is_short_notice=True)
    needs(session, desk, UnmetReason.NO_VEHICLE, 1)
    sign_in(client, session, desk.coordinator)
    assert table(client, "Our own: By kind")["In all"][-1] == "1"
    assert table(client, "Our own: Short notice, by kind")["In all"][-1] == "2"
    assert "1 need could" in client.get("/volunteers/").get_data(as_text=True)


def test_other_peoples_figures_are_told_by_whole_years(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    needs(session, desk, UnmetReason.NO_VOLUNTEER, 9)
    sign_in(client, session, a_person(session, Role.MUNICIPAL_LEADER, desk.municipality))
    asked = {"period": "from-to", "first": "1.11.2026", "last": "3.11.2026"}
    line = table(client, "All the others together: By kind", **asked)["In all"]
    assert line[-1] == "9"
    assert "In all" in table(client, "All the others together: By kind", year="2025")


def test_a_period_may_be_chosen_for_ones_own(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    needs(session, desk, UnmetReason.NO_VOLUNTEER, 9)
    sign_in(client, session, desk.coordinator)
    asked = {"period": "from-to", "first": "1.11.2026", "last": "3.11.2026"}
    assert table(client, "Our own: By kind", **asked)["In all"][-1] == "1"
    wrong = client.get(ADDRESS, query_string={"period": "from-to", "first": "4.11.2026", "last": "3.11.2026"})
    assert wrong.status_code == 422
    assert "The first day must" in wrong.get_data(as_text=True)


@pytest.mark.parametrize("role", [Role.ORGANISATION_COORDINATOR, Role.MUNICIPAL_COORDINATOR, Role.VOLUNTEER])
def test_nobody_else_sees_them(client: FlaskClient, session: Session, role: Role) -> None:
    a_desk(session)
    body = a_municipality(session, "Ørsta") if role is Role.MUNICIPAL_COORDINATOR else an_organisation(session, "Andre")
    sign_in(client, session, a_person(session, role, body))
    assert client.get(ADDRESS).status_code == 404


def test_the_page_takes_the_same_number_of_statements_however_many_there_are(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    desk = a_desk(session)
    needs(session, desk, UnmetReason.AREA, 2)
    sign_in(client, session, a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality))

    def sent() -> int:
        statements.clear()
        client.get(ADDRESS)
        return len(statements)

    few = sent()
    needs(session, desk, UnmetReason.COST, 40)
    session.commit()
    assert sent() == few <= 12


def test_no_table_shows_a_sum_that_another_must_hide(client: FlaskClient, session: Session) -> None:
    """Six weekdays with one need each, and their sum, would tell every one of them."""
    desk = a_desk(session)
    for place in range(6):
        wanted = date(2026, 11, 2) + timedelta(days=place)
        needs(session, desk, UnmetReason.NO_VOLUNTEER, 1, wanted_on=wanted)
    sign_in(client, session, a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality))
    weekdays = table(client, "All the others together: By day of the week")
    assert weekdays["In all"][-1] == "6"
    assert {cell for part, line in weekdays.items() if part.endswith("day") for cell in line} == {"hidden"}
    assert table(client, "All the others together: By kind")["Transport"][-1] == "6"
