"""When it turns out otherwise: somebody falls out, takes a consent back or may not drive; and what comes after."""

import time as stopwatch
from collections.abc import Collection
from contextlib import ExitStack
from datetime import date, datetime, time
from typing import Any

import pytest
from playwright.sync_api import Browser
from sqlalchemy import func, select

from directory.bodies.models import Body
from kernel.clock import OSLO
from kernel.db import transaction
from tests.browser.hands import Fingers, Keys
from tests.browser.partners import SUBMIT, Partner, partner
from tests.browser.riding import (
    ANSWERS,
    CALLS,
    MY_TRIPS,
    STAND_INS,
    Call,
    agree,
    ask,
    asked,
    on_the_board,
    say_yes,
    status_of,
    take_call,
    volunteer_named,
    volunteer_of,
)
from tests.browser.site import PATIENCE, Site, address
from tests.builders import NOW
from tests.conftest import TODAY
from tests.volunteers.builders import a_trip
from volunteers.asking.jobs import go_on_asking
from volunteers.requests.models import RideRequest
from volunteers.service_users.models import ServiceUser
from volunteers.transport.models import TransportOffer, Vehicle
from volunteers.trips.models import Trip, TripStatus
from volunteers.trips.rules import DONE

pytestmark = pytest.mark.browser
PHONE = 360
SLIPPED = "Glatt på trappa. Ingen vart skadd."
SOMEBODY_ELSE = "Det kjem ein annan enn planlagt"
ESCORT, BUS, VOLDA = "Følgje heilt fram", "Onsdagsbussen", "1577"
OUTING, THE_EVENING = date(2026, 11, 23), datetime.combine(date(2026, 11, 22), time(18, 0, 1), OSLO)


def new_letter(site: Site, account: str, known: dict[str, str], word: str) -> str:
    """Wait for a letter with a word in it that was not known before."""
    until = stopwatch.monotonic() + PATIENCE
    while stopwatch.monotonic() < until:
        for name, letter in site.letters(account).items():
            if name not in known and word in letter:
                return letter
        stopwatch.sleep(0.05)
    raise AssertionError(f"No letter with {word} came to {account}.")


def assign(coordinator: Partner[Any], volunteer: int) -> None:
    """Put one of those who could on the trip."""
    coordinator.press(f'main .candidates li[data-volunteer="{volunteer}"] form[action$="/assign"] button')
    assert coordinator.page.locator('main [data-status="planned"]').count(), coordinator.words


def at_six(site: Site) -> None:
    """Let it be 18:00 the day before for the job that follows the clock; a browser cannot wait for that."""
    with site.app.app_context(), transaction() as opened:
        go_on_asking(opened, key="a walk", now=THE_EVENING)


def test_at_six_the_evening_before_the_coordinator_hears_and_a_stand_in_says_yes(site: Site, chromium: Browser) -> None:
    gunnar, asbjorg = volunteer_of(site, "fri.o2"), volunteer_of(site, "fri.o2b")
    liv = volunteer_named(site, "Liv Berkneset")
    call = Call("00000311", "Petra", "Sjøgata 4, 6100", "Frisøren på torget, 6100", "23.11.2026", offer=ESCORT)
    with ExitStack() as windows:
        coordinator = windows.enter_context(partner(site, chromium, Keys, account="org.o2", language="nn"))
        driver = windows.enter_context(partner(site, chromium, Fingers, account="fri.o2", width=PHONE, language="nn"))
        take_call(coordinator, call)
        trip = agree(coordinator)
        assign(coordinator, gunnar)

        driver.open(f"{MY_TRIPS}{trip}/")
        driver.press('main form[action$="/confirm"] button')
        known = {who: site.letters(who) for who in ("org.o2", "fri.o2", "fri.o2b")}
        driver.press('main a[href$="/cannot-come"]')
        driver.press('main form[action$="/cannot-come"] button')
        assert driver.page.locator(f'main a[href="{MY_TRIPS}{trip}/"]').count() == 0

        assert asked(site, trip) == {gunnar: "fell_out", liv: "waiting"}
        coordinator.open(STAND_INS)
        assert "Liv Berkneset" in coordinator.words
        at_six(site)
        assert asked(site, trip) == {gunnar: "fell_out", liv: "lapsed", asbjorg: "waiting"}
        assert STAND_INS in new_letter(site, "org.o2", known["org.o2"], STAND_INS)

        say_yes(
            windows.enter_context(partner(site, chromium, Fingers, width=PHONE, language="nn")),
            site.link_to(address("fri.o2b"), ANSWERS, known["fri.o2b"]),
        )
        assert on_the_board(coordinator, VOLDA, OUTING.isoformat(), trip) == "volunteer_confirmed"
        new_letter(site, "fri.o2", known["fri.o2"], "vikar")
        ring(coordinator, call.first_name, SOMEBODY_ELSE)
        coordinator.open(STAND_INS)
        assert coordinator.page.locator(f'main a[href$="/trips/{trip}/"]').count() == 0


def ring(coordinator: Partner[Any], name: str, told: str) -> None:
    """Ring somebody who takes no text messages once it is known what to say, and tick it off."""
    card = coordinator.page.locator("main .card", has=coordinator.page.get_by_role("heading", name=name, exact=True))
    until = stopwatch.monotonic() + PATIENCE
    coordinator.open(CALLS)
    while not card.filter(has_text=told).count() and stopwatch.monotonic() < until:
        coordinator.open(CALLS)
    address = card.locator("form").get_attribute("action")
    coordinator.press(f'main form[action="{address}"] button')
    assert card.count() == 0, coordinator.words


def test_a_consent_taken_back_cancels_what_is_to_come_and_leaves_the_counts(site: Site, chromium: Browser) -> None:
    asbjorg = volunteer_of(site, "fri.o2b")
    weekly = {"recurrence": "Kvar veke"}
    call = Call(
        "00000312", "Margit", "Heltnevegen 9, 6100", "Symjehallen, 6100", "4.12.2026", offer=ESCORT, more=weekly
    )
    with partner(site, chromium, Keys, account="org.o2b", language="nn") as coordinator:
        request = take_call(coordinator, call)
        trip = agree(coordinator)
        assign(coordinator, asbjorg)
        with site.app.app_context(), transaction() as opened:
            ride = opened.get_one(RideRequest, request)
            a_trip(opened, ride, date(2026, 11, 19), status=TripStatus.CLOSED, volunteer_id=asbjorg, ended_at=NOW)
            user = ride.service_user_id
        done, coming = counted(site, user, DONE), counted(site, user, {TripStatus.OPEN, TripStatus.PLANNED})
        assert done == 1
        assert coming > 1

        known = site.letters("fri.o2b")
        coordinator.open(f"/volunteers/transport/requests/{request}/")
        coordinator.press('main a[href*="/consents/"]')
        coordinator.press('main a[href$="/withdraw"]')
        assert str(coming) in coordinator.page.locator("main .ds-alert").inner_text().split()
        assert status_of(site, trip) is TripStatus.PLANNED
        coordinator.press("main form.form button[data-color=danger]")

        assert str(coming) in coordinator.page.locator("main .ds-alert[role=status]").inner_text().split()
        assert coordinator.page.locator('main [data-status="withdrawn"]').count() == 1
        letter = new_letter(site, "fri.o2b", known, "4. desember")
        assert call.first_name not in letter
        assert on_the_board(coordinator, VOLDA, "2026-12-04", trip) == "cancelled_by_user"
    assert status_of(site, trip) is TripStatus.CANCELLED_BY_USER
    assert counted(site, user, {TripStatus.OPEN, TripStatus.PLANNED}) == 0
    assert counted(site, user, DONE) == done


def counted(site: Site, user: int, statuses: Collection[TripStatus]) -> int:
    """How many trips of somebody stand somewhere."""
    with site.session() as opened:
        where = (Trip.service_user_id == user, Trip.status.in_(statuses))
        return opened.scalar(select(func.count()).select_from(Trip).where(*where)) or 0


def test_whoever_is_over_the_insurance_age_cannot_drive_and_can_be_an_escort(site: Site, chromium: Browser) -> None:
    asbjorg = volunteer_of(site, "fri.o2b")
    ride = Call(
        "00000313", "Aslaug", "Elvegata 9, 6100", "Biblioteket, 6100", "25.11.2026", "11.00", "12.30", offer=BUS
    )
    walk = Call("00000313", "Aslaug", "Elvegata 9, 6100", "Tannlegen, 6100", "30.11.2026", offer=ESCORT)
    with partner(site, chromium, Keys, account="org.o2", language="nn") as coordinator:
        take_call(coordinator, ride)
        agree(coordinator)
        assert coordinator.page.locator(f'main .candidates li[data-volunteer="{asbjorg}"]').count() == 0
        line = coordinator.page.locator('main li[data-reasons~="age_limit"]', has_text="Asbjørg Folkestad")
        coordinator.hand.unfold('main details:has(li[data-reasons~="age_limit"]) summary')
        assert "70" in line.inner_text()

        take_call(coordinator, walk)
        coordinator.hand.choose("public_transport", "none_there")
        coordinator.press("main button[name=all_yes]")
        known = site.letters("fri.o2b")
        ask(coordinator, asbjorg)
        assert site.link_to(address("fri.o2b"), ANSWERS, known)


def test_what_comes_after_a_trip_kilometres_and_an_incident(site: Site, chromium: Browser) -> None:
    gunnar = volunteer_of(site, "fri.o2")
    with site.app.app_context(), transaction() as opened:
        statement = select(TransportOffer).join(Body, Body.id == TransportOffer.provider_id)
        bus = opened.scalars(statement.where(TransportOffer.name == BUS)).one()
        rides = select(RideRequest).join(ServiceUser).where(RideRequest.offer_id == bus.id)
        ride = opened.scalars(rides.order_by(RideRequest.id).limit(1)).one()
        car = opened.scalars(select(Vehicle.id).where(Vehicle.volunteer_id == gunnar)).one()
        trip = a_trip(opened, ride, TODAY, status=TripStatus.HOME, volunteer_id=gunnar, vehicle_id=car).id
    with ExitStack() as windows:
        driver = windows.enter_context(partner(site, chromium, Fingers, account="fri.o2", width=PHONE, language="nn"))
        coordinator = windows.enter_context(partner(site, chromium, Keys, account="org.o2b", language="nn"))
        driver.open(f"{MY_TRIPS}{trip}/")
        driver.press(f'main a[href="/volunteers/mileage/trips/{trip}/"]')
        driver.hand.write("#km", "34")
        driver.hand.write("#km_empty", "6")
        driver.press(SUBMIT)
        assert driver.page.locator('main [data-status="sent"]').count(), driver.words
        driver.open(f"{MY_TRIPS}{trip}/")
        driver.press(f'main a[href="/volunteers/my-incidents/trips/{trip}/"]')
        for name, value in (("kind", "fall"), ("severity", "1"), ("told_to", "nobody")):
            driver.hand.choose(name, value)
        driver.hand.write("#what", SLIPPED)
        driver.press(SUBMIT)
        driver.open("/volunteers/my-incidents/")
        assert SLIPPED in driver.words

        coordinator.open("/my-work")
        coordinator.press('main a[href^="/volunteers/mileage/claims/"]')
        row = coordinator.page.locator("main tbody tr", has_text="Gunnar Lid").filter(has_text="34")
        claim = row.locator("a").get_attribute("href")
        coordinator.press(f'main a[href="{claim}"]')
        coordinator.press('main form[action$="/approve"] button')
        assert coordinator.page.locator(f'main a[href="{claim}"]').count() == 0, coordinator.words
        driver.open("/volunteers/mileage/")
        row = driver.page.locator("main tbody tr", has=driver.page.locator(f'a[href$="/trips/{trip}/"]'))
        assert row.locator('[data-status="approved"]').count() == 1
        assert "246,00" in row.inner_text()
        coordinator.open("/my-work")
        coordinator.press('main a[href^="/volunteers/transport/incidents/"]')
        coordinator.press("main tbody a")
        assert SLIPPED in coordinator.words
        coordinator.hand.write("#action", "Vi strør trappa før vi hentar.")
        coordinator.hand.write("#closed_on", "21.11.2026")
        coordinator.press(SUBMIT)
        assert coordinator.page.locator("main #action").count() == 0, coordinator.words
