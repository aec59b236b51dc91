"""What two sides say together: P1 to P9, differences, falls, the gate, and what must never happen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partnership.relations.sides import Side
from partnership.staircase.level import RANK, UNANSWERED, Answer, AnsweredBy, Standing, Value, level
from partnership.staircase.sides import agreed, differences, falls, gate, heard, levels

TODAY = date(2026, 11, 21)
BETTER = {Value.NO: Value.PARTLY, Value.PARTLY: Value.YES}


def numbers(shown):
    return [each.number if each else None for each in (shown.municipality, shown.organisation, shown.agreed)]


@pytest.mark.parametrize(
    ("pair", "expected", "differing"),
    [
        ("P1", [3, 3, 3], "4.7"),
        ("P2", [1, 1, 1], "2.1"),
        ("P3", [4, 4, 4], "5.4 5.8"),
        ("P4", [3, 2, 2], "3.6 3.1"),
        ("P5", [2, 2, 2], "3.2"),
        ("P6", [4, 2, 2], "3.1 3.7 4.1 4.2 4.3 4.4 4.6 4.7 4.8 5.1 3.6"),
        ("P7", [5, 4, 4], "5.4 5.6"),
        ("P9", [2, 1, 1], "2.1 2.2 2.5 2.6 3.5 2.3 3.4"),
    ],
)
def test_the_relations_of_the_story_stand_where_they_should(proposal, story, pair, expected, differing):
    municipality, organisation = story[pair]
    assert numbers(levels(proposal, municipality, organisation, TODAY)) == expected
    found = differences(proposal, municipality, organisation, TODAY)
    assert [each.point.code for each in found] == differing.split()


def test_with_one_side_silent_nothing_is_agreed(proposal, story):
    assert numbers(levels(proposal, *story["P8"], TODAY)) == [3, None, None]


def test_only_a_distance_of_two_steps_suggests_a_meeting(proposal, story):
    asked = {pair for pair, sides in story.items() if levels(proposal, *sides, TODAY).suggest_dialogue}
    assert asked == {"P6"}


def test_the_insurance_note_takes_the_relation_down_on_the_day_after_grace(proposal, story):
    assert [each.standing for each in differences(proposal, *story["P7"], TODAY)] == [Standing.VALID] * 2
    fall = falls(proposal, *story["P7"], TODAY)
    assert (fall.on, fall.causes) == (date(2027, 4, 6), ("3.5",))
    assert (numbers(fall.before), numbers(fall.after)) == ([5, 4, 4], [2, 2, 2])
    assert numbers(levels(proposal, *story["P7"], date(2027, 4, 5))) == [5, 4, 4]


def test_evidence_without_an_end_near_the_end_of_time_never_falls(proposal, says):
    endless = dict.fromkeys((point.code for point in proposal.points), date.max)
    assert falls(proposal, says(5, valid_to=endless), says(5, valid_to=endless), TODAY) is None


def test_a_fall_is_found_for_the_side_that_has_answered(proposal, says):
    fall = falls(proposal, says(3, valid_to={"3.5": TODAY}), None, TODAY)
    assert (fall.on, numbers(fall.after)) == (TODAY + timedelta(days=91), [2, None, None])


def test_evidence_of_one_side_counts_for_both(proposal, says):
    bare = {code: replace(answer, valid_to=None) for code, answer in says(3).items()}
    assert numbers(levels(proposal, says(3), bare, TODAY)) == [3, 3, 3]


def test_an_answer_that_only_one_side_gives_is_inherited(proposal, says):
    silent = says(3) | {"3.4": UNANSWERED, "3.1": UNANSWERED}
    said = heard(proposal, Side.MUNICIPALITY, silent, says(3))
    assert (said["3.4"].value, said["3.1"].value) == (Value.YES, Value.UNKNOWN)
    assert not agreed(proposal, silent, says(3))["3.4"].to_confirm


def test_a_dispute_is_an_answer_of_its_own(proposal, says):
    disputed = says(3, q3_4="no")
    assert agreed(proposal, disputed, says(3))["3.4"].value is Value.NO
    assert [each.point.code for each in differences(proposal, disputed, says(3), TODAY)] == ["3.4"]


def test_what_one_side_does_not_know_is_the_others_answer_to_be_confirmed(proposal, says):
    together = agreed(proposal, says(3, q3_1="unknown"), says(3))
    assert (together["3.1"].value, together["3.1"].to_confirm) == (Value.YES, True)
    assert differences(proposal, says(3, q3_1="unknown"), says(3), TODAY) == ()


def test_what_neither_knows_stays_open_and_is_not_met(proposal, says):
    unsure = says(3, q3_1="unknown")
    together = agreed(proposal, unsure, unsure)
    assert (together["3.1"].value, together["3.1"].to_confirm) == (Value.UNKNOWN, False)
    assert level(proposal, together, TODAY).number == 2


def test_an_exemption_is_agreed_only_by_both(proposal, says):
    exempt = Answer(Value.NA, has_reason=True)
    with_exemption = says(4) | {"4.5": exempt}
    assert agreed(proposal, with_exemption, with_exemption)["4.5"].value is Value.NA
    assert agreed(proposal, with_exemption, says(4))["4.5"].value is Value.YES
    assert agreed(proposal, with_exemption, says(4, q4_5="partly"))["4.5"].value is Value.PARTLY


def test_the_joint_answer_of_a_meeting_stands_above_both(proposal, story):
    joint = {"3.1": Answer(Value.YES, TODAY), "3.7": Answer(Value.YES, TODAY)}
    assert numbers(levels(proposal, *story["P6"], TODAY, joint=joint)) == [4, 2, 3]


def test_the_gate_lists_the_critical_points_without_a_yes_from_both(proposal, says):
    assert gate(proposal, agreed(proposal, says(5), says(5)), TODAY) == ()
    closed = gate(proposal, agreed(proposal, says(5, q5_3="partly"), says(5, q3_7="unknown", q4_1="no")), TODAY)
    assert [point.code for point in closed] == ["3.7", "5.3"]


def test_the_gate_stands_closed_while_nothing_is_said(proposal):
    assert len(gate(proposal, {}, TODAY)) == 9


def decided(answers, staircase):
    """Say no wherever a side does not know."""
    said = {point.code: answers.get(point.code, UNANSWERED) for point in staircase.points}
    return {code: replace(a, value=Value.NO) if a.value is Value.UNKNOWN else a for code, a in said.items()}


@given(data=st.data())
def test_agreed_is_never_above_either_side(proposal, any_answers, data):
    sides = (data.draw(any_answers) for _ in Side)
    shown = levels(proposal, *sides, TODAY)
    assert shown.agreed.number <= min(shown.municipality.number, shown.organisation.number)


def test_what_waits_for_a_confirmation_does_not_lift(proposal, says):
    shown = levels(proposal, says(3), says(3, q2_1="unknown"), TODAY)
    assert numbers(shown) == [3, 1, 1]


@given(data=st.data())
def test_a_better_answer_never_lowers_any_of_the_three_levels(proposal, any_answers, data):
    municipality, organisation = data.draw(any_answers), data.draw(any_answers)
    worse = sorted(code for code, answer in municipality.items() if answer.value in BETTER)
    assume(worse)
    code = data.draw(st.sampled_from(worse))
    better = municipality | {code: replace(municipality[code], value=BETTER[municipality[code].value])}
    before = numbers(levels(proposal, municipality, organisation, TODAY))
    after = numbers(levels(proposal, better, organisation, TODAY))
    assert all(new >= old for new, old in zip(after, before, strict=True))


@given(data=st.data())
def test_it_does_not_matter_who_is_asked_first(proposal, any_answers, data):
    free = replace(proposal, points=tuple(replace(p, answered_by=AnsweredBy.BOTH) for p in proposal.points))
    one, other = data.draw(any_answers), data.draw(any_answers)
    assert agreed(free, one, other) == agreed(free, other, one)


@given(data=st.data())
def test_differences_stand_largest_first_and_never_count_what_is_unknown(proposal, any_answers, data):
    found = differences(proposal, data.draw(any_answers), data.draw(any_answers), TODAY)
    sizes = [each.size for each in found]
    assert sizes == sorted(sizes, reverse=True)
    assert all(Value.UNKNOWN not in {each.municipality, each.organisation} for each in found)
    assert all(each.size == abs(RANK[each.municipality] - RANK[each.organisation]) for each in found)


@given(data=st.data())
def test_the_next_fall_is_the_first_day_on_which_a_level_changes(proposal, any_answers, data):
    sides = data.draw(any_answers), data.draw(any_answers)
    now, fall = numbers(levels(proposal, *sides, TODAY)), falls(proposal, *sides, TODAY)
    if fall is None:
        assert numbers(levels(proposal, *sides, date(2030, 1, 1))) == now
    else:
        assert fall.causes
        assert numbers(levels(proposal, *sides, fall.on - timedelta(days=1))) == now
        assert numbers(levels(proposal, *sides, fall.on)) == numbers(fall.after) != now
