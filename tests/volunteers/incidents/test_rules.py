"""Texts without names, and when an incident may be closed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from volunteers.incidents.models import Incident
from volunteers.incidents.naming import looking_like_names
from volunteers.incidents.rules import ensure_may_close


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Passasjeren gleid i trappa. Me venta saman.", []),
        ("Passasjeren gleid då Borghild opna døra.", ["Borghild"]),
        ("Ho ringde Anne-Lise og Per.", ["Anne-Lise", "Per"]),
        ("«Ver forsiktig» sa naboen. – Eg venta.", []),
        ("Bilen stod på E39, og TT-kortet låg heime.", []),
        ("", []),
    ],
)
def test_a_capital_inside_a_sentence_looks_like_a_name(text: str, found: list[str]) -> None:
    assert looking_like_names(text) == found


def test_a_name_that_is_known_from_the_trip_is_found_wherever_it_stands() -> None:
    assert looking_like_names("Borghild gleid. borghild sa takk.", ["Borghild"]) == ["Borghild", "borghild"]


@given(st.text(max_size=300), st.text(max_size=30))
def test_no_text_breaks_it(text: str, name: str) -> None:
    assert all(word in text for word in looking_like_names(text, [name]))


def an_incident(closed_on: date | None = None) -> Incident:
    return Incident(happened_on=date(2026, 11, 10), closed_on=closed_on)


def test_an_incident_is_closed_once_and_with_what_was_done() -> None:
    today = date(2026, 11, 21)
    ensure_may_close(an_incident(), "Trappa er sanda.", today, today)
    for incident, action, day in (
        (an_incident(), "", today),
        (an_incident(closed_on=today), "Trappa er sanda.", today),
        (an_incident(), "Trappa er sanda.", date(2026, 11, 22)),
        (an_incident(), "Trappa er sanda.", date(2026, 11, 9)),
    ):
        with pytest.raises(NotAllowed):
            ensure_may_close(incident, action, day, today)
