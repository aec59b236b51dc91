"""What the two documents of a relation say, and that they keep to their pages."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kernel import i18n
from kernel.orm import Translated
from kernel.pdf.blocks import Figure, Table, WritingSpace, phrase
from kernel.pdf.document import Document, render
from kernel.pdf.drawing import Rect, Text
from partnership.assessments.picture import Picture
from partnership.pictures import document
from partnership.pictures.sketch import sketch
from partnership.relations.models import Relation
from partnership.relations.naming import title_of
from partnership.staircase.content import Content
from partnership.staircase.level import Answers, Value
from tests import verapdf
from tests.demo.test_story import LEVELS
from tests.kernel.pdf.documents import HOSTILE, opened
from tests.partnership.pictures.builders import CONTENT, a_picture, a_relation

RELATIONS = [f"P{number}" for number in range(1, 10)]
# What each side stands on, and what both agree on; None is not known. Source: the demo story's table of relations.
STANDS = LEVELS | {"P8": (3, None, None)}
NAMES = [
    "Starting point",
    "Information sharing",
    "Coordination",
    "Cooperation",
    "Partnership",
    "Closely coordinated effort",
]

Pictures = Mapping[str, Picture]
Story = Mapping[str, tuple[Answers, Answers | None]]


def the_staircase(picture: Picture, relation: Relation | None = None, mark: str | None = None) -> Document:
    """The two pages."""
    relation = relation or a_relation()
    title = title_of(relation)
    return document.staircase(relation, picture, sketch(picture, title, relation.wished_step), title, mark=mark)


def the_sheet(picture: Picture, relation: Relation | None = None) -> Document:
    """The conversation sheet."""
    relation = relation or a_relation()
    return document.conversation_sheet(relation, picture, title_of(relation), mark=None)


def read(made: Document) -> list[str]:
    """The words of each page, as another program reads them."""
    pages = pypdf.PdfReader(io.BytesIO(render(made))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def tables(made: Document) -> list[Table]:
    """The tables of a document in their order."""
    return [block for block in made.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("name", RELATIONS)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_staircase_is_always_two_pages(name: str, language: str, pictures: Pictures, speaking: Flask) -> None:
    with speaking.app_context(), i18n.force_locale(language):
        assert len(read(the_staircase(pictures[name], mark="DEMO"))) == 2


@pytest.mark.parametrize("name", [name for name in RELATIONS if name != "P8"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_conversation_sheet_is_always_one_page(
    name: str, language: str, pictures: Pictures, speaking: Flask
) -> None:
    with speaking.app_context(), i18n.force_locale(language):
        assert len(read(the_sheet(pictures[name]))) == 1


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("name", RELATIONS)
def test_the_first_page_says_where_each_side_stands(name: str, pictures: Pictures) -> None:
    first, _second = read(the_staircase(pictures[name]))
    keys = ("The municipality", "The volunteers" if name == "P9" else "The organisation", "Agreed")
    for key, number in zip(keys, STANDS[name], strict=True):
        assert f"{key} " + ("Pending" if number is None else f"Step {number}, {NAMES[number]}") in first


@pytest.mark.usefixtures("english")
def test_eleven_differences_are_counted_and_each_is_named(pictures: Pictures) -> None:
    _first, second = read(the_staircase(pictures["P6"]))
    assert "You see 11 of 36 points differently." in second
    assert all(difference.point.code in second for difference in pictures["P6"].differences)


@pytest.mark.usefixtures("english")
def test_the_largest_differences_come_first_with_what_each_side_says(pictures: Pictures) -> None:
    seen = tables(the_staircase(pictures["P6"]))[-1]
    assert [phrase(words).text for words in seen.rows[0]] == [
        "3.1",
        "Is there a valid written cooperation agreement signed by both?",
        "Yes",
        "No",
    ]
    sizes = {difference.point.code: difference.size for difference in pictures["P6"].differences}
    assert all(sizes[str(one[0])] >= sizes[str(other[0])] for one, other in pairwise(seen.rows))


@pytest.mark.usefixtures("english")
def test_a_side_that_has_not_answered_is_waited_for_and_not_computed(pictures: Pictures) -> None:
    first, second = read(the_staircase(pictures["P8"]))
    assert "The organisation Pending: its assessment is not shown yet" in first
    assert "Agreed Pending: not computed before both have answered" in first
    assert "One side has not sent its assessment yet" in second


@pytest.mark.usefixtures("english")
def test_no_conversation_sheet_is_made_of_one_assessment(pictures: Pictures) -> None:
    with pytest.raises(ValueError, match="two assessments"):
        the_sheet(pictures["P8"])


@pytest.mark.usefixtures("english")
def test_what_is_missing_says_how_and_whose_it_is(pictures: Pictures) -> None:
    missing = tables(the_staircase(pictures["P9"]))[1]
    told = {str(row[0]): [phrase(words).text for words in row[2:]] for row in missing.rows}
    assert told["2.3"] == ["Partly in place", "Both"]
    assert told["2.5"] == ["Not in place", "The municipality"]
    assert told["2.6"] == ["Not in place", "The volunteers"]


@pytest.mark.usefixtures("english")
def test_at_the_top_nothing_is_missing(pictures: Pictures, story: Story) -> None:
    municipality, _organisation = story["P7"]
    made = the_staircase(a_picture(municipality, municipality))
    assert len(read(made)) == 2
    assert "You stand on the top step" in read(made)[0]


@pytest.mark.usefixtures("english")
def test_a_fall_is_told_with_its_day_its_cause_and_its_deadline(story: Story) -> None:
    _first, second = read(the_staircase(a_picture(*story["P7"])))
    assert "valid until 5 January 2027 5 April 2027" in second
    assert "Without renewal a level falls on 6 April 2027, because of 3.5." in second
    assert "What you agree on goes from step 4 to step 2." in second


@pytest.mark.usefixtures("english")
def test_expired_evidence_says_when_it_ended_and_how_long_it_counts(story: Story) -> None:
    sides = [
        {code: replace(answer, valid_to=date(2026, 9, 1)) if code == "3.1" else answer for code, answer in each.items()}
        for each in story["P6"]
        if each is not None
    ]
    _first, second = read(the_staircase(a_picture(sides[0], sides[1])))
    assert "3.1 agreement (valid until) expired on 1 September 2026 30 November 2026" in second
    assert "Yes, to be renewed" in second


@pytest.mark.usefixtures("english")
def test_what_cannot_be_renewed_on_the_page_is_named(story: Story) -> None:
    ending = [
        {code: replace(answer, valid_to=date(2026, 12, 20)) for code, answer in each.items()}
        for each in story["P7"]
        if each is not None
    ]
    pages = read(the_staircase(a_picture(ending[0], ending[1]), a_relation(wished_reason="Fordi det er bra. " * 27)))
    assert len(pages) == 2
    assert "And 32 more: 1.5, 1.6, 2.1," in pages[1]


@pytest.mark.usefixtures("english")
def test_comments_between_the_parties_stay_with_them(story: Story) -> None:
    picture = a_picture(*story["P6"], comment="Ingen har spurt oss")
    for made in (the_staircase(picture), the_sheet(picture)):
        assert "spurt" not in " ".join(read(made))


@pytest.mark.usefixtures("english")
def test_the_wish_stands_with_its_reason_and_staying_needs_none(pictures: Pictures) -> None:
    wished, _second = read(the_staircase(pictures["P6"], a_relation(wished_step=3, wished_reason="Avtalen først.")))
    assert "The step you wish for Step 3, Cooperation: «Avtalen først.»" in wished
    unwished, _second = read(the_staircase(pictures["P6"], a_relation(wished_step=None, wished_reason="")))
    assert "You have not chosen a step to wish for." in unwished


@pytest.mark.usefixtures("english")
def test_a_proposal_is_called_so_on_every_page_and_another_version_is_not(story: Story) -> None:
    assert all("the staircase is a proposal" in page for page in read(the_staircase(a_picture(*story["P6"]))))
    adopted: Content = replace(CONTENT, is_proposal=False)
    assert not any("proposal" in page for page in read(the_staircase(a_picture(*story["P6"], content=adopted))))


@pytest.mark.usefixtures("english")
def test_the_demo_marks_every_page(pictures: Pictures) -> None:
    assert all("DEMO" in page for page in read(the_staircase(pictures["P1"], mark="DEMO")))
    assert not any("DEMO" in page for page in read(the_staircase(pictures["P1"])))


@pytest.mark.usefixtures("english")
def test_the_drawing_shows_what_its_description_says(pictures: Pictures) -> None:
    made = the_staircase(pictures["P6"])
    figure = next(block for block in made.blocks if isinstance(block, Figure))
    assert "The municipality stands on step 4, Partnership." in figure.alt
    words = " ".join(shape.text for shape in figure.drawing.shapes if isinstance(shape, Text))
    for expected in ("The municipality", "The organisation", "Wished step", "4 of 7 in place", "Partnership"):
        assert expected in words


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("name", RELATIONS)
def test_nothing_is_drawn_outside_the_picture(name: str, pictures: Pictures) -> None:
    figure = next(block for block in the_staircase(pictures[name]).blocks if isinstance(block, Figure))
    for shape in figure.drawing.shapes:
        places = [(shape.x, shape.y)] if isinstance(shape, Rect | Text) else getattr(shape, "points", [])
        assert all(0 <= x <= figure.drawing.width and 0 <= y <= figure.drawing.height for x, y in places)


@pytest.mark.usefixtures("english")
def test_the_sheet_has_three_of_each_one_next_step_and_room_for_a_pen(pictures: Pictures) -> None:
    made = the_sheet(pictures["P6"])
    (page,) = read(made)
    assert "3 things you agree are in place" in page
    assert "3 things you see differently" in page
    assert page.count("The municipality: Yes · The organisation: No") == 3
    assert "One next step, towards step 3, Cooperation" in page
    assert "One of you says that it is in place already" in page
    assert sum(block.lines for block in made.blocks if isinstance(block, WritingSpace)) >= 6


@pytest.mark.usefixtures("english")
def test_the_sheet_says_so_where_there_is_nothing_to_agree_or_differ_on(story: Story) -> None:
    nothing = {code: replace(answer, value=Value.NO) for code, answer in story["P2"][0].items()}
    (page,) = read(the_sheet(a_picture(nothing, nothing)))
    assert "Begin with what works well between you." in page
    assert "You see it alike." in page
    everything = {code: replace(answer, value=Value.YES) for code, answer in nothing.items()}
    (page,) = read(the_sheet(a_picture(everything, everything)))
    assert "You stand on the top step" in page


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_documents_say_their_language(language: str, tag: str, pictures: Pictures, speaking: Flask) -> None:
    with speaking.app_context(), i18n.force_locale(language):
        for made in (the_staircase(pictures["P6"]), the_sheet(pictures["P6"])):
            assert opened(made).Root.Lang == tag


@pytest.mark.usefixtures("english")
def test_a_question_that_has_only_another_language_says_so(story: Story) -> None:
    questions = tuple(replace(each, text=Translated(nn="Berre nynorsk?")) for each in CONTENT.questions)
    made = the_staircase(a_picture(*story["P6"], content=replace(CONTENT, questions=questions)))
    assert {phrase(row[1]).lang for table in tables(made)[1:] for row in table.rows} == {"nn-NO"}


@pytest.mark.usefixtures("english")
def test_the_same_picture_is_the_same_bytes(pictures: Pictures) -> None:
    assert render(the_staircase(pictures["P6"])) == render(the_staircase(pictures["P6"]))


LINES = st.text(max_size=120)


@given(municipality=LINES, organisation=LINES, scope=LINES, reason=st.text(max_size=500))
@example(municipality=HOSTILE, organisation=HOSTILE, scope=HOSTILE, reason=HOSTILE)
@example(municipality="W" * 60, organisation="W" * 120, scope="W" * 120, reason="W" * 500)
@example(municipality="M", organisation="M", scope="%(title)s %s {page}", reason="m\n" * 250)
@settings(max_examples=40)
def test_no_text_breaks_the_pages(
    *, municipality: str, organisation: str, scope: str, reason: str, pictures: Pictures, speaking: Flask
) -> None:
    relation = a_relation(municipality, organisation, scope=scope, wished_reason=reason)
    with speaking.app_context(), i18n.force_locale("nb"):
        assert len(read(the_staircase(pictures["P6"], relation))) == 2
        assert len(read(the_sheet(pictures["P6"], relation))) == 1


@pytest.mark.pdf
def test_both_documents_are_accessible_and_archivable(pictures: Pictures, speaking: Flask, tmp_path: Path) -> None:
    with speaking.app_context(), i18n.force_locale("nb"):
        made = {"staircase": the_staircase(pictures["P6"], mark="DEMO"), "sheet": the_sheet(pictures["P6"])}
    files = [tmp_path / f"{name}.pdf" for name in made]
    for file, each in zip(files, made.values(), strict=True):
        file.write_bytes(render(each))
    assert verapdf.failures(*files) == []
