"""Builders of documents that show what matters and hide the rest."""

import io
from collections.abc import Sequence
from typing import Any

import pikepdf

from kernel.pdf.blocks import (
    Block,
    Bullets,
    Callout,
    Figure,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Phrase,
    Reference,
    Table,
    WritingSpace,
)
from kernel.pdf.document import Document, render
from kernel.pdf.drawing import Circle, Drawing, Ink, Path, Rect, Text

HOSTILE = (
    "<b>fet</b> & &amp; \x00\x07\x1b\ud800\udfff 🎉👩‍🚒 e\u0301 soft\xadhyphen čđŋšŧž ČĐŊŠŦŽ ǥǧǩǯʒ «sitat» – — ✓ → "
    "≥ − • … 5\u00a0000\u202f000 \u200bשלום 漢字 ({[\\)]} %s {} \r\n\u2028slutt "
)
ENDLESS = "x" * 5000


def a_drawing() -> Drawing:
    """A picture with one of each shape."""
    return Drawing(
        400,
        120,
        [
            Rect(0, 0, 400, 120, radius=8, fill=Ink.ACCENT_PALE),
            Rect(20, 60, 80, 40, stroke=Ink.ACCENT, dashed=True),
            Path([(10, 100), (390, 100)], stroke=Ink.TEXT),
            Path([(200, 20), (220, 30), (200, 40)], closed=True, fill=Ink.SUCCESS),
            Circle(300, 60, 12, fill=Ink.WHITE, stroke=Ink.DANGER, stroke_width=2),
            Text(300, 30, "Organisasjonen", size=9, strong=True, anchor="middle", fill=Ink.DANGER),
        ],
    )


def every_block(text: str = "Å bli stående er også et valg.") -> list[Block]:
    """One of each block, all saying the text."""
    return [
        Paragraph(text, style="lead"),
        KeyValues([("Kommune", text), ("Trinn", Phrase(text, lang="nn-NO", strong=True))]),
        Figure(a_drawing(), "Trapp der organisasjonen står på trinn 2. " + text),
        Heading("Dette mangler"),
        Heading(text, 4, lang="en-GB"),
        Bullets([text, Phrase(text, lang="nn-NO")]),
        Bullets([text, text], ordered=True),
        Callout("Neste møte", text),
        Table(text, ["Punkt", text, "Svar"], [["3.1", text, Phrase(text, lang="nn-NO")], ["", "", ""]]),
        Table("Bare overskrifter", ["Punkt"], []),
        PageBreak(),
        Paragraph(text, style="small", lang="se-NO"),
        WritingSpace(3, text),
    ]


def references(text: str = "Mål og plan") -> list[Block]:
    """A reference saying the text in every place that takes one, and what they lead to on a later page."""
    return [
        Table("Vist her", ["Kriterium", "Sted"], [[Reference("plan", text), Reference("plan", text)]]),
        KeyValues([("Sted", Reference("budget", text))]),
        Bullets([Reference("budget", text), text], ordered=True),
        PageBreak(),
        Heading("Plan", anchor="plan"),
        PageBreak(),
        Heading("Budsjett", 3, anchor="budget"),
    ]


def long_table(rows: int = 100) -> Table:
    """A table that takes several pages."""
    return Table("Lang tabell", ["Nr", "Navn"], [[str(number), f"Rad {number}"] for number in range(rows)])


def a_document(blocks: Sequence[Block] | None = None, **overrides: Any) -> Document:
    """A short document in Bokmål."""
    values: dict[str, Any] = {
        "title": "Volda kommune og Besøksvenn",
        "lang": "nb-NO",
        "reference": "R-2026-0004",
        "blocks": every_block() if blocks is None else blocks,
        "footer": "Trinn",
        "page_label": "Side {page} av {pages}",
    }
    return Document(**(values | overrides))


def opened(document: Document) -> pikepdf.Pdf:
    """The rendered document as another program reads it."""
    return pikepdf.open(io.BytesIO(render(document)))


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    """All structure elements of a role, in reading order."""
    found: list[pikepdf.Object] = []

    def walk(element: pikepdf.Object) -> None:
        if element.get("/S") == f"/{role}":
            found.append(element)
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K)
    return found
