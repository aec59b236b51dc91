"""What people write at length: it goes on over the pages, complete, and nothing is left alone."""

import io
from collections.abc import Callable

import pypdf
import pytest

from kernel.pdf.blocks import Block, Bullets, Callout, Heading, KeyValues, Paragraph, Table, WritingSpace
from kernel.pdf.document import render
from kernel.pdf.theme import A4, Theme
from tests.kernel.pdf.documents import a_document, elements, opened

WORDS = "Kommunen og organisasjonene har sammen kartlagt behovet. "
LONG = {
    "words": (WORDS * 80)[:4000],
    "no spaces": "0123456789" * 400,
    "line breaks": "\n".join(f"linje{number}" for number in range(200)),
}
PLACES: dict[str, Callable[[str], Block]] = {
    "paragraph": lambda text: Paragraph(text),
    "callout": lambda text: Callout("Tittel", text),
    "bullets": lambda text: Bullets([text]),
    "value": lambda text: KeyValues([("Mål", "Kort"), ("Beskrivelse", text), ("Frist", "Snart")]),
    "cell": lambda text: Table("Plan", ["Tiltak", "Mål"], [["Treff", "Kort"], ["Tur", text], ["Kafé", "Kort"]]),
    "row heading": lambda text: Table("Plan", ["Tiltak", "Mål"], [[text, ""]]),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("place", PLACES)
def test_a_long_text_is_complete_and_stays_above_the_foot(place: str, text: str) -> None:
    blocks: list[Block] = [Paragraph("Først."), PLACES[place](text), Paragraph("Sist.")]
    pages = pypdf.PdfReader(io.BytesIO(render(a_document(blocks)))).pages
    read: list[str] = []

    def seen(words: str, _cm: object, matrix: list[float], *_font: object) -> None:
        if Theme().bottom <= matrix[5] <= A4[1] - Theme().top:
            read.append(words)

    for page in pages:
        page.extract_text(visitor_text=seen)
    between = "".join("".join(read).split())
    assert between.index("Først.") < between.index("".join(text.split())[:10]) < between.index("Sist.")
    headings = between.replace("TiltakMål", "")  # repeated on every page
    assert "".join(text.split()) in headings
    assert len(pages) > 1


@pytest.mark.parametrize("count", [1, 3, 5, 8, 12, 20, 40])
def test_a_heading_never_stands_alone_whatever_follows(count: int) -> None:
    text = WORDS * count
    followers: list[tuple[Block, str]] = [
        (Paragraph(text), "P"),
        (Callout("Tittel", text), "P"),
        (WritingSpace(count, "Notater"), "P"),
        (KeyValues([("Mål", text)]), "Lbl"),
        (KeyValues([("Mål", text)]), "LBody"),
        (Bullets([text]), "LBody"),
        (Table("Plan", ["Tiltak", "Mål"], [["Treff", text]]), "TD"),
    ]
    for follower, role in followers:
        for lines in range(24, 40):
            filler = Table("", ["Linje"], [["\n".join(["linje"] * lines)]])
            pdf = opened(a_document([filler, Heading("Neste"), follower]))
            found = [element for element in elements(pdf, role) if element.P.S != "/TR" or element.P.P.S == "/TBody"]
            assert found[-1 if role == "TD" else 0].Pg.objgen == elements(pdf, "H2")[0].Pg.objgen, (follower, lines)


def test_a_mark_stands_with_its_words() -> None:
    for lines in range(24, 44):
        items = ["linje"] * lines + ["én\nto\ntre"]
        pdf = opened(a_document([Bullets(items)]))
        assert elements(pdf, "Lbl")[-1].Pg.objgen == elements(pdf, "LBody")[-1].Pg.objgen


def test_a_long_value_does_not_leave_the_page_before_it_empty() -> None:
    pdf = opened(a_document([Paragraph("\n".join(["linje"] * 32)), KeyValues([("Mål", LONG["words"])])]))
    assert elements(pdf, "LBody")[0].Pg.objgen == pdf.pages[0].objgen
