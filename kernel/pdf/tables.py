"""Tables: rows that break over pages, column headings repeated for the eye alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.pdf.blocks import Phrase, Table, Words, phrase
from kernel.pdf.columns import column_widths
from kernel.pdf.drawing import Ink
from kernel.pdf.flow import Flow
from kernel.pdf.layout import lay, opening
from kernel.pdf.structure import COLUMN_HEADING, ROW_HEADING, Element, language
from kernel.pdf.theme import TextStyle
from kernel.pdf.typeface import clean

FEWEST_LINES = 3
# A row taller than this share of a page is broken where it stands; headings taller than half of it are not repeated.
TALL = 0.4


@dataclass(frozen=True)
class _Cell:
    """A cell with the lines it takes in its column."""

    role: str
    attributes: str
    x: float
    lines: list[str]
    style: TextStyle


class _Grid:
    """One table on its way down the pages."""

    def __init__(self, table: Table, flow: Flow) -> None:
        theme = flow.theme
        self.flow = flow
        self.padding = theme.padding
        self.inset = theme.padding * 0.8
        self.row_headers = table.row_headers
        self.widths = column_widths(table, flow.width, theme.cell.emphasised(), padding=2 * theme.padding + 0.1)
        self.header = self._cells(table.header, heading=True)
        self.header_height = self._height(self.header)
        self.is_headed = False

    def _cells(self, row: Sequence[Words], *, heading: bool = False) -> list[_Cell]:
        cells = []
        x = self.flow.left
        for column, (words, width) in enumerate(zip(row, self.widths, strict=True)):
            cells.append(self._cell(phrase(words), x, width, heading=heading, first=column == 0))
            x += width
        return cells

    def _cell(self, text: Phrase, x: float, width: float, *, heading: bool, first: bool) -> _Cell:
        theme = self.flow.theme
        is_row_heading = not heading and first and self.row_headers
        style = theme.column_heading if heading else theme.cell.emphasised(strong=text.strong or is_row_heading)
        scope = COLUMN_HEADING if heading else ROW_HEADING if is_row_heading else ""
        lines = style.wrap(clean(text.text), width - 2 * self.padding)
        return _Cell("TH" if scope else "TD", scope + language(text.lang), x + self.padding, lines, style)

    def _height(self, cells: Sequence[_Cell]) -> float:
        return max(len(cell.lines) for cell in cells) * cells[0].style.leading + 2 * self.inset

    def opening(self, caption: str) -> float:
        """How much of the table its caption has to stand together with."""
        theme = self.flow.theme
        above = theme.cell.leading * 2 if caption else 0
        return above + self.header_height + FEWEST_LINES * theme.cell.leading + 2 * self.inset

    def head(self, group: Element) -> None:
        """Draw the column headings as headings; further pages repeat them as decoration."""
        self._row(self.header, group)
        self.is_headed = True

    def row(self, words: Sequence[Words], group: Element) -> None:
        """Draw a row, over several pages when it has to."""
        self._row(self._cells(words), group)

    def _row(self, cells: Sequence[_Cell], group: Element) -> None:
        flow, leading, edges = self.flow, cells[0].style.leading, 2 * self.inset
        row = flow.canvas.element("TR", group)
        elements = [flow.canvas.element(cell.role, row, attributes=cell.attributes) for cell in cells]
        height = self._height(cells)
        if height > flow.room and (height < flow.page_height * TALL or flow.room < FEWEST_LINES * leading + edges):
            self._turn()
        start, end = 0, max(len(cell.lines) for cell in cells)
        while start < end:
            if start:
                self._turn()
            count = min(max(int((flow.room - edges) / leading + 1e-6), 1), end - start)
            self._ground(count * leading + edges, heading=cells is self.header)
            for cell, element in zip(cells, elements, strict=True):
                self._tagged(cell, element, slice(start, start + count))
            flow.y -= count * leading + edges
            start += count

    def _turn(self) -> None:
        flow = self.flow
        flow.turn()
        if self.is_headed and self.header_height < flow.page_height * TALL / 2:
            self._ground(self.header_height, heading=True)
            with flow.canvas.artifact():
                for cell in self.header:
                    self._set(cell, cell.lines)
            flow.y -= self.header_height

    def _ground(self, height: float, *, heading: bool) -> None:
        flow, canvas = self.flow, self.flow.canvas
        with canvas.artifact():
            if heading:
                canvas.box(flow.left, flow.y - height, flow.width, height, Ink.ACCENT_PALE)
                canvas.rule(flow.left, flow.y - height, flow.width, ink=Ink.ACCENT, weight=1)
            else:
                canvas.rule(flow.left, flow.y - height, flow.width)

    def _tagged(self, cell: _Cell, element: Element, part: slice) -> None:
        if any(cell.lines[part]):
            with self.flow.canvas.tagged(element):
                self._set(cell, cell.lines[part])

    def _set(self, cell: _Cell, lines: Sequence[str]) -> None:
        flow = self.flow
        flow.canvas.lines(lines, cell.x, flow.baseline(cell.style, below=self.inset), cell.style)


@lay.register
def _table(block: Table, flow: Flow) -> None:
    theme, canvas = flow.theme, flow.canvas
    flow.gap(theme.gap * 1.3)
    grid = _Grid(block, flow)
    flow.need(grid.opening(block.caption))
    whole = canvas.element("Table")
    if block.caption:
        style = theme.cell.emphasised()
        flow.write(canvas.element("Caption", whole), style.wrap(clean(block.caption), flow.width), style)
        flow.gap(theme.padding * 0.7)
    # A head without a body is refused by PDF/UA; headings alone stand in the table itself.
    grid.head(canvas.element("THead", whole) if block.rows else whole)
    body = canvas.element("TBody", whole) if block.rows else whole
    for row in block.rows:
        grid.row(row, body)
    flow.gap(theme.gap / 2)


@opening.register
def _table_opening(block: Table, flow: Flow) -> float:
    return _Grid(block, flow).opening(block.caption) + 2 * flow.theme.gap
