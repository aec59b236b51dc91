"""Sizes and distances on paper, in points."""

from dataclasses import dataclass, replace

from kernel.pdf.drawing import Ink
from kernel.pdf.typeface import Face, face, wrap

A4 = (595.28, 841.89)
A5 = (419.53, 595.28)
LARGE_PRINT = 1.64
MIDDLE_OF_LETTERS = 0.36
EVEN_SHARES = (0.6, 0.7, 0.8, 0.9)
COMPACT_STEPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)


@dataclass(frozen=True)
class TextStyle:
    """How one kind of text is set."""

    size: float
    leading: float
    strong: bool = False
    ink: Ink = Ink.TEXT

    @property
    def face(self) -> Face:
        """The weight it is set in."""
        return face(strong=self.strong)

    @property
    def drop(self) -> float:
        """How far below the upper edge of a line its letters stand."""
        return self.leading / 2 + self.size * MIDDLE_OF_LETTERS

    def wrap(self, text: str, width: float) -> list[str]:
        """Break clean text into the lines it takes."""
        return wrap(text, self.face, width / self.size)

    def wrap_evenly(self, text: str, width: float) -> list[str]:
        """Break a title into no more lines than it needs, but of like length."""
        lines = self.wrap(text, width)
        for share in EVEN_SHARES if len(lines) > 1 else ():
            narrower = self.wrap(text, width * share)
            if len(narrower) == len(lines):
                return narrower
        return lines

    def measure(self, text: str) -> float:
        """How wide a line of clean text is."""
        return self.face.width(text) * self.size

    def scaled(self, scale: float) -> "TextStyle":
        """The same style, larger or smaller."""
        return replace(self, size=self.size * scale, leading=self.leading * scale)

    def emphasised(self, *, strong: bool = True) -> "TextStyle":
        """The same style in the heavier weight, where that is wanted."""
        return replace(self, strong=True) if strong else self


@dataclass(frozen=True)
class Theme:
    """The paper, and all styles and distances of one document."""

    paper: tuple[float, float] = A4
    margin: float = 65
    top: float = 78
    bottom: float = 72
    gap: float = 9
    heading_gap: float = 22
    padding: float = 7
    indent: float = 20
    writing_line: float = 25
    tallest_figure: float = 0.8
    title: TextStyle = TextStyle(24, 30, strong=True, ink=Ink.ACCENT_DARK)
    headings: tuple[TextStyle, ...] = (
        TextStyle(16, 21, strong=True, ink=Ink.ACCENT_DARK),
        TextStyle(13, 18, strong=True, ink=Ink.ACCENT_DARK),
        TextStyle(11, 16, strong=True),
    )
    body: TextStyle = TextStyle(11, 16)
    lead: TextStyle = TextStyle(13, 19.5)
    small: TextStyle = TextStyle(9.5, 14, ink=Ink.MUTED)
    cell: TextStyle = TextStyle(10, 14)
    column_heading: TextStyle = TextStyle(9.5, 13, strong=True, ink=Ink.ACCENT_DARK)
    furniture: TextStyle = TextStyle(8.5, 12, ink=Ink.MUTED)

    @property
    def width(self) -> float:
        """How wide the text may be."""
        return self.paper[0] - 2 * self.margin

    def paragraph(self, style: str) -> TextStyle:
        """The style of a paragraph by its name."""
        return {"lead": self.lead, "small": self.small}.get(style, self.body)

    def scaled(self, scale: float) -> "Theme":
        """The same theme with larger or smaller text; headings follow half the way up."""
        softly = scale if scale < 1 else 1 + (scale - 1) / 2
        return replace(
            self,
            gap=self.gap * scale,
            heading_gap=self.heading_gap * scale,
            padding=self.padding * softly,
            indent=self.indent * scale,
            title=self.title.scaled(softly),
            headings=tuple(
                style.scaled(max(softly, scale * 1.05 * 11 / style.size) if scale > 1 else scale)
                for style in self.headings
            ),
            body=self.body.scaled(scale),
            lead=self.lead.scaled(softly),
            small=self.small.scaled(scale),
            cell=self.cell.scaled(softly),
            column_heading=self.column_heading.scaled(softly),
            furniture=self.furniture.scaled(softly),
        )


def compact(scale: float) -> Theme:
    """A theme for what has to fit one sheet."""
    tight = Theme(margin=51, top=66, bottom=56, gap=7, heading_gap=15, padding=6, writing_line=24, tallest_figure=0.24)
    return tight.scaled(scale)


def large_print() -> Theme:
    """A theme for those who need larger letters."""
    return Theme(margin=51).scaled(LARGE_PRINT)


def half_sheet() -> Theme:
    """A theme for paper of half the size, such as a slip for the pocket."""
    return Theme(paper=A5, margin=38, top=62, bottom=58, heading_gap=16)
