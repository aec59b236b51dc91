"""The picture of the staircase: nothing overlaps and nothing leaves it, wherever the sides stand."""

from itertools import combinations, pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from partnership.relations.sides import Side
from partnership.staircase.drawing import NAME_SIZE, NOTE_SIZE, StepView, Words, draw, listed
from partnership.staircase.lettering import SOFT_HYPHEN, measure, wrap
from partnership.staircase.placing import Box
from partnership.staircase.shapes import Stands

NAMES = ["Informasjonsdeling", "Samordning", "Samspill", "Partnerskap", "Tett koordinert innsats"]
WORDS = Words("Startpunkt", "Kommunen", "Organisasjonen", "Dere er enige hit", "Ønsket trinn")
WORDY = Words("Her begynner dere", "Kristiansand kommune", "Representanten for de frivillige", "Enige", "Dit vil vi")
SOMEWHERE = [None, 0, 1, 2, 3, 4, 5]


def steps(count):
    return [StepView(i + 1, NAMES[i % 5], f"{i} av {i + 4} på plass", i, i + 4) for i in range(count)]


def hung(drawing):
    """Return what must stay apart: tags and the flag."""
    return [figure.tag for figure in drawing.figures] + ([drawing.flag.tag] if drawing.flag else [])


def assert_tidy(drawing):
    tags, people = hung(drawing), [figure.body for figure in drawing.figures]
    bodies = [drawing.start, *(step.body for step in drawing.steps)]
    for one, other in combinations([*tags, *people, *bodies], 2):
        assert not one.meets(other), (one, other)
    for box in [*tags, *people, *bodies]:
        assert box.x >= 0
        assert box.right <= drawing.view.width
        assert drawing.view.y <= box.y < box.bottom <= 0


def assert_legible(drawing):
    for step in drawing.steps:
        sized = [(step.name, NAME_SIZE), (step.note, NOTE_SIZE), (step.count, NOTE_SIZE)]
        assert all(text.x + measure(text.text, size) <= step.body.right for texts, size in sized for text in texts)
        baselines = [step.number.y, *(text.y for texts, _ in sized for text in texts)]
        assert all(below - above >= NOTE_SIZE for above, below in pairwise(baselines))
        assert baselines[-1] < step.track.y - 5
        assert step.bar.width <= step.track.width


@pytest.mark.parametrize("wished", SOMEWHERE)
def test_nothing_overlaps_wherever_the_sides_stand(wished):
    for municipality, organisation in product(SOMEWHERE, SOMEWHERE):
        drawing = draw(steps(5), Stands(municipality, organisation, 2, wished), WORDS)
        assert_tidy(drawing)
        assert_legible(drawing)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), count=st.integers(2, 10), words=st.sampled_from([WORDS, WORDY]))
def test_nothing_overlaps_for_any_number_of_steps(data, count, words):
    somewhere = st.none() | st.integers(0, count)
    stands = Stands(*(data.draw(somewhere) for _ in range(4)))
    drawing = draw(steps(count), stands, words)
    assert_tidy(drawing)
    assert_legible(drawing)


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="aiWmøÅ -,\u00ad", max_size=60), room=st.integers(40, 200))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text, room):
    lines = wrap(text, room, NOTE_SIZE)
    assert all(measure(line, NOTE_SIZE) <= room for line in lines)
    bare = str.maketrans("", "", f" -{SOFT_HYPHEN}")
    assert "".join(lines).translate(bare) == text.translate(bare)


def test_a_long_word_breaks_where_it_may():
    assert wrap("Informasjons\u00addeling", 120, NAME_SIZE) == ("Informasjons-", "deling")
    assert wrap("Informasjonsdeling", 160, NAME_SIZE) == ("Informasjonsdeling",)


def test_a_side_that_has_not_answered_has_no_figure():
    drawing = draw(steps(5), Stands(municipality=3), WORDS)
    assert [figure.side for figure in drawing.figures] == [Side.MUNICIPALITY]
    assert drawing.bond == ""


def test_sides_on_one_step_stand_together_and_others_do_not():
    assert draw(steps(5), Stands(2, 2, 2), WORDS).is_together
    assert not draw(steps(5), Stands(4, 2, 2), WORDS).is_together
    assert not draw(steps(5), Stands(), WORDS).is_together


def test_the_agreed_plateau_is_filled_and_the_step_after_it_is_next():
    states = [step.state for step in draw(steps(5), Stands(4, 2, 2), WORDS).steps]
    assert states == ["met", "met", "next", "ahead", "ahead"]
    assert {step.state for step in draw(steps(5), Stands(3), WORDS).steps} == {"ahead"}


def test_only_the_agreed_step_says_so():
    noted = [step.number.text for step in draw(steps(5), Stands(4, 2, 2), WORDS).steps if step.note]
    assert noted == ["2"]


def test_the_list_says_who_stands_where():
    items = listed(steps(5), Stands(4, 2, 2, 3), WORDS)
    assert [item.number for item in items if item.is_agreed] == [2]
    assert [item.notes for item in items] == [
        (),
        ("Dere er enige hit", "Organisasjonen"),
        ("Ønsket trinn",),
        ("Kommunen",),
        (),
    ]
    assert listed(steps(5), Stands(agreed=0), WORDS)[0].is_agreed


def test_boxes_that_only_touch_do_not_meet():
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 10, 10))
    assert Box(0, 0, 10, 10).meets(Box(10, 0, 10, 10), air=1)


@pytest.fixture(scope="module")
def macros():
    templates = Path(__file__).parents[3] / "templates"
    environment = Environment(loader=FileSystemLoader(templates), undefined=StrictUndefined, autoescape=True)
    return environment.get_template("macros/staircase.html").module


def test_the_printed_picture_carries_its_levels_and_its_text_alternative(macros):
    drawing = draw(steps(5), Stands(4, None, None, 3), WORDS)
    printed = str(macros.staircase(drawing, "Trapp <P6>", "Kommunen står på trinn 4.", id="p6"))
    assert 'data-level-municipality="4"' in printed
    assert 'data-level-organisation="pending"' in printed
    assert 'data-level-agreed="pending"' in printed
    assert 'role="img" aria-labelledby="p6-title p6-description"' in printed
    assert "Trapp &lt;P6&gt;" in printed
    assert "style=" not in printed


def test_the_printed_list_marks_the_agreed_step(macros):
    printed = str(macros.stair_list(listed(steps(5), Stands(4, 2, 2, 3), WORDS)))
    assert printed.count('aria-current="step"') == 1
    assert "2 Samordning</b><span>1 av 5 på plass · Dere er enige hit · Organisasjonen</span>" in printed
