"""The neutral blocks a document is built of: they know no page, no font and no browser.

Every text is plain text: `<b>` and `&` are just characters, a line break is a line break.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from kernel.pdf.drawing import Drawing

ParagraphStyle = Literal["body", "lead", "small"]


@dataclass(frozen=True)
class Phrase:
    """A short text that says its own language or weight, where a plain string would do otherwise."""

    text: str
    lang: str | None = None
    strong: bool = False


@dataclass(frozen=True)
class Reference:
    """A short text that leads to the heading with the anchor; on paper it names the page as well."""

    anchor: str
    text: str


Words = str | Phrase | Reference


@dataclass(frozen=True)
class Heading:
    """A heading below the title, which is the only one of level 1; others may refer to its anchor, a plain id."""

    text: str
    level: int = 2
    lang: str | None = None
    anchor: str | None = None
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    lang: str | None = None
    style: ParagraphStyle = "body"
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """A list, numbered when its order matters."""

    items: Sequence[Words]
    ordered: bool = False
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True)
class KeyValues:
    """Facts in two columns: what it is called, what it is."""

    rows: Sequence[tuple[str, Words]]
    kind: ClassVar[str] = "key_values"


@dataclass(frozen=True)
class Table:
    """A table with a caption and column headings; the widths are shares, or found from the content.

    Raises ValueError when a row has another number of cells than the header, or a column heading is a reference.
    """

    caption: str
    header: Sequence[str | Phrase]
    rows: Sequence[Sequence[Words]]
    widths: Sequence[float] | None = None
    row_headers: bool = True
    kind: ClassVar[str] = "table"

    def __post_init__(self) -> None:
        """Refuse a table that is not a rectangle."""
        expected = len(self.header)
        if not expected or any(len(row) != expected for row in self.rows):
            raise ValueError("Every row of a table has one cell for each column heading.")
        if self.widths is not None and (len(self.widths) != expected or min(self.widths) <= 0):
            raise ValueError("A table has one positive width for each column heading.")
        if any(isinstance(words, Reference) for words in self.header):
            raise ValueError("A column heading refers to nothing: it is repeated on every page.")


@dataclass(frozen=True)
class Figure:
    """A drawing with the text that says the same to those who cannot see it."""

    drawing: Drawing
    alt: str
    kind: ClassVar[str] = "figure"

    def __post_init__(self) -> None:
        """Refuse a picture that says nothing to a blind reader."""
        if not self.alt.strip():
            raise ValueError("A figure has an alternative text.")


@dataclass(frozen=True)
class Callout:
    """A short message that stands out."""

    title: str
    text: str
    lang: str | None = None
    kind: ClassVar[str] = "callout"


@dataclass(frozen=True)
class WritingSpace:
    """Ruled lines for a pen, below a label."""

    lines: int
    label: str = ""
    kind: ClassVar[str] = "writing_space"


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""

    kind: ClassVar[str] = "page_break"


Block = Heading | Paragraph | Bullets | KeyValues | Table | Figure | Callout | WritingSpace | PageBreak


def phrase(words: Words) -> Phrase:
    """Give a plain string, or the text of a reference, the shape of a phrase."""
    if isinstance(words, Phrase):
        return words
    return Phrase(words if isinstance(words, str) else words.text)
