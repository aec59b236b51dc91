"""The conversation sheet: what two people should talk about first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.staircase.level import Answer, Value, effective, level
from partnership.staircase.sheet import ROOM, choose
from partnership.staircase.sides import agreed, levels

TODAY = date(2026, 11, 21)


def codes(points):
    return [point.code for point in points]


def test_kristiansand_and_soerkyst_get_their_sheet(proposal, story):
    sheet = choose(proposal, *story["P6"], TODAY)
    assert codes(sheet.agree) == ["2.1", "2.2", "2.3"]
    assert codes(each.point for each in sheet.differ) == ["3.1", "3.7", "4.1"]
    assert sheet.next_step.point.code == "3.1"


@pytest.mark.parametrize(("pair", "expected"), [("P1", "4.7"), ("P3", "5.4"), ("P7", "5.6"), ("P9", "2.1")])
def test_the_next_step_is_the_blocking_point_closest_to_done(proposal, story, pair, expected):
    assert choose(proposal, *story[pair], TODAY).next_step.point.code == expected


def test_a_yes_that_only_lacks_its_evidence_is_closest(proposal, says):
    nearly = says(2, q3_2="partly", q3_3="partly") | {"3.5": Answer(Value.YES)}
    assert choose(proposal, nearly, nearly, TODAY).next_step.point.code == "3.5"


def test_critical_points_come_first_on_the_highest_step_reached(proposal, says):
    assert codes(choose(proposal, says(3), says(3), TODAY).agree) == ["3.4", "3.5", "3.7"]


def test_what_only_one_side_knows_is_not_called_agreed(proposal, says):
    unsure = says(3, q3_7="unknown")
    assert codes(choose(proposal, says(3), unsure, TODAY).agree) == ["2.1", "2.2", "2.3"]
    assert choose(proposal, says(3), unsure, TODAY).next_step.point.code == "3.7"


def test_what_a_meeting_has_settled_is_no_longer_a_difference(proposal, story):
    joint = {"3.1": Answer(Value.YES, TODAY)}
    sheet = choose(proposal, *story["P6"], TODAY, joint=joint)
    assert codes(each.point for each in sheet.differ) == ["3.7", "4.1", "4.2"]
    assert sheet.next_step.point.code == "3.7"


def test_at_the_top_there_is_no_next_step(proposal, says):
    sheet = choose(proposal, says(5), says(5), TODAY)
    assert (sheet.differ, sheet.next_step) == ((), None)


def test_two_empty_assessments_give_only_a_first_step(proposal):
    sheet = choose(proposal, {}, {}, TODAY)
    assert (sheet.agree, sheet.differ, sheet.next_step.point.code) == ((), (), "1.1")


@given(data=st.data())
def test_a_sheet_never_says_more_than_there_is_room_for_nor_the_same_twice(proposal, any_answers, data):
    sides = data.draw(any_answers), data.draw(any_answers)
    sheet = choose(proposal, *sides, TODAY)
    agree, differ = codes(sheet.agree), codes(each.point for each in sheet.differ)
    assert len(agree) <= ROOM
    assert len(differ) <= ROOM
    together = agreed(proposal, *sides)
    assert all(effective(point, together[point.code], TODAY, proposal) is Value.YES for point in sheet.agree)
    assert sheet.next_step is None or sheet.next_step.point.code not in agree


@given(data=st.data())
def test_the_next_step_always_stands_on_the_step_above_the_agreed_level(proposal, any_answers, data):
    sides = data.draw(any_answers), data.draw(any_answers)
    reached, next_step = levels(proposal, *sides, TODAY).agreed.number, choose(proposal, *sides, TODAY).next_step
    if reached == proposal.steps[-1]:
        assert next_step is None
    else:
        assert next_step.blocks
        assert next_step.point.step == reached + 1


@given(data=st.data())
def test_the_same_answers_in_any_order_give_the_same_sheet(proposal, any_answers, data):
    municipality, organisation = data.draw(any_answers), data.draw(any_answers)
    shuffled = dict(data.draw(st.permutations(list(municipality.items()))))
    assert choose(proposal, shuffled, organisation, TODAY) == choose(proposal, municipality, organisation, TODAY)


def test_a_critical_point_alone_keeps_the_step_closed(proposal, says):
    nearly = says(3, q3_7="partly", q3_6="partly")
    assert level(proposal, nearly, TODAY).number == 2
    assert choose(proposal, nearly, nearly, TODAY).next_step.point.code == "3.7"
