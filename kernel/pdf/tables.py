"""Tables: rows that break over pages, column headings repeated for the eye alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.pdf.blocks import Table, Words, phrase
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

    words: Words
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
        self.widths = column_widths(
            table, flow.width, theme.cell.emphasised(), padding=2 * theme.padding + 0.1, text=flow.text
        )
        self.caption = theme.cell.emphasised().wrap(clean(table.caption), flow.width) if table.caption else []
        self.header = self._cells(table.header, heading=True)
        self.header_height = self._height(self.header)
        self.is_headed = False

    def _cells(self, row: Sequence[Words], *, heading: bool = False) -> list[_Cell]:
        cells = []
        x = self.flow.left
        for column, (words, width) in enumerate(zip(row, self.widths, strict=True)):
            cells.append(self._cell(words, x, width, heading=heading, first=column == 0))
            x += width
        return cells

    def _cell(self, words: Words, x: float, width: float, *, heading: bool, first: bool) -> _Cell:
        theme, text = self.flow.theme, phrase(words)
        is_row_heading = not heading and first and self.row_headers
        style = theme.column_heading if heading else theme.cell.emphasised(strong=text.strong or is_row_heading)
        scope = COLUMN_HEADING if heading else ROW_HEADING if is_row_heading else ""
        lines = style.wrap(self.flow.text(words), width - 2 * self.padding)
        return _Cell(words, "TH" if scope else "TD", scope + language(text.lang), x + self.padding, lines, style)

    def _height(self, cells: Sequence[_Cell]) -> float:
        return max(len(cell.lines) for cell in cells) * cells[0].style.leading + 2 * self.inset

    def opening(self, table: Table) -> float:
        """How much of the table stands together: the caption, the column headings and the first row or a few lines."""
        leading = self.flow.theme.cell.leading
        above = leading * (1 + len(self.caption)) if self.caption else 0
        first = max((self._height(self._cells(row)) for row in table.rows[:1]), default=0.0)
        fewest = FEWEST_LINES * leading + 2 * self.inset
        return above + self.header_height + (max(first, fewest) if first < self.flow.page_height * TALL else fewest)

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
        elements = [
            flow.holder(flow.canvas.element(cell.role, row, attributes=cell.attributes), cell.words) for cell in cells
        ]
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
                    flow.canvas.lines(cell.lines, cell.x, flow.baseline(cell.style, below=self.inset), cell.style)
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
            baseline = self.flow.baseline(cell.style, below=self.inset)
            self.flow.canvas.content(element, cell.lines[part], cell.x, baseline, style=cell.style)


@lay.register
def _table(block: Table, flow: Flow) -> None:
    theme, canvas = flow.theme, flow.canvas
    flow.gap(theme.gap * 1.3)
    grid = _Grid(block, flow)
    flow.need(grid.opening(block))
    whole = canvas.element("Table")
    if grid.caption:
        flow.write(canvas.element("Caption", whole), grid.caption, theme.cell.emphasised())
        flow.gap(theme.padding * 0.7)
    # A head without a body is refused by PDF/UA; headings alone stand in the table itself.
    grid.head(canvas.element("THead", whole) if block.rows else whole)
    body = canvas.element("TBody", whole) if block.rows else whole
    for row in block.rows:
        grid.row(row, body)
    flow.gap(theme.gap / 2)


@opening.register
def _table_opening(block: Table, flow: Flow) -> float:
    return _Grid(block, flow).opening(block) + 2 * flow.theme.gap
