"""Texts made short."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grants.dossiers.cutting import cut, first_sentence
from kernel.pdf.theme import Theme
from kernel.pdf.typeface import one_line
from tests.kernel.pdf.documents import ENDLESS, HOSTILE

CELL = Theme().cell


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Vi og laget har planlagt sammen i tre år, med mål. Laget avgjør selv.",
            "Vi og laget har planlagt sammen i tre år, med mål.",
        ),
        (
            "Ja. Heimetenesta spør, fordi dei alt er i huset no. Slutt.",
            "Ja. Heimetenesta spør, fordi dei alt er i huset no.",
        ),
        (
            "Vi møtes 16. mars kl. 10 på biblioteket, f.eks. til lesing. Alle kan komme.",
            "Vi møtes 16. mars kl. 10 på biblioteket, f.eks. til lesing.",
        ),
        (
            "Vi følger folk hjemmefra og hjem igjen hver gang\nog mer til. Slutt.",
            "Vi følger folk hjemmefra og hjem igjen hver gang",
        ),
        ("Uten punktum", "Uten punktum"),
        ("  ", ""),
    ],
)
def test_the_first_sentence_says_something_and_ends_where_it_ends(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@given(text=st.text(max_size=400), width=st.floats(30, 400), lines=st.integers(1, 6))
@example(text=HOSTILE, width=60.0, lines=2)
@example(text=ENDLESS, width=60.0, lines=1)
@example(text="a " * 3000, width=200.0, lines=3)
def test_a_cut_text_never_takes_more_lines_than_it_may(text: str, width: float, lines: int) -> None:
    assert len(CELL.wrap(cut(text, CELL, width, lines), width)) <= lines


def test_a_text_that_fits_is_left_alone_and_a_longer_one_ends_after_a_word() -> None:
    text = "Frivillige hentar ved døra, følgjer heile vegen og ser folk vel heim"
    assert cut(text, CELL, 1000, 1) == text
    short = cut(text, CELL, 150, 1)
    kept = short.removesuffix(" …")
    assert kept != short
    assert text.startswith(kept)
    assert not text[len(kept)].isalpha()
    assert one_line(short) == short
