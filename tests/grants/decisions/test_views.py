"""How a decision is made and read on its pages, and by whom."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from grants.decisions.models import DecisionStatus
from grants.reviews import actions as reviews
from grants.reviews.queries import review_of
from tests.builders import a_municipality, a_person, post, sign_in
from tests.grants.assessing import DECIDED, Office, a_call, a_check, a_review, an_application, score
from tests.grants.decisions.conftest import REASON, Case, decision_of, made, propose, proposed, reviewed
from tests.pages import read


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
