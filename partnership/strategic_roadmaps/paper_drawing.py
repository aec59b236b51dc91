"""The line of time on paper: the same shapes as on the page, in the colours and letters of a document."""

from collections.abc import Iterator, Sequence

from kernel.i18n import gettext as _
from kernel.i18n import month
from kernel.pdf.drawing import Drawing, Ink, Path, Rect, Shape, Text
from kernel.pdf.typeface import one_line
from partnership.staircase import shapes
from partnership.staircase.lettering import measure
from partnership.strategic_roadmaps.drawing import HEAD, LINE, SIZE, Bar, Chart, Paper

PAPER = Paper(width=760, names=260, most_bars=14)
BARS: dict[str, tuple[Ink, Ink, bool]] = {
    "not_begun": (Ink.WHITE, Ink.ACCENT, False),
    "under_way": (Ink.ACCENT_LINE, Ink.ACCENT, False),
    "done": (Ink.ACCENT, Ink.ACCENT, False),
    "dropped": (Ink.WHITE, Ink.GREY, True),
    "late": (Ink.WARNING_TINT, Ink.WARNING, False),
}


def on_paper(drawn: Chart) -> Drawing:
    """Turn a sheet into the shapes of a document."""
    foot = drawn.view.height
    found: list[Shape] = []
    for tick in drawn.ticks:
        found.append(Path([(tick.x, HEAD - SIZE), (tick.x, foot)], stroke=Ink.RULE))
        found.append(Text(tick.x, SIZE, month(tick.on), SIZE, fill=Ink.MUTED))
    if drawn.today is not None:
        found.append(Path([(drawn.today, HEAD - SIZE), (drawn.today, foot)], stroke=Ink.DANGER, dashed=True))
        found.append(Text(drawn.today + 4, HEAD - LINE // 2, str(_("Today")), SIZE, fill=Ink.DANGER))
    for head in drawn.heads:
        found += _texts(head, strong=True)
    for bar in drawn.bars:
        found += _bar(bar)
    return Drawing(drawn.view.width, foot, found)


def _bar(bar: Bar) -> Iterator[Shape]:
    fill, edge, is_dashed = BARS[bar.state]
    yield from _texts(bar.name)
    yield Rect(bar.box.x, bar.box.y, bar.box.width, bar.box.height, radius=3, fill=fill, stroke=edge, dashed=is_dashed)
    yield from _texts([bar.told])


def _texts(lines: Sequence[shapes.Text], *, strong: bool = False) -> Iterator[Shape]:
    """Set lines on a white ground, so that no line of time runs through them."""
    for line in lines:
        yield Rect(line.x - 2, line.y - SIZE, measure(line.text, SIZE) + 4, LINE, fill=Ink.WHITE)
        yield Text(line.x, line.y, one_line(line.text), SIZE, strong=strong)


def alternative() -> str:
    """What the drawing says, for those who do not see it."""
    return str(_("Each measure is a bar between its days. The tables above say the same in words."))
