"""Group work on three phones at once: an answer that nobody heard of is sent again by itself, and is there once."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from sqlalchemy import select

from demo.cast import PASSWORD
from directory.accounts.models import Person
from kernel import clock
from kernel.db import transaction
from partnership.group_work import actions, queries
from partnership.group_work.models import GroupWork
from partnership.programmes.models import Programme
from tests.browser.partners import PHONE
from tests.browser.site import Site, address
from tests.browser.test_accessibility import faults_of, reflow_of
from tests.browser.watch import Scheme, window
from tests.partnership.group_work.builders import a_draft

pytestmark = pytest.mark.browser

PHONES = 3
BOX, SEND = "[data-answer-box] textarea", "[data-answer-box] button[type=submit]"


@pytest.fixture
def room(site: Site) -> tuple[int, str]:
    """Group work that people may join: its id and its code."""
    with site.app.app_context(), transaction() as opened:
        programme = opened.scalars(select(Programme).order_by(Programme.id)).first()
        assert programme
        centre = opened.scalars(select(Person).where(Person.email == address("dir.1"))).one()
        work = actions.make(opened, programme, a_draft("Tre telefoner"), actor_id=centre.id, at=clock.now())
        actions.open_joining(opened, work, actor_id=centre.id, at=clock.now())
        return work.id, str(work.code)


def do(site: Site, work_id: int, action: Callable[..., None], **said: Any) -> None:
    """Do what the centre does, beside the phones."""
    with site.app.app_context(), transaction() as opened:
        work = opened.get_one(GroupWork, work_id)
        action(opened, work, **said, actor_id=work.created_by_id, at=clock.now())


def kept(site: Site, work_id: int) -> Counter[str]:
    """What has been answered, and how many times it is there."""
    with site.session() as opened:
        found = queries.answers_of(opened, queries.questions_of(opened, opened.get_one(GroupWork, work_id)))
        return Counter(answer.text for answers in found.values() for answer in answers)


def lose_the_first(page: Page) -> list[int]:
    """Let the server take the first answer, and the phone hear nothing of it."""
    seen: list[int] = []

    def lose(route: Route) -> None:
        answer = route.fetch()
        seen.append(answer.status)
        if len(seen) == 1:
            route.fulfill(status=503, body="")
        else:
            route.fulfill(response=answer)

    page.route("**/questions/*/", lose)
    return seen


def test_three_phones_lose_nothing_and_double_nothing(site: Site, chromium: Browser, room: tuple[int, str]) -> None:
    work_id, code = room
    with ExitStack() as windows:
        phones = [
            windows.enter_context(window(chromium, site.base, width=PHONE, refusals=True)) for _each in range(PHONES)
        ]
        for page in phones:
            page.goto(f"/join/{code}/")
            page.click("main form button")
            page.wait_for_selector("[data-joined]")
        do(site, work_id, actions.start)
        for number, page in enumerate(phones):  # each sees by itself that it has begun
            page.wait_for_selector(BOX)
            page.locator(BOX).nth(1).fill(f"Halvskrevet {number}")
        sent = lose_the_first(phones[0])
        for number, page in enumerate(phones):
            page.locator(BOX).first.fill(f"Fra telefon {number}")
            page.locator(SEND).first.click()
        for page in phones:
            page.wait_for_selector('[data-told][data-state="accepted"]')
        assert sent == [200, 200]
        assert kept(site, work_id) == {f"Fra telefon {number}": 1 for number in range(PHONES)}
        phones[1].locator("[data-answers] li", has_text="Fra telefon 0").wait_for()
        phones[2].reload()
        assert phones[2].locator(BOX).nth(1).input_value() == "Halvskrevet 2"
        do(site, work_id, actions.close)
        for page in phones:
            page.locator("[data-time-up]").wait_for(state="visible")
        assert phones[2].locator(BOX).nth(1).input_value() == "Halvskrevet 2"


def test_without_script_one_joins_answers_and_sees_what_the_group_has_sent(
    site: Site, chromium: Browser, room: tuple[int, str]
) -> None:
    work_id, code = room
    with window(chromium, site.base, width=PHONE, java_script_enabled=False) as page:
        page.goto("/join/")
        page.fill("#code", f"{code[:3].lower()} {code[3:]}")
        page.click("main form button")
        page.click("main form button")
        do(site, work_id, actions.start)
        page.click(".look-again a")
        page.locator("main textarea").first.fill("Uten skript")
        page.locator("main form button").first.click()
        page.locator("[data-answers] li", has_text="Uten skript").wait_for()
    with site.session() as opened:
        seen = opened.get_one(GroupWork, work_id).version
    do(site, work_id, actions.add_minutes, minutes=1, version=seen)
    assert kept(site, work_id) == {"Uten skript": 1}


def test_what_came_too_late_is_shown_to_whoever_wrote_it(site: Site, chromium: Browser, room: tuple[int, str]) -> None:
    work_id, code = room
    with window(chromium, site.base, width=PHONE, refusals=True) as page:
        page.goto(f"/join/{code}/")
        page.click("main form button")
        do(site, work_id, actions.start)
        page.wait_for_selector(BOX)
        page.locator(BOX).first.fill("Litt for seint")
        with site.app.app_context(), transaction() as opened:
            work = opened.get_one(GroupWork, work_id)
            work.started_at = clock.now() - timedelta(minutes=30)
            work.ends_at = clock.now() - timedelta(minutes=1)
        page.locator(SEND).first.click()
        page.wait_for_selector('[data-told][data-state="refused"]')
        assert "Litt for seint" in page.locator("[data-queue]").first.inner_text()
        page.reload()
        page.locator("[data-left-over]", has_text="Litt for seint").wait_for()
    assert kept(site, work_id) == {}


def answering(site: Site, page: Page, room: tuple[int, str]) -> None:
    """Join, and wait for what is asked."""
    page.goto(f"/join/{room[1]}/")
    page.click("main form button")
    page.wait_for_selector("[data-joined]")
    do(site, room[0], actions.start)
    page.wait_for_selector(BOX)


def send(page: Page, text: str) -> None:
    """Write an answer to the first question, and send it."""
    page.locator(BOX).first.fill(text)
    page.locator(SEND).first.click()


def test_who_signs_in_beside_the_page_goes_on_answering(site: Site, chromium: Browser, room: tuple[int, str]) -> None:
    with window(chromium, site.base, width=PHONE, refusals=True) as page:
        answering(site, page, room)
        other = page.context.new_page()
        other.goto("/sign-in")
        other.fill("#email", address("kom.volda"))
        other.fill("#password", PASSWORD)
        other.locator("form:has(#password) button").click()
        other.wait_for_url("**/my-work")
        send(page, "Etter innloggingen")
        page.locator("[data-answers] li", has_text="Etter innloggingen").wait_for()
        other.goto(f"/join/{room[1]}/")
        other.locator("[data-answers] li", has_text="Etter innloggingen").wait_for()
    assert kept(site, room[0]) == {"Etter innloggingen": 1}


def test_two_tabs_without_contact_keep_what_each_was_to_send(
    site: Site, chromium: Browser, room: tuple[int, str]
) -> None:
    with window(chromium, site.base, width=PHONE, refusals=True) as page:
        answering(site, page, room)
        other = page.context.new_page()
        other.goto(f"/join/{room[1]}/")
        page.context.route("**/questions/*/", lambda route: route.fulfill(status=503, body=""))
        for tab, text in ((page, "Fra den ene"), (other, "Fra den andre")):
            send(tab, text)
            tab.wait_for_selector('[data-told][data-state="waiting"]')
        other.close()
        page.goto("/join/")
        page.context.unroute("**/questions/*/")
        page.goto(f"/join/{room[1]}/")
        page.locator("[data-answers] li", has_text="Fra den andre").wait_for()
    assert kept(site, room[0]) == {"Fra den ene": 1, "Fra den andre": 1}


def test_what_cannot_be_sent_stands_where_it_was_written(site: Site, chromium: Browser, room: tuple[int, str]) -> None:
    with window(chromium, site.base, width=PHONE, refusals=True) as page:
        answering(site, page, room)
        told, box = page.locator("[data-told]").first, page.locator(BOX).first
        for text, words in ((" ", "Skriv noe"), ("x" * 1001, "høyst 1000 tegn"), ("Skyss\ue000 🫩", "usynlige tegn")):
            send(page, text)
            told.filter(has_text=words).wait_for()
        assert box.input_value() == "Skyss 🫩"  # the newest pictures are signs like others
        page.locator(SEND).first.click()
        page.wait_for_selector('[data-told][data-state="accepted"]')
    assert kept(site, room[0]) == {"Skyss 🫩": 1}


def test_the_centre_gets_the_button_when_the_first_one_is_in(
    site: Site, chromium: Browser, room: tuple[int, str]
) -> None:
    cookies = {site.cookie_name: site.cookie_of(site.client("dir.1"))}
    with window(chromium, site.base, cookies=cookies) as centre, window(chromium, site.base, width=PHONE) as phone:
        centre.goto(f"/partnership/programmes/KT2026/group-work/{room[0]}/")
        assert not centre.locator("[data-somebody] button").is_visible()
        assert centre.locator("[data-nobody]").is_visible()
        phone.goto(f"/join/{room[1]}/")
        phone.click("main form button")
        centre.locator("[data-somebody] button").click()
        phone.wait_for_selector(BOX)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_group_work_shuts_nobody_out_before_while_and_after(
    site: Site, chromium: Browser, room: tuple[int, str], scheme: Scheme
) -> None:
    work_id, code = room
    cookies = {site.cookie_name: site.cookie_of(site.client("dir.1"))}
    with (
        window(chromium, site.base, width=PHONE, scheme=scheme) as phone,
        window(chromium, site.base, scheme=scheme, cookies=cookies) as centre,
    ):
        phone.goto(f"/join/{code}/")
        for action in (None, actions.start, actions.close):
            if action is not None:
                do(site, work_id, action)
            phone.goto(f"/join/{code}/")
            assert not [*faults_of(phone), *reflow_of(phone)], phone.url
            if action is None:
                phone.click("main form button")
                phone.wait_for_selector("[data-joined]")
                assert not faults_of(phone), "those who wait"
            for page in ("", "screen/"):
                centre.goto(f"/partnership/programmes/KT2026/group-work/{work_id}/{page}")
                assert not [*faults_of(centre), *reflow_of(centre)], centre.url
