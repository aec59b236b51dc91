"""How much of a page the blocks of a document take, so that what is left can be shared out before it is printed."""

from collections.abc import Iterable, Sequence
from functools import singledispatch

from kernel.pdf.blocks import Block, Figure, Heading, KeyValues, Paragraph, Table, Words, phrase
from kernel.pdf.layout import KEY_SHARE
from kernel.pdf.theme import A4, TextStyle, Theme
from kernel.pdf.typeface import clean, one_line

THEME = Theme()
PAGE = A4[1] - THEME.top - THEME.bottom
# A heading asks for room for three lines below it, of which it may need but one.
AIR = 2 * THEME.body.leading
INSET = THEME.padding * 0.8


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
    """How many of a table's rows there is room for."""
    count, left = 0, room - THEME.gap * 1.8 - of_head(table)
    for row in table.rows:
        left -= of_row(row, table.widths or ())
        if left < 0:
            break
        count += 1
    return count


def overflow(blocks: Sequence[Block], room: float) -> float:
    """How far blocks reach into the next page when this one has so much room left; rows stay whole."""
    if of_all(blocks) <= room:
        return 0
    for index, block in enumerate(blocks):
        kept = fitting(block, room) if isinstance(block, Table) else 0
        if isinstance(block, Table) and kept:
            return of_head(block) + _of_rows(block, block.rows[kept:]) + of_all(blocks[index + 1 :])
        room -= height(block)
    return of_all(blocks)


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
