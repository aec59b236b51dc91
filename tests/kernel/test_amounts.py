"""Amounts as people write them."""

from time import process_time

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from kernel.amounts import LARGEST, Reading, read_amount

SPACES = [" ", "\u00a0", "\u2009", "\u202f", "\u2007", "  "]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 900 000", 1_900_000),
        ("1.900.000", 1_900_000),
        ("1,900,000", 1_900_000),
        ("1,900,000.00", 1_900_000),
        ("1900000", 1_900_000),
        ("1.500", 1500),
        ("10000 kr", 10_000),
        ("kr 240 000", 240_000),
        ("kr. 240 000", 240_000),
        ("kr240000", 240_000),
        ("Kr 240 000,-", 240_000),
        ("240 000,– kr", 240_000),
        ("240 000,00", 240_000),
        ("850 000 NOK", 850_000),
        ("NOK 850 000", 850_000),
        ("850 000 kroner", 850_000),
        ("  12  ", 12),
        ("0", 0),
        ("999 999 999", 999_999_999),
    ],
)
def test_what_is_written_in_digits_is_read_for_certain(text: str, value: int) -> None:
    assert read_amount(text) == Reading(value, is_certain=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,9 mill", 1_900_000),
        ("1,9 mill.", 1_900_000),
        ("1,9 millioner", 1_900_000),
        ("1.5 Mill. kr", 1_500_000),
        ("kr 1,9 mill", 1_900_000),
        ("2 million", 2_000_000),
        ("850 tusen", 850_000),
        ("850 tusen kroner", 850_000),
        ("1 500 tusen", 1_500_000),
        ("0,5 mill", 500_000),
    ],
)
def test_what_is_written_in_words_is_read_but_not_for_certain(text: str, value: int) -> None:
    assert read_amount(text) == Reading(value, is_certain=False)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-5", "−5", "1.5", "1,5", "1,50", "240 000,50", "1.5.0", "1 90 000", "1900 000", "1.900,000"),
        *("1.900 000", "1 900 000,0", "kr", "mill", "1,9 milliarder", "1,2345678 mill", "0,0000001 mill", "1000 mill"),
        *(
            "1000000000",
            "0000000001234567890123456789",
            "9 999 999 999",
            "１２３",
            "١٢٣",
            "12²",
            "1e6",
            "0x10",
            "1_000",
        ),
        *("1_000", "12 kr kr 5", "krone 5", "\x00", "\ud800", "5\x005", "nan", "inf", "mange", "1\u200b2"),
    ],
)
def test_what_is_no_whole_amount_is_not_guessed_at(text: str) -> None:
    assert read_amount(text) is None


@given(value=st.integers(0, LARGEST), language=st.sampled_from(["nb", "nn", "en"]), space=st.sampled_from(SPACES))
def test_every_amount_that_is_shown_can_be_sent_back(value: int, language: str, space: str) -> None:
    shown = format_decimal(value, locale=language)
    assert read_amount(shown.replace("\u00a0", space).replace("\u202f", space)) == Reading(value, is_certain=True)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_and_nothing_read_is_out_of_bounds(text: str) -> None:
    reading = read_amount(text)
    assert reading is None or 0 <= reading.value <= LARGEST


@given(value=st.integers(1, LARGEST), sign=st.sampled_from("-−–"))
def test_nothing_below_nought_is_ever_read(value: int, sign: str) -> None:
    assert read_amount(f"{sign}{value}") is None


def test_a_very_long_text_costs_nothing() -> None:
    started = process_time()
    for text in ("1" * 5_000_000, "1 " * 2_500_000, "1.000" * 1_000_000, "kr" * 2_500_000):
        assert read_amount(text) is None
    assert process_time() - started < 0.5
