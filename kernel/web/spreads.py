"""Tables of counts on a page: plain to their owner, small numbers hidden from everybody else, and downloaded alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from flask.typing import ResponseReturnValue

from kernel.i18n import gettext as _
from kernel.i18n import number
from kernel.small_numbers import Count, suppress
from kernel.web.lists import EXPORTS, Column


@dataclass(frozen=True)
class Spread:
    """One table: a head for each column, and for each part its name and what stands in its cells."""

    key: str
    title: str
    part: str
    heads: Sequence[str]
    lines: Sequence[tuple[str, Sequence[str]]]

    @property
    def is_empty(self) -> bool:
        """Whether every number is zero; what is hidden is not."""
        return all(text == number(0) for _part, texts in self.lines for text in texts)


@dataclass(frozen=True)
class Counts:
    """How many there are of each part, divided into the columns; sums are added where it is drawn."""

    parts: Sequence[str]
    heads: Sequence[str]
    cells: Sequence[Sequence[int]]


def spread(
    key: str, title: str, part: str, counts: Counts, *, is_plain: bool, sums: Sequence[Count] | None = None
) -> Spread:
    """Draw counts with their sums, with small numbers hidden unless they are shown to their owner.

    `sums` are told as other tables of the same things tell them, where those are divided into more columns.
    """
    table = _plain(counts) if is_plain or not counts.cells else suppress(counts.cells, sums)
    heads, names = [*counts.heads], [*counts.parts, str(_("In all"))]
    lines = [[told(each) for each in line] for line in table]
    if len(heads) == 1:  # the sum of one column says the same again
        lines = [line[:1] for line in lines]
    else:
        heads.append(str(_("In all")))
    return Spread(key, title, part, heads, list(zip(names, lines, strict=True)))


def _plain(counts: Counts) -> list[list[Count]]:
    rows = [[*line, sum(line)] for line in counts.cells]
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * (len(counts.heads) + 1)
    return [[Count(each) for each in line] for line in [*rows, sums]]


def told(count: Count | None) -> str:
    """A count in words; None is an amount that few people stand behind."""
    if count is None or count.is_cover:
        return str(_("hidden"))
    return str(_("fewer than 5")) if count.is_small else number(count.number)


def download(form: str, spreads: Iterable[Spread], name: str) -> ResponseReturnValue:
    """Answer with tables as one file, hidden where they are hidden on the page."""
    drawn = list(spreads)
    width = max((len(each.heads) for each in drawn), default=0)
    columns = [Column("division", _("Table")), Column("part", _("Part"))]
    columns += [Column(f"head{place}", str(_("Column %(number)s", number=place + 1))) for place in range(width)]
    rows = [row for each in drawn for row in _rows(each, width)]
    return EXPORTS[form](rows, columns, name)


def _rows(drawn: Spread, width: int) -> Iterable[SimpleNamespace]:
    lines = [(drawn.part, drawn.heads), *drawn.lines]
    for part, texts in lines:
        filled = [*texts, *[""] * (width - len(texts))]
        yield SimpleNamespace(
            division=drawn.title, part=part, **{f"head{place}": text for place, text in enumerate(filled)}
        )
