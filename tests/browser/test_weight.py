"""A page is light: what a first visit and a later one fetch, counted as a server that compresses sends it."""

import gzip

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.site import Site
from tests.browser.watch import window

pytestmark = [pytest.mark.browser, pytest.mark.either]
FIRST, LATER = 120_000, 15_000
COMPRESSED_ALREADY = {"font/woff2", "application/font-woff2", "image/png"}


def weight_of(answer: Response) -> int:
    """The bytes of an answer, compressed where it pays."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    body = answer.body()
    return len(body) if kind in COMPRESSED_ALREADY else len(gzip.compress(body, 6))


@pytest.mark.parametrize(
    ("account", "path"),
    [
        (None, "/"),
        ("kom.krs", "/my-work"),
        ("kom.krs", "/partnership/relations/{P6}/"),
        ("org.o4", "/partnership/relations/{P6}/staircase/quick-start/"),
        ("org.o4", "/partnership/relations/{P6}/staircase/assessment/2/"),
    ],
)
def test_a_page_is_light(site: Site, chromium: Browser, account: str | None, path: str) -> None:
    cookies = {site.cookie_name: site.cookie_of(site.client(account))} if account else {}
    address = path.format(**site.relations)
    with window(chromium, site.base, cookies=cookies) as page:
        answers: list[Response] = []
        page.on("requestfinished", lambda request: answers.append(request.response() or pytest.fail(request.url)))
        page.goto(address, wait_until="networkidle")
        first = sum(map(weight_of, answers))
        answers.clear()
        page.goto(address, wait_until="networkidle")
        later = sum(weight_of(each) for each in answers if not each.from_service_worker and "/static/" not in each.url)
    assert first < FIRST
    assert later < LATER
