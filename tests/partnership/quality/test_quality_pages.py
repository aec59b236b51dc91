"""The pages about safety: who may open them, what they refuse, and that nothing is ever uploaded."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.quality import queries
from partnership.quality.models import (
    IncidentReview,
    IncidentRoutine,
    Insurance,
    LegalBasis,
    PoliceCertificates,
    Preparation,
)
from partnership.staircase.level import Value
from tests.builders import a_person, an_organisation, post, sign_in
from tests.pages import read
from tests.partnership.assessments.conftest import Pair
from tests.partnership.quality.builders import picture_of

ROOT = Path(__file__).parents[3]
RECORDS = (Preparation, Insurance, IncidentRoutine, IncidentReview, PoliceCertificates)
UPLOADS = {"partner_lists", "versions"}
INSURANCE = {
    "insurer": "Gjensidige",
    "covers_driver": "y",
    "upper_age_limit": "70",
    "valid_to": "30.6.2027",
    "version": "0",
}


def base(pair: Pair) -> str:
    return f"/partnership/relations/{pair.relation.id}/quality/"


def test_the_page_says_what_waits_and_what_is_asked(client: FlaskClient, session: Session, pair: Pair) -> None:
    picture_of(session, pair, q5_3=Value.NO)
    sign_in(client, session, pair.org)
    answer = client.get(base(pair))
    assert answer.status_code == 200
    assert 'data-status="under_preparation"' in answer.text
    assert read(answer.text).headings == 1
    assert f"/partnership/relations/{pair.relation.id}/staircase/points/5.3/" in read(answer.text).links


def test_the_relation_page_has_the_card(client: FlaskClient, session: Session, pair: Pair) -> None:
    sign_in(client, session, pair.kom)
    assert base(pair) in read(client.get(f"/partnership/relations/{pair.relation.id}/").text).links


@pytest.mark.parametrize(
    ("wished", "told"),
    [
        (None, "Det som kreves på trinn 3, er på plass."),
        (3, "Det som kreves på trinn 3, er på plass."),
        (4, "1 ting mangler til trinn 4."),
    ],
)
def test_the_card_says_what_is_missing_for_the_step_in_question(
    client: FlaskClient, session: Session, pair: Pair, wished: int | None, told: str
) -> None:
    sign_in(client, session, pair.org)
    page = f"/partnership/relations/{pair.relation.id}/"
    assert "Dere har notert 0 av 6 ting." in client.get(page).text
    picture_of(session, pair, upto=3)
    pair.relation.wished_step = wished
    session.commit()
    text = client.get(page).text
    assert told in text
    assert "Dere har notert" not in text


@pytest.mark.parametrize(
    "path",
    [
        "",
        "insurance/",
        "basic-training/",
        "special-training/",
        "confidentiality/",
        "incident-routine/",
        "incident-reviews/",
        "police-certificate/",
    ],
)
def test_a_stranger_finds_nothing_here(client: FlaskClient, session: Session, pair: Pair, path: str) -> None:
    other = an_organisation(session, "Naboane")
    sign_in(client, session, a_person(session, Role.ORGANISATION_LEADER, other))
    assert client.get(f"{base(pair)}{path}").status_code == 404
    assert client.get(f"/partnership/relations/999999/quality/{path}").status_code == 404


def test_home_care_reads_and_records_nothing(client: FlaskClient, session: Session, pair: Pair) -> None:
    sign_in(client, session, a_person(session, Role.HOME_CARE, pair.municipality))
    assert client.get(base(pair)).status_code == 200
    assert post(client, f"{base(pair)}insurance/", INSURANCE).status_code == 404


def test_both_sides_record_and_see_it(client: FlaskClient, session: Session, pair: Pair) -> None:
    sign_in(client, session, pair.org)
    assert post(client, f"{base(pair)}insurance/", INSURANCE).status_code == 303
    training = {"title": "Grunnkurs", "volunteers": "8", "out_of": "10", "done_on": "1.3.2026", "version": "0"}
    sent = post(client, f"{base(pair)}basic-training/", training | {"refresh_months": "24"})
    assert sent.status_code == 303
    other = client.application.test_client()
    sign_in(other, session, pair.kom)
    shown = other.get(base(pair)).text
    assert "Gjensidige" in shown
    assert "Grunnkurs" in shown
    assert 'value="Gjensidige"' in other.get(f"{base(pair)}insurance/").text


def test_a_bad_form_comes_back_with_what_was_typed(client: FlaskClient, session: Session, pair: Pair) -> None:
    sign_in(client, session, pair.org)
    sent = post(client, f"{base(pair)}insurance/", INSURANCE | {"valid_to": "snart"})
    assert sent.status_code == 422
    assert "Gjensidige" in sent.text
    more = {"title": "K", "volunteers": "11", "out_of": "10", "done_on": "1.3.2026", "version": "0"}
    assert post(client, f"{base(pair)}confidentiality/", more).status_code == 422


def test_the_later_of_two_browsers_sees_both_texts_and_chooses(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    sign_in(client, session, pair.kom)
    other = client.application.test_client()
    sign_in(other, session, pair.org)
    assert post(client, f"{base(pair)}insurance/", INSURANCE).status_code == 303
    assert post(client, f"{base(pair)}insurance/", INSURANCE).status_code == 303, "the same twice is no quarrel"
    mine = INSURANCE | {"insurer": "Tryg", "upper_age_limit": "75"}
    late = post(other, f"{base(pair)}insurance/", mine)
    assert late.status_code == 409
    assert "Tryg" in late.text
    assert "Gjensidige" in late.text
    version = next(each.values["version"] for each in read(late.text).forms if "insurer" in each.values)
    assert post(other, f"{base(pair)}insurance/", mine | {"version": version}).status_code == 303
    session.expire_all()
    kept = queries.insurance_of(session, pair.relation.id)
    assert kept
    assert kept.insurer == "Tryg"


def test_without_a_legal_basis_the_fields_are_disabled_and_the_server_refuses(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    """X17."""
    sign_in(client, session, pair.kom)
    address = f"{base(pair)}police-certificate/"
    shown = {"shown-shown": "3", "shown-last_shown_on": "1.10.2026", "shown-shown_to": "leder", "shown-version": "0"}
    assert len(re.findall(r"<input[^>]* disabled[^>]*>", client.get(address).text)) == 3
    assert post(client, f"{address}shown", shown).status_code == 422
    basis = {"legal_basis": "none", "reason": "Turvenner for eldre", "assessed_on": "1.11.2026", "version": "0"}
    assert post(client, address, basis).status_code == 303
    assert len(re.findall(r"<input[^>]* disabled[^>]*>", client.get(address).text)) == 3
    assert post(client, f"{address}shown", shown | {"shown-version": "1"}).status_code == 422
    row = queries.certificates_of(session, pair.relation.id)
    assert row
    assert (row.legal_basis, row.shown) == (LegalBasis.NONE, None)


def test_with_a_legal_basis_number_date_and_to_whom_are_noted(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    sign_in(client, session, pair.kom)
    address = f"{base(pair)}police-certificate/"
    basis = {
        "legal_basis": "service_for_municipality",
        "reason": "Støttekontakt",
        "assessed_on": "1.11.2026",
        "version": "0",
    }
    assert post(client, address, basis).status_code == 303
    page = client.get(address).text
    assert " disabled" not in page
    shown = {"shown-shown": "3", "shown-last_shown_on": "1.10.2026", "shown-shown_to": "leder", "shown-version": "1"}
    assert post(client, f"{address}shown", shown).status_code == 303
    row = queries.certificates_of(session, pair.relation.id)
    assert row
    assert (row.shown, row.shown_to) == (3, "leder")


def test_incidents_are_gone_through_together(client: FlaskClient, session: Session, pair: Pair) -> None:
    sign_in(client, session, pair.org)
    sent = {"reviewed_on": "1.11.2026", "incidents": "2", "still_open": "1", "learnt": "Ringe først"}
    assert post(client, f"{base(pair)}incident-reviews/", sent).status_code == 303
    assert "Ringe først" in client.get(f"{base(pair)}incident-reviews/").text
    assert post(client, f"{base(pair)}incident-reviews/", sent | {"still_open": "3"}).status_code == 422


def test_the_card_tells_when_the_insurance_has_ended(client: FlaskClient, session: Session, pair: Pair) -> None:
    address = f"/partnership/relations/{pair.relation.id}/"
    sign_in(client, session, pair.org)
    before = client.get(address).text
    assert post(client, f"{base(pair)}insurance/", INSURANCE | {"valid_to": "20.11.2026"}).status_code == 303
    assert client.get(address).text.count("<strong>") == before.count("<strong>") + 1
    assert queries.recorded_of(session, pair.relation.id) == (1, date(2026, 11, 20))


def test_the_page_makes_the_same_number_of_statements_however_much_is_recorded(
    client: FlaskClient, session: Session, pair: Pair, statements: list[str]
) -> None:
    picture_of(session, pair)
    sign_in(client, session, pair.kom)
    client.get(base(pair))
    statements.clear()
    client.get(base(pair))
    empty = len(statements)
    post(client, f"{base(pair)}insurance/", INSURANCE)
    for day in range(1, 6):
        sent = {"reviewed_on": f"{day}.11.2026", "incidents": "2", "still_open": "1", "learnt": ""}
        post(client, f"{base(pair)}incident-reviews/", sent)
    statements.clear()
    client.get(base(pair))
    assert len(statements) == empty <= 20


def test_no_page_of_the_partnership_takes_a_file_but_the_two_that_read_lists() -> None:
    """X17: no file upload anywhere."""
    taking = {
        path.parent.name
        for path in (ROOT / "templates/partnership").rglob("*.html")
        if re.search(r'type="file"|multipart', path.read_text(encoding="utf-8"))
    }
    reading = {
        path.parent.name
        for path in (ROOT / "partnership").rglob("*.py")
        if re.search(r"FileField|request\.files", path.read_text(encoding="utf-8"))
    }
    assert taking | reading <= UPLOADS


def test_no_record_can_hold_the_name_of_a_volunteer_or_a_paper() -> None:
    columns = {column.name for kind in RECORDS for column in kind.__table__.columns}
    assert not columns & {"name", "names", "volunteer", "person_id", "file", "file_id", "document", "attachment"}
