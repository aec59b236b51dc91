"""Links to headings: their words name a page, so they are set when all pages are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from kernel.pdf.encoding import pdf_text
from kernel.pdf.structure import Element
from kernel.pdf.theme import TextStyle
from kernel.pdf.typeface import PAGE_TO_COME, one_line

Box = tuple[float, float, float, float]


class Link(Element):
    """The element of words that lead to the heading with the anchor."""

    def __init__(self, document: PDFDocument, parent: int, anchor: str, words: str) -> None:
        super().__init__(document, "Link", parent)
        self.anchor = anchor
        self.words = words


@dataclass(frozen=True)
class Target:
    """Where a heading stands: which page of the document, that page in the file, and how high on it."""

    page: int
    number: int
    top: float


@dataclass(frozen=True)
class LinkedLines:
    """Lines of a link on one page, the first one's baseline at y."""

    link: Link
    lines: Sequence[str]
    x: float
    y: float
    style: TextStyle

    def naming(self, page: int) -> list[str]:
        """The lines with the page they lead to."""
        return [named(line, page) for line in self.lines]

    def boxes(self, page: int) -> Iterator[Box]:
        """The place to click, for each line that says something."""
        top = self.y + self.style.drop
        for line in self.naming(page):
            if text := line.rstrip():
                yield self.x, top - self.style.leading, self.x + self.style.measure(text), top
            top -= self.style.leading


class LinkAnnotation(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A place to click, with the words for those who cannot see it; the key finds its element."""

    __RefOnly__ = 1

    def __init__(self, box: Box, link: Link, target: Target, key: int) -> None:
        rectangle = " ".join(f"{number:.2f}" for number in box)
        words = pdf_text(one_line(named(link.words, target.page)))
        self.entries = (
            f"/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{rectangle}]/Contents {words}/StructParent {key}"
            f"/Dest[{target.number} 0 R/XYZ 0 {target.top:.2f} 0]"
        )

    def format(self, document: PDFDocument) -> bytes:  # noqa: ARG002  # the name and signature are reportlab's
        """Write the annotation as reportlab asks each object to."""
        return f"<<{self.entries}>>".encode("ascii")


def named(words: str, page: int) -> str:
    """Put the page where room was kept for it."""
    return words.replace(PAGE_TO_COME, str(page))
