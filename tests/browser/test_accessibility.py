"""Nobody is shut out: axe-core (WCAG 2.2 AA and best practice) and our own eyes on every page of every role."""

import re
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.hands import FOCUS
from tests.browser.rounds import PEOPLE, pages_of
from tests.browser.site import Site
from tests.browser.watch import Scheme, window

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent.parent / "vendor/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => {
  const found = await axe.run({
    runOnly: tags, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
  });
  return found.violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.html.slice(0, 150)}`));
}"""
WIDER_THAN_SCREEN = "() => document.documentElement.scrollWidth - innerWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
  .filter(each => each.checkVisibility() && !each.closest("p, dd, li > :not(a), .ds-skip-link"))
  .map(each => [each, each.labels?.[0] ?? each])
  .filter(([each, target]) => Math.max(each.getBoundingClientRect().height, target.getBoundingClientRect().height) < 24)
  .map(([each]) => each.outerHTML.slice(0, 120))"""
NARROWEST, PHONE, DESK = 320, 360, 1280
LOOKS: list[tuple[int, Scheme]] = [(PHONE, "light"), (DESK, "dark"), (PHONE, "dark"), (DESK, "light")]
MOST_TABS = 60


def faults_of(page: Page) -> list[str]:
    """What is wrong with a page as it stands."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, TAGS)
    found += [f"small target: {each}" for each in page.evaluate(SMALL_TARGETS)]
    return found


def reflow_of(page: Page) -> list[str]:
    """Whether a page must be pushed sideways on the narrowest screen."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    wider = page.evaluate(WIDER_THAN_SCREEN)
    page.set_viewport_size(size)
    return [f"{wider} px wider than {NARROWEST}"] if wider > 0 else []


def focus_of(page: Page) -> list[str]:
    """Where one cannot see, going through a page with Tab, where one is."""
    found = []
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        if not focus["isSeen"] or focus["isCovered"]:
            found.append(f"focus {'covered' if focus['isCovered'] else 'not seen'}: {focus['words']}")
    return found


@pytest.mark.parametrize("account", PEOPLE, ids=str)
def test_no_page_shuts_anybody_out(site: Site, chromium: Browser, account: str | None) -> None:
    client, faults, number = site.client(account), {}, 0
    cookies = {site.cookie_name: site.cookie_of(client)} if account else {}
    for number, sight in enumerate(pages_of(site, client, account), 1):
        width, scheme = LOOKS[number % len(LOOKS)]
        with window(
            chromium, site.base, width=width, scheme=scheme, language=PEOPLE[account], cookies=cookies
        ) as page:
            page.goto(sight.path)
            if found := [*faults_of(page), *reflow_of(page), *focus_of(page)]:
                faults[f"{sight.path} {width} {scheme}"] = found
    print(account, number)
    assert not faults, "\n".join(f"{where}: {each}" for where, found in faults.items() for each in found)
    assert number >= 5
