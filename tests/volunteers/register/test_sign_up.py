"""How anybody signs up by a link: short, calm, once, and telling nothing about anybody."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from tests import pages
from tests.builders import NOW, a_person, post, sign_in
from tests.volunteers.builders import Desk, a_desk, a_volunteer
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.safeguards import sign_up_link
from volunteers.safeguards.models import Safeguard

LATER = NOW.replace(year=2027)  # the real clock of a test run gives the time of day
SENT = {
    "wish": "Køyre til koret",
    "kinds": ["transport"],
    "when": ["daytime", "weekends"],
    "name": "Åse Ny",
    "phone": "40 00 00 07",
    "email": "Ase@Example.no",
    "postcode": "6100",
}


@pytest.fixture
def desk(session: Session) -> Desk:
    made = a_desk(session)
    kept(session).sign_up_salt = "salt"
    session.commit()
    return made


def kept(session: Session) -> Safeguard:
    return session.scalars(select(Safeguard)).one()


@pytest.fixture
def door(session: Session, desk: Desk) -> str:
    assert desk.organisation
    address = f"/volunteers/sign-up/{sign_up_link.token_of(kept(session))}/"
    session.rollback()
    return address


def everybody(session: Session) -> list[Volunteer]:
    session.rollback()
    return list(session.scalars(select(Volunteer).order_by(Volunteer.id)))


def test_a_stranger_signs_up_once_and_waits(client: FlaskClient, session: Session, desk: Desk, door: str) -> None:
    form = next(form for form in pages.read(client.get(door).text).forms if "name" in form.values)
    fields = {name for name, kind in form.kinds.items() if kind != "hidden"}
    assert len(fields) <= 8
    for _again in range(2):
        answered = post(client, door, SENT)
        assert (answered.status_code, answered.location) == (303, f"{door}done")
    assert desk.organisation.name in client.get(f"{door}done").text
    (made,) = everybody(session)
    assert (made.status, made.since, made.body_id) == (VolunteerStatus.APPLIED, None, desk.organisation.id)
    assert (made.phone, made.email, made.kinds) == ("40000007", "ase@example.no", "transport")
    assert made.availability.startswith("monday 09:00-16:00,")
    assert made.availability.endswith("sunday 10:00-18:00")
    session.rollback()
    sign_in(client, session, desk.coordinator)
    assert "Åse Ny" in client.get("/volunteers/register/?status=applied").text


def test_the_answer_is_the_same_whether_or_not_one_is_known_here(
    client: FlaskClient, session: Session, desk: Desk, door: str
) -> None:
    a_person(session, Role.ORGANISATION_LEADER, desk.organisation).email = "ase@example.no"
    a_volunteer(session, desk.organisation, name="Åse Ny", phone="40000007", email="ase@example.no")
    session.commit()
    known = post(client, door, SENT)
    new = post(client, door, {**SENT, "name": "Heilt ukjend"})
    assert (known.status_code, known.location) == (new.status_code, new.location)
    assert len(everybody(session)) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"phone": ""},
        {"phone": "<script>"},
        {"email": "a b"},
        {"postcode": "0001"},
        {"postcode": "x"},
        {"kinds": ["murder"]},
        {"when": ["night"]},
        {"wish": "x" * 501},
        {"name": "Åse\x00\x07"},
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    *, client: FlaskClient, session: Session, door: str, wrong: dict[str, object]
) -> None:
    answered = post(client, door, {**SENT, **wrong})
    assert answered.status_code == 422
    assert 'id="error-summary"' in answered.text
    assert everybody(session) == []


def test_hostile_words_are_shown_as_words(client: FlaskClient, session: Session, desk: Desk, door: str) -> None:
    bad = "<script>alert(1)</script>{{7*7}}"
    assert post(client, door, {**SENT, "name": bad, "wish": "=cmd()|' /C calc'!A0"}).status_code == 303
    (made,) = everybody(session)
    session.rollback()
    sign_in(client, session, desk.coordinator)
    for address in (
        "/volunteers/register/",
        f"/volunteers/register/{made.id}/",
        f"/volunteers/register/{made.id}/wish/",
    ):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert ">49<" not in text


@pytest.mark.parametrize("change", [{"sign_up_salt": ""}, {"sign_up_salt": "other"}, {"dpia_on": None}])
def test_a_link_that_is_closed_answers_as_a_wrong_one(
    *, client: FlaskClient, session: Session, door: str, change: dict[str, object]
) -> None:
    row = kept(session)
    for name, value in change.items():
        setattr(row, name, value)
    session.commit()
    wrong = "/volunteers/sign-up/1-wrong/"
    answers = {re.sub(r"value=\"[^\"]*\"", "", client.get(address).text) for address in (door, wrong, f"{door}done")}
    assert len(answers) == 1
    for address in (door, wrong):
        assert client.get(address).status_code == client.get(f"{address}done").status_code == 404
        assert post(client, address, SENT).status_code == 404
    assert everybody(session) == []


def test_a_flood_is_stopped_with_a_kind_word(client: FlaskClient, session: Session, desk: Desk, door: str) -> None:
    for each in range(30):
        a_volunteer(
            session, desk.organisation, name=f"N{each}", status=VolunteerStatus.APPLIED, applied_at=LATER, since=None
        )
    session.commit()
    answered = post(client, door, SENT)
    assert answered.status_code == 429
    assert "Køyre til koret" in answered.text
    assert len(everybody(session)) == 30


def test_several_at_once_are_each_there_once(client: FlaskClient, session: Session, desk: Desk, door: str) -> None:
    people = [{**SENT, "name": name} for name in ("Åse Ny", "Åse Ny", "Per Ny", "Per Ny", "Kari Ny", "Åse Ny")]
    app = client.application
    with ThreadPoolExecutor(max_workers=3) as pool:
        answered = list(pool.map(lambda sent: post(app.test_client(), door, sent).status_code, people))
    assert answered == [303] * len(people)
    assert sorted(each.name for each in everybody(session)) == ["Kari Ny", "Per Ny", "Åse Ny"]
    assert {each.body_id for each in everybody(session)} == {desk.organisation.id}


def test_one_address_given_access_twice_at_once_is_one_person(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    same = [a_volunteer(session, desk.organisation, name=f"Tvilling {each}", email="tv@example.no") for each in "ab"]
    doors = [f"/volunteers/register/{each.id}/give-access" for each in same]
    session.commit()
    browsers = [client.application.test_client() for _each in doors]
    for browser in browsers:
        sign_in(browser, session, desk.coordinator)
    with ThreadPoolExecutor(max_workers=2) as pool:
        pairs = zip(browsers, doors, strict=True)
        answered = list(pool.map(lambda pair: post(pair[0], pair[1]).status_code, pairs))
    assert sorted(answered) == [303, 409]
    session.rollback()
    assert len(session.scalars(select(Person).where(Person.email == "tv@example.no")).all()) == 1
