"""Fields that read what people write, rows of fields, and tables of numbers."""

from collections.abc import Iterator
from time import process_time

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from kernel.amounts import LARGEST
from kernel.forms import Whole, clean
from tests.kernel.form_sample import PlanForm, a_plan, in_english

WHOLE = [("amount", "1900"), ("activities-0-kind", "walk"), ("activities-0-count", "3"), ("agreed", "y")]


@pytest.fixture(autouse=True)
def request_in_english(app: Flask) -> Iterator[None]:
    """A request, so that numbers are shown in a language."""
    with in_english(app):
        yield


def sent(*typed: tuple[str, str]) -> PlanForm:
    """A form as it was sent and looked over."""
    form = a_plan(list(typed))
    form.validate()
    return form


def test_a_whole_form_is_valid_and_gives_plain_values() -> None:
    form = sent(
        *WHOLE, ("groups", "c"), ("groups", "a"), ("budget-rent-2", "kr 12 000,-"), ("phone", "+47 22 33 44 55")
    )
    assert form.errors == {}
    assert form.amount.number == 1900
    assert form.groups.data == ["a", "c"]
    assert form.activities.data == [{"kind": "walk", "count": 3, "hours": None}]
    assert form.budget.data == {"rent": {"2": 12_000}}
    assert form.phone.data == "+4722334455"
    assert form.agreed.data is True


def test_an_amount_in_words_is_asked_again_once_with_the_reading_shown() -> None:
    form = sent(*WHOLE[1:], ("amount", "1,9 mill"))
    assert form.amount.number is None
    assert form.amount.data == "1,900,000"
    assert form.amount.errors == ["We read this as 1,900,000. Send again if that is right."]
    again = sent(*WHOLE[1:], ("amount", form.amount.data))
    assert again.errors == {}
    assert again.amount.number == 1_900_000


@pytest.mark.parametrize(
    ("typed", "shown", "error"),
    [
        ("mye", "mye", "Write a whole number such as 1,900,000."),
        ("-5", "-5", "Write a whole number such as 1,900,000."),
        ("6 000 000", "6 000 000", "Write a number from 0 to 5,000,000."),
        ("6 mill", "6 mill", "Write a number from 0 to 5,000,000."),
        ("", "", "Write the amount."),
        (" \u00a0 ", "", "Write the amount."),
        ("5\x00", "5", "The text had invisible characters that cannot be kept."),
        ("5\ud800", "5", "The text had invisible characters that cannot be kept."),
    ],
)
def test_a_refused_amount_stays_and_is_told_how_to_be_put_right(typed: str, shown: str, error: str) -> None:
    form = sent(*WHOLE[1:], ("amount", typed))
    assert form.amount.data == shown
    assert len(form.amount.errors) == 1
    assert str(form.amount.errors[0]).startswith(error)
    assert form.amount.number is None or "invisible" in error


@pytest.mark.parametrize("picture", ["☕️", "👩‍👩‍👧‍👦", "🫩", "\U0001faea"])  # the last are younger than our Python
def test_the_pictures_of_a_phone_are_kept_as_they_were_written(picture: str) -> None:
    assert clean(f" Kaffe {picture} ") == f"Kaffe {picture}"


def test_the_example_of_a_number_fits_its_bound() -> None:
    form = sent(("activities-0-count", "mange"), ("activities-0-kind", "walk"))
    assert form.activities.rows[0]["count"].errors == ["Write a whole number such as 12."]


@given(value=st.integers(0, LARGEST), language=st.sampled_from(["nb", "nn", "en"]))
def test_a_known_number_is_shown_so_that_it_can_be_sent_back(value: int, language: str) -> None:
    with force_locale(language):
        shown = a_plan(budget={"rent": {"1": value}}).budget.cells["rent", "1"]
        assert isinstance(shown, Whole)
        assert a_plan([("budget-rent-1", str(shown.data))]).budget.data == {"rent": {"1": value}}


def test_several_choices_keep_their_order_and_refuse_what_is_not_offered() -> None:
    form = sent(*WHOLE, *[("groups", value) for value in ("c", "a", "c")])
    assert form.groups.data == ["a", "c"]
    form = sent(*WHOLE, ("groups", "b"), ("groups", "x\x00"))
    assert form.groups.errors == ["Choose among the answers."]
    assert form.groups.data == ["b"]


@pytest.mark.parametrize("typed", [[], [("agreed", "")]])
def test_a_box_that_must_be_ticked_says_so(typed: list[tuple[str, str]]) -> None:
    assert sent(*typed).agreed.errors == ["Tick the box before you go on."]


@pytest.mark.parametrize("typed", ["22 33 44 55", "22.33-44 55", "(22) 334455", "22334455"])
def test_a_telephone_number_is_kept_as_digits(typed: str) -> None:
    form = sent(*WHOLE, ("phone", typed))
    assert form.errors == {}
    assert form.phone.data == "22334455"


@pytest.mark.parametrize("typed", ["ring meg", "1234", "1" * 16, "22+334455", "２２３３４４５５"])
def test_what_is_no_telephone_number_stays_with_its_error(typed: str) -> None:
    form = sent(*WHOLE, ("phone", typed))
    assert form.phone.errors == ["Write a telephone number such as 22 33 44 55."]
    assert form.phone.data == typed


def test_an_empty_form_shows_two_rows_and_a_filled_one_shows_a_spare() -> None:
    known = {"kind": "walk", "count": 3, "hours": 2}
    assert len(a_plan().activities.rows) == 2
    form = a_plan(activities=[known, known])
    assert len(form.activities.rows) == 3
    assert form.activities.data == [known, known]
    assert form.activities.rows[1]["count"].data == "3"


def test_empty_rows_are_dropped_and_a_half_filled_one_complains_at_its_own_field() -> None:
    form = sent(*WHOLE, ("activities-1-kind", " "), ("activities-1-count", ""), ("activities-2-count", "7"))
    assert [place for place, _field in form.activities.inner()] == ["Activity 3"]
    assert [(field.id, field.errors) for _place, field in form.activities.inner()] == [
        ("activities-2-kind", ["Choose a kind."])
    ]
    assert form.activities.rows[2]["count"].data == "7"
    assert [row["count"] for row in form.activities.data] == [3, 7]
    assert "activities" in form.errors


def test_a_rule_of_a_row_holds_in_each_row() -> None:
    form = sent(*WHOLE, ("activities-1-kind", "trip"), ("activities-1-count", "1"))
    assert [field.id for _place, field in form.activities.inner()] == ["activities-1-hours"]


def test_rows_that_must_be_there_say_so_as_a_whole() -> None:
    form = sent(("activities-0-kind", ""), ("activities-0-count", ""))
    assert form.activities.errors == ["Describe at least one activity."]
    assert list(form.activities.inner()) == []


def test_asking_for_another_row_shows_one_more_up_to_the_most() -> None:
    typed = [(f"activities-{index}-count", "") for index in range(2)]
    assert len(a_plan(typed).activities.rows) == 2
    form = a_plan([*typed, ("add", "activities")])
    assert form.wants_row == "activities"
    assert len(form.activities.rows) == 3
    full = a_plan([*[(f"activities-{index}-count", "1") for index in range(4)], ("add", "activities")])
    assert len(full.activities.rows) == 4
    assert not full.activities.has_room
    assert full.activities.next_anchor == "activities-3-kind"


@pytest.mark.parametrize("name", ["amount", "budget", "nothing", "version", ""])
def test_only_rows_can_be_asked_for_another(name: str) -> None:
    assert a_plan([("add", name)]).wants_row is None


def test_the_next_row_is_where_the_page_leads_after_saving() -> None:
    form = a_plan([("activities-2-count", "7"), ("add", "activities")])
    assert form.activities.next_anchor == "activities-1-kind"


def test_a_cell_asks_and_refuses_as_an_amount_does_and_keeps_what_was_typed() -> None:
    form = sent(*WHOLE, ("budget-wages-1", "240 tusen"), ("budget-rent-2", "-5"), ("budget-rent-1", "7"))
    assert [(place, field.id) for place, field in form.budget.inner()] == [
        ("Wages, 2027", "budget-wages-1"),
        ("Rent, 2028", "budget-rent-2"),
    ]
    assert form.budget.cells["wages", "1"].data == "240,000"
    assert form.budget.cells["rent", "2"].data == "-5"
    assert form.budget.data == {"rent": {"1": 7}}


def test_a_table_reads_anew_when_it_is_handed_other_rows_and_columns() -> None:
    form = a_plan([("budget-food-3", "9"), ("budget-rent-1", "7")])
    form.budget.offer(rows=[("food", "Food")], columns=[("3", "2029")])
    assert form.budget.data == {"food": {"3": 9}}


def test_what_somebody_else_saved_stands_beside_every_kind_of_field() -> None:
    form = sent(*WHOLE, ("groups", "b"))
    saved = {"amount": 850_000, "groups": ["c", "a"], "agreed": False, "activities": "3 trips", "phone": ""}
    form.show_saved(saved, 7)
    assert form.conflicts == {
        "amount": "850,000",
        "groups": "Alone, Carers",
        "agreed": "No",
        "activities": "3 trips",
    }
    assert form.version.data == "7"


def test_what_is_the_same_is_no_conflict() -> None:
    form = sent(*WHOLE, ("groups", "b"))
    form.show_saved({"amount": 1900, "groups": ["b"], "agreed": True, "phone": ""}, 7)
    assert form.conflicts == {}


def test_a_hostile_number_of_rows_and_keys_makes_no_work() -> None:
    typed = [(f"activities-{index}-kind", "walk") for index in (*range(4, 9_000), 999_999, 10**30, -1)]
    typed += [(f"budget-x{index}-1", "1") for index in range(1_000)]
    started = process_time()
    form = sent(*WHOLE, *typed, ("activities-٣-kind", "walk"), ("activities--kind", "x"), ("budget-wages-", "1"))
    assert process_time() - started < 0.5
    assert form.errors == {}
    assert len(form.activities.data) == 1
    assert form.budget.data == {}


@pytest.mark.parametrize("typed", ["1" * 5_000_000, "\x00" * 5_000_000, "\ud800" * 1_000_000, "1 " * 2_500_000])
def test_five_megabytes_are_refused_in_every_field_without_much_work(typed: str) -> None:
    names = ["amount", "groups", "phone", "activities-0-count", "budget-rent-1"]
    started = process_time()
    form = sent(*[(name, typed) for name in names])
    assert process_time() - started < 5
    assert {"amount", "groups", "phone", "activities", "budget"} <= set(form.errors)


HOSTILE = st.text(st.characters(exclude_categories=[]), max_size=20)
NAMES = ["amount", "groups", "activities-0-kind", "activities-3-count", "budget-rent-1", "phone", "agreed", "add"]


@given(st.lists(st.tuples(st.sampled_from(NAMES), HOSTILE), max_size=12))
def test_nothing_that_can_be_typed_breaks_the_form_or_gets_past_its_bounds(typed: list[tuple[str, str]]) -> None:
    form = sent(*typed)
    assert set(form.groups.data) <= {"a", "b", "c"}
    assert all(0 <= value <= LARGEST for row in form.budget.data.values() for value in row.values())
    assert form.errors
