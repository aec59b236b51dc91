"""Which characters reach the paper, and where lines end."""

from hypothesis import given
from hypothesis import strategies as st

from kernel.pdf.typeface import REPLACEMENT, clean, face, one_line, shorten, wrap

NEEDED = "æøåÆØÅ čđŋšŧžČĐŊŠŦŽ ǥǧǩǯʒǤǦǨǮƷ «sitat» – — ✓ → ≥ ≤ − • … \u00a0 é ü ß § € ½ × ’ “” „ " + REPLACEMENT
EVERYTHING = st.text(st.characters(), max_size=400)


def test_every_letter_that_norway_writes_has_a_glyph() -> None:
    assert clean(NEEDED) == NEEDED


def test_what_has_no_glyph_becomes_a_box_and_what_is_unseen_vanishes() -> None:
    assert clean("漢\ud800🎉\uffff") == REPLACEMENT * 4
    assert clean("a\x00b\x07c\u00add\u200be\ufeff") == "abcde"


def test_a_letter_and_its_accent_become_one() -> None:
    assert clean("a\u030a") == "å"


def test_all_line_ends_are_the_same() -> None:
    assert clean("a\r\nb\rc\u2028d\x0be") == "a\nb\nc\nd\ne"
    assert one_line(" a\r\nb \t c ") == "a b c"


@given(EVERYTHING)
def test_clean_text_always_has_a_glyph_for_each_character(text: str) -> None:
    assert {ord(character) for character in clean(text)} - {10} <= face().characters & face(strong=True).characters


@given(EVERYTHING, st.floats(2, 40))
def test_no_line_is_ever_wider_than_asked_and_no_letter_is_ever_lost(text: str, width: float) -> None:
    weight = face()
    lines = wrap(clean(text), weight, width)
    assert all(weight.width(line.rstrip(" ")) <= width + 1e-6 for line in lines)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "").replace("\n", "")


@given(st.lists(st.text("abcæøå", min_size=1, max_size=6), min_size=1, max_size=60))
def test_words_are_always_still_apart_after_wrapping(words: list[str]) -> None:
    assert "".join(wrap(" ".join(words), face(), 8)).split() == words


def test_a_long_word_is_cut_after_a_stroke_where_it_has_one() -> None:
    first, *_ = wrap("samarbeid/organisasjonsnummer", face(), face().width("samarbeid/organ"))
    assert first == "samarbeid/"


def test_a_text_too_wide_is_shortened_with_a_mark() -> None:
    assert shorten("Kort", 200, size=10) == "Kort"
    short = shorten("Sørkyst Besøkstjeneste i Kristiansand", 80, size=10)
    assert short.endswith("…")
    assert face().width(short) * 10 <= 80  # the width asked for
