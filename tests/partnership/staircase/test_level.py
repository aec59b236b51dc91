"""Where a set of answers stands: X1, X2 and X4, and what must never happen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.staircase.level import (
    UNANSWERED,
    Answer,
    Lack,
    Level,
    Standing,
    Value,
    effective,
    level,
    missing,
    natural,
    progress,
    standing,
)

TODAY = date(2026, 11, 21)
BETTER = {Value.NO: Value.PARTLY, Value.PARTLY: Value.YES}


def point_of(staircase, code):
    return next(point for point in staircase.points if point.code == code)


def test_one_ordinary_point_on_a_step_may_be_partly_and_is_listed(proposal, says):
    assert level(proposal, says(3, q2_5="partly"), TODAY) == Level(3, only_partly=("2.5",))


def test_two_points_partly_on_a_step_keep_it_closed(proposal, says):
    assert level(proposal, says(3, q2_5="partly", q2_2="partly"), TODAY).number == 1


def test_a_critical_point_may_not_be_partly(proposal, says):
    assert level(proposal, says(3, q3_4="partly"), TODAY).number == 2


def test_one_partly_on_each_of_two_steps_is_tolerated(proposal, says):
    assert level(proposal, says(3, q1_2="partly", q2_5="partly"), TODAY) == Level(3, ("1.2", "2.5"))


def test_nothing_said_stands_at_the_starting_point(proposal):
    assert level(proposal, {}, TODAY) == Level(0)


def test_a_gap_below_keeps_every_step_above_closed(proposal, says):
    assert level(proposal, says(5, q1_1="no"), TODAY).number == 0


@pytest.mark.parametrize(
    ("days_since_expiry", "expected", "number"),
    [
        (91, Standing.FALLEN, 2),
        (90, Standing.MUST_RENEW, 3),
        (1, Standing.MUST_RENEW, 3),
        (0, Standing.DUE, 3),
        (-60, Standing.DUE, 3),
        (-61, Standing.VALID, 3),
    ],
)
def test_expired_evidence_counts_through_its_days_of_grace(proposal, says, days_since_expiry, expected, number):
    valid_to = TODAY - timedelta(days=days_since_expiry)
    assert standing(valid_to, TODAY, proposal.grace_days) is expected
    assert level(proposal, says(3, valid_to={"3.5": valid_to}), TODAY).number == number


def test_evidence_never_shown_is_missing():
    assert standing(None, TODAY, 90) is Standing.MISSING


def test_yes_without_evidence_counts_as_partly(proposal):
    assert effective(point_of(proposal, "2.2"), Answer(Value.YES), TODAY, proposal) is Value.PARTLY


def test_an_exemption_with_its_reason_lets_step_four_be_met(proposal, says):
    answers = says(4) | {"4.5": Answer(Value.NA, has_reason=True)}
    assert level(proposal, answers, TODAY) == Level(4)


def test_an_exemption_without_a_reason_is_refused(proposal, says):
    answers = says(4) | {"4.5": Answer(Value.NA)}
    assert level(proposal, answers, TODAY).number == 3
    assert missing(proposal, answers, 4, TODAY)[0].lack is Lack.EXEMPTION_REFUSED


def test_an_exemption_where_none_is_allowed_is_refused(proposal, says):
    answers = says(4) | {"4.4": Answer(Value.NA, has_reason=True)}
    assert effective(point_of(proposal, "4.4"), answers["4.4"], TODAY, proposal) is Value.NO
    assert level(proposal, answers, TODAY).number == 3


def test_what_is_missing_says_why_and_whether_it_blocks(proposal, says):
    answers = says(3, valid_to={"3.5": date(2026, 1, 1)}, q3_1="no", q3_6="partly", q3_7="unknown")
    answers["3.4"] = Answer(Value.YES)
    found = [(each.point.code, each.lack, each.blocks) for each in missing(proposal, answers, 3, TODAY)]
    assert found == [
        ("3.1", Lack.NOT_IN_PLACE, True),
        ("3.4", Lack.EVIDENCE_MISSING, True),
        ("3.5", Lack.EVIDENCE_FALLEN, True),
        ("3.6", Lack.PARTLY_IN_PLACE, False),
        ("3.7", Lack.NOT_ANSWERED, True),
    ]


def test_progress_counts_the_points_that_are_met(proposal, says):
    shown = progress(proposal, says(2, q3_1="yes", q3_2="partly"), TODAY)
    assert shown == {1: (6, 6), 2: (6, 6), 3: (1, 7), 4: (0, 8), 5: (0, 9)}


def test_a_point_that_is_not_required_never_blocks(proposal, says):
    eased = replace(proposal, points=tuple(replace(p, required=p.code != "3.1") for p in proposal.points))
    assert level(eased, says(3, q3_1="no"), TODAY).number == 3


def test_codes_are_ordered_as_people_count():
    assert sorted(["4.10", "4.2", "10.1", "4.1b", "4.1"], key=natural) == ["4.1", "4.1b", "4.2", "4.10", "10.1"]


@given(data=st.data())
def test_a_better_answer_never_lowers_the_level(proposal, any_answers, data):
    answers = data.draw(any_answers)
    code = data.draw(st.sampled_from([point.code for point in proposal.points]))
    before = answers.get(code, UNANSWERED)
    better = answers | {code: replace(before, value=BETTER.get(before.value, Value.YES))}
    if before.value is Value.NA:
        better[code] = replace(before, value=Value.YES, valid_to=TODAY)
    assert level(proposal, better, TODAY).number >= level(proposal, answers, TODAY).number


@given(data=st.data())
def test_the_same_answers_in_any_order_give_the_same_level(proposal, any_answers, data):
    answers = data.draw(any_answers)
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    turned = replace(proposal, points=tuple(data.draw(st.permutations(proposal.points))))
    assert level(turned, shuffled, TODAY) == level(proposal, answers, TODAY)


@given(data=st.data(), days=st.integers(0, 800))
def test_more_evidence_never_lowers_the_level(proposal, any_answers, data, days):
    answers = data.draw(any_answers)
    code = data.draw(st.sampled_from([point.code for point in proposal.points]))
    before = answers.get(code, UNANSWERED)
    longer = (before.valid_to or TODAY) + timedelta(days=days)
    more = answers | {code: replace(before, valid_to=longer)}
    assert level(proposal, more, TODAY).number >= level(proposal, answers, TODAY).number


@given(data=st.data(), days=st.integers(0, 800))
def test_time_alone_never_raises_the_level(proposal, any_answers, data, days):
    answers = data.draw(any_answers)
    later = TODAY + timedelta(days=days)
    assert level(proposal, answers, later).number <= level(proposal, answers, TODAY).number
