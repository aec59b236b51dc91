"""What is allowed in group work, without a database."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from partnership.group_work import rules
from partnership.group_work.models import GroupPlace, GroupWorkStatus
from tests.builders import NOW
from tests.partnership.group_work.builders import a_work_in_memory, an_answer

END = NOW + timedelta(minutes=20)
RUNNING = {"status": GroupWorkStatus.RUNNING, "started_at": NOW, "ends_at": END}
SECOND = timedelta(seconds=1)


@given(people=st.integers(1, 500), about=st.integers(2, 12))
def test_everybody_is_in_a_group_and_no_group_has_two_more_than_another(people: int, about: int) -> None:
    sizes = Counter(rules.numbered(people, about))
    assert sum(sizes.values()) == people
    assert set(sizes) == set(range(1, len(sizes) + 1))
    assert max(sizes.values()) - min(sizes.values()) <= 1


@given(people=st.integers(1, 500), about=st.integers(2, 12))
def test_no_other_number_of_groups_comes_nearer_to_the_wished_size(people: int, about: int) -> None:
    chosen = rules.group_count(people, about)
    assert all(abs(people / chosen - about) <= abs(people / other - about) + 1e-9 for other in range(1, people + 1))


@pytest.mark.parametrize(("people", "groups"), [(0, 0), (1, 1), (5, 1), (6, 1), (7, 2), (12, 3), (13, 3), (30, 6)])
def test_groups_of_about_five(people: int, groups: int) -> None:
    assert len(set(rules.numbered(people, 5))) == groups


@given(sizes=st.dictionaries(st.integers(1, 40), st.integers(0, 12), min_size=1))
def test_who_comes_late_is_always_put_in_a_group_that_none_is_smaller_than(sizes: dict[int, int]) -> None:
    assert sizes[rules.smallest(sizes)] == min(sizes.values())


@given(typed=st.text(alphabet=rules.ALPHABET, min_size=6, max_size=6), space=st.sampled_from(["", " ", "-", " – "]))
def test_a_code_is_read_however_it_is_typed(typed: str, space: str) -> None:
    assert rules.read_code(f" {typed[:3].lower()}{space}{typed[3:]} ") == typed


def test_a_code_has_no_sign_that_looks_like_another() -> None:
    assert not set("01OIoil") & set(rules.ALPHABET)
    assert len(set(rules.ALPHABET)) == len(rules.ALPHABET) == 32
    assert len(rules.draw_code(lambda signs: signs[-1])) == rules.CODE_LENGTH


def test_an_answer_is_taken_until_half_a_minute_after_the_time_is_up_and_no_longer() -> None:
    work = a_work_in_memory(**RUNNING)
    rules.ensure_takes_answers(work, END + 30 * SECOND)
    with pytest.raises(NotAllowed, match="The time was up"):
        rules.ensure_takes_answers(work, END + 31 * SECOND)
    with pytest.raises(NotAllowed, match="have not begun"):
        rules.ensure_takes_answers(a_work_in_memory(), NOW)


def test_what_is_closed_early_ends_then_and_what_is_closed_late_ended_when_it_was_said_to() -> None:
    early = a_work_in_memory(**RUNNING | {"status": GroupWorkStatus.CLOSED, "closed_at": NOW + 60 * SECOND})
    late = a_work_in_memory(**RUNNING | {"status": GroupWorkStatus.CLOSED, "closed_at": END + 600 * SECOND})
    assert rules.over_at(early) == NOW + 60 * SECOND
    assert rules.over_at(late) == END
    assert rules.shown(early, NOW + 60 * SECOND) is rules.Shown.OVER
    assert rules.shown(early, NOW + 59 * SECOND) is rules.Shown.RUNNING
    assert rules.shown(a_work_in_memory(), NOW) is rules.Shown.OPEN


def test_the_seconds_that_are_left_count_those_begun() -> None:
    work = a_work_in_memory(**RUNNING)
    assert rules.seconds_left(work, NOW) == 1200
    assert rules.seconds_left(work, END - SECOND / 2) == 1
    assert rules.seconds_left(work, END) == rules.seconds_left(work, END + SECOND) == 0
    assert rules.seconds_left(a_work_in_memory(), NOW) == 0


def test_more_time_counts_from_the_end_or_from_now_where_that_has_passed() -> None:
    work = a_work_in_memory(**RUNNING)
    assert rules.ends_after(work, 5, NOW) == END + timedelta(minutes=5)
    assert rules.ends_after(work, 5, END + timedelta(minutes=3)) == END + timedelta(minutes=8)


def test_one_may_join_until_the_time_is_up_and_while_there_is_room() -> None:
    rules.ensure_room(a_work_in_memory(**RUNNING), rules.MOST_PLACES - 1, END - SECOND)
    with pytest.raises(NotAllowed, match="is over"):
        rules.ensure_room(a_work_in_memory(**RUNNING), 0, END)
    with pytest.raises(NotAllowed, match="Nobody more"):
        rules.ensure_room(a_work_in_memory(), rules.MOST_PLACES, NOW)


def test_a_phone_answers_only_for_a_group() -> None:
    assert rules.group_of(GroupPlace(group_number=4)) == 4
    for place in (None, GroupPlace(group_number=None)):
        with pytest.raises(NotAllowed, match="Join first"):
            rules.group_of(place)


def test_answers_are_summed_up_when_no_more_can_come() -> None:
    work = a_work_in_memory(**RUNNING | {"status": GroupWorkStatus.CLOSED, "closed_at": NOW})
    rules.ensure_summable(work, NOW + 31 * SECOND)
    for other, now in ((work, NOW + 30 * SECOND), (a_work_in_memory(**RUNNING), END + 60 * SECOND)):
        with pytest.raises(NotAllowed, match="may still come"):
            rules.ensure_summable(other, now)


def test_the_theme_that_most_are_about_comes_first_and_those_without_last() -> None:
    answers = [an_answer("a"), an_answer("b", "Skyss"), an_answer("c", "Mat"), an_answer("d", "mat"), an_answer("e")]
    themes = rules.themes_of(answers)
    assert [(theme.name, [each.text for each in theme.answers]) for theme in themes] == [
        ("Mat", ["c", "d"]),
        ("Skyss", ["b"]),
        ("", ["a", "e"]),
    ]
