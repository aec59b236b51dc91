"""How a decision goes, from the proposal to what the applicant is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from grants.applications.models import ApplicationStatus
from grants.decisions import actions, jobs, queries
from grants.decisions.models import Decision, DecisionStatus, Outcome
from grants.decisions.rules import Proposal
from grants.eligibility import actions as eligibility
from grants.eligibility.models import Verdict
from grants.reviews import actions as reviews
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import Stale
from tests.builders import a_person, an_organisation
from tests.grants.assessing import (
    A1,
    A2,
    DECIDED,
    PROPOSED,
    Office,
    a_call,
    a_check,
    a_review,
    an_application,
    plainly,
    refusal,
    score,
    verbs,
    viewer_of,
)
from tests.grants.decisions.conftest import GRANTED, REASONS, make, propose, reviewed

DISMISSED = Proposal(Outcome.DISMISSED, "Avvist.", "Kap. 765.")


def test_a_decision_is_proposed_returned_proposed_again_and_made(session: Session, office: Office) -> None:
    application = reviewed(session, office, an_application(session, a_call(session)))
    decision = propose(session, office, application)
    assert refusal(propose_again, session, office, decision)
    actions.send_back(
        session, decision, remark="Se på K3.", version=decision.version, actor_id=office.lead.id, at=PROPOSED
    )
    session.flush()
    assert (decision.status, decision.remark) == (DecisionStatus.RETURNED, "Se på K3.")
    assert queries.waiting_for(session, DecisionStatus.RETURNED) == [decision]
    propose_again(session, office, decision)
    assert (decision.status, decision.remark) == (DecisionStatus.PROPOSED, "")
    make(session, office, decision)
    assert decision.status is DecisionStatus.MADE
    assert application.status is ApplicationStatus.DECIDED
    assert verbs(session, "decision") == ["proposed", "returned", "proposed", "made"]
    assert queries.reasons_of(session, decision.id)["K3"].text == "Bedre."
    assert queries.proposal_of(session, decision) == replace(GRANTED, reasons={**REASONS, "K3": "Bedre."})


def propose_again(session: Session, office: Office, decision: Decision) -> None:
    better = replace(GRANTED, reasons={**REASONS, "K3": " Bedre. "})
    by, application = office.caseworker.id, decision.application
    actions.propose(session, application, better, version=decision.version, actor_id=by, at=PROPOSED)
    session.flush()


def test_what_the_formal_check_refuses_is_dismissed_without_reviews(session: Session, office: Office) -> None:
    application = an_application(session, a_call(session))
    a_check(session, application, office, EL9=Verdict.REJECTED)
    decision = propose(session, office, application, DISMISSED)
    make(session, office, decision)
    assert (decision.amount, queries.reasons_of(session, decision.id)) == (0, {})


def test_what_is_excluded_can_not_be_granted(session: Session, office: Office) -> None:
    application = an_application(session, a_call(session), eligible=600_000)
    a_check(session, application, office, excluded=290_000)
    for reviewer in office.reviewers[:2]:
        a_review(session, application, reviewer, office, A2)
    assert queries.grounds_of(session, application).eligible == 310_000
    assert refusal(propose, session, office, application, replace(GRANTED, amount=600_000))
    propose(session, office, application, replace(GRANTED, amount=310_000))


def test_the_frame_holds_over_all_decisions_made(session: Session, office: Office) -> None:
    call = a_call(session, frame=1_000_000)
    first, second = (reviewed(session, office, an_application(session, call)) for _ in range(2))
    decisions = [propose(session, office, each) for each in (first, second)]
    make(session, office, decisions[0])
    assert queries.granted_in(session, call.id) == 850_000
    assert "150\xa0000" in refusal(make, session, office, decisions[1])
    elsewhere = reviewed(session, office, an_application(session, a_call(session, "T3", 900_000)))
    make(session, office, propose(session, office, elsewhere))


def test_only_whose_role_it_is_proposes_and_decides(session: Session, office: Office) -> None:
    application = reviewed(session, office, an_application(session, a_call(session)))
    by = {"version": 0, "actor_id": office.lead.id, "at": PROPOSED}
    assert refusal(actions.propose, session, application, GRANTED, **by)
    decision = propose(session, office, application)
    second = a_person(session, Role.CASEWORKER, office.body)
    for action, more in ((actions.make, {}), (actions.send_back, {"remark": "Nei."})):
        named = {"version": decision.version, "actor_id": second.id, "at": DECIDED, **more}
        assert refusal(action, session, decision, **named)


def test_a_withdrawn_application_is_not_decided(session: Session, office: Office) -> None:
    application = reviewed(session, office, an_application(session, a_call(session)))
    decision = propose(session, office, application)
    application.status, application.withdrawn_at = ApplicationStatus.WITHDRAWN, DECIDED
    session.flush()
    assert refusal(make, session, office, decision)
    assert queries.waiting_for(session, DecisionStatus.PROPOSED) == []


def test_a_review_taken_up_stops_what_was_proposed_on_it(session: Session, office: Office) -> None:
    application = reviewed(session, office, an_application(session, a_call(session)))
    a_review(session, application, office.reviewers[2], office, A1)
    decision, later = propose(session, office, application), PROPOSED + timedelta(days=1)
    taken = queries.standing_of(session, application).reviews[2]
    reviews.take_up(session, taken, version=taken.version, actor_id=taken.reviewer_id, at=later)
    session.flush()
    assert "writing" in refusal(make, session, office, decision)
    score(session, taken, A1, at=later)
    assert "changed" in refusal(make, session, office, decision)


def test_a_reviewer_disqualified_after_the_proposal_stops_it(session: Session, office: Office) -> None:
    application = reviewed(session, office, an_application(session, a_call(session)))
    third = a_review(session, application, office.reviewers[2], office, A1)
    decision, later = propose(session, office, application), PROPOSED + timedelta(days=1)
    reviews.disqualify(session, third, ground="Svoger", actor_id=office.caseworker.id, at=later)
    session.flush()
    assert "changed" in refusal(make, session, office, decision)


def test_what_is_sent_anew_is_checked_and_reviewed_anew(session: Session, office: Office) -> None:
    application = reviewed(session, office, an_application(session, a_call(session)))
    decision, again = propose(session, office, application), PROPOSED + timedelta(days=1)
    application.submitted_at = again
    session.flush()
    assert "concluded" in refusal(make, session, office, decision)
    check = eligibility.open_check(session, application, write=plainly, actor_id=office.caseworker.id, at=again)
    session.flush()
    eligibility.conclude(session, check, version=check.version, actor_id=office.caseworker.id, at=again)
    session.flush()
    assert "changed" in refusal(make, session, office, decision)
    assert queries.grounds_of(session, application).scoring.missing_reviews == 2
    assert verbs(session, "formal_check")[-2:] == ["opened_again", "concluded"]


def test_two_who_saw_the_same_do_not_write_over_each_other(session: Session, office: Office) -> None:
    application = reviewed(session, office, an_application(session, a_call(session)))
    decision = propose(session, office, application)
    with pytest.raises(Stale):
        actions.make(session, decision, version=decision.version + 1, actor_id=office.lead.id, at=DECIDED)
    with pytest.raises(Stale):
        propose(session, office, application)


def test_the_applicant_sees_it_when_it_is_made_and_those_who_decide_before(session: Session, office: Office) -> None:
    friends = an_organisation(session)
    application = reviewed(session, office, an_application(session, a_call(session), partners=[friends]))
    partner = a_person(session, Role.ORGANISATION_LEADER, friends)
    people = [session.get_one(type(partner), application.created_by_id), partner, office.reviewers[0]]
    decision = propose(session, office, application)
    for person in people:
        assert queries.seen_decision(session, application, viewer=viewer_of(session, person)) is None
    for person in (office.caseworker, office.lead):
        assert queries.seen_decision(session, application, viewer=viewer_of(session, person)) is decision
    make(session, office, decision)
    for person in people:
        assert queries.seen_decision(session, application, viewer=viewer_of(session, person)) is decision


def test_applicant_and_partners_are_told_each_once(app: Flask, session: Session, office: Office) -> None:
    friends = an_organisation(session)
    application = reviewed(session, office, an_application(session, a_call(session), partners=[friends]))
    partner = a_person(session, Role.ORGANISATION_COORDINATOR, friends)
    a_person(session, Role.VOLUNTEER, friends)
    decision = propose(session, office, application)
    make(session, office, decision)
    promised = session.scalars(select(OutboxJob).where(OutboxJob.name == "grants.tell_of_decision")).one()
    jobs.tell_of_decision(session, key="t", now=DECIDED, **promised.args)
    mails = session.scalars(select(OutboxJob).where(OutboxJob.name == "grants.mail_decision")).all()
    assert {each.args["person_id"] for each in mails} == {application.created_by_id, partner.id}
    partner.language = "en"
    with app.app_context():
        jobs.mail_decision(session, key="m1", now=DECIDED, **mails[-1].args)
        written = (app.extensions["trinn"].var / "mail" / "m1.eml").read_text()
    assert f"{application.reference}/decision/" in written
    assert "850" not in written
