"""What is written of somebody, and how a consent stands, without any database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import refusal_of
from volunteers.service_users import rules
from volunteers.service_users.address import read_address
from volunteers.service_users.diagnoses import found_in
from volunteers.service_users.models import Consent, Need, Purpose
from volunteers.service_users.rules import Standing

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "Har demens",
        "begynnende DEMENS.",
        "Lett dement, ring to ganger",
        "Alzheimers sjukdom",
        "parkinsonsjuk",
        "Har hatt slag.",
        "lungekreft",
        "kreftsjuk",
        "diabetikar",
        "KOLS, går seint",
        "epilepsi",
        "depresjonar",
        "MS",
        "hjartesvikt",
    ],
)
def test_a_word_of_illness_is_refused(text: str) -> None:
    refusal = refusal_of(rules.ensure_practical, text)
    assert refusal
    assert refusal.params["word"] in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Har lite krefter, trenger en arm",
        "Alle slags trapper er vanskelige",
        "Ring to gonger og vent: det tek tid å kome til døra",
        "Møtes ved slagbommen",
        "Tåler ikke katt",
        "Går med stokk, høyre side",
    ],
)
def test_what_helps_is_let_through(text: str) -> None:
    assert refusal_of(rules.ensure_practical, text) is None


def test_a_practical_text_is_short() -> None:
    assert refusal_of(rules.ensure_practical, "a" * 200) is None
    assert refusal_of(rules.ensure_practical, "a" * 201)


@given(st.text(max_size=300))
def test_no_text_breaks_the_filter(text: str) -> None:
    word = found_in(text)
    assert word is None or word in text


@given(st.lists(st.sampled_from(Need)))
def test_needs_come_back_as_they_were_each_once(needs: list[Need]) -> None:
    assert set(rules.codes(rules.joined(needs))) == set(needs)
    assert rules.codes("no_such,stick,") == (Need.STICK,)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Kaivegen 2, 6133", ("Kaivegen 2", "6133")),
        ("Kaivegen 2 6133 Lauvstad", ("Kaivegen 2", "6133")),
        ("  Volda bibliotek,6100 ", ("Volda bibliotek", "6100")),
        ("Kaivegen 6133, 6100 Volda", ("Kaivegen 6133", "6100")),
        ("Kaivegen 2", None),
        ("6133", None),
        ("Kaivegen 2, 9999", None),
        ("Kaivegen 2, 61330", None),
        ("9" * 5000, None),
    ],
)
def test_an_address_has_its_postcode_last(typed: str, read: tuple[str, str] | None) -> None:
    assert read_address(typed) == read


@given(st.text(max_size=200))
def test_no_address_breaks_the_reading(text: str) -> None:
    read = read_address(text)
    assert read is None or (read[0] and len(read[1]) == 4)


@pytest.mark.parametrize("phone", ["90000001", "+4790000001", "004790000001"])
def test_a_number_is_the_same_with_the_countrys_code(phone: str) -> None:
    assert rules.national(phone) == "90000001"


def test_a_consent_stands_until_it_ends_or_is_taken_back() -> None:
    def given(**other: object) -> Consent:
        return Consent(**{"is_given": True, "valid_to": None, "withdrawn_at": None, **other})

    assert rules.standing(None, TODAY) is Standing.NOT_ASKED
    assert rules.standing(given(), TODAY) is Standing.GIVEN
    assert rules.standing(given(valid_to=TODAY), TODAY) is Standing.ENDS_SOON
    assert rules.standing(given(valid_to=TODAY - timedelta(days=1)), TODAY) is Standing.ENDED
    assert rules.standing(given(is_given=False), TODAY) is Standing.REFUSED
    assert rules.standing(given(withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC)), TODAY) is Standing.WITHDRAWN
    assert rules.is_standing(given(valid_to=TODAY), TODAY)
    assert not rules.is_standing(given(is_given=False), TODAY)


def test_an_answer_is_neither_of_tomorrow_nor_long_ago() -> None:
    assert refusal_of(rules.ensure_may_record, TODAY, None, TODAY) is None
    for given_on, valid_to in (
        (TODAY + timedelta(days=1), None),
        (date(2025, 1, 1), None),
        (TODAY, date(2026, 11, 20)),
    ):
        assert refusal_of(rules.ensure_may_record, given_on, valid_to, TODAY)


def test_nothing_is_done_without_a_yes() -> None:
    rules.ensure_consent({Purpose.TRANSPORT})
    assert refusal_of(rules.ensure_consent, {Purpose.ANONYMOUS_NUMBERS})
