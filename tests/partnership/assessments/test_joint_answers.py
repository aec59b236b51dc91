"""What both answer together stands until they say otherwise, or one of them says something new."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from kernel.lifecycle import NotAllowed
from partnership.assessments import actions
from partnership.assessments.models import JointAnswer
from partnership.assessments.picture import Said
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from partnership.staircase.sides import gate
from tests.builders import NOW, a_person, a_relation, an_assessment, an_organisation, some_evidence
from tests.partnership.assessments.builders import a_joint_answer, look
from tests.partnership.assessments.conftest import Pair

LATER = NOW + timedelta(hours=1)


def both(session: Session, pair: Pair, **organisation: Value) -> None:
    """Both have sent, with evidence for everything; the municipality says yes up to step 3."""
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, upto=3)
    an_assessment(session, pair.relation, Side.ORGANISATION, actor=pair.org, upto=3, **organisation)
    some_evidence(session, pair.relation, actor=pair.kom)
    session.flush()


def standing(session: Session) -> list[str]:
    return list(session.scalars(select(JointAnswer.key).where(JointAnswer.until.is_(None))))


def test_a_joint_answer_changes_the_agreed_level_and_settles_the_difference(session: Session, pair: Pair) -> None:
    both(session, pair, q2_1=Value.NO)
    before = look(session, pair.relation)
    assert before.levels.agreed.number == 1
    assert [each.point.code for each in before.differences] == ["2.1"]
    a_joint_answer(session, pair.relation, "2.1", Value.YES, actor_id=pair.kom.id)
    after = look(session, pair.relation)
    assert after.levels.agreed.number == 3
    assert after.levels.organisation.number == 1
    assert after.differences == ()
    assert after.sheet.differ == ()
    assert (after.joint["2.1"].said.value, after.joint["2.1"].on) == (Value.YES, NOW.date())


def test_a_joint_answer_may_also_lower_what_is_agreed(session: Session, pair: Pair) -> None:
    both(session, pair)
    a_joint_answer(session, pair.relation, "3.4", Value.NO, actor_id=pair.org.id)
    assert look(session, pair.relation).levels.agreed.number == 2


def test_a_joint_yes_without_evidence_counts_as_partly(session: Session, pair: Pair) -> None:
    for side in Side:
        an_assessment(session, pair.relation, side, actor=pair.actor(side), upto=0)
    a_joint_answer(session, pair.relation, "1.1", Value.YES, actor_id=pair.kom.id)
    seen = look(session, pair.relation)
    assert seen.progress[1] == (0, 6)


def test_it_is_recorded_only_when_both_have_sent_and_says_how_it_is(session: Session, pair: Pair) -> None:
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom)
    with pytest.raises(NotAllowed):
        a_joint_answer(session, pair.relation, "2.1", Value.YES, actor_id=pair.kom.id)
    an_assessment(session, pair.relation, Side.ORGANISATION, actor=pair.org)
    for code, said in (("9.9", Said(Value.YES)), ("2.1", Said(Value.UNKNOWN)), ("2.1", Said(Value.NA, "grunn"))):
        with pytest.raises(NotAllowed):
            actions.join(session, pair.relation, {code: said}, actor_id=pair.kom.id, at=NOW)
    actions.join(session, pair.relation, {"4.5": Said(Value.NA, "Alle går.")}, actor_id=pair.kom.id, at=NOW)


def test_the_same_recorded_twice_is_there_once_and_another_follows_it(session: Session, pair: Pair) -> None:
    both(session, pair)
    for value in (Value.YES, Value.YES, Value.PARTLY):
        a_joint_answer(session, pair.relation, "2.1", value, actor_id=pair.kom.id, at=LATER)
    rows = session.scalars(select(JointAnswer).order_by(JointAnswer.id)).all()
    assert [(row.value, row.until is None) for row in rows] == [(Value.YES, False), (Value.PARTLY, True)]
    told = session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.verb == "joined"))
    assert told == 2


def test_they_may_part_from_it(session: Session, pair: Pair) -> None:
    both(session, pair, q2_1=Value.NO)
    a_joint_answer(session, pair.relation, "2.1", Value.YES, actor_id=pair.kom.id)
    for _again in range(2):
        actions.part(session, pair.relation, "2.1", actor_id=pair.org.id, at=LATER)
        session.flush()
    assert look(session, pair.relation).levels.agreed.number == 1
    assert session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.verb == "parted")) == 1


def test_a_later_no_ends_it_and_closes_the_gate(session: Session, pair: Pair) -> None:
    for side in Side:
        an_assessment(session, pair.relation, side, actor=pair.actor(side), upto=5)
    some_evidence(session, pair.relation, actor=pair.kom)
    a_joint_answer(session, pair.relation, "3.7", Value.YES, actor_id=pair.kom.id)
    before = look(session, pair.relation)
    assert gate(before.content.staircase, before.agreed, before.as_of) == ()
    an_assessment(session, pair.relation, Side.ORGANISATION, actor=pair.org, upto=5, at=LATER, q3_7=Value.NO)
    after = look(session, pair.relation)
    assert after.joint == {}
    assert [point.code for point in gate(after.content.staircase, after.agreed, after.as_of)] == ["3.7"]
    assert session.scalars(select(JointAnswer)).one().until == LATER


def test_saying_the_same_again_or_what_was_agreed_leaves_it(session: Session, pair: Pair) -> None:
    both(session, pair, q2_1=Value.NO)
    a_joint_answer(session, pair.relation, "2.1", Value.PARTLY, actor_id=pair.kom.id)
    for value in (Value.NO, Value.PARTLY):
        an_assessment(session, pair.relation, Side.ORGANISATION, actor=pair.org, upto=3, at=LATER, q2_1=value)
        assert standing(session) == ["prop.2.1"]


def test_what_a_body_says_elsewhere_ends_it_too(session: Session, pair: Pair) -> None:
    both(session, pair)
    a_joint_answer(session, pair.relation, "2.4", Value.YES, actor_id=pair.kom.id)
    sibling = a_relation(session, pair.municipality, an_organisation(session, "Naboane"), actor=pair.kom)
    an_assessment(session, sibling, Side.MUNICIPALITY, actor=pair.kom, at=LATER, q2_1=Value.NO)
    assert standing(session) == ["prop.2.4"]
    an_assessment(session, sibling, Side.MUNICIPALITY, actor=pair.kom, at=LATER, q2_4=Value.NO)
    assert standing(session) == []


def test_a_dispute_and_taking_it_back_end_it_when_they_say_something_else(session: Session, pair: Pair) -> None:
    both(session, pair)
    asked = look(session, pair.relation).content.question("2.4")
    how = {"actor_id": pair.org.id, "at": LATER}
    a_joint_answer(session, pair.relation, "2.4", Value.YES, actor_id=pair.kom.id)
    seen = look(session, pair.relation, Side.ORGANISATION)
    actions.dispute(
        session, pair.relation, seen, asked, Side.ORGANISATION, value=Value.NO, comment="Stillingen er ledig.", **how
    )
    session.flush()
    assert standing(session) == []
    a_joint_answer(session, pair.relation, "2.4", Value.NO, actor_id=pair.kom.id, at=LATER)
    seen = look(session, pair.relation, Side.ORGANISATION)
    actions.withdraw(session, pair.relation, seen, asked, Side.ORGANISATION, **how)
    session.flush()
    assert standing(session) == []


def test_a_stranger_to_the_relation_is_untouched(session: Session, pair: Pair) -> None:
    both(session, pair)
    other = a_relation(session, pair.municipality, None, actor=pair.kom)
    for side in Side:
        an_assessment(session, other, side, actor=a_person(session), upto=3)
    a_joint_answer(session, other, "2.1", Value.YES, actor_id=pair.kom.id)
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, upto=3, at=LATER, q2_1=Value.NO)
    assert standing(session) == ["prop.2.1"]


STEPS = st.lists(
    st.tuples(st.sampled_from([*Side, None]), st.sampled_from([Value.YES, Value.PARTLY, Value.NO])), max_size=6
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_joint_yes_never_hides_a_later_no(session: Session, pair: Pair, steps: list) -> None:
    """Whatever is said in whatever order: a yes that both stand for is never older than a no of one of them."""
    organisation = an_organisation(session)
    relation = a_relation(session, pair.municipality, organisation, actor=pair.kom)
    last = dict.fromkeys(Side, Value.YES)
    for side in Side:
        an_assessment(session, relation, side, actor=pair.actor(side), upto=5)
    joint, moments = None, [NOW + timedelta(minutes=number) for number in range(1, len(steps) + 2)]
    for (side, value), (at, _next) in zip(steps, pairwise(moments), strict=True):
        if side is None:
            a_joint_answer(session, relation, "3.7", value, actor_id=pair.kom.id, at=at)
            joint = value
            continue
        an_assessment(session, relation, side, actor=pair.actor(side), upto=5, at=at, q3_7=value)
        if value not in {last[side], joint}:
            joint = None
        last[side] = value
    seen = look(session, relation)
    assert (seen.joint["3.7"].said.value if seen.joint else None) is joint
    agreed = seen.agreed["3.7"].value
    assert agreed is (joint or min(last.values(), key=[Value.NO, Value.PARTLY, Value.YES].index))
