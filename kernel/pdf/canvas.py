"""A reportlab canvas that tags what it draws: every mark on the page is content with a role, or an artifact."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from kernel.pdf.archive import ArchiveFile, EndedStream, TaggedPage
from kernel.pdf.drawing import Ink
from kernel.pdf.links import Link, LinkAnnotation, LinkedLines, Target
from kernel.pdf.structure import Element, StructureRoot, number_of
from kernel.pdf.theme import TextStyle
from kernel.pdf.typeface import Face, face


def _operands(ink: Ink) -> str:
    return " ".join(f"{int(ink.value[start : start + 2], 16) / 255:.4g}" for start in (1, 3, 5))


FILL = {ink: f"{_operands(ink)} rg" for ink in Ink}
STROKE = {ink: f"{_operands(ink)} RG" for ink in Ink}


@dataclass
class _Sheet:
    page: TaggedPage
    number: int
    marks: list[int]
    code: list[str]


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Draws text and shapes with their place in the structure, and keeps all pages open until the last."""

    def __init__(self, title: str, lang: str, *, size: tuple[float, float], created: datetime | None = None) -> None:
        super().__init__("", pagesize=size, pageCompression=1, invariant=1, initialFontName=face().name)
        self._doc = ArchiveFile(title, lang, created)
        self._root = StructureRoot(self._doc)
        self._doc.Catalog.StructTreeRoot = self._root
        self._sheets: list[_Sheet] = []
        self._bookmarks = 0
        self._targets: dict[str, Target] = {}
        self._waiting: list[tuple[_Sheet, int, LinkedLines]] = []
        self.open_sheet()

    @property
    def body(self) -> Element:
        """The element that all others stand in."""
        return self._root.body

    @property
    def sheets(self) -> int:
        """How many pages there are so far."""
        return len(self._sheets)

    def open_sheet(self) -> None:
        """Begin a page."""
        page = TaggedPage(len(self._sheets), self._pagesize)
        number = number_of(self._doc, page, self._doc.thisPageName())
        self._sheets.append(_Sheet(page, number, self._root.open_page(), self._code))

    def turn(self) -> None:
        """Close the page and begin the next."""
        self._close_sheet()
        self.open_sheet()

    def _close_sheet(self) -> None:
        page = self._sheets[-1].page
        self._setColorSpace(page)
        self._setShadingUsed(page)
        self._doc.addPage(page)
        self._startPage()

    def element(self, role: str, parent: Element | None = None, *, attributes: str = "") -> Element:
        """Add an element as the last of its parent."""
        parent = parent or self.body
        child = Element(self._doc, role, parent.number, attributes=attributes)
        parent.adopt(child)
        return child

    def link(self, parent: Element, anchor: str, words: str) -> Link:
        """Add a link to the heading with the anchor as the last of its parent."""
        child = Link(self._doc, parent.number, anchor, words)
        parent.adopt(child)
        return child

    def content(self, element: Element, lines: Sequence[str], x: float, y: float, *, style: TextStyle) -> None:
        """Set lines as the element's; those of a link wait until its page is known."""
        with self.tagged(element):
            if isinstance(element, Link):
                linked = LinkedLines(element, lines, x, y, replace(style, ink=Ink.ACCENT))
                self._waiting.append((self._sheets[-1], len(self._code), linked))
                self._code.append("")
            else:
                self.lines(lines, x, y, style)

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Everything drawn inside belongs to the element."""
        sheet = self._sheets[-1]
        element.hold(len(sheet.marks), sheet.number)
        self._code.append(f"/{element.role}<</MCID {len(sheet.marks)}>>BDC")
        sheet.marks.append(element.number)
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "/Type/Layout") -> Iterator[None]:
        """Everything drawn inside is decoration, or repeats what was said."""
        self._code.append(f"/Artifact<<{kind}>>BDC")
        yield
        self._code.append("EMC")

    def lines(self, lines: Sequence[str], x: float, y: float, style: TextStyle) -> None:
        """Set lines of clean text below each other, the first one's baseline at y."""
        weight = style.face
        code = self._code
        code.append(f"BT {FILL[style.ink]} {style.leading:.5g} TL 1 0 0 1 {x:.2f} {y:.2f} Tm")
        current = ""
        for index, line in enumerate(lines):
            if index:
                code.append("T*")
            current = self._show(line, weight, style.size, current)
        code.append("ET")

    def _show(self, line: str, weight: Face, size: float, current: str) -> str:
        for subset, codes in weight.font.splitString(line, self._doc):
            name = weight.font.getSubsetInternalName(subset, self._doc)
            if name != current:
                self._code.append(f"{name} {size:.4g} Tf")
                current = name
            self._code.append(f"<{codes.hex()}>Tj")
        return current

    def box(self, x: float, y: float, width: float, height: float, ink: Ink) -> None:
        """Fill a rectangle from its lower left corner."""
        self._code.append(f"{FILL[ink]} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def operators(self, *code: str) -> None:
        """Draw by the operators of PDF itself."""
        self._code.extend(code)

    def rule(self, x: float, y: float, width: float, *, ink: Ink = Ink.RULE, weight: float = 0.6) -> None:
        """Draw a level line."""
        self._code.append(f"{STROKE[ink]} {weight:.4g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Make the place findable in the outline; levels count from 0 and skip none."""
        key = f"h{self._bookmarks}"
        self._bookmarks += 1
        self.bookmarkPage(key, fit="XYZ", left=0, top=round(top, 2), zoom=0)
        self.addOutlineEntry(title, key, level)

    def anchor(self, name: str, top: float) -> None:
        """Let links lead to this place."""
        if name in self._targets:
            raise ValueError(f"Two headings have the anchor {name}.")
        self._targets[name] = Target(self.sheets, self._sheets[-1].number, top)

    def finish(self, furniture: Callable[[int, int], None]) -> bytes:
        """Draw what stands on every page, given its number and how many there are, and return the file."""
        self._close_sheet()
        self._set_links()
        for index, sheet in enumerate(self._sheets, 1):
            self._code = sheet.code
            furniture(index, len(self._sheets))
            content = "\n".join(sheet.code)
            self._doc.updateSignature(content)
            sheet.page.Contents = EndedStream(None, content, [pdfdoc.PDFZCompress])
        # The pages say their letters by number only; the id needs to know which letters those were.
        for weight in (face(), face(strong=True)):
            if state := weight.font.state.get(self._doc):
                self._doc.updateSignature(repr(state.subsets))
        self._code = []
        written: bytes = self.getpdfdata()
        return written

    def _set_links(self) -> None:
        for sheet, place, linked in self._waiting:
            if (target := self._targets.get(linked.link.anchor)) is None:
                raise ValueError(f"No heading has the anchor {linked.link.anchor}.")
            self._code = []
            self.lines(linked.naming(target.page), linked.x, linked.y, linked.style)
            sheet.code[place] = "\n".join(self._code)
            for box in linked.boxes(target.page):
                annotation = LinkAnnotation(box, linked.link, target, self._root.open_link(linked.link))
                linked.link.refer(number_of(self._doc, annotation), sheet.number)
                sheet.page.Annots.append(self._doc.Reference(annotation))
                self._doc.updateSignature(annotation.entries)
