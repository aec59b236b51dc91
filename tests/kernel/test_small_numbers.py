"""Small numbers in tables: hidden, and nothing shown gives them away."""

from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kernel.small_numbers import Count, suppress

tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=2)
)

worlds = st.lists(
    st.tuples(*[st.integers(0, 2)] * 4, st.sampled_from([1, 2, 4, 5, 6])).map(tuple), min_size=1, max_size=7
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
@example([[4, 9], [4, 9]])
def test_no_small_number_can_be_worked_out_from_what_is_shown(cells: list[list[int]]) -> None:
    assert not worked_out([suppress(cells)])


def test_nor_from_several_lines_at_once() -> None:
    """Two rows less the two columns that they share leave one number, whatever stands in each of them."""
    first, second = [4, 3, 4, 0], [3, 4, 0, 0]
    third, last = [0, 0, 4, 3], [0, 0, 3, 4]
    rest = [20, 20, 20, 20]
    assert not worked_out([suppress([first, second, third, last, rest])])


@settings(deadline=None)
@given(worlds)
@example([(0, 0, 0, 0, 3), (0, 1, 0, 1, 5), (1, 1, 1, 1, 9)])
def test_nor_from_tables_that_divide_the_same_things_in_other_ways(things: list[tuple[int, ...]]) -> None:
    told = [suppress(divided(things, way)) for way in range(3)]
    assert all(table[-1] == told[0][-1] for table in told), "what one table hides, another would show"
    assert not worked_out(told)


def divided(things: list[tuple[int, ...]], way: int) -> list[list[int]]:
    cells = [[0] * 3 for _part in range(3)]
    for *parts, column, number in things:
        cells[parts[way]][column] += number
    return cells


Sums = tuple[int, ...]
Seen = dict[tuple[int, int], set[int]]


def worked_out(told: list[list[list[Count]]]) -> list[tuple[int, int, int]]:
    """The small numbers for which a reader of all these tables has one value left.

    Every set of tables that is told in the same words is tried, each number at most one from what it is.
    """
    fitting = [fits(table) for table in told]
    sums = set.intersection(*(set(each) for each in fitting))
    return [
        (number, row, column)
        for number, table in enumerate(told)
        for row, line in enumerate(table)
        for column, count in enumerate(line)
        if 0 < count.number < 5 and len(set().union(*(fitting[number][each][row, column] for each in sums))) == 1
    ]


def fits(table: list[list[Count]]) -> dict[Sums, Seen]:
    """For each line of sums that a reader may think of: which numbers may then stand where."""
    width, last = len(table[0]), len(table) - 1
    found: dict[Sums, Seen] = {(0,) * width: {}}
    for row, line in enumerate(table[:-1]):
        longer: dict[Sums, Seen] = {}
        for sums, seen in found.items():
            for inner in product(*(possible(count) for count in line[:-1])):
                whole = (*inner, sum(inner))
                if whole[-1] in possible(line[-1]):
                    kept = longer.setdefault(tuple(a + b for a, b in zip(sums, whole, strict=True)), {})
                    for place, numbers in (*seen.items(), *(((row, at), {n}) for at, n in enumerate(whole))):
                        kept.setdefault(place, set()).update(numbers)
        found = {sums: seen for sums, seen in longer.items() if could_be(sums, table, row)}
    for sums, seen in found.items():
        seen.update({(last, column): {number} for column, number in enumerate(sums)})
    return found


def could_be(sums: Sums, table: list[list[Count]], row: int) -> bool:
    """Whether what the rest of the rows may hold could still bring these sums to what is told of them."""
    for column, so_far in enumerate(sums):
        rest = [possible(line[column]) for line in table[row + 1 : -1]]
        lowest, highest = so_far + sum(each[0] for each in rest), so_far + sum(each[-1] for each in rest)
        if not any(lowest <= number <= highest for number in possible(table[-1][column])):
            return False
    return True


def possible(count: Count) -> list[int]:
    if not count.is_hidden:
        return [count.number]
    near = range(max(count.number - 1, 0), count.number + 2)
    return [number for number in near if not count.is_small or 0 < number < 5]
