"""Somebody rings and wants to come along: asked for by telephone, a yes by one tap, and home again on a phone."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser

from kernel import clock
from tests.browser.hands import Fingers, Hand, Keys
from tests.browser.partners import DESK, Partner, partner
from tests.browser.riding import (
    ANSWERS,
    MY_TRIPS,
    Call,
    a_helper,
    agree,
    ask,
    on_the_board,
    say_yes,
    sign_in,
    status_of,
    take_call,
    volunteer_of,
)
from tests.browser.site import Site, address
from volunteers.trips.models import TripStatus

pytestmark = pytest.mark.browser
PHONE = 360
STEPS = (
    TripStatus.AT_DOOR,
    TripStatus.ON_THE_WAY,
    TripStatus.ARRIVED,
    TripStatus.RETURN_ON_THE_WAY,
    TripStatus.HOME,
)


@dataclass(frozen=True)
class Way:
    """Who walks, where, in which language and with what; the day is far enough ahead for the address to be closed."""

    coordinator: str
    volunteer: str
    number: str
    language: str
    day: date
    call: Call
    hand: type[Hand]
    width: int
    last: str


WAYS = {
    "nb, keys alone": Way(
        "org.o1",
        "siri",
        "5033",
        "nb",
        date(2026, 11, 24),
        Call("00000301", "Ingebjørg", "Græslivegen 4, 7590", "Legekontoret, 7590", "24.11.2026"),
        Keys,
        DESK,
        "Hjemme igjen ✓",
    ),
    "nn, fingers": Way(
        "org.o2",
        "fri.o2",
        "1577",
        "nn",
        date(2026, 11, 24),
        Call("00000302", "Johanna", "Bakkegata 4, 6100", "Biblioteket, 6100", "24.11.2026", offer="Følgje heilt fram"),
        Fingers,
        PHONE,
        "Heime att ✓",
    ),
}


def helper(site: Site, way: Way) -> int:
    """The volunteer who is asked; Tydal has nobody who signs in, so somebody is entered."""
    if way.volunteer.startswith("fri."):
        return volunteer_of(site, way.volunteer)
    return a_helper(site, "310000019", way.volunteer, "Siri Aune", postcode="7590", kinds="escort")


def knows_nobody(way: Way, words: str) -> None:
    """See that something gives away neither who is helped nor where that is."""
    for secret in (way.call.first_name, way.call.address.split(",")[0], way.call.phone):
        assert secret not in words, words


def go_and_come_home(volunteer: Partner[Any], coordinator: Partner[Any], way: Way, trip: int) -> None:
    """Press what comes next, step by step, and see each on the board."""
    button = "main .large-button form:has(input[name=to]) button"
    for step in STEPS:
        shown = volunteer.page.locator("main form input[name=to]").get_attribute("value")
        assert shown == step.value, volunteer.words
        if step is TripStatus.HOME:
            assert volunteer.page.locator(button).inner_text().strip() == way.last
            assert coordinator.page.locator(f'main li.moving[data-trip="{trip}"]').count() == 1
        volunteer.press(button)
        assert on_the_board(coordinator, way.number, way.day.isoformat(), trip) == step.value
    assert volunteer.page.locator("main form input[name=to]").count() == 0
    assert coordinator.page.locator(f'main li.moving[data-trip="{trip}"]').count() == 0


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_from_a_telephone_call_to_home_again(site: Site, chromium: Browser, way: Way) -> None:
    asked = helper(site, way)
    with ExitStack() as windows:
        coordinator = windows.enter_context(
            partner(site, chromium, way.hand, account=way.coordinator, width=way.width, language=way.language)
        )
        phone = windows.enter_context(partner(site, chromium, Fingers, width=PHONE, language=way.language))
        take_call(coordinator, way.call)
        trip = agree(coordinator)
        assert on_the_board(coordinator, way.number, way.day.isoformat(), trip) == "open"
        coordinator.press(f'main .todo li[data-trip="{trip}"] a')
        known = site.letters(way.volunteer)
        ask(coordinator, asked)
        link = site.link_to(address(way.volunteer), ANSWERS, known)
        for name, letter in site.letters(way.volunteer).items():
            if name not in known:
                knows_nobody(way, letter)

        say_yes(phone, link)
        knows_nobody(way, phone.words)
        assert phone.page.locator("html").get_attribute("lang") == way.language
        assert on_the_board(coordinator, way.number, way.day.isoformat(), trip) == "volunteer_confirmed"

        sign_in(phone, way.volunteer)
        phone.press(f'header a[href="{MY_TRIPS}"]')
        phone.press(f'main a[href="{MY_TRIPS}{trip}/"]')
        knows_nobody(way, phone.words)
        clock.set_today(way.day)
        phone.open(MY_TRIPS)
        phone.press(f'main a[href="{MY_TRIPS}{trip}/"]')
        for told in (way.call.first_name, way.call.address.split(",")[0]):
            assert told in phone.words
        go_and_come_home(phone, coordinator, way, trip)
    assert status_of(site, trip) is TripStatus.HOME
