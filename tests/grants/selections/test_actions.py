"""How a selection goes, from the proposal until it is made."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from grants.applications.models import ApplicationStatus
from grants.decisions.queries import decision_of
from grants.selections import actions, queries
from grants.selections.models import Selection, SelectionStatus
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import Stale
from tests.builders import a_person
from tests.grants.assessing import PROPOSED, refusal, verbs
from tests.grants.selections.builders import MADE, TOLD, WEAK
from tests.grants.selections.conftest import Field


def chosen(session: Session, selection: Selection) -> list[str]:
    return [line.application.applicant.name for line in queries.lines_of(session, selection.id) if line.is_chosen]


def test_a_selection_is_proposed_returned_proposed_again_and_made(session: Session, held: Field) -> None:
    for name in ("Tydal", "Volda", "Kristiansand"):
        held.apply(name)
    selection = held.propose()
    assert chosen(session, selection) == ["Tydal", "Volda"]
    with pytest.raises(Stale):
        held.propose()
    actions.send_back(
        session, selection, remark="Ta med alle.", version=selection.version, actor_id=held.office.lead.id, at=MADE
    )
    session.flush()
    assert (selection.status, selection.remark) == (SelectionStatus.RETURNED, "Ta med alle.")
    actions.propose(
        session,
        held.call,
        held.draft(3),
        version=selection.version,
        actor_id=held.office.caseworker.id,
        at=MADE,
    )
    session.flush()
    held.make(selection)
    assert chosen(session, selection) == ["Tydal", "Volda", "Kristiansand"]
    assert verbs(session, "selection") == ["proposed", "returned", "proposed", "made"]
    job = session.scalars(select(OutboxJob).where(OutboxJob.name == "grants.carry_out_selection")).one()
    assert job.args == {"selection_id": selection.id}
    assert refusal(held.make, selection)


def test_nobody_is_told_before_the_day_of_the_call(session: Session, held: Field) -> None:
    held.apply("Tydal")
    held.apply("Volda")
    selection = held.propose()
    held.make(selection)
    early = session.scalars(select(OutboxJob).where(OutboxJob.name == "grants.carry_out_selection")).one()
    assert early.run_at - early.created_at > TOLD - MADE - timedelta(days=1)
    assert all(each.status is ApplicationStatus.SUBMITTED for each in held.sent)
    assert decision_of(session, held.sent[0].id) is None


def test_who_may_not_have_a_place_is_not_chosen_otherwise_either(held: Field) -> None:
    first, _second, weak = held.apply("Tydal"), held.apply("Volda"), held.apply("Hol", WEAK)
    assert weak.reference in refusal(held.propose, otherwise={weak.reference: "Ja.", first.reference: "Nei."})
    assert "2" in refusal(held.propose, otherwise={first.reference: "Nei."})


def test_another_number_than_advised_needs_a_reason(held: Field) -> None:
    for number in range(4):
        held.apply(f"Kommune {number}")
    assert "2" in refusal(held.propose, 4)
    assert refusal(held.propose, 5, beyond="Mange er gode.")
    assert held.propose(4, beyond="Mange er gode.").beyond == "Mange er gode."


def test_nothing_is_proposed_before_all_are_assessed(session: Session, held: Field) -> None:
    assert "No application" in refusal(held.propose, 0)
    held.apply("Tydal")
    late = held.apply("Volda", points=None)
    assert late.reference in refusal(held.propose)
    held.assess(late)
    early = {"actor_id": held.office.caseworker.id, "at": held.call.closes_at, "version": 0}
    assert "open" in refusal(actions.propose, session, held.call, held.draft(), **early)


def test_what_is_reopened_is_waited_for(session: Session, held: Field) -> None:
    held.apply("Tydal")
    held.apply("Volda")
    third = held.apply("Hol")
    third.status, third.reopened_until, third.reopened_reason = ApplicationStatus.DRAFT, MADE, "Teknisk feil."
    third.submitted_at = third.submitted_by_id = third.signed_as = third.snapshot = None
    session.flush()
    assert third.reference in refusal(held.propose)


def test_only_whose_role_it_is_and_who_has_no_part_proposes_and_makes(session: Session, held: Field) -> None:
    application = held.apply("Tydal")
    held.apply("Volda")
    by = {"version": 0, "at": PROPOSED}
    assert refusal(actions.propose, session, held.call, held.draft(), actor_id=held.office.lead.id, **by)
    partial = a_person(session, Role.CASEWORKER, held.office.body)
    application.created_by_id = partial.id
    session.flush()
    sentence = refusal(actions.propose, session, held.call, held.draft(), actor_id=partial.id, **by)
    assert application.reference in sentence
    selection = held.propose()
    both = a_person(session, Role.LEAD, held.office.body)
    selection.proposed_by_id = both.id
    session.flush()
    assert refusal(actions.make, session, selection, version=selection.version, actor_id=both.id, at=MADE)


def test_who_was_slower_sees_what_the_other_has_done(session: Session, held: Field) -> None:
    held.apply("Tydal")
    held.apply("Volda")
    with pytest.raises(Stale):
        held.propose(seen="noe annet")
    selection = held.propose()
    by = {"version": selection.version - 1, "actor_id": held.office.lead.id, "at": MADE}
    with pytest.raises(Stale):
        actions.make(session, selection, **by)
    with pytest.raises(Stale):
        actions.send_back(session, selection, remark="Nei.", **by)


def test_a_selection_is_not_made_on_what_has_changed(session: Session, held: Field) -> None:
    first = held.apply("Tydal")
    held.apply("Volda")
    third = held.apply("Hol")
    selection = held.propose()
    held.take_up(first)
    assert first.reference in refusal(held.make, selection)
    third.status, third.withdrawn_at = ApplicationStatus.WITHDRAWN, MADE
    session.flush()
    assert refusal(held.make, selection)


def test_a_selection_is_proposed_on_the_version_that_was_seen(session: Session, held: Field) -> None:
    held.apply("Tydal")
    held.apply("Volda")
    draft = replace(held.draft(), places=2)
    with pytest.raises(Stale):
        actions.propose(session, held.call, draft, version=1, actor_id=held.office.caseworker.id, at=PROPOSED)
