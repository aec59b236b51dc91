"""How a decision is proposed, made and read on its pages, and by whom."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from grants.applications.models import Application
from grants.decisions import queries
from grants.decisions.models import Decision, DecisionStatus, Outcome
from grants.decisions.rules import Proposal
from grants.eligibility.models import Verdict
from grants.reviews import actions as reviews
from grants.reviews.queries import review_of
from tests.builders import a_municipality, a_person, an_organisation, post, sign_in
from tests.grants.assessing import (
    A6,
    DECIDED,
    WEIGHTS,
    Office,
    a_call,
    a_check,
    a_review,
    an_application,
    score,
)
from tests.grants.decisions.conftest import GRANTED, make, propose, reviewed
from tests.pages import read

REASON = "Begrunnelse som søkeren skal lese."


@dataclass
class Case:
    """An application that is reviewed, its people, and the directorate's."""

    application: Application
    office: Office
    writer: Person
    partner: Person

    @property
    def page(self) -> str:
        """The address of the application."""
        return f"/grants/applications/{self.application.reference}/"

    @property
    def proposal(self) -> str:
        """The address of the proposal."""
        return f"{self.page}decision/proposal/"


@pytest.fixture
def case(session: Session, office: Office) -> Case:
    volda, friends = a_municipality(session), an_organisation(session, "Følgjevenene")
    application = an_application(session, a_call(session), applicant=volda, partners=[friends])
    reviewed(session, office, application)
    writer = session.get_one(Person, application.created_by_id)
    partner = a_person(session, Role.ORGANISATION_LEADER, friends)
    session.commit()
    return Case(application, office, writer, partner)


def decision_of(session: Session, case: Case) -> Decision | None:
    session.rollback()
    session.expire_all()
    return queries.decision_of(session, case.application.id)


def proposed(session: Session, case: Case, proposal: Proposal = GRANTED) -> Decision:
    made = propose(session, case.office, case.application, proposal)
    session.commit()
    return made


def made(session: Session, case: Case, proposal: Proposal = GRANTED) -> Decision:
    decision = propose(session, case.office, case.application, proposal)
    make(session, case.office, decision)
    session.commit()
    return decision


def filled_in(client: FlaskClient, case: Case, **changes: str) -> dict[str, str]:
    """The proposal as the page shows it, filled in as granted, with changes."""
    forms = read(client.get(case.proposal).text).forms
    values = next(form.values for form in forms if "outcome" in form.kinds)
    given = {
        "outcome": "granted",
        "amount": "850 000",
        "further_years": "2",
        "summary": "Ja.",
        "legal_basis": "Kap. 765.",
        **{f"{code}_reason": REASON for code in WEIGHTS},
    }
    return values | given | changes


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


def test_a_lead_makes_the_decision_and_a_second_press_changes_nothing(
    client: FlaskClient, session: Session, case: Case
) -> None:
    decision = proposed(session, case)
    sign_in(client, session, case.office.lead)
    assert REASON not in client.get(f"{case.page}decision/").text
    sent = {"version": str(decision.version)}
    for _press in range(2):
        assert post(client, f"{case.page}decision/make", sent).status_code == 303
    kept = decision_of(session, case)
    assert kept is not None
    assert (kept.status, kept.made_by_id) == (DecisionStatus.MADE, case.office.lead.id)
    lines = select(AuditLine).where(AuditLine.subject == "decision", AuditLine.verb == "made")
    assert len(session.scalars(lines).all()) == 1


def test_a_lead_who_saw_an_older_proposal_does_not_make_it(client: FlaskClient, session: Session, case: Case) -> None:
    decision = proposed(session, case)
    sign_in(client, session, case.office.lead)
    old = str(decision.version - 1)
    assert post(client, f"{case.page}decision/make", {"version": old}).status_code == 409
    answer = post(client, f"{case.page}decision/return", {"version": old, "remark": "Se på K3."})
    assert answer.status_code == 409
    assert "Se på K3." in answer.text
    assert post(client, f"{case.page}decision/return", {"version": old, "remark": " "}).status_code == 422
    kept = decision_of(session, case)
    assert kept is not None
    assert kept.status is DecisionStatus.PROPOSED


def test_who_proposed_it_cannot_make_it(client: FlaskClient, session: Session, case: Case) -> None:
    decision = proposed(session, case)
    sign_in(client, session, case.office.caseworker)
    assert post(client, f"{case.page}decision/make", {"version": str(decision.version)}).status_code == 404
    accounts.give_role(session, case.office.caseworker, Role.LEAD, case.office.body, actor_id=None, at=DECIDED)
    sign_in(client, session, case.office.caseworker)
    assert "/decision/make" not in client.get(f"{case.page}decision/").text
    assert post(client, f"{case.page}decision/make", {"version": str(decision.version)}).status_code == 409


def test_who_reviewed_it_neither_proposes_nor_decides(client: FlaskClient, session: Session, case: Case) -> None:
    reviewer = case.office.reviewers[0]
    accounts.give_role(session, reviewer, Role.LEAD, case.office.body, actor_id=None, at=DECIDED)
    accounts.give_role(session, reviewer, Role.CASEWORKER, case.office.body, actor_id=None, at=DECIDED)
    sign_in(client, session, reviewer)
    assert client.get(case.proposal).status_code == 409
    decision = proposed(session, case)
    assert client.get(f"{case.page}decision/").status_code == 409
    assert post(client, f"{case.page}decision/make", {"version": str(decision.version)}).status_code == 409


def test_before_it_is_made_only_those_who_decide_see_it(client: FlaskClient, session: Session, case: Case) -> None:
    proposed(session, case)
    for person in (case.writer, case.partner, case.office.reviewers[0]):
        sign_in(client, session, person)
        answer = client.get(f"{case.page}decision/")
        assert answer.status_code == 409
        assert "Ja." not in answer.text
        assert client.get(case.proposal).status_code == 404
        assert post(client, f"{case.page}decision/make", {}).status_code == 404
        assert post(client, f"{case.page}decision/return", {}).status_code == 404
        assert f"{case.page}decision/" not in client.get(case.page).text
    accounts.give_role(session, case.writer, Role.LEAD, case.office.body, actor_id=None, at=DECIDED)
    sign_in(client, session, case.writer)
    assert client.get(f"{case.page}decision/").status_code == 409
    outsider = a_person(session, Role.MUNICIPAL_LEADER, a_municipality(session))
    sign_in(client, session, outsider)
    assert client.get(f"{case.page}decision/").status_code == 404


def test_applicant_and_partner_read_the_decision_with_reasons_and_points(
    client: FlaskClient, session: Session, case: Case
) -> None:
    made(session, case)
    for person in (case.writer, case.partner):
        sign_in(client, session, person)
        assert f"{case.page}decision/" in client.get(case.page).text
        page = client.get(f"{case.page}decision/")
        text = " ".join(read(page.text).text.split())
        assert page.status_code == 200
        assert 'data-status="granted"' in page.text
        assert "850" in text
        assert "90" in text
        assert "Fordi." in text
        assert "kari@example.no" in text
        assert case.office.reviewers[0].name not in page.text
        assert f"{case.page}dossier/" in read(page.text).links
        assert client.get(f"{case.page}reviews/").status_code == 404
    assert client.get(case.proposal).status_code == 404


def test_a_made_decision_is_neither_returned_nor_proposed_anew(
    client: FlaskClient, session: Session, case: Case
) -> None:
    decision = made(session, case)
    other = a_person(session, Role.LEAD, case.office.body)
    sign_in(client, session, other)
    version = {"version": str(decision.version)}
    assert post(client, f"{case.page}decision/make", version).status_code == 409
    assert post(client, f"{case.page}decision/return", version | {"remark": "Nei."}).status_code == 303
    sign_in(client, session, case.office.caseworker)
    assert client.get(case.proposal).location == f"{case.page}decision/"
    kept = decision_of(session, case)
    assert kept is not None
    assert kept.status is DecisionStatus.MADE


def test_what_changed_after_the_proposal_is_told_to_the_lead(client: FlaskClient, session: Session, case: Case) -> None:
    decision, reviewer = proposed(session, case), case.office.reviewers[0]
    review = review_of(session, case.application.id, reviewer.id)
    assert review is not None
    reviews.take_up(session, review, version=review.version, actor_id=reviewer.id, at=DECIDED)
    session.flush()
    score(session, review, (4, 4, 5, 5, 4, 4, 4), at=DECIDED)
    sign_in(client, session, case.office.lead)
    page = client.get(f"{case.page}decision/").text
    assert "/decision/make" not in page
    assert "/decision/return" in page
    assert post(client, f"{case.page}decision/make", {"version": str(decision.version)}).status_code == 409


@pytest.mark.parametrize("stage", ["check", "assign", "review", "propose", "make", "propose_again"])
def test_the_application_page_says_what_is_to_be_done_next(
    client: FlaskClient, session: Session, office: Office, stage: str
) -> None:
    application = an_application(session, a_call(session))
    page = f"/grants/applications/{application.reference}/"
    if stage in {"assign", "review"}:
        a_check(session, application, office)
    if stage == "review":
        for reviewer in office.reviewers[:2]:
            a_review(session, application, reviewer, office)
    if stage in {"propose", "make", "propose_again"}:
        reviewed(session, office, application)
    decision = propose(session, office, application) if stage in {"make", "propose_again"} else None
    session.commit()
    if stage == "propose_again" and decision is not None:
        sign_in(client, session, office.lead)
        sent = {"version": str(decision.version), "remark": "Nei."}
        assert post(client, f"{page}decision/return", sent).status_code == 303
    for person in (office.caseworker, office.lead):
        sign_in(client, session, person)
        assert f'data-step="{stage}"' in client.get(page).text
    sign_in(client, session, session.get_one(Person, application.created_by_id))
    assert "data-step" not in client.get(page).text


def test_my_work_says_what_waits_for_caseworker_and_lead(client: FlaskClient, session: Session, case: Case) -> None:
    sign_in(client, session, case.office.caseworker)
    assert case.proposal in client.get("/my-work").text
    decision = proposed(session, case)
    assert case.proposal not in client.get("/my-work").text
    sign_in(client, session, case.office.lead)
    assert f"{case.page}decision/" in client.get("/my-work").text
    sent = {"version": str(decision.version), "remark": "Nei."}
    assert post(client, f"{case.page}decision/return", sent).status_code == 303
    assert f"{case.page}decision/" not in client.get("/my-work").text
    sign_in(client, session, case.office.caseworker)
    assert case.proposal in client.get("/my-work").text


def test_pages_ask_as_often_with_30_applications_as_with_3(
    client: FlaskClient, session: Session, case: Case, statements: list[str]
) -> None:
    counts: list[list[int]] = []
    other = reviewed(session, case.office, an_application(session, case.application.call, eligible=100_000))
    waiting = Case(other, case.office, case.writer, case.partner)
    made(session, case)
    for size in (3, 27):
        for _number in range(size):
            reviewed(session, case.office, an_application(session, case.application.call))
        session.commit()
        counts.append([])
        for person, path in (
            (case.office.caseworker, "/my-work"),
            (case.office.lead, "/my-work"),
            (case.office.caseworker, waiting.page),
            (case.office.caseworker, waiting.proposal),
            (case.writer, f"{case.page}decision/"),
            (case.office.lead, f"{case.page}decision/"),
        ):
            sign_in(client, session, person)
            client.get(path)
            statements.clear()
            assert client.get(path).status_code == 200
            counts[-1].append(len(statements))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20, counts


def test_after_the_decision_the_office_still_finds_the_check_and_the_reviews(
    client: FlaskClient, session: Session, case: Case
) -> None:
    made(session, case)
    sign_in(client, session, case.office.caseworker)
    links = read(client.get(case.page).text).links
    assert f"{case.page}formal-check/" in links
    assert f"{case.page}reviews/" in links
    for person in (case.writer, case.partner):
        sign_in(client, session, person)
        assert f"{case.page}reviews/" not in client.get(case.page).text
