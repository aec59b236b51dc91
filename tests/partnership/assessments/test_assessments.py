"""What each side says: drafts, sending, reveal, bodies' answers, disputes and evidence."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import NotAllowed, Stale
from partnership.assessments import actions, queries, rules
from partnership.assessments.models import Answer, BodyAnswer, Dispute, Evidence
from partnership.assessments.picture import Picture, Said
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from partnership.staircase.queries import edition_in_force
from tests.builders import (
    NOW,
    a_relation,
    an_assessment,
    an_organisation,
    some_evidence,
)
from tests.partnership.assessments.conftest import Pair

TODAY = NOW.date()


def picture(session: Session, relation: Relation, eyes: Side | None, as_of: date = TODAY) -> Picture:
    return queries.pictures(session, [relation], eyes={relation.id: eyes}, as_of=as_of)[relation.id]


def question(session: Session, code: str):
    found = edition_in_force(session).content.question(code)
    assert found
    return found


def test_neither_sees_the_other_before_both_have_sent(session: Session, pair: Pair) -> None:
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, upto=2)
    assert picture(session, pair.relation, Side.MUNICIPALITY).levels.municipality
    for eyes in (Side.ORGANISATION, None):
        seen = picture(session, pair.relation, eyes)
        assert seen.levels.municipality is None
        assert seen.differences == ()
        assert seen.basis is None
    an_assessment(session, pair.relation, Side.ORGANISATION, actor=pair.org, upto=1)
    for eyes in Side:
        seen = picture(session, pair.relation, eyes)
        assert seen.is_revealed
        assert seen.levels.agreed is not None


def test_a_draft_is_never_shown(session: Session, pair: Pair) -> None:
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, upto=1)
    draft = actions.open_draft(session, pair.relation, Side.ORGANISATION, actor_id=pair.org.id, at=NOW)
    session.flush()
    content = edition_in_force(session).content
    actions.answer(
        session,
        draft,
        content,
        {"1.1": Said(Value.NO, "hemmelig")},
        version=draft.version,
        actor_id=pair.org.id,
        at=NOW,
    )
    session.flush()
    seen = picture(session, pair.relation, Side.MUNICIPALITY)
    assert not seen.has_submitted(Side.ORGANISATION)
    assert seen.said(Side.ORGANISATION, question(session, "1.1").point) is None


def test_yes_without_evidence_counts_as_partly_and_evidence_counts_for_both(session: Session, pair: Pair) -> None:
    for side in Side:
        an_assessment(session, pair.relation, side, actor=pair.actor(side), upto=2)
    assert picture(session, pair.relation, None).levels.agreed.number == 0
    some_evidence(session, pair.relation, actor=pair.kom)
    session.flush()
    seen = picture(session, pair.relation, None).levels
    assert (seen.municipality.number, seen.organisation.number, seen.agreed.number) == (2, 2, 2)


def test_what_a_body_holds_is_answered_once_and_counts_in_all_its_relations(session: Session, pair: Pair) -> None:
    others = an_organisation(session, "Naboane")
    second = a_relation(session, pair.municipality, others, actor=pair.kom)
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, upto=5)
    draft = actions.open_draft(session, second, Side.MUNICIPALITY, actor_id=pair.kom.id, at=NOW)
    session.flush()
    prefilled = queries.answers_of(session, draft.id)
    held = {
        each.point.code for each in edition_in_force(session).content.questions if each.point.held_by == "municipality"
    }
    assert set(prefilled) == held
    assert all(answer.value is Value.YES for answer in prefilled.values())
    an_assessment(session, second, Side.MUNICIPALITY, actor=pair.kom, upto=5, q2_4=Value.NO)
    point = question(session, "2.4").point
    assert picture(session, pair.relation, Side.MUNICIPALITY).said(Side.MUNICIPALITY, point).value is Value.NO
    history = select(func.count()).select_from(BodyAnswer).where(BodyAnswer.key == point.stable_key)
    assert session.scalar(history) == 2


def test_a_side_follows_what_only_the_other_answers_until_it_disputes(session: Session, pair: Pair) -> None:
    for side in Side:
        an_assessment(session, pair.relation, side, actor=pair.actor(side), upto=2)
    asked = question(session, "2.4")
    before = picture(session, pair.relation, Side.ORGANISATION)
    assert before.heard_from(Side.ORGANISATION, asked.point) is Value.YES
    say = {"comment": "Stillingen er ledig.", "actor_id": pair.org.id, "at": NOW}
    with pytest.raises(NotAllowed):
        actions.dispute(session, pair.relation, before, asked, Side.ORGANISATION, value=Value.YES, **say)
    actions.dispute(session, pair.relation, before, asked, Side.ORGANISATION, value=Value.NO, **say)
    session.flush()
    after = picture(session, pair.relation, Side.ORGANISATION)
    assert [each.point.code for each in after.differences] == ["2.4"]
    actions.withdraw(session, pair.relation, after, asked, Side.ORGANISATION, actor_id=pair.org.id, at=NOW)
    session.flush()
    assert picture(session, pair.relation, None).differences == ()
    assert session.scalar(select(func.count()).select_from(Dispute)) == 1


def test_nobody_disputes_before_the_reveal_or_what_they_answer_themselves(session: Session, pair: Pair) -> None:
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom)
    for code in ("2.4", "2.1"):
        with pytest.raises(NotAllowed):
            rules.ensure_may_dispute(
                picture(session, pair.relation, Side.ORGANISATION), question(session, code), Side.ORGANISATION, Value.NO
            )


def test_one_may_show_alone_after_30_days_and_not_before(session: Session, pair: Pair) -> None:
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom)
    session.flush()
    seen = picture(session, pair.relation, Side.MUNICIPALITY)
    for days, allowed in ((29, False), (30, True)):
        assert rules.may_show_alone(seen, Side.MUNICIPALITY, NOW + timedelta(days=days)) is allowed
    show = {"actor_id": pair.kom.id}
    with pytest.raises(NotAllowed):
        actions.show_alone(session, pair.relation, seen, Side.MUNICIPALITY, now=NOW + timedelta(days=29), **show)
    actions.show_alone(session, pair.relation, seen, Side.MUNICIPALITY, now=NOW + timedelta(days=30), **show)
    session.flush()
    assert picture(session, pair.relation, Side.ORGANISATION).levels.municipality is not None
    assert picture(session, pair.relation, Side.ORGANISATION).levels.agreed is None


def test_an_assessment_is_sent_whole_once_and_both_are_told(session: Session, pair: Pair) -> None:
    draft = actions.open_draft(session, pair.relation, Side.MUNICIPALITY, actor_id=pair.kom.id, at=NOW)
    session.flush()
    content = edition_in_force(session).content
    send = {"version": draft.version, "actor_id": pair.kom.id, "at": NOW}
    with pytest.raises(NotAllowed) as refusal:
        actions.submit(session, pair.relation, draft, content, [1, 2], **send)
    assert "1.1" in str(refusal.value.params["codes"])
    sent = an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom)
    with pytest.raises(NotAllowed):
        actions.submit(
            session, pair.relation, sent, content, [1, 2], version=sent.version, actor_id=pair.kom.id, at=NOW
        )
    session.flush()
    promised = select(func.count()).select_from(OutboxJob).where(OutboxJob.name == "partnership.tell_of_assessment")
    assert session.scalar(promised) == 1
    assert session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.verb == "submitted")) == 1


def test_a_second_assessment_follows_the_first_which_stays(session: Session, pair: Pair) -> None:
    first = an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, upto=1)
    second = an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, upto=2)
    assert first.id != second.id
    assert (first.is_latest, second.is_latest) == (False, True)
    kept = session.scalars(select(Answer).where(Answer.assessment_id == first.id, Answer.code == "2.1")).one()
    assert kept.value is Value.NO


def test_two_of_one_side_never_overwrite_each_other(session: Session, pair: Pair) -> None:
    draft = actions.open_draft(session, pair.relation, Side.MUNICIPALITY, actor_id=pair.kom.id, at=NOW)
    session.flush()
    content, seen = edition_in_force(session).content, draft.version
    actions.answer(session, draft, content, {"1.1": Said(Value.YES)}, version=seen, actor_id=pair.kom.id, at=NOW)
    session.flush()
    with pytest.raises(Stale):
        actions.answer(session, draft, content, {"1.1": Said(Value.NO)}, version=seen, actor_id=pair.kom.id, at=NOW)


def test_not_relevant_needs_leave_and_a_reason(session: Session, pair: Pair) -> None:
    point = question(session, "4.5").point
    rules.ensure_answer_fits(point, Value.NA, "Alle bor i gangavstand.")
    with pytest.raises(NotAllowed):
        rules.ensure_answer_fits(point, Value.NA, "")
    with pytest.raises(NotAllowed):
        rules.ensure_answer_fits(question(session, "4.4").point, Value.NA, "grunn")


def test_a_side_answers_no_question_of_the_others(session: Session, pair: Pair) -> None:
    draft = actions.open_draft(session, pair.relation, Side.ORGANISATION, actor_id=pair.org.id, at=NOW)
    session.flush()
    content = edition_in_force(session).content
    for code in ("2.4", "9.9"):
        with pytest.raises(NotAllowed):
            actions.answer(
                session, draft, content, {code: Said(Value.YES)}, version=draft.version, actor_id=pair.org.id, at=NOW
            )


@pytest.mark.parametrize(
    ("dated_on", "months", "last"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 14)),
        (date(2026, 8, 31), 6, date(2027, 2, 27)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2026, 11, 30), 24, date(2028, 11, 29)),
    ],
)
def test_evidence_lasts_so_many_months(dated_on: date, months: int, last: date) -> None:
    assert rules.last_day(dated_on, months) == last


def test_evidence_is_dated_at_the_latest_today_and_comes_from_who_answers(session: Session, pair: Pair) -> None:
    asked = question(session, "2.4")
    fits = (TODAY, TODAY + timedelta(days=30), TODAY)
    rules.ensure_evidence_fits(asked, Side.MUNICIPALITY, *fits)
    with pytest.raises(NotAllowed):
        rules.ensure_evidence_fits(asked, Side.ORGANISATION, *fits)
    with pytest.raises(NotAllowed):
        rules.ensure_evidence_fits(
            asked, Side.MUNICIPALITY, TODAY + timedelta(days=1), TODAY + timedelta(days=9), TODAY
        )
    with pytest.raises(NotAllowed):
        rules.ensure_evidence_fits(asked, Side.MUNICIPALITY, TODAY, TODAY - timedelta(days=1), TODAY)


def test_the_same_evidence_is_there_once(session: Session, pair: Pair) -> None:
    for _again in range(2):
        some_evidence(session, pair.relation, actor=pair.kom)
        session.flush()
    assert session.scalar(select(func.count()).select_from(Evidence)) == len(
        edition_in_force(session).content.questions
    )


@pytest.mark.parametrize(
    ("placed", "wished", "opened", "lower"),
    [
        (None, None, [1, 2], []),
        (1, None, [1, 2], []),
        (3, None, [3, 4], [1, 2]),
        (2, 5, [2, 3, 5], [1]),
        (5, 5, [5], [1, 2, 3, 4]),
    ],
)
def test_only_the_step_the_next_and_the_wished_are_opened(
    placed: int | None, wished: int | None, opened: list[int], lower: list[int]
) -> None:
    assert rules.opened_steps(placed, wished, 5) == opened
    assert rules.lower_steps(placed) == lower
