"""The history as a line chart, computed to the last coordinate so that the template only prints.

A level holds until the next turn, so each line goes level and then straight up or down. The agreed line is broad and in
the middle; the sides' lines lie just above and below it, so that equal levels are still three lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kernel.dates import month_starts
from partnership.history.course import Turn
from partnership.staircase.lettering import wrap
from partnership.staircase.placing import Box
from partnership.staircase.shapes import Text

WIDTH, LEFT, RIGHT, RISE, TOP, BOTTOM = 1080, 200, 230, 54, 24, 40
SIZE, LINE, APART, MARK = 13, 16, 20, 16
TICK_ROOM, MOST_TICKS = 120, 6
OFFSETS = {"agreed": 0, "municipality": -9, "organisation": 9}


@dataclass(frozen=True)
class Rung:
    """A level's line across the chart, and its name."""

    y: int
    name: tuple[Text, ...]


@dataclass(frozen=True)
class Tick:
    """A day on the axis of time."""

    x: int
    on: date


@dataclass(frozen=True)
class Track:
    """One line: whose it is, where it goes, where it ends, and what stands beside its end."""

    whose: str
    path: str
    end_x: int
    end_y: int
    label: tuple[Text, ...]


@dataclass(frozen=True)
class Chart:
    """Everything the template prints."""

    view: Box
    left: int
    right: int
    floor: int
    rungs: tuple[Rung, ...]
    ticks: tuple[Tick, ...]
    tracks: tuple[Track, ...]


@dataclass(frozen=True)
class Scale:
    """Where a day and a level stand."""

    first: date
    last: date
    top: int

    def x(self, day: date) -> int:
        """The place of a day, from left to right."""
        span = max(1, (self.last - self.first).days)
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days // span

    def y(self, level: int) -> int:
        """The place of a level, from the bottom up."""
        return TOP + (self.top - level) * RISE


def draw(turns: Sequence[Turn], names: Sequence[str], labels: Mapping[str, str], upto: date) -> Chart:
    """Compute the chart of at least one turn; `names` are the levels' from 0, `labels` the lines' by whose they are."""
    scale = Scale(turns[0].on, upto, len(names) - 1)
    ends = {whose: level for whose in OFFSETS if (level := getattr(turns[-1].numbers, whose)) is not None}
    order = sorted(ends, key=lambda whose: scale.y(ends[whose]) + OFFSETS[whose])
    heights, lowest = dict[str, int](), 0
    for whose in order:
        lowest = heights[whose] = max(scale.y(ends[whose]) + OFFSETS[whose], lowest)
        lowest += APART
    return Chart(
        view=Box(0, 0, WIDTH, max(scale.y(0), lowest - APART) + BOTTOM),
        left=LEFT,
        right=WIDTH - RIGHT,
        floor=scale.y(0),
        rungs=tuple(Rung(scale.y(level), _name(scale.y(level), name)) for level, name in enumerate(names)),
        ticks=tuple(_ticks(scale)),
        tracks=tuple(
            _track(whose, turns, scale, f"{labels[whose]}: {ends[whose]}" if whose in ends else "", heights.get(whose))
            for whose in OFFSETS
        ),
    )


def _name(y: int, name: str) -> tuple[Text, ...]:
    lines = wrap(name, LEFT - 2 * MARK, SIZE)
    first = y + 4 - (len(lines) - 1) * LINE // 2
    return tuple(Text(x=0, y=first + i * LINE, text=line) for i, line in enumerate(lines))


def _track(whose: str, turns: Sequence[Turn], scale: Scale, label: str, height: int | None) -> Track:
    path, last = list[str](), None
    for turn in turns:
        level, x = getattr(turn.numbers, whose), scale.x(turn.on)
        y = None if level is None else scale.y(level) + OFFSETS[whose]
        if last is not None:
            path.append(f"H{x}")
        if y is not None:
            path.append(f"M{x} {y}" if last is None else f"V{y}")
        last = y
    end = scale.x(scale.last)
    if last is not None:
        path.append(f"H{end}")
    beside = end + 2 * MARK
    lines = wrap(label, WIDTH - beside, SIZE)[:1] if height is not None else ()
    return Track(whose, "".join(path), end, last or 0, tuple(Text(beside, (height or 0) + 4, line) for line in lines))


def _ticks(scale: Scale) -> Iterator[Tick]:
    """Mark the first day, and then the beginning of months so far apart that their words have room."""
    yield Tick(scale.x(scale.first), scale.first)
    for day in month_starts(scale.first, scale.last, MOST_TICKS):
        if scale.x(day) - scale.x(scale.first) >= TICK_ROOM:
            yield Tick(scale.x(day), day)
