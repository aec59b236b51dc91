"""Looking an organisation up on the form that adds it."""

import json
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.organisations.brreg import Entry, Standing
from directory.organisations.looking_up import kind_of, readable
from directory.organisations.models import Organisation, OrganisationKind
from tests.builders import a_municipality, post
from tests.directory.builders import as_role
from tests.directory.organisations.conftest import UNIT, VOLUNTARY, Reply, StandIn, sample
from tests.pages import Form, read

NEW = "/directory/organisations/new"
BY_HAND = {"org_number": "310000027", "name": "Laget", "kind": "other", "home_number": "", "language_form": "nb"}


def ending(field: str, value: object) -> Reply:
    """An entity of which the register says that it is ending, or has ended."""
    return Reply(json.dumps({"organisasjonsnummer": "310000027", field: value}).encode())


def form_of(page: str) -> Form:
    """The form that adds."""
    return next(form for form in read(page).forms if "org_number" in form.kinds)


@pytest.fixture
def coordinator(client: FlaskClient, session: Session) -> FlaskClient:
    """The browser of somebody who may add organisations."""
    a_municipality(session, "Sogndal", "4640")
    as_role(client, session, Role.MUNICIPAL_COORDINATOR)
    return client


def test_a_number_fills_in_the_form_for_a_person_to_look_over(coordinator: FlaskClient, stand_in: StandIn) -> None:
    page = coordinator.get(f"{NEW}?find=310 000 027").text
    values = form_of(page).values
    assert values["org_number"] == "310000027"
    assert values["name"] == "Eksempelbygda Besøksvenner (oppdiktet)"
    assert (values["kind"], values["home_number"], values["language_form"]) == ("local_association", "4640", "nn")
    assert values["about"].strip() == "Motverke einsemd blant eldre gjennom besøksven-ordning."
    assert "Frivillighetsregisteret" in page
    assert stand_in.asked == [UNIT, VOLUNTARY]


def test_what_the_register_said_is_kept_with_the_day(
    coordinator: FlaskClient, stand_in: StandIn, session: Session
) -> None:
    values = form_of(coordinator.get(f"{NEW}?find=310000027").text).values
    added = post(coordinator, NEW, values)
    assert added.status_code == 303
    kept = session.scalars(select(Organisation)).one()
    assert (kept.is_in_voluntary_register, kept.looked_up_at is not None) == (True, True)
    page = read(coordinator.get(added.location).text).text
    assert "Frivillighetsregisteret" in page
    assert "21. november 2026" in page
    assert stand_in.asked == [UNIT, VOLUNTARY]


@pytest.mark.parametrize("reply", [Reply(status=500), Reply(b"{", 200), Reply(status=302, headers={"Location": "/x"})])
def test_when_the_register_is_down_the_form_says_so_and_one_goes_on_by_hand(
    coordinator: FlaskClient, stand_in: StandIn, session: Session, reply: Reply
) -> None:
    stand_in.replies[UNIT] = reply
    page = coordinator.get(f"{NEW}?find=310000027").text
    assert "svarer ikke" in page
    assert form_of(page).values["org_number"] == "310000027"
    assert post(coordinator, NEW, BY_HAND).status_code == 303
    kept = session.scalars(select(Organisation)).one()
    assert (kept.is_in_voluntary_register, kept.looked_up_at) == (None, None)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(status=404), "kjenner ingen"),
        (
            ending("slettedato", "2024-01-01"),
            "ikke finnes lenger",
        ),
        (ending("konkurs", True), "konkurs"),
        (ending("underAvvikling", True), "avviklet"),
    ],
)
def test_what_is_unknown_or_gone_is_said_in_words(
    coordinator: FlaskClient, stand_in: StandIn, reply: Reply, words: str
) -> None:
    stand_in.replies[UNIT] = reply
    assert words in coordinator.get(f"{NEW}?find=310000027").text


def test_a_name_gives_hits_to_choose_among(coordinator: FlaskClient, stand_in: StandIn) -> None:
    stand_in.says("/enhetsregisteret/api/enheter?navn=digitalisering&size=10", sample("enheter_sok_sample"))
    page = coordinator.get(f"{NEW}?find=digitalisering").text
    assert f"{NEW}?find=991825827" in read(page).links
    stand_in.says("/enhetsregisteret/api/enheter?navn=ingen&size=10", "{}")
    assert "kjenner ingen" in coordinator.get(f"{NEW}?find=ingen").text


def test_a_wrong_number_is_asked_of_nobody(coordinator: FlaskClient, stand_in: StandIn) -> None:
    assert "kjenner ingen" in coordinator.get(f"{NEW}?find=310 000 028").text
    assert stand_in.asked == []


@pytest.mark.parametrize(
    "asked", ["../../../etc", "310000027/../..", "@evil.example", "http://evil.example", "\x00\n", "%2e"]
)
def test_nothing_that_is_typed_leads_to_another_address(
    coordinator: FlaskClient, stand_in: StandIn, asked: str
) -> None:
    assert coordinator.get(NEW, query_string={"find": asked}).status_code == 200
    assert all(path.startswith("/enhetsregisteret/api/enheter?navn=") for path in stand_in.asked)


def test_what_the_register_says_is_text_and_nothing_else(coordinator: FlaskClient, stand_in: StandIn) -> None:
    told = {"organisasjonsnummer": "310000027", "navn": "<script>alert(1)</script>", "aktivitet": ["</textarea><b>"]}
    stand_in.says(UNIT, json.dumps(told))
    page = coordinator.get(f"{NEW}?find=310000027").text
    assert "<script>alert" not in page
    assert "</textarea><b>" not in page


def test_where_no_register_is_connected_the_form_says_so(coordinator: FlaskClient, app: Flask) -> None:
    assert app.extensions["trinn"].brreg_url is None
    page = coordinator.get(f"{NEW}?find=310000027").text
    assert "ikke koblet til" in page
    assert post(coordinator, NEW, BY_HAND).status_code == 303


def test_who_may_not_add_looks_nobody_up(client: FlaskClient, session: Session, stand_in: StandIn) -> None:
    as_role(client, session, Role.ORGANISATION_LEADER)
    assert client.get(f"{NEW}?find=310000027").status_code == 403
    assert stand_in.asked == []


@pytest.mark.parametrize(
    ("name", "read_as"),
    [
        ("NORSK FOLKEHJELP I VOLDA", "Norsk Folkehjelp i Volda"),
        ("I LAG", "I Lag"),
        ("Redd Barna", "Redd Barna"),
        ("", ""),
        ("ØRSTA", "Ørsta"),
    ],
)
def test_the_register_shouts_and_we_do_not(name: str, read_as: str) -> None:
    assert readable(name) == read_as


def test_the_kind_follows_from_the_first_category_and_the_form() -> None:
    entry = Entry("310000027", "X", "FLI", Standing.ACTIVE, "", "", "")
    assert kind_of(entry) is OrganisationKind.LOCAL_ASSOCIATION
    assert kind_of(replace(entry, categories=("8200", "4100"))) is OrganisationKind.VOLUNTEER_CENTRE
    assert kind_of(replace(entry, form="AS")) is OrganisationKind.OTHER
