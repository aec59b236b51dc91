"""How a decision is proposed on its page, and what is said when it does not hold."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from grants.decisions import queries
from grants.decisions.models import DecisionStatus, Outcome
from grants.eligibility.models import Verdict
from tests.builders import a_person, post, sign_in
from tests.grants.assessing import A6, WEIGHTS, Office, a_call, a_check, a_review, an_application
from tests.grants.decisions.conftest import REASON, Case, decision_of, filled_in, proposed
from tests.pages import read


def test_a_caseworker_proposes_what_the_grounds_allow(client: FlaskClient, session: Session, case: Case) -> None:
    sign_in(client, session, case.office.caseworker)
    values = filled_in(client, case)
    assert (values["appeal_right"], values["appeal_days"]) == ("under_review", "21")
    assert post(client, case.proposal, values).status_code == 303
    decision = decision_of(session, case)
    assert decision is not None
    assert (decision.status, decision.outcome, decision.amount) == (DecisionStatus.PROPOSED, Outcome.GRANTED, 850_000)
    assert queries.reasons_of(session, decision.id)["K3"].text == REASON
    assert client.get(case.proposal).location == f"{case.page}decision/"
    shown = client.get(f"{case.page}decision/").text
    assert REASON in shown
    assert "/decision/make" not in shown


def test_what_the_reviewers_say_stands_beside_and_is_not_copied(
    client: FlaskClient, session: Session, case: Case
) -> None:
    sign_in(client, session, case.office.caseworker)
    page = client.get(case.proposal).text
    assert "Fordi." in page
    values = next(form.values for form in read(page).forms if "outcome" in form.kinds)
    assert {values[f"{code}_reason"] for code in WEIGHTS} == {""}
    assert "outcome" not in values


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "dismissed"}, "outcome"),
        ({"amount": ""}, "amount"),
        ({"summary": " "}, "summary"),
        ({"K4_reason": ""}, "K4_reason"),
        ({"further_years": "3"}, "further_years"),
        ({"appeal_days": "0"}, "appeal_days"),
        ({"amount": "900 000"}, None),
        ({"amount": "800 000"}, None),
    ],
)
def test_a_proposal_that_does_not_hold_is_told_and_stays_as_typed(
    client: FlaskClient, session: Session, case: Case, changes: dict[str, str], field: str | None
) -> None:
    sign_in(client, session, case.office.caseworker)
    answer = post(client, case.proposal, filled_in(client, case, **changes))
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert answer.text.count(REASON) >= len(WEIGHTS) - 1
    assert field is None or f"#{field}" in read(answer.text).links
    assert decision_of(session, case) is None


def test_a_rejection_needs_no_amount(client: FlaskClient, session: Session, case: Case) -> None:
    sign_in(client, session, case.office.caseworker)
    assert post(client, case.proposal, filled_in(client, case, outcome="rejected", amount="")).status_code == 303
    decision = decision_of(session, case)
    assert decision is not None
    assert (decision.outcome, decision.amount, decision.further_years) == (Outcome.REJECTED, 0, 0)


def test_what_failed_the_check_can_only_be_dismissed(client: FlaskClient, session: Session, office: Office) -> None:
    application = an_application(session, a_call(session))
    a_check(session, application, office, EL2=Verdict.REJECTED)
    sign_in(client, session, office.caseworker)
    page = f"/grants/applications/{application.reference}/decision/proposal/"
    form = next(form for form in read(client.get(page).text).forms if "outcome" in form.kinds)
    assert form.values["outcome"] == "dismissed"
    assert "K1_reason" not in form.kinds
    values = form.values | {"summary": "Avvist.", "legal_basis": "Kap. 765."}
    assert post(client, page, values).status_code == 303
    sign_in(client, session, office.lead)
    address = f"/grants/applications/{application.reference}/decision/"
    assert post(client, f"{address}make", {"version": "1"}).status_code == 303
    assert 'data-status="dismissed"' in client.get(address).text


def test_nothing_is_proposed_before_the_reviews(client: FlaskClient, session: Session, office: Office) -> None:
    application = an_application(session, a_call(session))
    a_check(session, application, office)
    a_review(session, application, office.reviewers[0], office, A6)
    sign_in(client, session, office.caseworker)
    page = client.get(f"/grants/applications/{application.reference}/decision/proposal/")
    assert page.status_code == 200
    assert 'name="outcome"' not in page.text


def test_a_slower_caseworker_sees_both_texts_of_a_returned_proposal(
    client: FlaskClient, session: Session, case: Case
) -> None:
    decision = proposed(session, case)
    other = a_person(session, Role.CASEWORKER, case.office.body)
    sign_in(client, session, case.office.lead)
    returning = {"version": str(decision.version), "remark": "Se på K3."}
    assert post(client, f"{case.page}decision/return", returning).status_code == 303
    sign_in(client, session, other)
    page = client.get(case.proposal).text
    assert "Se på K3." in page
    seen = filled_in(client, case, summary="Min tekst.")
    stale = seen | {"version": str(int(seen["version"]) - 1)}
    answer = post(client, case.proposal, stale)
    assert answer.status_code == 409
    assert "Min tekst." in answer.text
    assert "Ja." in answer.text
    assert post(client, case.proposal, seen).status_code == 303
    assert post(client, case.proposal, seen).status_code == 303
    sign_in(client, session, case.office.caseworker)
    assert post(client, case.proposal, seen).status_code == 409
