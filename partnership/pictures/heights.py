"""How much of a page the blocks of a document take, so that what is left can be shared out before it is printed."""

from collections.abc import Iterable, Sequence
from functools import singledispatch

from kernel.pdf.blocks import Block, Figure, Heading, KeyValues, Paragraph, Table, Words, phrase
from kernel.pdf.layout import KEY_SHARE
from kernel.pdf.tables import FEWEST_LINES
from kernel.pdf.theme import A4, TextStyle, Theme
from kernel.pdf.typeface import clean, one_line, shorten

THEME = Theme()
PAGE = A4[1] - THEME.top - THEME.bottom
# A heading asks for room for three lines below it, of which it may need but one.
AIR = 2 * THEME.body.leading
INSET = THEME.padding * 0.8
TITLE_LINES = 2.7


def titled(words: str) -> str:
    """A title of a few lines at most, whatever the parties are called."""
    return shorten(words, THEME.width * TITLE_LINES, size=THEME.title.size, strong=True)


def of_title(title: str) -> float:
    """The height of a document's title."""
    return len(THEME.title.wrap_evenly(one_line(title), THEME.width)) * THEME.title.leading


def of_all(blocks: Iterable[Block]) -> float:
    """The height of blocks below each other."""
    return sum(height(block) for block in blocks)


@singledispatch
def height(block: Block) -> float:
    """The height of a block with the distance above it."""
    raise TypeError(f"{type(block).__name__} has no known height.")


@height.register
def _heading(block: Heading) -> float:
    return THEME.heading_gap + _text(block.text, THEME.headings[block.level - 2], THEME.width)


@height.register
def _paragraph(block: Paragraph) -> float:
    return THEME.gap + _text(block.text, THEME.paragraph(block.style), THEME.width)


@height.register
def _key_values(block: KeyValues) -> float:
    keys, values = THEME.width * KEY_SHARE - THEME.padding, THEME.width * (1 - KEY_SHARE)
    label = THEME.cell.emphasised()
    return THEME.gap + sum(
        max(_text(key, label, keys), _text(phrase(value).text, THEME.cell, values)) + THEME.padding
        for key, value in block.rows
    )


@height.register
def _figure(block: Figure) -> float:
    drawing = block.drawing
    scale = min(THEME.width / drawing.width, PAGE * THEME.tallest_figure / drawing.height)
    return drawing.height * scale + THEME.gap * 1.8


@height.register
def _table(block: Table) -> float:
    caption = _text(block.caption, THEME.cell.emphasised(), THEME.width) + THEME.padding * 0.7 if block.caption else 0
    return THEME.gap * 1.8 + caption + of_head(block) + _of_rows(block, block.rows)


def fitting(table: Table, room: float) -> int:
    """How many of a table's rows there is room for; a table does not begin above the last few lines of a page."""
    above = THEME.gap * 2 + of_head(table)
    if room < above + FEWEST_LINES * THEME.cell.leading + 2 * INSET:
        return 0
    count, left = 0, room - above
    for row in table.rows:
        left -= of_row(row, table.widths or ())
        if left < 0:
            break
        count += 1
    return count


def overflow(blocks: Sequence[Block], room: float) -> float:
    """How far blocks reach into the next page when this one has so much room left; rows and figures stay whole."""
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            kept = fitting(block, room)
            if 0 < kept < len(block.rows):
                return of_head(block) + _of_rows(block, block.rows[kept:]) + of_all(blocks[index + 1 :])
            fits = kept > 0
        else:
            fits = height(block) <= room
        if not fits:
            return of_all(blocks[max(index - 1, 0) :])
        room -= height(block)
    return 0


def of_head(table: Table) -> float:
    """The height of a table's column headings, whose widths are given."""
    return _row(table.header, table.widths or (), THEME.column_heading, THEME.column_heading)


def of_row(row: Sequence[Words], widths: Sequence[float]) -> float:
    """The height of a table's row in columns of these shares, the first of them its heading."""
    return _row(row, widths, THEME.cell.emphasised(), THEME.cell)


def _of_rows(table: Table, rows: Iterable[Sequence[Words]]) -> float:
    return sum(of_row(row, table.widths or ()) for row in rows)


def _row(row: Sequence[Words], widths: Sequence[float], first: TextStyle, others: TextStyle) -> float:
    rooms = [THEME.width * share / sum(widths) - 2 * THEME.padding for share in widths]
    styles = [first, *(others for _words in row[1:])]
    cells = zip(row, styles, rooms, strict=True)
    return max(_text(phrase(words).text, style, room) for words, style, room in cells) + 2 * INSET


def _text(text: str, style: TextStyle, width: float) -> float:
    return len(style.wrap(clean(text), width)) * style.leading
