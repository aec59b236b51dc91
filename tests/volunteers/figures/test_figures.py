"""Figures: right for their own body, and small numbers hidden from all others, in every table and download."""

import csv
import io
from datetime import date

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from kernel.small_numbers import few_behind
from tests.builders import NOW, a_municipality, a_person, an_organisation, the_directorate
from tests.builders import sign_in as open_session
from tests.volunteers.builders import Desk, a_desk, a_request, a_service_user, a_trip, a_volunteer
from volunteers.coordinators.models import CoordinatorPost, CoordinatorTenure
from volunteers.figures.tables import Moved, flow
from volunteers.hours.models import HourEntry, Work
from volunteers.incidents.models import Incident, IncidentKind, ToldTo
from volunteers.register.models import Affiliation, VolunteerStatus
from volunteers.trips.models import TripStatus
from volunteers.unmet import actions as unmet
from volunteers.unmet.models import PublicTransport, UnmetReason

OWN, TOWN, COUNTRY = "/volunteers/figures/", "/volunteers/figures/1577/", "/volunteers/figures/country/"


def sign_in(client: FlaskClient, session: Session, person: Person) -> None:
    """Sign in somebody who reads English."""
    person.language = "en"
    open_session(client, session, person)


def table(client: FlaskClient, title: str, address: str, **asked: str) -> dict[str, list[str]]:
    """A table of the download: the words of each line by its first cell."""
    text = client.get(address, query_string={"format": "csv", **asked}).get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    return {row[1]: [cell for cell in row[2:] if cell] for row in rows if row[0] == title}


def some_volunteers(session: Session, desk: Desk, many: int, **other: object) -> None:
    for _each in range(many):
        a_volunteer(session, desk.organisation, **other)


def some_trips(session: Session, desk: Desk, status: TripStatus, many: int, first: date = date(2026, 1, 1)) -> None:
    request = a_request(session, desk, a_service_user(session, desk), starts_on=first)
    volunteer = a_volunteer(session, desk.organisation, since=date(2025, 1, 1))
    for place in range(many):
        a_trip(session, request, date.fromordinal(first.toordinal() + place), status=status, volunteer_id=volunteer.id)


def some_hours(session: Session, desk: Desk, work: Work, many: int, minutes: int = 90) -> None:
    for _each in range(many):
        volunteer = a_volunteer(session, desk.organisation, since=date(2025, 1, 1))
        session.add(
            HourEntry(
                volunteer_id=volunteer.id,
                work=work,
                what="",
                done_on=date(2026, 5, 4),
                planned_minutes=60,
                minutes=minutes,
                recorded_at=NOW,
            )
        )
    session.flush()


def test_a_body_sees_how_its_volunteers_came_and_went(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    some_volunteers(session, desk, 2, born_year=1950)
    some_volunteers(session, desk, 1, born_year=1990, since=date(2024, 5, 1))
    ended = {"status": VolunteerStatus.ENDED, "ended_on": date(2026, 3, 1), "since": date(2024, 5, 1)}
    some_volunteers(session, desk, 1, **ended)
    some_volunteers(session, desk, 1, affiliation=Affiliation.UNORGANISED, born_year=None)
    some_volunteers(session, desk, 1, status=VolunteerStatus.APPLIED, since=None)
    sign_in(client, session, desk.coordinator)
    assert table(client, "Active volunteers on the last day", OWN)["In all"] == ["2", "2", "4"]
    assert table(client, "Volunteers who came and who ended", OWN)["In all"] == ["3", "2", "1"]


def test_a_body_sees_hours_trips_incidents_and_posts(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    some_hours(session, desk, Work.ACTIVITY, 2)
    some_trips(session, desk, TripStatus.CLOSED, 3)
    some_trips(session, desk, TripStatus.NO_SHOW, 1)
    some_trips(session, desk, TripStatus.CANCELLED_BY_USER, 2)
    some_trips(session, desk, TripStatus.PLANNED, 2)
    post = CoordinatorPost(
        body_id=desk.organisation.id,
        title="Koordinator",
        share=50,
        areas="",
        stand_in_name="",
        stand_in_phone="",
        begins_on=date(2026, 1, 1),
    )
    session.add(post)
    session.flush()
    held = {"name": "Oddny", "phone": "", "email": "", "education": "", "is_in_network": False}
    session.add(CoordinatorTenure(post_id=post.id, begins_on=date(2026, 1, 15), **held))
    told = {"kind": IncidentKind.FALL, "told_to": ToldTo.NOBODY, "what": "Isete trapp.", "action": ""}
    day = date(2026, 11, 10)
    session.add(Incident(offer_id=desk.offer.id, severity=1, happened_on=day, reported_at=NOW, **told))
    session.flush()
    sign_in(client, session, desk.coordinator)
    assert table(client, "Volunteers' hours", OWN)["In all"] == ["2", "3"]
    assert table(client, "Trips", OWN)["In all"] == ["3", "2", "0", "1", "0", "6"]
    assert table(client, "Persons and kilometres", OWN)["In all"] == ["1", "0"]
    assert table(client, "Coordinators", OWN)["In all"] == ["0.5", "2"]
    assert table(client, "Incidents", OWN)["In all"] == ["1"]


def test_where_four_of_thirteen_are_older_the_municipality_cannot_work_it_out(
    client: FlaskClient, session: Session
) -> None:
    desk = a_desk(session)
    some_volunteers(session, desk, 4, born_year=1950)
    some_volunteers(session, desk, 9, born_year=1990)
    sign_in(client, session, a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality))
    active = table(client, "All the others together: Active volunteers on the last day", TOWN)
    assert active["In all"] == ["fewer than 5", "hidden", "13"]
    page = client.get(TOWN).get_data(as_text=True)
    assert "fewer than 5" in page
    assert ">9<" not in page
    sign_in(client, session, desk.coordinator)
    assert table(client, "Our own: Active volunteers on the last day", TOWN)["In all"] == ["4", "9", "13"]


def test_a_municipality_sees_first_what_holds_something_and_no_table_of_zeros(
    client: FlaskClient, session: Session
) -> None:
    desk = a_desk(session)
    some_volunteers(session, desk, 6, born_year=1950)
    sign_in(client, session, a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality))
    page = client.get(TOWN).get_data(as_text=True)
    assert page.index('id="scope-others"') < page.index('id="scope-own"')
    assert 'id="others-active"' in page
    assert 'id="others-incidents"' not in page
    assert 'id="own-' not in page, "a municipality that drives nobody has only zeros of its own"
    assert page.count("Only zeros, and therefore not shown: ") == 2
    assert table(client, "Our own: Incidents", TOWN)["In all"] == ["0"], "a download has everything"


def test_what_is_hidden_is_not_empty() -> None:
    moved = [Moved(2, 0, 0), Moved(0, 0, 0)]
    assert not flow("", ["a", "b"], moved, is_plain=False).is_empty
    assert flow("", ["a"], [Moved(0, 0, 0)], is_plain=False).is_empty


def test_hours_that_few_have_given_are_hidden_with_another(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    some_hours(session, desk, Work.TRANSPORT, 2)
    some_hours(session, desk, Work.ACTIVITY, 6)
    sign_in(client, session, a_person(session, Role.MUNICIPAL_LEADER, desk.municipality))
    hours = table(client, "All the others together: Volunteers' hours", TOWN)
    assert sorted(" ".join(line) for line in hours.values()) == sorted(
        ["Planned Given", "hidden hidden", "0 0", "hidden hidden", "8 12"]
    )


def test_the_directorate_sees_counties_and_no_small_number(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    desk.organisation.home = desk.municipality
    some_volunteers(session, desk, 4, born_year=1950)
    some_volunteers(session, desk, 9, born_year=1990)
    some_trips(session, desk, TripStatus.CLOSED, 7)
    some_trips(session, desk, TripStatus.NO_SHOW, 2)
    for place in range(3):
        unmet.record(
            session,
            offer=desk.offer,
            reason=UnmetReason.AREA,
            postcode="6100",
            wanted_on=date(2026, 11, 3),
            is_short_notice=False,
            public_transport=PublicTransport.NONE_THERE,
            once=f"need-{place}",
            at=NOW,
        )
    sign_in(client, session, a_person(session, Role.LEAD, the_directorate(session)))
    page = client.get(COUNTRY)
    assert page.status_code == 200
    for name in ("Volda", "Følgjevenene", "Borghild"):
        assert name not in page.get_data(as_text=True)
    assert table(client, "Trips", COUNTRY)["In all"] == ["hidden", "0", "0", "fewer than 5", "0", "9"]
    assert table(client, "Needs not met, short notice left out", COUNTRY)["In all"] == ["fewer than 5"]
    assert table(client, "Active volunteers on the last day", COUNTRY)["In all"] == ["6", "9", "15"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4))
def test_no_small_coming_or_going_is_ever_shown_to_others(rows: list[tuple[int, int]]) -> None:
    moved = [Moved(new, 0, ended) for new, ended in rows]
    hidden = few_behind(
        [min((number for number in row if number), default=0) for row in rows],
        min((number for number in map(sum, zip(*rows, strict=True)) if number), default=0),
    )
    for place, row in enumerate([*rows, tuple(map(sum, zip(*rows, strict=True)))]):
        assert place in hidden or not any(0 < number < 5 for number in row)
    assert len(hidden) != 1 or hidden == {len(moved)}


def test_what_one_came_to_cannot_be_told_by_the_rest() -> None:
    assert few_behind([2, 8, 30], 40) == {0, 1}
    assert few_behind([2, 0, 0], 2) == {0, 3}
    assert few_behind([2, 3], 5) == {0, 1, 2}
    assert few_behind([8, 0], 8) == frozenset()


@pytest.mark.parametrize(
    ("role", "own", "town", "country"),
    [
        (Role.VOLUNTEER, 403, 404, 403),
        (Role.HOME_CARE, 403, 404, 403),
        (Role.ORGANISATION_COORDINATOR, 200, 404, 403),
        (Role.MUNICIPAL_COORDINATOR, 200, 404, 403),
        (Role.CASEWORKER, 403, 404, 200),
    ],
)
def test_others_see_what_is_theirs_only(  # noqa: PLR0917  a table of roles and answers
    client: FlaskClient, session: Session, role: Role, own: int, town: int, country: int
) -> None:
    a_desk(session)
    body = {
        Role.HOME_CARE: lambda: a_municipality(session, "Ørsta"),
        Role.MUNICIPAL_COORDINATOR: lambda: a_municipality(session, "Ørsta"),
        Role.CASEWORKER: lambda: the_directorate(session),
    }.get(role, lambda: an_organisation(session, "Andre"))()
    sign_in(client, session, a_person(session, role, body))
    assert [client.get(address).status_code for address in (OWN, TOWN, COUNTRY)] == [own, town, country]
    assert client.get(f"{OWN}?body=999999").status_code in {403, 404}


def test_a_period_that_is_none_is_told(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    sign_in(client, session, desk.coordinator)
    assert client.get(OWN, query_string={"period": "from-to", "first": "x", "last": "1.1.2026"}).status_code == 422
    assert client.get(OWN, query_string={"period": "twelve-months"}).status_code == 200
    assert client.get(OWN, query_string={"period": "for-ever"}).status_code == 422


@pytest.mark.parametrize("address", [OWN, TOWN, COUNTRY])
def test_figures_take_the_same_number_of_statements_however_much_there_is(
    client: FlaskClient, session: Session, statements: list[str], address: str
) -> None:
    desk = a_desk(session)
    role, body = (
        (Role.LEAD, the_directorate(session)) if address == COUNTRY else (Role.MUNICIPAL_LEADER, desk.municipality)
    )
    sign_in(client, session, a_person(session, role, body))

    def sent() -> int:
        statements.clear()
        assert client.get(address).status_code == 200
        return len(statements)

    few = sent()
    for other in range(3):
        some_hours(session, desk, list(Work)[other], 7)
        some_trips(session, desk, TripStatus.CLOSED, 9, date(2026, 2 + other, 1))
    session.commit()
    assert sent() == few <= 20


def test_flow_shows_the_older_to_their_own_only() -> None:
    assert len(flow("", ["a"], [Moved(9, 2, 0)], is_plain=False).heads) == 2
