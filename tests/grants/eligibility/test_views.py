"""What a caseworker does on the page of the formal check, and what the applicant is told."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from grants.applications.models import Application, ApplicationStatus, SignedAs
from grants.eligibility import queries
from grants.eligibility.checking import CODES
from grants.eligibility.models import CheckStatus, FormalCheck, RuleVerdict, Verdict
from kernel import clock
from tests.builders import a_municipality, a_person, an_organisation, post, sign_in
from tests.grants.assessing import CHECKED, Office, a_call, a_check, an_application, an_office
from tests.pages import read

Values = dict[str, str]


@pytest.fixture
def office(session: Session) -> Office:
    return an_office(session)


@pytest.fixture
def application(session: Session, office: Office) -> Application:
    made = an_application(session, a_call(session))
    session.commit()
    return made


def address(application: Application) -> str:
    return f"/grants/applications/{application.reference}/formal-check/"


def filled_in(client: FlaskClient, application: Application, **changes: str) -> Values:
    """The form as the page shows it, with changes."""
    form = next(form for form in read(client.get(address(application)).text).forms if "EL1_verdict" in form.kinds)
    return form.values | changes


def save(client: FlaskClient, application: Application, **changes: str) -> TestResponse:
    return post(client, address(application), filled_in(client, application, **changes))


def check_of(session: Session, application: Application) -> FormalCheck | None:
    session.rollback()
    session.expire_all()
    return queries.check_of(session, application.id)


def test_what_is_suggested_stands_in_the_form_and_nothing_is_written_by_looking(
    client: FlaskClient, session: Session, office: Office
) -> None:
    application = an_application(session, a_call(session), signed_as=SignedAs.AUTHORITY)
    sign_in(client, session, office.caseworker)
    values = filled_in(client, application)
    assert {code: values[f"{code}_verdict"] for code in CODES} == {**dict.fromkeys(CODES, "ok"), "EL6": "missing"}
    assert "Kari Nordmann" in values["EL6_reason"]
    assert check_of(session, application) is None


def test_a_caseworker_says_what_holds_and_concludes(
    client: FlaskClient, session: Session, office: Office, application: Application
) -> None:
    sign_in(client, session, office.caseworker)
    assert save(client, application, excluded="50 000", EL9_reason="Bilen er ikke med.").status_code == 303
    check = check_of(session, application)
    assert check is not None
    assert (check.status, check.excluded_amount) == (CheckStatus.OPEN, 50_000)
    assert queries.verdicts_of(session, check.id)["EL9"].reason == "Bilen er ikke med."
    assert "800" in read(client.get(address(application)).text).text
    assert save(client, application, conclude="1").status_code == 303
    check = check_of(session, application)
    assert check is not None
    assert (check.status, check.concluded_by_id) == (CheckStatus.PASSED, office.caseworker.id)
    page = client.get(address(application))
    assert 'data-status="passed"' in page.text
    assert not [form for form in read(page.text).forms if "EL1_verdict" in form.kinds]


def test_a_rejected_rule_concludes_as_not_passed(
    client: FlaskClient, session: Session, office: Office, application: Application
) -> None:
    sign_in(client, session, office.caseworker)
    answer = save(client, application, conclude="1", EL2_verdict="rejected", EL2_reason="Et firma.")
    assert answer.status_code == 303
    check = check_of(session, application)
    assert check is not None
    assert check.status is CheckStatus.FAILED


@pytest.mark.parametrize(
    "changes",
    [
        {"EL2_verdict": "rejected", "EL2_reason": ""},
        {"EL2_verdict": "perhaps"},
        {"excluded": "900 000"},
        {"excluded": "mye"},
    ],
)
def test_what_does_not_fit_is_told_and_what_was_typed_stays(
    client: FlaskClient, session: Session, office: Office, application: Application, changes: Values
) -> None:
    sign_in(client, session, office.caseworker)
    answer = save(client, application, EL10_reason="Husk dette.", **changes)
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert "Husk dette." in answer.text
    assert check_of(session, application) is None


def test_what_is_missing_is_saved_but_not_concluded_and_the_page_leads_to_reopening(
    client: FlaskClient, session: Session, office: Office, application: Application
) -> None:
    sign_in(client, session, office.caseworker)
    missing = {"EL6_verdict": "missing", "EL6_reason": "Fullmakten mangler."}
    answer = save(client, application, conclude="1", **missing)
    assert answer.status_code == 422
    assert f"/grants/calls/T1/reopening/?reference={application.reference}" in answer.text
    check = check_of(session, application)
    assert check is not None
    assert check.status is CheckStatus.OPEN
    assert queries.verdicts_of(session, check.id)["EL6"].verdict is Verdict.MISSING
    assert save(client, application, EL6_verdict="ok", conclude="1").status_code == 303
    session.rollback()
    assert queries.verdicts_of(session, check.id)["EL6"].reason == ""  # nobody reads that it is missing


def test_a_caseworker_who_was_slower_sees_both_texts(
    client: FlaskClient, session: Session, office: Office, application: Application
) -> None:
    sign_in(client, session, office.caseworker)
    seen = filled_in(client, application)
    assert save(client, application, EL9_reason="Den første.").status_code == 303
    answer = post(client, address(application), seen | {"EL9_reason": "Den andre."})
    assert answer.status_code == 409
    assert "Den første." in answer.text
    assert "Den andre." in answer.text
    kept = next(form.values for form in read(answer.text).forms if "EL1_verdict" in form.kinds)
    assert post(client, address(application), kept).status_code == 303
    assert session.scalars(select(RuleVerdict.reason).where(RuleVerdict.rule == "EL9")).one() == "Den andre."


def test_a_concluded_check_is_not_concluded_twice(
    client: FlaskClient, session: Session, office: Office, application: Application
) -> None:
    sign_in(client, session, office.caseworker)
    values = filled_in(client, application, conclude="1")
    assert post(client, address(application), values).status_code == 303
    assert post(client, address(application), values).status_code == 409
    check = check_of(session, application)
    assert check is not None
    assert post(client, address(application), values | {"version": str(check.version)}).status_code == 409


def test_only_a_caseworker_with_no_part_in_it_checks(
    client: FlaskClient, session: Session, office: Office, application: Application
) -> None:
    writer = session.get_one(Person, application.created_by_id)
    for person in (office.lead, office.reviewers[0], writer, a_person(session, Role.ADMINISTRATOR)):
        sign_in(client, session, person)
        assert client.get(address(application)).status_code == 404
        assert post(client, address(application), {}).status_code == 404
    accounts.give_role(session, writer, Role.CASEWORKER, office.body, actor_id=None, at=CHECKED)
    sign_in(client, session, writer)
    assert client.get(address(application)).status_code == 409


def test_a_draft_has_no_check(client: FlaskClient, session: Session, office: Office, application: Application) -> None:
    application.status, application.snapshot = ApplicationStatus.DRAFT, None
    application.submitted_at = application.submitted_by_id = application.signed_as = None
    sign_in(client, session, office.caseworker)
    assert client.get(address(application)).status_code == 404


def test_an_applicant_is_told_what_is_missing_when_it_is_reopened(
    client: FlaskClient, session: Session, office: Office, application: Application
) -> None:
    sign_in(client, session, office.caseworker)
    assert save(client, application, EL6_verdict="missing", EL6_reason="Send fullmakten.").status_code == 303
    writer = session.get_one(Person, application.created_by_id)
    sign_in(client, session, writer)
    page = f"/grants/applications/{application.reference}/"
    assert "Send fullmakten." not in client.get(page).text
    application.status, application.snapshot = ApplicationStatus.DRAFT, None
    application.submitted_at = application.submitted_by_id = application.signed_as = None
    application.reopened_until, application.reopened_reason = clock.now() + timedelta(days=3), "Vi mangler noe."
    session.commit()
    told = client.get(page).text
    assert "Send fullmakten." in told
    assert "Vi mangler noe." in told


def test_a_check_is_opened_again_when_the_application_is_sent_anew(
    client: FlaskClient, session: Session, office: Office, application: Application
) -> None:
    a_check(session, application, office, EL2=Verdict.REJECTED)
    application.submitted_at = clock.now()
    session.commit()
    sign_in(client, session, office.caseworker)
    values = filled_in(client, application)
    assert values["EL2_reason"] == "Fordi."
    assert save(client, application, EL2_verdict="ok", conclude="1").status_code == 303
    check = check_of(session, application)
    assert check is not None
    assert check.status is CheckStatus.PASSED


def test_my_work_names_what_waits_and_gathers_what_is_much(
    client: FlaskClient, session: Session, office: Office, application: Application
) -> None:
    sign_in(client, session, office.caseworker)
    assert client.get("/my-work").text.count("/formal-check/") == 1
    for _number in range(6):
        an_application(session, application.call)
    session.commit()
    page = client.get("/my-work").text
    assert page.count("/formal-check/") == 1
    assert "7" in read(page).text
    sign_in(client, session, office.lead)
    assert "/formal-check/" not in client.get("/my-work").text


def test_the_page_asks_as_often_however_many_have_applied(
    client: FlaskClient, session: Session, office: Office, application: Application, statements: list[str]
) -> None:
    counts = []
    partners = [an_organisation(session, f"Lag {number}") for number in range(30)]
    crowded = an_application(session, application.call, applicant=a_municipality(session), partners=partners)
    session.commit()
    sign_in(client, session, office.caseworker)
    for each in (application, crowded):
        client.get(address(each))
        statements.clear()
        assert client.get(address(each)).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 20, counts
