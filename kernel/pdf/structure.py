"""The structure tree of a tagged PDF: what each piece on the pages is, and in which order it is read."""

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from kernel.pdf.encoding import pdf_text

COLUMN_HEADING = "/A<</O/Table/Scope/Column>>"
ROW_HEADING = "/A<</O/Table/Scope/Row>>"
NUMBERED = "/A<</O/List/ListNumbering/Decimal>>"
BULLETED = "/A<</O/List/ListNumbering/Disc>>"


def number_of(document: PDFDocument, thing: PDFObject, name: str | None = None) -> int:
    """Register an object in the file and return its number."""
    reference = document.Reference(thing, name)
    number: int = document.idToObjectNumberAndVersion[reference.name][0]
    return number


class Element(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """One element of the structure tree, written without detours: a dossier has thousands."""

    __RefOnly__ = 1

    def __init__(self, document: PDFDocument, role: str, parent: int, *, attributes: str = "") -> None:
        self.role = role
        self.number = number_of(document, self)
        self._parent = parent
        self._attributes = attributes
        self._page: int | None = None
        self._kids: list[str] = []

    def adopt(self, child: "Element") -> None:
        """Take another element as the next to be read."""
        self._kids.append(f"{child.number} 0 R")

    def hold(self, mark: int, page: int) -> None:
        """Take a piece of a page, by its mark there, as the next to be read."""
        if self._page is None:
            self._page = page
        self._kids.append(str(mark) if page == self._page else f"<</Type/MCR/Pg {page} 0 R/MCID {mark}>>")

    def refer(self, thing: int, page: int) -> None:
        """Take an object on a page that is no part of its content, such as a place to click."""
        self._kids.append(f"<</Type/OBJR/Pg {page} 0 R/Obj {thing} 0 R>>")

    def say(self, attributes: str) -> None:
        """Add attributes that were not known at the beginning."""
        self._attributes += attributes

    def format(self, document: PDFDocument) -> bytes:  # noqa: ARG002  # the name and signature are reportlab's
        """Write the element as reportlab asks each object to."""
        page = f"/Pg {self._page} 0 R" if self._page is not None else ""
        kids = " ".join(self._kids)
        return f"<</Type/StructElem/S/{self.role}/P {self._parent} 0 R{page}{self._attributes}/K[{kids}]>>".encode(
            "ascii"
        )


class StructureRoot(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """The root, with the way back from each mark on each page, and from each link, to its element."""

    __RefOnly__ = 1

    def __init__(self, document: PDFDocument) -> None:
        self.number = number_of(document, self)
        self.body = Element(document, "Document", self.number)
        self._marks: list[list[int]] = []
        self._links: list[int] = []

    def open_page(self) -> list[int]:
        """Begin a page and return the list that takes the element of each mark."""
        self._marks.append([])
        return self._marks[-1]

    def open_link(self, element: Element) -> int:
        """Note whose a place to click is and return its key; the keys follow those of all pages."""
        self._links.append(element.number)
        return len(self._marks) + len(self._links) - 1

    def format(self, document: PDFDocument) -> bytes:  # noqa: ARG002  # the name and signature are reportlab's
        """Write the root as reportlab asks each object to."""
        entries = [f"[{' '.join(f'{number} 0 R' for number in marks)}]" for marks in self._marks]
        entries += [f" {number} 0 R" for number in self._links]
        numbered = " ".join(f"{key}{entry}" for key, entry in enumerate(entries))
        return (
            f"<</Type/StructTreeRoot/K {self.body.number} 0 R"
            f"/ParentTree<</Nums[{numbered}]>>/ParentTreeNextKey {len(entries)}>>"
        ).encode("ascii")


def language(tag: str | None) -> str:
    """The attribute that says an element's language."""
    return f"/Lang {pdf_text(tag)}" if tag else ""


def alternative(text: str) -> str:
    """The attribute that says in words what a picture shows."""
    return f"/Alt {pdf_text(text)}"
