"""What a claim comes to, and which rate it follows."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from volunteers.mileage import rules
from volunteers.mileage.kroner import read_kroner, told
from volunteers.mileage.models import MileageRate
from volunteers.mileage.rules import Driven

ZERO = Decimal("0.00")
amounts = st.decimals(min_value=0, max_value=99_999, places=2)


def a_rate(day: date, per_km: str = "5.30") -> MileageRate:
    return MileageRate(valid_from=day, per_km=Decimal(per_km), per_passenger_km=Decimal("1.00"), source="Sak 1")


def test_a_claim_is_kilometres_by_the_rate_with_the_supplement_and_expenses() -> None:
    driven = Driven(20, 15, Decimal("42.00"), Decimal("12.50"))
    assert rules.amount_of(driven, Decimal("5.30"), Decimal("1.00")) == Decimal("260.00")


@given(st.builds(Driven, st.integers(0, 2000), st.integers(0, 2000), amounts, amounts), amounts, amounts)
def test_an_amount_is_always_exact_to_the_ore(driven: Driven, rate: Decimal, more: Decimal) -> None:
    amount = rules.amount_of(driven, rate, more)
    assert amount == rate * (driven.km + driven.km_empty) + more * driven.km + driven.tolls + driven.parking
    assert amount.as_tuple().exponent == -2


def test_a_claim_follows_the_rate_of_the_day_that_was_driven() -> None:
    old, new = a_rate(date(2026, 1, 1)), a_rate(date(2026, 7, 1), "5.60")
    assert rules.rate_on([new, old], date(2026, 6, 30)) is old
    assert rules.rate_on([old, new], date(2026, 7, 1)) is new
    assert rules.rate_on([old, new], date(2025, 12, 31)) is None


def test_a_new_rate_begins_on_a_day_of_its_own_and_never_before_one_that_was_used() -> None:
    rates = [a_rate(date(2026, 1, 1)), a_rate(date(2026, 7, 1))]
    rules.ensure_follows(date(2026, 3, 1), rates, date(2026, 1, 1))
    for day, last_used in ((date(2026, 7, 1), None), (date(2026, 3, 1), date(2026, 7, 1))):
        with pytest.raises(NotAllowed):
            rules.ensure_follows(day, rates, last_used)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("5,30", "5.30"), ("5.3", "5.30"), ("1 250", "1250.00"), ("kr 40,-", "40.00"), ("0", "0.00"), ("3,5 kr", "3.50")],
)
def test_kroner_are_read_as_people_write_them(text: str, amount: str) -> None:
    assert read_kroner(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "fem", "-5", "5,305", "1e5", "12345678", "5,30,1", "=1+1"])
def test_what_is_no_amount_is_not_guessed(text: str) -> None:
    assert read_kroner(text) is None


@given(st.decimals(min_value=0, max_value=999_999, places=2))
def test_an_amount_reads_back_as_it_was_written(amount: Decimal) -> None:
    assert read_kroner(told(amount)) == amount


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert read_kroner(text) is None or read_kroner(text) >= 0
