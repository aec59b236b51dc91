"""The safety gate, what is asked for, and what may be recorded: X16 and X17."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from kernel.lifecycle import NotAllowed, Stale
from partnership.assessments import queries as assessments
from partnership.quality import actions, queries, rules
from partnership.quality.models import IncidentReview, LegalBasis, PoliceCertificates, PreparationKind
from partnership.quality.requirements import REQUIREMENTS
from partnership.quality.rules import Reviewed, State
from partnership.staircase.level import Value
from partnership.staircase.queries import edition_in_force
from tests.builders import NOW
from tests.partnership.assessments.conftest import Pair
from tests.partnership.quality.builders import SHOWN, TODAY, a_basis, cover, picture_of, prepared

CRITICAL = ["3.4", "3.5", "3.7", "5.1", "5.2", "5.3", "5.5", "5.6", "5.9"]


def requirement(code: str):
    return next(each for each in REQUIREMENTS if each.code == code)


def test_a_dementia_offer_at_level_5_but_for_5_3_may_not_run(session: Session, pair: Pair) -> None:
    """X16."""
    picture = picture_of(session, pair, q5_3=Value.NO)
    assert [point.code for point in rules.waiting(picture)] == ["5.3"]
    with pytest.raises(NotAllowed) as refusal:
        rules.ensure_may_run(picture)
    assert refusal.value.params == {"codes": "5.3"}


def test_the_gate_opens_when_every_critical_point_is_agreed(session: Session, pair: Pair) -> None:
    picture = picture_of(session, pair, upto=5, q4_2=Value.NO)
    assert picture.levels.agreed.number == 3
    assert rules.waiting(picture) == ()
    rules.ensure_may_run(picture)


def test_the_gate_is_closed_before_both_have_answered(session: Session, pair: Pair) -> None:
    session.flush()
    found = assessments.pictures(session, [pair.relation], eyes={pair.relation.id: None}, as_of=TODAY)
    assert [point.code for point in rules.waiting(found[pair.relation.id])] == CRITICAL


def test_what_is_asked_for_stands_as_its_points_do(session: Session, pair: Pair) -> None:
    picture = picture_of(session, pair, q5_2=Value.NO, q5_7=Value.NO, q3_7=Value.NO)
    stands = {each.code: rules.state(picture, each, 5) for each in REQUIREMENTS}
    assert stands["contact"] is State.IN_PLACE
    assert stands["training"] is State.PARTLY
    assert stands["incidents"] is State.NOT_YET
    assert rules.state(picture, requirement("training"), 3) is State.IN_PLACE
    assert rules.state(picture, requirement("agreement"), 2) is None


def test_evidence_in_its_days_of_grace_is_to_be_renewed(session: Session, pair: Pair) -> None:
    picture_of(session, pair)
    later = date(2027, 11, 1) + timedelta(days=30)
    found = assessments.pictures(session, [pair.relation], eyes={pair.relation.id: None}, as_of=later)
    assert rules.state(found[pair.relation.id], requirement("insurance"), 3) is State.TO_RENEW


def test_no_step_asks_every_volunteer_for_a_police_certificate() -> None:
    asked = requirement("certificate")
    assert [asked.asked_on(step) is None for step in (1, 2, 3)] == [True, True, True]
    assert "legal basis" in (asked.asked_on(4) or "")
    assert "legal basis" in (asked.asked_on(5) or "")


@given(step=st.integers(1, 10))
def test_what_is_asked_for_never_ends_further_up(step: int) -> None:
    for each in REQUIREMENTS:
        assert each.asked_on(step) is None or each.asked_on(step + 1) is not None


def test_every_key_is_a_point_of_the_proposal(session: Session, pair: Pair) -> None:
    known = {each.point.stable_key for each in edition_in_force(session).content.questions}
    assert {key for each in REQUIREMENTS for key in each.keys} <= known


@pytest.mark.parametrize("basis", [None, LegalBasis.NONE])
def test_nothing_is_noted_as_shown_without_a_legal_basis(
    session: Session, pair: Pair, basis: LegalBasis | None
) -> None:
    """X17."""
    say = {"actor_id": pair.kom.id, "at": NOW}
    if basis:
        actions.assess_basis(session, pair.relation, a_basis(basis), version=0, **say)
        session.flush()
    with pytest.raises(NotAllowed):
        actions.note_shown(session, pair.relation, SHOWN, version=1 if basis else 0, **say)


def test_the_database_refuses_it_too(session: Session, pair: Pair) -> None:
    row = PoliceCertificates(
        relation_id=pair.relation.id,
        legal_basis=LegalBasis.NONE,
        reason="Ingen",
        assessed_on=TODAY,
        shown=1,
        last_shown_on=TODAY,
        shown_to="leder",
    )
    session.add(row)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_with_a_basis_only_number_date_and_to_whom_are_kept_and_they_go_with_the_basis(
    session: Session, pair: Pair
) -> None:
    say = {"actor_id": pair.kom.id, "at": NOW}
    actions.assess_basis(session, pair.relation, a_basis(), version=0, **say)
    session.flush()
    actions.note_shown(session, pair.relation, SHOWN, version=1, **say)
    session.flush()
    row = queries.certificates_of(session, pair.relation.id)
    assert row
    assert (row.shown, row.last_shown_on, row.shown_to) == (3, date(2026, 10, 1), "leder i foreningen")
    actions.assess_basis(session, pair.relation, a_basis(LegalBasis.NONE), version=row.version, **say)
    session.flush()
    assert (row.shown, row.last_shown_on, row.shown_to) == (None, None, None)


def test_a_stale_record_is_never_written_over(session: Session, pair: Pair) -> None:
    say = {"actor_id": pair.kom.id, "at": NOW}
    actions.insure(session, pair.relation, cover(), version=0, **say)
    session.flush()
    with pytest.raises(Stale):
        actions.insure(session, pair.relation, cover(upper_age_limit=75), version=0, **say)
    kinds = (PreparationKind.BASIC_TRAINING, PreparationKind.SPECIAL_TRAINING)
    for kind in kinds:
        actions.prepare(session, pair.relation, kind, prepared(), version=0, **say)
    session.flush()
    with pytest.raises(Stale):
        actions.prepare(session, pair.relation, kinds[0], prepared(volunteers=9), version=0, **say)
    assert set(queries.records_of(session, pair.relation.id).preparations) == set(kinds)


def test_numbers_and_dates_make_sense(session: Session, pair: Pair) -> None:
    say = {"actor_id": pair.kom.id, "at": NOW}
    kind = PreparationKind.CONFIDENTIALITY
    for wrong in (prepared(volunteers=11), prepared(done_on=TODAY + timedelta(days=1))):
        with pytest.raises(NotAllowed):
            actions.prepare(session, pair.relation, kind, wrong, version=0, **say)
    with pytest.raises(NotAllowed):
        actions.review(session, pair.relation, Reviewed(TODAY, 2, 3, ""), **say)


def test_a_review_sent_twice_is_there_once_and_another_on_the_same_day_is_refused(session: Session, pair: Pair) -> None:
    say = {"actor_id": pair.kom.id, "at": NOW}
    for _again in range(2):
        actions.review(session, pair.relation, Reviewed(TODAY, 2, 1, "Ringe først"), **say)
        session.flush()
    with pytest.raises(NotAllowed):
        actions.review(session, pair.relation, Reviewed(TODAY, 5, 0, "Noe annet"), **say)
    assert session.scalar(select(func.count()).select_from(IncidentReview)) == 1
    assert session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.verb == "reviewed")) == 1


def test_what_is_refreshed_lasts_so_many_months() -> None:
    assert rules.lasts_until(date(2026, 3, 1), 24) == date(2028, 2, 29)
    assert rules.lasts_until(date(2026, 3, 1), None) is None
