"""The same blocks as HTML."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kernel.pdf.blocks import Block, Bullets, Figure, Heading, KeyValues, Paragraph, Phrase, Reference, Table
from tests.kernel.pdf.documents import a_drawing, every_block

TEMPLATES = Path(__file__).parents[3] / "templates"


def html(*blocks: Block) -> str:
    """The blocks as the macro writes them."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    page = environment.from_string('{% from "macros/blocks.html" import blocks %}{{ blocks(content) }}')
    return page.render(content=blocks)


def test_every_block_but_the_page_break_is_written() -> None:
    written = html(*every_block("Samspill"))
    assert written.count("Samspill") == 19  # a table says its headings once more for phones


def test_markup_is_just_characters() -> None:
    assert "<script>" not in html(*every_block("<script>"))


def test_a_line_break_is_a_line_break() -> None:
    assert "én<br>to" in html(Paragraph("én\nto"))


def test_the_title_of_the_page_is_the_only_heading_of_level_1() -> None:
    assert "<h2" in html(Heading("Høyt", 1))


def test_another_language_is_marked() -> None:
    written = html(Paragraph("Hei", lang="nn-NO"), Bullets([Phrase("Bures", lang="se-NO")]))
    assert 'lang="nn-NO">Hei' in written
    assert '<span lang="se-NO">Bures</span>' in written


def test_a_table_has_headings_with_scope() -> None:
    written = html(Table("Punkter", ["Punkt", "Svar"], [["3.1", "Ja"]]))
    assert written.count('<th scope="col">') == 2  # the columns
    assert '<th scope="row">3.1</th><td data-label="Svar">Ja</td>' in written


def test_a_figure_is_a_picture_with_a_title() -> None:
    written = html(Figure(a_drawing(), "Trapp"))
    assert 'role="img" aria-labelledby="figure-1"' in written
    assert '<title id="figure-1">Trapp</title>' in written


def test_a_reference_leads_to_the_heading_and_names_no_page() -> None:
    assert '<h2 class="ds-heading" data-size="sm" id="part-4">Mål</h2>' in html(Heading("Mål", anchor="part-4"))
    link = '<a class="ds-link" href="#part-4">Mål &amp; plan</a>'
    reference = Reference("part-4", "Mål & plan")
    assert f'<td data-label="Sted">{link}</td>' in html(Table("Vist her", ["Krav", "Sted"], [["K1", reference]]))
    assert f"<dd>{link}</dd>" in html(KeyValues([("Sted", reference)]))
    assert f"<li>{link}</li>" in html(Bullets([reference]))


def test_a_heading_nothing_leads_to_has_no_id() -> None:
    assert " id=" not in html(Heading("Mål"))


def test_empty_lists_leave_nothing_behind() -> None:
    assert not html(Bullets([]), KeyValues([])).strip()
