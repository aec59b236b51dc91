"""A roadmap along a line of time, computed to the last coordinate so that the page and the paper only print.

Each measure is a bar from the day it begins to the day it is due, under the words of its goal; how far it has come
stands in words beside the bar, so that nothing is told by colour alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kernel.dates import MONTHS_APART
from partnership.staircase.lettering import measure, wrap
from partnership.staircase.placing import Box
from partnership.staircase.shapes import Text

SIZE, LINE, GAP, BAR, AIR = 15, 19, 14, 18, 8
MOST_LINES, HEAD, TICK_ROOM, SHORTEST_MONTH = 2, 40, 130, 28
NARROWEST = 4
CUT = "…"


@dataclass(frozen=True)
class Work:
    """What shall be done between two days, and how far it has come, as a code and in words."""

    name: str
    begins_on: date
    due_on: date
    state: str
    told: str


@dataclass(frozen=True)
class Group:
    """A goal and what is done for it."""

    name: str
    works: tuple[Work, ...]


@dataclass(frozen=True)
class Paper:
    """How wide a sheet is, how much of it is for the names, and how many measures it may have."""

    width: int
    names: int
    most_bars: int


SCREEN = Paper(width=1080, names=330, most_bars=10_000)


@dataclass(frozen=True)
class Bar:
    """A measure's name, its bar, and how far it has come."""

    name: tuple[Text, ...]
    box: Box
    state: str
    told: Text


@dataclass(frozen=True)
class Tick:
    """The beginning of a month."""

    x: int
    on: date


@dataclass(frozen=True)
class Chart:
    """Everything that is printed."""

    view: Box
    left: int
    heads: tuple[tuple[Text, ...], ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: int | None


@dataclass(frozen=True)
class Scale:
    """Where a day stands."""

    first: date
    last: date
    left: int
    right: int

    def x(self, day: date) -> int:
        """The place of a day, from left to right."""
        span = max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * (day - self.first).days // span


def draw(groups: Sequence[Group], today: date, paper: Paper = SCREEN) -> list[Chart]:
    """Compute the drawing on as many sheets as it takes, all with the same days; none where there is no measure."""
    works = [work for group in groups for work in group.works]
    if not works:
        return []
    scale = _scale(works, paper)
    return [_sheet(sheet, scale, today, paper) for sheet in _sheets(groups, paper.most_bars)]


def _sheets(groups: Sequence[Group], most: int) -> Iterator[list[Group]]:
    """Deal the groups out on sheets with at most so many measures each; one that is split has its name on each."""
    sheet, room = list[Group](), most
    for group in groups:
        rest = group.works
        while rest:
            here, rest = rest[:room], rest[room:]
            sheet.append(Group(group.name, here))
            room -= len(here)
            if not room:
                yield sheet
                sheet, room = [], most
    if sheet:
        yield sheet


def _sheet(groups: Sequence[Group], scale: Scale, today: date, paper: Paper) -> Chart:
    heads, bars, y = list[tuple[Text, ...]](), list[Bar](), HEAD
    for group in groups:
        head = _lines(group.name, paper.width - 2 * AIR, 0, y + LINE)
        heads.append(head)
        y += len(head) * LINE + GAP
        for work in group.works:
            bar = _bar(work, scale, y, paper)
            bars.append(bar)
            y += max(len(bar.name) * LINE, BAR) + GAP
        y += GAP
    return Chart(
        view=Box(0, 0, paper.width, y),
        left=scale.left,
        heads=tuple(heads),
        bars=tuple(bars),
        ticks=tuple(_ticks(scale, paper)),
        today=scale.x(today) if scale.first <= today <= scale.last else None,
    )


def _scale(works: Sequence[Work], paper: Paper) -> Scale:
    first = min(work.begins_on for work in works).replace(day=1)
    last = max(work.due_on for work in works)
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    words = max(measure(work.told, SIZE) for work in works)
    return Scale(first, after, paper.names + GAP, paper.width - words - 2 * AIR)


def _bar(work: Work, scale: Scale, y: int, paper: Paper) -> Bar:
    x, end = scale.x(work.begins_on), scale.x(work.due_on)
    box = Box(x, y, max(end - x, NARROWEST), BAR)
    told = Text(box.right + AIR, y + SIZE, work.told)
    return Bar(_lines(work.name, paper.names - AIR, AIR, y + SIZE), box, work.state, told)


def _lines(text: str, room: int, x: int, y: int) -> tuple[Text, ...]:
    """A text in at most two lines; what does not fit is left to the table."""
    lines = list(wrap(text, room, SIZE))
    if len(lines) > MOST_LINES:
        last = lines[MOST_LINES - 1]
        while last and measure(last + CUT, SIZE) > room:
            last = last[:-1]
        lines = [*lines[: MOST_LINES - 1], last.rstrip() + CUT]
    return tuple(Text(x, y + place * LINE, line) for place, line in enumerate(lines))


def _ticks(scale: Scale, paper: Paper) -> Iterator[Tick]:
    """The first month and every so many after it, equally far apart, with room for the words of each."""
    days = TICK_ROOM * (scale.last - scale.first).days / (scale.right - scale.left)
    apart = next((each for each in MONTHS_APART if each * SHORTEST_MONTH >= days + 1), MONTHS_APART[-1])
    day = scale.first
    while day == scale.first or (day < scale.last and scale.x(day) <= paper.width - TICK_ROOM):
        yield Tick(scale.x(day), day)
        months = day.year * 12 + day.month - 1 + apart
        day = date(months // 12, months % 12 + 1, 1)
