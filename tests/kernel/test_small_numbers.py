"""Small numbers in tables: hidden, and nothing shown gives them away."""

from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from kernel.small_numbers import Count, suppress

tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=2)
)


def shown(table: list[list[Count]]) -> list[list[str]]:
    return [["<5" if each.is_small else "?" if each.is_cover else str(each.number) for each in line] for line in table]


def test_where_four_of_thirteen_are_men_the_women_are_hidden_too_and_the_sum_is_shown() -> None:
    assert shown(suppress([[4, 9]]))[0] == ["<5", "?", "13"]


def test_large_numbers_and_nothing_are_shown() -> None:
    assert shown(suppress([[5, 0], [7, 12]])) == [["5", "0", "5"], ["7", "12", "19"], ["12", "12", "24"]]


def test_two_small_numbers_whose_sum_tells_both_are_covered_by_a_third() -> None:
    line = suppress([[1, 1, 20], [30, 30, 30]])[0]
    assert [each.is_hidden for each in line[:3]] == [True, True, True]


@given(tables)
@example([[1, 1]])
@example([[4, 4, 7]])
def test_no_small_number_is_ever_shown(cells: list[list[int]]) -> None:
    assert all(each.is_hidden for line in suppress(cells) for each in line if 0 < each.number < 5)


@given(tables)
@example([[4, 9], [9, 9]])
@example([[1, 5, 0], [0, 5, 1]])
def test_no_hidden_number_can_be_worked_out_from_what_is_shown(cells: list[list[int]]) -> None:
    """Every table that a reader could have in mind is tried: a hidden small number has at least two possible values."""
    table = suppress(cells)
    inner = [(row, column) for row in range(len(cells)) for column in range(len(cells[0]))]
    choices = [possible(table[row][column]) for row, column in inner]
    seen: dict[tuple[int, int], set[int]] = {}
    for guess in product(*choices):
        guessed = dict(zip(inner, guess, strict=True))
        if fits(table, guessed):
            for place, number in guessed.items():
                seen.setdefault(place, set()).add(number)
    for (row, column), numbers in seen.items():
        assert not table[row][column].is_small or len(numbers) > 1 or is_all_hidden(table)


def is_all_hidden(table: list[list[Count]]) -> bool:
    return all(each.is_hidden or each.number == 0 for line in table for each in line)


def possible(count: Count) -> range:
    if not count.is_hidden:
        return range(count.number, count.number + 1)
    return range(1, 5) if count.is_small else range(23)


def fits(table: list[list[Count]], guessed: dict[tuple[int, int], int]) -> bool:
    rows, columns = len(table) - 1, len(table[0]) - 1
    sums = {
        **{(row, columns): sum(guessed[row, column] for column in range(columns)) for row in range(rows)},
        **{(rows, column): sum(guessed[row, column] for row in range(rows)) for column in range(columns)},
        (rows, columns): sum(guessed.values()),
    }
    return all(number in possible(table[row][column]) for (row, column), number in sums.items())
