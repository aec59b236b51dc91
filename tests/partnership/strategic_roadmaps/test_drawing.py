"""The line of time: where bars stand, and that nothing leaves the drawing whatever is written."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from partnership.strategic_roadmaps.drawing import SCREEN, Group, Work, draw
from partnership.strategic_roadmaps.paper_drawing import PAPER

TODAY = date(2026, 11, 21)
TOLD = "Ikke påbegynt"
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
works = st.builds(
    lambda name, begins, length: Work(name, begins, begins + timedelta(days=length), "not_begun", TOLD),
    st.text(min_size=1, max_size=300),
    days,
    st.integers(0, 900),
)
groups = st.lists(st.builds(Group, st.text(max_size=200), st.lists(works, max_size=20).map(tuple)), max_size=5)


def a_work(begins_on: date, due_on: date, name: str = "1. Ringe") -> Work:
    return Work(name, begins_on, due_on, "not_begun", TOLD)


def test_a_measure_that_begins_later_stands_further_right_and_a_longer_one_is_longer() -> None:
    first = a_work(date(2026, 12, 1), date(2027, 1, 1))
    later = a_work(date(2027, 2, 1), date(2027, 6, 1))
    (chart,) = draw([Group("Mål", (first, later))], TODAY)
    short, long = (bar.box for bar in chart.bars)
    assert short.x < long.x
    assert short.width < long.width
    assert chart.today is None


def test_today_is_marked_where_it_is_between_the_days() -> None:
    (chart,) = draw([Group("Mål", (a_work(date(2026, 11, 21), date(2027, 1, 1)),))], TODAY)
    assert chart.today == chart.bars[0].box.x


def test_no_measure_is_no_drawing() -> None:
    assert draw([], TODAY) == []
    assert draw([Group("Mål", ())], TODAY) == []


@given(groups)
def test_every_measure_is_drawn_once_and_inside(found: list[Group]) -> None:
    for paper in (SCREEN, PAPER):
        charts = draw(found, TODAY, paper)
        bars = [bar for chart in charts for bar in chart.bars]
        assert len(bars) == sum(len(group.works) for group in found)
        for chart in charts:
            assert len(chart.bars) <= paper.most_bars
            assert all(paper.names < bar.box.x and bar.box.right < paper.width for bar in chart.bars)
            assert all(bar.box.bottom < chart.view.height for bar in chart.bars)
            heights = [bar.box.y for bar in chart.bars]
            assert heights == sorted(set(heights))


@given(groups)
def test_the_marks_of_months_never_stand_on_one_another(found: list[Group]) -> None:
    for chart in draw(found, TODAY):
        places = [tick.x for tick in chart.ticks]
        assert all(after - before >= 130 for before, after in pairwise(places))


def test_the_marks_of_months_are_equally_far_apart_from_the_first() -> None:
    (chart,) = draw([Group("Mål", (a_work(date(2026, 10, 1), date(2027, 6, 15)),))], TODAY)
    marks = [(tick.on.year * 12 + tick.on.month) for tick in chart.ticks]
    assert chart.ticks[0].on == date(2026, 10, 1)
    assert len(marks) > 2
    assert len({after - before for before, after in pairwise(marks)}) == 1
