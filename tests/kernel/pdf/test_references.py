"""References to headings on paper: the page they name and where a click leads."""

import io
import re
from itertools import pairwise
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.pdf.blocks import Block, Bullets, Heading, KeyValues, Paragraph, Reference, Table, Words
from kernel.pdf.document import render
from tests.kernel.pdf.documents import ENDLESS, HOSTILE, a_document, elements, every_block, opened, references

LABEL = "{text}, side {page}"
NAMED = re.compile(r"Vist i (\d+), side\s(\d+)")


def a_dossier(*lengths: int) -> list[Block]:
    """A table that leads to parts of these lengths, in lines."""
    rows: list[list[Words]] = [
        [f"K{part}", Reference(f"part-{part}", f"Vist i {part}")] for part in range(len(lengths))
    ]
    blocks: list[Block] = [Table("Krav", ["Krav", "Sted"], rows)]
    for part, length in enumerate(lengths):
        blocks += [Heading(f"Del nummer {part}.", anchor=f"part-{part}"), Paragraph("\n".join(["linje"] * length))]
    return blocks


def place(destination: Any) -> tuple[tuple[int, int], float]:
    """The page and the height on it that a click leads to."""
    return destination[0].objgen, float(destination[3])


def links(pdf: pikepdf.Pdf) -> list[Any]:
    """The places to click, page by page."""
    return [link for page in pdf.pages for link in page.get("/Annots", [])]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 120), min_size=1, max_size=9), st.booleans())
def test_the_page_that_is_named_is_always_the_page_of_the_heading(lengths: list[int], large_print: bool) -> None:
    written = render(a_document(a_dossier(*lengths), reference_label=LABEL, large_print=large_print))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(written)).pages]
    named = {int(part): int(page) for part, page in NAMED.findall("\n".join(pages))}
    found = {part: [f"Del nummer {part}." in page for page in pages].index(True) + 1 for part in range(len(lengths))}
    assert named == found


def test_a_click_leads_to_the_page_and_height_of_the_heading() -> None:
    pdf = opened(a_document(a_dossier(30, 80, 3)))
    with pdf.open_outline() as outline:
        headings = [place(item.destination) for item in outline.root[0].children]
    there = [place(link.Dest) for link in links(pdf)]
    assert there == headings
    assert len({page for page, _ in there}) > 1


def test_a_link_is_an_element_and_its_place_to_click_finds_the_way_back() -> None:
    pdf = opened(a_document(references(), reference_label=LABEL))
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    assert pdf.Root.StructTreeRoot.ParentTreeNextKey == len(pdf.pages) + len(links(pdf))
    assert [str(link.P.S) for link in elements(pdf, "Link")] == ["/TH", "/TD", "/LBody", "/LBody"]
    for element in elements(pdf, "Link"):
        mark, clickable = element.K
        assert int(mark) >= 0
        assert clickable.Type == "/OBJR"
        assert clickable.Pg.objgen == pdf.pages[0].objgen
        assert tree[int(clickable.Obj.StructParent)].objgen == element.objgen
        assert int(clickable.Obj.F) == 4  # it is printed
    assert [str(link.Contents) for link in links(pdf)] == ["Mål og plan, side 2"] * 2 + ["Mål og plan, side 3"] * 2


def test_the_place_to_click_is_where_the_words_stand() -> None:
    written = render(a_document(references("Mål"), reference_label=LABEL))
    page = pypdf.PdfReader(io.BytesIO(written)).pages[0]
    words: list[tuple[float, float]] = []

    def seen(text: str, _cm: Any, matrix: list[float], *_font: Any) -> None:
        if text.startswith("Mål, side"):
            words.append((matrix[4], matrix[5]))

    page.extract_text(visitor_text=seen)
    pdf = opened(a_document(references("Mål"), reference_label=LABEL))
    boxes = [[float(number) for number in link.Rect] for link in links(pdf)]
    assert len(words) == len(boxes)
    for (x, y), (left, bottom, right, top) in zip(words, boxes, strict=True):
        assert left == x
        assert bottom < y < top
        assert right > left


def test_a_reference_over_several_lines_has_a_place_to_click_on_each() -> None:
    pdf = opened(a_document([KeyValues([("Sted", Reference("plan", "Mål og plan " * 20))]), *references()]))
    first = elements(pdf, "Link")[0]
    boxes = [[float(number) for number in kid.Obj.Rect] for kid in list(first.K)[1:]]
    assert len(boxes) > 1
    for above, below in pairwise(boxes):
        assert below[3] <= above[1] + 0.01  # written with two decimals


def test_a_reference_over_several_pages_is_one_link() -> None:
    endless = Table("", ["Krav", "Sted"], [["K1", Reference("end", ENDLESS)]])
    pdf = opened(a_document([endless, Heading("Slutt", anchor="end")]))
    (link,) = elements(pdf, "Link")
    places = [kid for kid in link.K if isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR"]
    assert len({place.Pg.objgen for place in places}) > 1
    assert [place.Obj.objgen for place in places] == [each.objgen for each in links(pdf)]
    for page in pdf.pages:
        assert {place.Obj.objgen for place in places if place.Pg.objgen == page.objgen} == {
            each.objgen for each in page.get("/Annots", [])
        }


def test_the_number_stays_with_the_word_before_it() -> None:
    row: list[Words] = ["K1", Reference("plan", "Mål og plan")]
    for share in range(20, 60):
        table = Table("", ["Krav", "Sted"], [row], widths=[100 - share, share])
        written = render(a_document([table, Heading("Plan", anchor="plan")], reference_label=LABEL))
        page = pypdf.PdfReader(io.BytesIO(written)).pages[0].extract_text()
        assert re.search("side[ \u00a0]1", page), page


def test_only_the_label_names_the_page() -> None:
    text = "{page} 000 {pages} \uffff {text}"
    page = pypdf.PdfReader(io.BytesIO(render(a_document(references(text), reference_label=LABEL)))).pages[0]
    assert re.search(re.escape("{page} 000 {pages} □ {text}, side") + "[ \u00a0]3", page.extract_text())


def test_a_reference_to_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="No heading has the anchor plans"):
        render(a_document([Bullets([Reference("plans", "Mål")]), Heading("Plan", anchor="plan")]))


def test_two_headings_never_share_an_anchor() -> None:
    with pytest.raises(ValueError, match="Two headings have the anchor plan"):
        render(a_document([Heading("Plan", anchor="plan"), Heading("Mer plan", anchor="plan")]))


def test_a_column_heading_is_no_reference() -> None:
    with pytest.raises(ValueError, match="refers to nothing"):
        Table("", [Reference("plan", "Mål")], [])  # type: ignore[list-item]  # what a careless caller may do


def test_a_document_with_references_is_the_same_bytes_every_time() -> None:
    document = a_document(references(HOSTILE))
    assert render(document) == render(document)


def test_another_place_to_lead_to_makes_another_file_id() -> None:
    def leading(first: str | None, second: str | None) -> pikepdf.Pdf:
        headings = [Heading("Mål", anchor=first), Heading("Plan", anchor=second)]
        return opened(a_document([Bullets([Reference("plan", "Sted")]), *headings]))

    assert leading("plan", None).trailer.ID[0] != leading(None, "plan").trailer.ID[0]


def test_an_anchor_that_nothing_leads_to_changes_nothing() -> None:
    plain, anchored = (a_document([Heading("Mål", anchor=anchor), *every_block()]) for anchor in (None, "part-1"))
    assert render(plain) == render(anchored)
    assert b"/Annots" not in render(plain)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=300), st.text(st.characters(), max_size=40))
def test_no_text_ever_breaks_a_reference(text: str, label: str) -> None:
    assert render(a_document(references(text), reference_label=label + LABEL)).startswith(b"%PDF-1.7")
