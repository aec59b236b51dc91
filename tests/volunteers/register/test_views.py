"""What coordinators do in the register: write down, look through, make ready, give a break and let end."""

import io
import re
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from kernel.jobs import run_due
from tests import pages
from tests.builders import NOW, a_person, a_relation, an_organisation, post, sign_in
from tests.volunteers.builders import Desk, a_desk, a_safeguard, a_volunteer
from volunteers.register.models import Affiliation, Qualification, Volunteer, VolunteerStatus

REGISTER = "/volunteers/register/"
NEW = {"wish": "Køyre", "name": "Gunnar Lid", "phone": "40 00 00 01", "email": "", "affiliation": "organisation"}
PARTS = {
    "wish": {"wish": "Helst køyre", "kinds": ["transport", "escort"], "not_wished": "Mørke", "languages": "Norsk"},
    "where": {"postcode": "6100", "reach": "25", "areas": ["6133"]},
    "when": {
        "availability-0-weekday": "monday",
        "availability-0-starts": "9",
        "availability-0-ends": "15.30",
        "trips_a_week": "2",
        "hours_a_week": "",
    },
    "contact": {
        "name": "Gunnar Lid",
        "phone": "40000002",
        "email": "g@example.no",
        "born_year": "1958",
        "affiliation": "organisation",
    },
}


@pytest.fixture
def desk(session: Session) -> Desk:
    made = a_desk(session)
    made.organisation.home_id = made.municipality.id
    session.commit()
    return made


@pytest.fixture
def gunnar(session: Session, desk: Desk) -> Volunteer:
    made = a_volunteer(session, desk.organisation)
    session.commit()
    return made


def version_on(text: str) -> str:
    return next(form.values["version"] for form in pages.read(text).forms if "version" in form.values)


def test_a_volunteer_is_written_down_in_five_short_pages(client: FlaskClient, session: Session, desk: Desk) -> None:
    sign_in(client, session, desk.coordinator)
    begun = post(client, f"{REGISTER}new", {**NEW, "body": str(desk.organisation.id)})
    assert begun.status_code == 303
    kept = session.scalars(select(Volunteer)).one()
    base = f"{REGISTER}{kept.id}/"
    session.rollback()
    assert begun.location == f"{base}wish/"
    for name, fields in PARTS.items():
        page = client.get(f"{base}{name}/")
        assert page.status_code == 200
        assert post(client, f"{base}{name}/", {**fields, "version": version_on(page.text)}).status_code == 303, name
    session.refresh(kept)
    assert (kept.wish, kept.kinds, kept.areas, kept.reach) == ("Helst køyre", "transport,escort", "6133", 25)
    assert (kept.availability, kept.trips_a_week, kept.hours_a_week) == ("monday 09:00-15:30", 2, None)
    assert (kept.phone, kept.email, kept.born_year) == ("40000002", "g@example.no", 1958)
    shown = client.get(base).text
    assert "Helst køyre" in shown
    assert shown.index("Helst køyre") < shown.index("1958"), "own wish first"
    for name, fields in PARTS.items():
        drawn = client.get(f"{base}{name}/").text
        for value in fields.values():
            if isinstance(value, str) and value and not value[0].isdigit():
                assert value in drawn, (name, value)


@pytest.mark.parametrize("part", PARTS)
def test_every_page_shows_what_somebody_else_saved_meanwhile(
    *, client: FlaskClient, session: Session, desk: Desk, gunnar: Volunteer, part: str
) -> None:
    sign_in(client, session, desk.coordinator)
    address = f"{REGISTER}{gunnar.id}/{part}/"
    answered = post(client, address, {**PARTS[part], "version": "0"})
    assert answered.status_code == 409
    assert re.findall(r'id="([a-z_]+)-conflict"', answered.text)
    assert post(client, address, {**PARTS[part], "version": version_on(answered.text)}).status_code == 303


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("wish", {"kinds": ["murder"]}),
        ("wish", {"wish": "x" * 501}),
        ("where", {"postcode": "0001"}),
        ("where", {"reach": "0"}),
        ("where", {"areas": ["9999"]}),
        ("when", {"availability-0-ends": "8"}),
        ("when", {"availability-0-weekday": "someday"}),
        ("when", {"availability-0-weekday": ""}),
        ("when", {"trips_a_week": "-1"}),
        ("contact", {"name": ""}),
        ("contact", {"phone": "ring"}),
        ("contact", {"email": "g@"}),
        ("contact", {"born_year": "2025"}),
        ("contact", {"affiliation": "x"}),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(
    *, client: FlaskClient, session: Session, desk: Desk, gunnar: Volunteer, part: str, wrong: dict[str, Any]
) -> None:
    sign_in(client, session, desk.coordinator)
    answered = post(client, f"{REGISTER}{gunnar.id}/{part}/", {**PARTS[part], "version": "1", **wrong})
    assert answered.status_code == 422
    assert 'id="error-summary"' in answered.text


def test_another_row_is_asked_for_without_a_script(
    client: FlaskClient, session: Session, desk: Desk, gunnar: Volunteer
) -> None:
    sign_in(client, session, desk.coordinator)
    sent = {**PARTS["when"], "version": str(gunnar.version), "add": "availability"}
    answered = post(client, f"{REGISTER}{gunnar.id}/when/", sent)
    assert answered.status_code == 200
    assert "availability-1-weekday" in answered.text


def test_where_the_wing_is_off_the_page_says_so(client: FlaskClient, session: Session) -> None:
    off = an_organisation(session, "Andre")
    leader = a_person(session, Role.ORGANISATION_LEADER, off)
    session.commit()
    sign_in(client, session, leader)
    link = f"/volunteers/bodies/{off.id}/safeguards/"
    assert link in pages.read(client.get(f"{REGISTER}new").text).links
    assert post(client, f"{REGISTER}new", {**NEW, "body": str(off.id)}).status_code == 422
    assert client.get(REGISTER).status_code == 200
    assert session.scalars(select(Volunteer)).all() == []


def test_the_register_is_searched_narrowed_and_downloaded(client: FlaskClient, session: Session, desk: Desk) -> None:
    body = desk.organisation
    a_volunteer(session, body, name="Klar", kinds="transport")
    a_volunteer(session, body, name="Snart", kinds="escort", basic_training_to=date(2026, 12, 24))
    a_volunteer(session, body, name="Ute", basic_training_to=date(2026, 1, 1))
    a_volunteer(session, body, name="Ny", status=VolunteerStatus.APPLIED, basic_training_to=None, since=None)
    a_volunteer(session, body, name="Kvile", paused_from=date(2026, 11, 1), paused_to=date(2026, 12, 1))
    a_volunteer(session, body, name="Attende", paused_from=date(2026, 10, 1), paused_to=date(2026, 11, 1))
    a_volunteer(session, body, name="=Slutt", status=VolunteerStatus.ENDED, ended_on=date(2026, 11, 1))
    a_volunteer(session, an_organisation(session, "Andre"), name="Framand")
    session.commit()
    sign_in(client, session, desk.coordinator)
    expected = {
        "": {"Klar", "Snart", "Ute", "Ny", "Kvile", "Attende"},
        "status=applied": {"Ny"},
        "status=active": {"Klar", "Snart", "Ute", "Kvile", "Attende"},
        "status=paused": {"Kvile"},
        "status=back": {"Attende"},
        "status=renew": {"Snart"},
        "status=ended": {"'=Slutt"},
        "status=nonsense": {"Klar", "Snart", "Ute", "Ny", "Kvile", "Attende"},
        "help=escort&readiness=renew": {"Snart"},
        "help=transport&q=klar": {"Klar"},
        "readiness=expired": {"Ute"},
        "readiness=missing": {"Ny"},
        "readiness=valid": {"Klar", "Kvile", "Attende"},
    }
    for query, names in expected.items():
        lines = client.get(f"{REGISTER}?{query}&format=csv").text.strip().splitlines()[1:]
        assert {line.split(";")[0] for line in lines} == names, query
        assert client.get(f"{REGISTER}?{query}").status_code == 200


def test_becoming_ready(client: FlaskClient, session: Session, desk: Desk, gunnar: Volunteer) -> None:
    gunnar.basic_training_to = None
    session.commit()
    sign_in(client, session, desk.coordinator)
    address = f"{REGISTER}{gunnar.id}/qualifications/new"
    assert client.get(address).status_code == 200
    sent = {"kind": "basic_training", "done_on": "1.3.2026", "valid_to": "1.3.2028", "title": "", "shown_to": ""}
    for wrong in ({"valid_to": ""}, {"done_on": "1.1.2027"}, {"kind": "police_certificate"}, {"kind": "x"}):
        assert post(client, address, {**sent, **wrong}).status_code == 422, wrong
    assert post(client, address, sent).status_code == 303
    session.refresh(gunnar)
    assert gunnar.basic_training_to == date(2028, 3, 1)
    door = f"{REGISTER}{gunnar.id}/qualifications/{session.scalars(select(Qualification)).one().id}/take-away"
    session.rollback()
    assert post(client, door).status_code == 303
    session.refresh(gunnar)
    assert gunnar.basic_training_to is None


def test_without_a_legal_basis_nothing_can_be_filled_in_and_a_post_is_refused(
    client: FlaskClient, session: Session, desk: Desk, gunnar: Volunteer
) -> None:
    sign_in(client, session, desk.coordinator)
    address = f"{REGISTER}{gunnar.id}/police-certificate"
    for query in ("", "?basis=none", "?basis=x"):
        drawn = client.get(f"{address}{query}").text
        assert len(re.findall(r"<input[^>]*disabled", drawn)) == 2, query
        assert 'type="file"' not in drawn
    sent = {"done_on": "20.11.2026", "shown_to": "Leiaren"}
    for basis in ({"legal_basis": "none"}, {}, {"legal_basis": "x"}):
        assert post(client, address, {**sent, **basis}).status_code == 422, basis
        paper = {"paper": (io.BytesIO(b"%PDF"), "attest.pdf")}
        sent_along = {**sent, **basis, **paper}
        assert post(client, address, sent_along, content_type="multipart/form-data").status_code == 422
    assert session.scalars(select(Qualification)).all() == []
    session.rollback()
    open_page = client.get(f"{address}?basis=service_for_municipality").text
    assert not re.search(r"<input[^>]*disabled", open_page)
    assert post(client, address, {**sent, "legal_basis": "service_for_municipality"}).status_code == 303
    kept = session.scalars(select(Qualification)).one()
    assert (kept.shown_to, kept.done_on, kept.title, kept.valid_to) == ("Leiaren", date(2026, 11, 20), "", None)


def test_no_page_of_the_wing_takes_a_file() -> None:
    folder = Path(__file__).parents[3] / "templates" / "volunteers"
    for name in ("register", "coordinators", "hours", "safeguards"):
        for template in (folder / name).glob("*.html"):
            text = template.read_text(encoding="utf-8")
            assert 'type="file"' not in text
            assert "multipart" not in text, template


def test_admitted_a_break_signing_in_and_the_end(client: FlaskClient, session: Session, desk: Desk) -> None:
    volunteer = a_volunteer(session, desk.organisation, status=VolunteerStatus.APPLIED, since=None)
    session.commit()
    sign_in(client, session, desk.coordinator)
    base = f"{REGISTER}{volunteer.id}/"
    assert 'data-status="applied"' in client.get(base).text
    assert post(client, f"{base}give-access").status_code == 409
    for step in ("admit", "give-access"):
        assert post(client, f"{base}{step}").status_code == 303, step
    assert post(client, f"{base}pause", {"paused_from": "21.11.2026", "paused_to": "20.11.2026"}).status_code == 422
    assert post(client, f"{base}pause", {"paused_from": "21.11.2026", "paused_to": "1.2.2027"}).status_code == 303
    assert client.get(f"{base}pause").status_code == 200
    assert 'data-status="paused"' in client.get(base).text
    assert post(client, f"{base}resume").status_code == 303
    assert client.get(f"{base}end").status_code == 200
    assert post(client, f"{base}end").status_code == 303
    assert post(client, f"{base}end").status_code == 409
    assert 'data-status="ended"' in client.get(base).text
    assert post(client, f"{base}wish/", {**PARTS["wish"], "version": "1"}).status_code == 409
    session.refresh(volunteer)
    assert volunteer.phone == ""


def test_a_mail_says_where_to_sign_in(app: Flask, client: FlaskClient, session: Session, desk: Desk) -> None:
    volunteer = a_volunteer(session, desk.organisation)
    session.commit()
    sign_in(client, session, desk.coordinator)
    assert post(client, f"{REGISTER}{volunteer.id}/give-access").status_code == 303
    while run_due(app):
        pass
    (laid,) = Path(app.extensions["trinn"].var).glob("mail/*.eml")
    sent = cast("EmailMessage", message_from_bytes(laid.read_bytes(), policy=default))
    assert sent["To"] == "gunnar@example.no"
    assert "/sign-in" in sent.get_content()
    assert session.scalars(select(Person).where(Person.email == "gunnar@example.no")).one().password_hash is None


def test_each_register_offers_and_takes_only_its_own_volunteers(
    client: FlaskClient, session: Session, desk: Desk, gunnar: Volunteer
) -> None:
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality)
    a_safeguard(session, desk.municipality, actor=kom)
    own = a_volunteer(session, desk.municipality, affiliation=Affiliation.MUNICIPALITY)
    session.commit()
    offered = {"organisation": (desk.coordinator, gunnar), "municipality": (kom, own)}
    for value, (person, volunteer) in offered.items():
        (other,) = offered.keys() - {value}
        sign_in(client, session, person)
        address = f"{REGISTER}{volunteer.id}/contact/"
        for page in (client.get(f"{REGISTER}new").text, client.get(address).text):
            assert f'value="{value}"' in page
            assert 'value="unorganised"' in page
            assert f'value="{other}"' not in page
        wrong = {**NEW, "body": str(volunteer.body_id), "affiliation": other}
        assert post(client, f"{REGISTER}new", wrong).status_code == 422
        sent = {**PARTS["contact"], "version": str(volunteer.version)}
        assert post(client, address, {**sent, "affiliation": other}).status_code == 422
        assert post(client, address, {**sent, "affiliation": value}).status_code == 303


def test_the_three_conditions_are_brought_to_mind_for_own_volunteers(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality)
    a_safeguard(session, desk.municipality, actor=kom)
    volunteer = a_volunteer(session, desk.municipality, affiliation=Affiliation.MUNICIPALITY)
    session.commit()
    sign_in(client, session, kom)
    address = f"{REGISTER}{volunteer.id}/"
    assert "/partnership/relations/" in pages.read(client.get(address).text).links
    relation = a_relation(session, desk.municipality, None, actor=kom)
    session.commit()
    assert f"/partnership/relations/{relation.id}/about/" in pages.read(client.get(address).text).links


def test_what_waits_is_said_in_my_work_and_on_the_front_of_the_wing(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    sign_in(client, session, desk.coordinator)
    waiting = [f"{REGISTER}?status={each}" for each in ("applied", "renew", "back")]
    assert not set(waiting) & set(pages.read(client.get("/my-work").text).links)
    body = desk.organisation
    a_volunteer(session, body, status=VolunteerStatus.APPLIED, since=None)
    a_volunteer(session, body, may_drive_until=date(2026, 12, 1))
    a_volunteer(session, body, paused_from=date(2026, 10, 1), paused_to=date(2026, 11, 1))
    session.commit()
    assert set(waiting) <= set(pages.read(client.get("/my-work").text).links)
    assert REGISTER in pages.read(client.get("/volunteers/").text).links


def test_somebody_elses_volunteer_answers_as_an_unknown_one(
    client: FlaskClient, session: Session, desk: Desk, gunnar: Volunteer
) -> None:
    stranger = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre"))
    nurse = a_person(session, Role.HOME_CARE, desk.municipality)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality)
    session.commit()
    read = ("", "wish/", "where/", "when/", "contact/", "pause", "end", "qualifications/new", "police-certificate")
    write = ("wish/", "pause", "end", "admit", "resume", "give-access", "qualifications/new", "police-certificate")
    for person in (stranger, nurse, kom):
        sign_in(client, session, person)
        for number in (gunnar.id, gunnar.id + 1000):
            for path in read:
                assert client.get(f"{REGISTER}{number}/{path}").status_code == 404, path
            for path in (*write, "qualifications/1/take-away"):
                valid = {
                    **PARTS["wish"],
                    "version": "1",
                    "kind": "ethics",
                    "done_on": "1.1.2026",
                    "paused_from": "1.12.2026",
                    "paused_to": "2.12.2026",
                    "legal_basis": "service_for_municipality",
                    "shown_to": "L",
                }
                assert post(client, f"{REGISTER}{number}/{path}", valid).status_code == 404, path
    sign_in(client, session, stranger)
    assert post(client, f"{REGISTER}new", {**NEW, "body": str(desk.organisation.id)}).status_code == 422


@pytest.mark.parametrize("number", [5, 500])
def test_pages_make_few_statements_whatever_there_is(
    *, client: FlaskClient, session: Session, desk: Desk, gunnar: Volunteer, statements: list[str], number: int
) -> None:
    for each in range(number):
        a_volunteer(session, desk.organisation, name=f"Frivillig {each}", basic_training_to=date(2026, 12, 1))
        session.add(
            Qualification(
                volunteer_id=gunnar.id,
                kind="ethics",
                title=f"{each}",
                done_on=date(2026, 1, 1),
                shown_to="",
                legal_basis=None,
                recorded_at=NOW,
                recorded_by_id=desk.coordinator.id,
            )
        )
    session.commit()
    sign_in(client, session, desk.coordinator)
    for address, most in [
        (REGISTER, 12),
        (f"{REGISTER}?status=renew", 12),
        (f"{REGISTER}{gunnar.id}/", 20),
        (f"{REGISTER}{gunnar.id}/where/", 20),
        ("/volunteers/", 20),
    ]:
        statements.clear()
        assert client.get(address).status_code == 200
        assert len(statements) <= most, (address, len(statements))
