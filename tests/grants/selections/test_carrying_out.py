"""What happens on the day: each applicant gets its decision."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from grants.applications.models import ApplicationStatus
from grants.decisions.models import AppealRight, DecisionStatus, Outcome
from grants.decisions.queries import decision_of, reasons_of
from grants.eligibility.models import Verdict
from grants.selections import jobs, queries
from kernel.jobs.outbox import OutboxJob
from partnership.core_teams.models import CoreTeam
from tests.grants.assessing import verbs
from tests.grants.selections.builders import FAIR, MADE, TOLD, WEAK
from tests.grants.selections.conftest import Field

OTHERWISE = "Det andre fylket har ingen andre."


def test_each_applicant_gets_a_decision_with_the_reviewers_words(app: Flask, session: Session, held: Field) -> None:
    first, second = held.apply("Tydal"), held.apply("Volda")
    third, weak = held.apply("Hol", FAIR), held.apply("Ål", WEAK)
    failed = held.apply("Lom", refused={"EL2": Verdict.REJECTED})
    selection = held.propose()
    held.make(selection)
    held.carry_out(app, selection)
    outcomes = {each.id: decision_of(session, each.id) for each in held.sent}
    assert [outcomes[each.id].outcome for each in (first, second, third, weak, failed)] == [  # type: ignore[union-attr]
        Outcome.GRANTED,
        Outcome.GRANTED,
        Outcome.REJECTED,
        Outcome.REJECTED,
        Outcome.DISMISSED,
    ]
    dismissed, made = outcomes[failed.id], outcomes[third.id]
    assert dismissed is not None
    assert dismissed.summary == "Ikke oppfylt: En søker som utlysningen er åpen for. Fordi."
    assert made is not None
    assert (made.status, made.amount, made.appeal_right) == (DecisionStatus.MADE, 0, AppealRight.UNDER_REVIEW)
    assert (made.proposed_by_id, made.made_by_id) == (held.office.caseworker.id, held.office.lead.id)
    assert (made.made_at, made.legal_basis) == (TOLD, "Oppdraget.")
    assert reasons_of(session, made.id)["K1"].text == "Fordi.\n\nFordi."
    assert all(each.status is ApplicationStatus.DECIDED for each in held.sent)
    told = session.scalars(select(OutboxJob).where(OutboxJob.name == "grants.tell_of_decision")).all()
    assert len(told) == 5


def test_carrying_it_out_twice_changes_nothing(app: Flask, session: Session, held: Field) -> None:
    held.apply("Tydal")
    held.apply("Volda")
    selection = held.propose()
    held.make(selection)
    held.carry_out(app, selection)
    held.carry_out(app, selection)
    assert len(session.scalars(select(CoreTeam)).all()) == 2
    assert verbs(session, "decision") == ["proposed", "made"] * 2


def test_some_are_chosen_otherwise_with_a_reason_that_the_applicant_reads(
    app: Flask, session: Session, held: Field
) -> None:
    first, _second, third = held.apply("Tydal"), held.apply("Volda"), held.apply("Hol", FAIR)
    otherwise = {first.reference: "Søkeren har nok.", third.reference: OTHERWISE}
    selection = held.propose(otherwise=otherwise)
    lines = {line.application_id: line for line in queries.lines_of(session, selection.id)}
    assert (lines[third.id].is_proposed, lines[third.id].is_chosen) == (False, True)
    held.make(selection)
    held.carry_out(app, selection)
    made = decision_of(session, third.id)
    assert made is not None
    assert made.outcome is Outcome.GRANTED
    assert OTHERWISE in made.summary
    out = decision_of(session, first.id)
    assert out is not None
    assert out.outcome is Outcome.REJECTED
    assert "Søkeren har nok." in out.summary


def test_what_changes_after_it_is_made_is_left_to_a_caseworker(app: Flask, session: Session, held: Field) -> None:
    first, second = held.apply("Tydal"), held.apply("Volda")
    third = held.apply("Hol", FAIR)
    selection = held.propose()
    held.make(selection)
    held.take_up(first)
    third.status, third.withdrawn_at = ApplicationStatus.WITHDRAWN, MADE
    session.flush()
    held.carry_out(app, selection)
    assert first.status is ApplicationStatus.SUBMITTED
    assert decision_of(session, first.id) is None
    assert second.status is ApplicationStatus.DECIDED
    assert decision_of(session, third.id) is None
    errand = queries.errands(session, TOLD)[0]
    assert (errand.call.id, errand.waiting) == (held.call.id, 1)


def test_the_job_promises_one_for_each_application(app: Flask, session: Session, held: Field) -> None:
    held.apply("Tydal")
    held.apply("Volda")
    selection = held.propose()
    held.make(selection)
    with app.app_context():
        jobs.carry_out_selection(session, key="1", now=TOLD, selection_id=selection.id)
    promised = session.scalars(select(OutboxJob).where(OutboxJob.name == "grants.carry_out_line")).all()
    assert len(promised) == 2
