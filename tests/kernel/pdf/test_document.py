"""What a printed document promises."""

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.pdf.blocks import Block, Bullets, Figure, Heading, PageBreak, Paragraph, Phrase, Table, WritingSpace
from kernel.pdf.document import Document, render
from tests.kernel.pdf.documents import (
    ENDLESS,
    HOSTILE,
    a_document,
    a_drawing,
    elements,
    every_block,
    long_table,
    opened,
)

ROOT = Path(__file__).parents[3]
PRINT_DIGEST = (
    "from hashlib import sha256; from kernel.pdf.document import render; from tests.kernel.pdf.documents import *;"
    "print(sha256(render(a_document(every_block(HOSTILE)))).hexdigest())"
)


def text_of(document: Document) -> list[str]:
    """The words of each page in the order another program reads them."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(document))).pages]


def test_the_same_document_is_the_same_bytes_whatever_the_hash_seed_and_the_day() -> None:
    here = sha256(render(a_document(every_block(HOSTILE)))).hexdigest()
    for seed, day in (("1", "1000000000"), ("4242", "1800000000")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": day, "TZ": "Asia/Tokyo"}
        there = subprocess.run(
            [sys.executable, "-c", PRINT_DIGEST], capture_output=True, text=True, check=True, env=environment, cwd=ROOT
        )
        assert there.stdout.strip() == here


def test_threads_do_not_disturb_each_other() -> None:
    documents = [a_document(every_block(text)) for text in ("gjær", "kjøl", "čáppa", "ты")] * 4
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(render, documents)) == [render(document) for document in documents]


def test_other_letters_make_another_file_id() -> None:
    first, second = (opened(a_document([Paragraph(text)])) for text in ("gjær", "kjøl"))
    assert first.trailer.ID[0] != second.trailer.ID[0]


def test_a_document_carries_a_time_only_when_it_is_given() -> None:
    without = opened(a_document([]))
    assert "/CreationDate" not in without.trailer.Info
    assert "CreateDate" not in without.Root.Metadata.read_bytes().decode()
    dated = opened(a_document([], created=datetime(2026, 11, 21, 8, 30, tzinfo=UTC)))
    assert str(dated.trailer.Info.CreationDate) == "D:20261121083000Z"
    assert "2026-11-21T08:30:00Z" in dated.Root.Metadata.read_bytes().decode()


def test_title_and_languages_are_said() -> None:
    pdf = opened(
        a_document([Paragraph("Hei", lang="nn-NO"), Bullets([Phrase("Bures", lang="se-NO")])], title="Å & <b>")
    )
    assert str(pdf.trailer.Info.Title) == "Å & <b>"
    assert "Å &amp; &lt;b&gt;" in pdf.Root.Metadata.read_bytes().decode()
    assert str(pdf.Root.Lang) == "nb-NO"
    assert str(elements(pdf, "P")[0].Lang) == "nn-NO"
    assert str(elements(pdf, "LI")[0].Lang) == "se-NO"


def test_every_page_names_itself_and_carries_reference_foot_and_mark() -> None:
    pages = text_of(a_document([Paragraph("Først"), PageBreak(), Paragraph("Sist")], mark="DEMO"))
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        for words in (f"Side {number} av 2", "R-2026-0004", "Trinn", "DEMO"):
            assert words in page


def test_markup_is_just_characters() -> None:
    assert "<b>fet</b> & &amp;" in text_of(a_document([Paragraph(HOSTILE)]))[0]


def test_reading_order_is_the_order_of_the_blocks() -> None:
    blocks: list[Block] = [
        Heading("Alfa"),
        Paragraph("Beta"),
        Bullets(["Gamma"]),
        Table("Delta", ["Epsilon"], [["Zeta"]]),
    ]
    words = text_of(a_document(blocks))[0].split()
    places = [words.index(word) for word in ("Alfa", "Beta", "Gamma", "Delta", "Epsilon", "Zeta")]
    assert places == sorted(places)


def test_headings_skip_no_level_and_stand_in_the_outline() -> None:
    pdf = opened(a_document([Heading("To"), Heading("Dypt", 6), Heading("Tilbake", 1)]))
    assert [len(elements(pdf, role)) for role in ("H1", "H2", "H3", "H4")] == [1, 2, 1, 0]
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Volda kommune og Besøksvenn"]
        assert [item.title for item in outline.root[0].children] == ["To", "Tilbake"]


def test_a_heading_never_stands_last_on_its_page() -> None:
    for lines in range(28, 44):
        pdf = opened(a_document([Paragraph("\n".join(["linje"] * lines)), Heading("Neste"), Paragraph("Tekst.")]))
        assert elements(pdf, "H2")[0].Pg.objgen == elements(pdf, "P")[1].Pg.objgen


def test_column_headings_are_tagged_once_and_repeated_for_the_eye() -> None:
    document = a_document([long_table(100)])
    pdf = opened(document)
    headings = [element for element in elements(pdf, "TH") if element.A.Scope == "/Column"]
    assert len(headings) == 2  # the table has two columns
    assert len(elements(pdf, "TR")) == 101  # a hundred rows and their headings
    assert [page.count("Navn") for page in text_of(document)] == [1] * len(pdf.pages)
    assert len(pdf.pages) > 1


def test_a_row_heading_says_so() -> None:
    rows = [["3.1", "Ja"], ["3.2", "Nei"]]
    with_headings = opened(a_document([Table("Tabell", ["Punkt", "Svar"], rows)]))
    assert [str(each.A.Scope) for each in elements(with_headings, "TH")] == ["/Column", "/Column", "/Row", "/Row"]
    without = opened(a_document([Table("Tabell", ["Punkt", "Svar"], rows, row_headers=False)]))
    assert len(elements(without, "TD")) == 4  # two rows of two


def test_a_cell_longer_than_a_page_goes_on_over_the_pages() -> None:
    pdf = opened(a_document([Table("Tabell", ["A", "B"], [["1", ENDLESS * 4]])]))
    assert len(elements(pdf, "TD")) == 1
    assert len({mark.Pg.objgen for mark in elements(pdf, "TD")[0].K if isinstance(mark, pikepdf.Dictionary)}) > 1


def test_a_figure_says_in_words_what_it_shows() -> None:
    pdf = opened(a_document([Figure(a_drawing(), "Trinn «2» & 3")]))
    figure = elements(pdf, "Figure")[0]
    assert str(figure.Alt) == "Trinn «2» & 3"
    left, bottom, right, top = (float(number) for number in figure.A.BBox)
    assert 0 < left < right < 596  # the width of A4
    assert 0 < bottom < top


def test_a_compact_document_is_made_to_fit_one_sheet() -> None:
    blocks: list[Block] = [
        Paragraph("Dette er dere enige om. " * 30),
        *[Bullets(["Punkt " * 8] * 5)] * 4,
        WritingSpace(6, "Notater"),
    ]
    assert len(opened(a_document(blocks)).pages) > 1
    assert len(opened(a_document(blocks, compact=True)).pages) == 1


def test_large_print_takes_more_room() -> None:
    blocks: list[Block] = [Paragraph("Stor skrift er lettere å lese. " * 120)]
    assert len(opened(a_document(blocks, large_print=True)).pages) > len(opened(a_document(blocks)).pages)


def test_only_our_own_fonts_are_in_the_file() -> None:
    pdf = opened(a_document())
    fonts = {str(font.BaseFont).split("+")[1] for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts == {"Inter-Regular", "Inter-SemiBold"}


def test_a_ragged_table_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell for each"):
        Table("Tabell", ["A", "B"], [["1"]])
    with pytest.raises(ValueError, match="one positive width"):
        Table("Tabell", ["A", "B"], [], widths=[1, 0])


def test_a_figure_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="alternative text"):
        Figure(a_drawing(), " ")


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_no_text_ever_breaks_a_document(text: str) -> None:
    document = a_document(every_block(text), title=text, reference=text, footer=text, mark=text, page_label=text)
    assert render(document).startswith(b"%PDF-1.7")
