"""The pages of core teams: who opens them, what they refuse, two at once, and how often they ask the database."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.organisations.models import Organisation
from kernel.jobs.outbox import OutboxJob
from kernel.registry import registry
from partnership.core_teams.models import CoreTeam, Seat, TeamGuest, TeamMeeting, WorkHours, WorkKind
from tests.builders import NOW, a_municipality, a_person, an_organisation, post, sign_in
from tests.pages import read
from tests.partnership.teaming import Table, a_centre, a_seat, a_team

NEW_TEAM = {
    "name": "Kjerneteamet i Volda",
    "maturity": "starting",
    "leader_name": "Solveig Aarflotnes",
    "leader_days": "0,5",
    "version": "0",
}
SEAT = {"name": "Eldbjørg Ny", "days": "½", "on": "21.11.2026", "version": "0"}
HOURS = {"done_on": "20.11.2026", "time": "1.30", "kind": "homework", "version": "0"}


def base(table: Table) -> str:
    return f"/partnership/core-teams/{table.team.id}/"


def test_a_team_from_founding_to_hours(client: FlaskClient, session: Session, table: Table) -> None:
    sign_in(client, session, table.coordinator)
    found = post(client, "/partnership/core-teams/new", NEW_TEAM | {"lead": str(table.municipality.id)})
    assert found.status_code == 303
    page = client.get(found.location)
    assert "færre enn to" in page.text or "fewer than two" in page.text
    team = session.scalars(select(CoreTeam).where(CoreTeam.name == NEW_TEAM["name"])).one()
    address = f"/partnership/core-teams/{team.id}/"
    sent = SEAT | {"municipality": str(table.municipality.id)}
    assert post(client, f"{address}people/new", sent).status_code == 303
    page = client.get(address)
    assert "Eldbjørg Ny" in page.text
    assert read(page.text).headings == 1
    session.rollback()
    seat = session.scalars(select(Seat).where(Seat.name == "Eldbjørg Ny")).one()
    assert seat.tenths == 5
    assert post(client, f"{address}hours/", HOURS | {"seat": str(seat.id)}).status_code == 422
    assert post(client, f"{address}hours/", HOURS | {"seat": str(seat.id), "done_on": "21.11.26"}).status_code == 303
    form = next(each for each in read(client.get(f"{address}hours/").text).forms if "time" in each.values)
    assert (form.values["kind"], form.values["seat"]) == ("homework", str(seat.id))


PAGES = [
    "",
    "change",
    "people/",
    "people/new",
    "people/{seat}",
    "people/{seat}/leave",
    "municipalities/new",
    "guests/new",
    "meetings/",
    "meetings/new",
    "meetings/{meeting}",
    "hours/",
    "hours/{entry}",
    "involvement/",
]
READ = {"", "people/", "meetings/", "hours/", "involvement/"}


def filled(session: Session, table: Table) -> dict[str, int]:
    """A meeting and some hours in a team."""
    meeting = TeamMeeting(
        team_id=table.team.id, held_on=date(2026, 11, 2), place="", present="", about="Kartlegging", decided=""
    )
    entry = WorkHours(
        team_id=table.team.id,
        seat_id=table.seats[1].id,
        done_on=date(2026, 11, 3),
        minutes=90,
        kind=WorkKind.HOMEWORK,
        note="",
        noted_at=NOW,
        noted_by_id=table.coordinator.id,
    )
    session.add_all([meeting, entry])
    session.commit()
    return {"seat": table.seats[1].id, "meeting": meeting.id, "entry": entry.id}


def may_read(session: Session, table: Table, guest: Organisation) -> None:
    """An organisation that is invited."""
    who = {"invited_at": NOW, "invited_by_id": table.member.id}
    session.add(TeamGuest(team_id=table.team.id, organisation_id=guest.id, **who))


@pytest.mark.parametrize("path", PAGES)
def test_each_opens_what_is_theirs(client: FlaskClient, session: Session, table: Table, path: str) -> None:
    address = base(table) + path.format(**filled(session, table))
    guest, stranger = an_organisation(session), a_municipality(session, "Ørsta")
    may_read(session, table, guest)
    people = {
        a_person(session, Role.MUNICIPAL_COORDINATOR, stranger): 404,
        a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre")): 404,
        a_person(session, Role.HOME_CARE, table.municipality): 404,
        a_person(session, Role.ORGANISATION_LEADER, guest): 200 if path in READ else 404,
        a_centre(session).caseworker: 200 if path in READ else 404,
        table.member: 200,
    }
    for person, status in people.items():
        browser = client.application.test_client()
        sign_in(browser, session, person)
        page = browser.get(address)
        assert page.status_code == status
        if status == 200:
            assert read(page.text).headings == 1


def test_core_teams_stand_in_the_menu_of_municipalities_the_centre_and_guests_alone(
    client: FlaskClient, session: Session, table: Table
) -> None:
    guest = an_organisation(session)
    may_read(session, table, guest)
    for person, expected in (
        (a_person(session, Role.ORGANISATION_LEADER, guest), True),
        (a_person(session, Role.ORGANISATION_LEADER, an_organisation(session)), False),
        (a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session, "Uten team")), True),
        (a_centre(session).caseworker, True),
    ):
        browser = client.application.test_client()
        sign_in(browser, session, person)
        page = read(browser.get("/my-work").text)
        assert ("/partnership/core-teams/" in page.links) is expected, person.email


def test_a_guest_sees_neither_addresses_nor_the_hours_of_each(
    client: FlaskClient, session: Session, table: Table
) -> None:
    filled(session, table)
    guest = an_organisation(session)
    may_read(session, table, guest)
    a_seat(session, table.team, table.municipality, name="Lise", email="lise@kommune.example")
    sign_in(client, session, a_person(session, Role.ORGANISATION_LEADER, guest))
    assert "lise@kommune.example" not in client.get(base(table)).text
    assert "Ola Medlem" not in client.get(f"{base(table)}hours/").text
    assert "Ola Medlem" not in client.get(f"{base(table)}hours/?format=csv").text


def test_what_a_team_should_think_over_is_told_to_itself_and_the_centre_and_not_to_a_guest(
    client: FlaskClient, session: Session, table: Table
) -> None:
    guest = an_organisation(session)
    may_read(session, table, guest)
    for seat in table.seats:
        seat.tenths, seat.is_leader = 2, False
    session.commit()
    advice, leaderless = "Verdt å tenke over", "Teamet har ingen gruppeleder"
    spoken, told = "Se hvem dere involverer", "Se hvem teamet involverer"
    for person, is_guest in (
        (table.member, False),
        (a_centre(session).caseworker, False),
        (a_person(session, Role.ORGANISATION_LEADER, guest), True),
    ):
        browser = client.application.test_client()
        sign_in(browser, session, person)
        page = browser.get(base(table)).text
        assert (advice in page, leaderless in page) == (not is_guest, not is_guest), person.email
        assert (spoken in page, told in page) == (person is table.member, person is not table.member), person.email


def test_the_months_stand_above_the_long_list_of_hours(client: FlaskClient, session: Session, table: Table) -> None:
    filled(session, table)
    sign_in(client, session, table.member)
    page = client.get(f"{base(table)}hours/").text
    assert page.index('id="write"') < page.index('id="by-month"') < page.index('id="written"')


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("people/new", {"name": "", "days": "fem"}),
        ("people/new", {"days": "0,55"}),
        ("people/new", {"on": "22.11.2026"}),
        ("people/{seat}/leave", {"on": "22.11.2026", "version": "1"}),
        ("meetings/new", {"held_on": "22.11.2026", "about": "x"}),
        ("meetings/new", {"held_on": "i går", "about": ""}),
        ("hours/", {"time": "0"}),
        ("hours/", {"time": "25", "kind": "annet"}),
        ("municipalities/new", {"municipality": "9999"}),
        ("guests/new", {"organisation": "0"}),
        ("change", {"name": "", "version": "1"}),
    ],
)
def test_a_wrong_form_is_shown_again_with_what_was_typed(
    client: FlaskClient, session: Session, table: Table, path: str, sent: dict[str, str]
) -> None:
    sign_in(client, session, table.coordinator)
    ids = filled(session, table)
    whole = SEAT | HOURS | {"municipality": str(table.municipality.id), "seat": str(table.seats[1].id)} | sent
    page = post(client, base(table) + path.format(**ids), whole)
    assert page.status_code == 422
    assert 'id="error-summary"' in page.text


def test_two_who_change_the_same_place_see_both_texts(client: FlaskClient, session: Session, table: Table) -> None:
    sign_in(client, session, table.coordinator)
    seat = table.seats[1]
    sent = SEAT | {"municipality": str(table.municipality.id), "days": "0,5", "version": str(seat.version)}
    assert post(client, f"{base(table)}people/{seat.id}", sent | {"name": "Ola A"}).status_code == 303
    answer = post(client, f"{base(table)}people/{seat.id}", sent | {"name": "Ola B"})
    assert answer.status_code == 409
    assert "Ola A" in answer.text
    assert "Ola B" in answer.text


def test_only_its_own_coordinators_let_a_member_sign_in(client: FlaskClient, session: Session, table: Table) -> None:
    seat = a_seat(session, table.team, table.municipality, name="Lise", email="lise@kommune.example")
    address = f"{base(table)}people/{seat.id}/access"
    browser = client.application.test_client()
    sign_in(browser, session, table.member)
    assert post(browser, address).status_code == 409
    sign_in(client, session, table.coordinator)
    assert post(client, address).status_code == 303
    session.rollback()
    promised = session.scalars(select(OutboxJob).where(OutboxJob.name == "partnership.mail_team_access")).one()
    assert promised.args == {"seat_id": seat.id}


def test_the_mail_says_where_to_sign_in(client: FlaskClient, session: Session, table: Table) -> None:
    seat = a_seat(session, table.team, table.municipality, name="Randi", person=table.member)
    session.commit()
    with client.application.test_request_context():
        registry.jobs["partnership.mail_team_access"](session, key="1", now=NOW, seat_id=seat.id)
    sent = list((client.application.extensions["trinn"].var / "mail").glob("*.eml"))
    assert len(sent) == 1


def test_a_team_without_a_leader_waits_for_one(client: FlaskClient, session: Session, table: Table) -> None:
    team = a_team(session, table.municipality, actor=table.coordinator, name="Uten leder")
    sign_in(client, session, table.coordinator)
    page = client.get("/my-work")
    assert f"/partnership/core-teams/{team.id}/" in read(page.text).links
    assert base(table) not in read(page.text).links


def test_pages_ask_as_often_with_little_as_with_much(
    client: FlaskClient, session: Session, table: Table, statements: list[str]
) -> None:
    sign_in(client, session, table.coordinator)
    paths = ["/partnership/core-teams/", base(table), f"{base(table)}hours/", f"{base(table)}people/"]

    def asked() -> list[int]:
        counts = []
        for path in paths:
            statements.clear()
            assert client.get(path).status_code == 200
            counts.append(len(statements))
        return counts

    before = asked()
    for number in range(12):
        a_team(session, table.municipality, a_municipality(session, f"By {number}"), actor=table.coordinator)
        seat = a_seat(session, table.team, table.municipality, name=f"Nr {number}")
        hours = {"minutes": 60, "kind": WorkKind.HOMEWORK, "note": "", "noted_at": NOW, "noted_by_id": table.member.id}
        for past in range(5):
            day = date(2026, 11, 20) - timedelta(days=past)
            session.add(WorkHours(team_id=table.team.id, seat_id=seat.id, done_on=day, **hours))
    session.commit()
    assert asked() == before
    assert before[0] <= 12
    assert max(before) <= 20
