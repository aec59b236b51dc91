"""Partners come and go, are asked and answer; what stood there when they answered is what counts."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from grants.applications.actions import new_partner
from grants.applications.models import Partner
from grants.partners import actions, queries
from grants.partners.rules import Answer
from kernel import clock
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import NotAllowed, Stale
from tests.builders import an_organisation
from tests.grants.partners.conftest import Stage, terms


def promised(session: Session, name: str) -> int:
    return session.scalar(select(func.count()).select_from(OutboxJob).where(OutboxJob.name == name)) or 0


def yes(partner: Partner, version: int | None = None) -> Answer:
    return Answer(True, "Odd Lie, leder", None, partner.version if version is None else version)


def test_an_answer_counts_once(stage: Stage) -> None:
    stage.asked(stage.choir)
    assert actions.answer(stage.session, stage.choir, yes(stage.choir), now=clock.now())
    stage.session.flush()
    no = Answer(False, "Noen andre", None, stage.choir.version)
    assert not actions.answer(stage.session, stage.choir, no, now=clock.now())
    assert stage.choir.confirmed_by == "Odd Lie, leder"
    assert stage.choir.declined_at is None
    assert promised(stage.session, "grants.tell_of_partner_answer") == 1


def test_who_answered_by_link_stands_in_the_trail_by_digest_only(stage: Stage) -> None:
    stage.asked(stage.choir)
    actions.answer(stage.session, stage.choir, yes(stage.choir), now=clock.now())
    stage.session.flush()
    line = stage.session.scalars(select(AuditLine).where(AuditLine.verb == "confirmed")).one()
    assert line.actor_id is None
    assert "Odd" not in str(line.changes)
    assert line.changes["answered_by"][0] is None


def test_an_answer_to_what_has_been_changed_since_is_not_taken(stage: Stage) -> None:
    stage.asked(stage.choir)
    read = stage.choir.version
    more = terms(stage.choir, amount=1)
    actions.change(
        stage.session, stage.choir, more, email=stage.choir.email, version=read, actor_id=stage.kom.id, at=clock.now()
    )
    stage.session.flush()
    with pytest.raises(Stale):
        actions.answer(stage.session, stage.choir, yes(stage.choir, read), now=clock.now())
    assert stage.choir.confirmed_at is None


@pytest.mark.parametrize("other", [{"task": "Annet"}, {"amount": 1}, {"hours": None}, {"name": "Et annet kor"}])
def test_a_change_clears_the_confirmation_and_kills_the_link(stage: Stage, other: dict[str, object]) -> None:
    stage.asked(stage.choir)
    actions.answer(stage.session, stage.choir, yes(stage.choir), now=clock.now())
    stage.session.flush()
    token = queries.token_of(stage.choir)
    is_voided = actions.change(
        stage.session,
        stage.choir,
        terms(stage.choir, **other),
        email=stage.choir.email,
        version=stage.choir.version,
        actor_id=stage.kom.id,
        at=clock.now(),
    )
    stage.session.flush()
    assert is_voided
    assert (stage.choir.confirmed_at, stage.choir.confirmed_by, stage.choir.invited_at) == (None, "", None)
    assert queries.by_token(stage.session, token) is None


def test_saving_the_same_again_leaves_the_confirmation(stage: Stage) -> None:
    stage.asked(stage.choir)
    actions.answer(stage.session, stage.choir, yes(stage.choir), now=clock.now())
    stage.session.flush()
    same = {"email": stage.choir.email, "version": stage.choir.version, "actor_id": stage.kom.id, "at": clock.now()}
    assert not actions.change(stage.session, stage.choir, terms(stage.choir), **same)
    assert stage.choir.confirmed_at is not None


def test_another_address_has_another_link(stage: Stage) -> None:
    stage.asked(stage.choir)
    token = queries.token_of(stage.choir)
    new = {"email": "riktig@example.no", "version": stage.choir.version, "actor_id": stage.kom.id, "at": clock.now()}
    actions.change(stage.session, stage.choir, terms(stage.choir), **new)
    stage.session.flush()
    assert queries.by_token(stage.session, token) is None
    assert actions.ask(stage.session, stage.choir, is_reached=True, actor_id=stage.kom.id, now=clock.now())


def test_asking_twice_within_an_hour_promises_one_mail(stage: Stage) -> None:
    now = clock.now()
    given = {"is_reached": True, "actor_id": stage.kom.id}
    assert actions.ask(stage.session, stage.choir, now=now, **given)
    assert not actions.ask(stage.session, stage.choir, now=now + timedelta(minutes=59), **given)
    assert promised(stage.session, "grants.invite_partner") == 1
    assert actions.ask(stage.session, stage.choir, now=now + timedelta(hours=1), **given)
    assert promised(stage.session, "grants.invite_partner") == 2


def test_who_said_no_may_be_asked_again_and_answer_again(stage: Stage) -> None:
    stage.asked(stage.choir)
    actions.answer(stage.session, stage.choir, Answer(False, "Odd", None, stage.choir.version), now=clock.now())
    stage.session.flush()
    stage.asked(stage.choir)
    assert actions.answer(stage.session, stage.choir, yes(stage.choir), now=clock.now())


def test_asking_all_asks_those_who_can_be_asked(stage: Stage) -> None:
    bare = actions.add(
        stage.session,
        stage.application,
        [],
        name="Uten oppgave",
        email="u@example.no",
        actor_id=stage.kom.id,
        at=clock.now(),
    )
    stage.session.flush()
    everybody = [stage.partner, stage.choir, bare]
    reached = queries.reached(stage.session, everybody)
    assert reached == {each.id for each in everybody}
    given = {"reached": reached, "actor_id": stage.kom.id}
    asked = actions.ask_all(stage.session, everybody, now=clock.now(), **given)
    assert asked == [stage.partner, stage.choir]
    assert actions.ask_all(stage.session, everybody, now=clock.now(), **given) == []


def test_a_body_without_anybody_in_trinn_is_not_reached_without_an_address(stage: Stage) -> None:
    lonely = an_organisation(stage.session, "Ensomt lag")
    added = actions.add(
        stage.session,
        stage.application,
        [],
        name=lonely.name,
        body=lonely,
        actor_id=stage.kom.id,
        at=clock.now(),
    )
    stage.session.flush()
    assert queries.reached(stage.session, [added, stage.partner]) == {stage.partner.id}
    with pytest.raises(NotAllowed):
        actions.ask(stage.session, added, is_reached=False, actor_id=stage.kom.id, now=clock.now())


def test_only_a_partner_that_was_asked_is_told_that_it_is_removed(stage: Stage) -> None:
    stage.asked(stage.choir)
    for partner in (stage.choir, stage.partner):
        actions.remove(stage.session, partner, actor_id=stage.kom.id, at=clock.now())
    stage.session.flush()
    assert promised(stage.session, "grants.tell_removed_partner") == 1
    assert stage.session.scalar(select(func.count()).select_from(Partner)) == 0


def test_the_database_lets_a_body_in_once(stage: Stage) -> None:
    stage.session.add(new_partner(stage.application, name="Igjen", body=stage.friends))
    with pytest.raises(IntegrityError):
        stage.session.flush()


@pytest.mark.parametrize(
    "token", ["", "1", "1-", "x-abc", "١-abc", "99999999999-abc", "-", "1-æøå", "1-\ud800", "1-\x00"]
)
def test_a_made_up_token_is_nobodys(stage: Stage, token: str) -> None:
    assert queries.by_token(stage.session, token) is None


def test_one_partners_seal_opens_no_other_partner(stage: Stage) -> None:
    seal = queries.token_of(stage.choir).partition("-")[2]
    assert queries.by_token(stage.session, f"{stage.partner.id}-{seal}") is None
    assert queries.by_token(stage.session, queries.token_of(stage.choir)) is stage.choir
