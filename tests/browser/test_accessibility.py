"""Nobody is shut out: axe-core (WCAG 2.2 AA and best practice) and our own eyes on every page of every role."""

from contextlib import ExitStack
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.hands import FOCUS
from tests.browser.rounds import PEOPLE, pages_of
from tests.browser.site import Site
from tests.browser.watch import Scheme, window
from tests.pages import read

pytestmark = [pytest.mark.browser, pytest.mark.either]
AXE = (Path(__file__).parent.parent / "vendor/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => {
  const found = await axe.run({
    runOnly: tags, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
  });
  return found.violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.html.slice(0, 150)}`));
}"""
WIDER_THAN_SCREEN = """() => new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(
  () => seen(document.documentElement.scrollWidth - innerWidth))))"""  # drawn anew: what is sized by the screen is late
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
  .filter(each => each.checkVisibility() && !each.closest("p, dd, li > :not(a), .ds-skip-link, [aria-hidden=true]"))
  .map(each => [each, each.labels?.[0] ?? each])
  .filter(([each, target]) => Math.max(each.getBoundingClientRect().height, target.getBoundingClientRect().height) < 24)
  .map(([each]) => each.outerHTML.slice(0, 120))"""
NARROWEST, PHONE, DESK = 320, 360, 1280
LOOKS: list[tuple[int, Scheme]] = [(PHONE, "light"), (DESK, "dark"), (PHONE, "dark"), (DESK, "light")]
MOST_TABS = 40
FEWEST_PAGES = 5
TABBING = {None, "kom.krs", "dir.1", "adm"}  # between them they see every kind of page


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
    client = site.client(account)
    cookies = {site.cookie_name: site.cookie_of(client)} if account else {}
    faults: dict[str, list[str]] = {}
    with ExitStack() as windows:
        looks = [
            windows.enter_context(
                window(chromium, site.base, width=width, scheme=scheme, language=PEOPLE[account], cookies=cookies)
            )
            for width, scheme in LOOKS
        ]
        for sight, page in zip(pages_of(site, client, account), cycle(looks), strict=False):
            page.goto(sight.path)
            found = [*faults_of(page), *reflow_of(page), *(focus_of(page) if account in TABBING else [])]
            faults[f"{sight.path} at {page.viewport_size}"] = found
    assert not any(faults.values()), "\n".join(f"{each} on {where}" for where in faults for each in faults[where])
    assert len(faults) >= FEWEST_PAGES


def test_a_refused_form_shuts_nobody_out(site: Site, chromium: Browser) -> None:
    client = site.client("kom.krs")
    relation = f"/partnership/relations/{site.relations['P6']}/staircase"
    forms = ["/partnership/relations/new", "/directory/organisations/new", f"{relation}/points/3.1/"]
    cookies = {site.cookie_name: site.cookie_of(client)}
    with window(chromium, site.base, width=PHONE, cookies=cookies, refusals=True) as page:
        for path in forms:
            page.goto(path)
            page.locator("main form.form button[type=submit]").first.click()
            assert page.locator("#error-summary").is_visible(), path
            assert page.evaluate("document.activeElement.id") == "error-summary", path
            assert not [*faults_of(page), *reflow_of(page)], path


def test_a_refusal_shuts_nobody_out(site: Site, chromium: Browser) -> None:
    client = site.client("kom.krs")
    sheet = f"/partnership/relations/{site.relations['P8']}/staircase/conversation-sheet/"
    cookies = {site.cookie_name: site.cookie_of(client)}
    with window(chromium, site.base, width=PHONE, scheme="dark", cookies=cookies, refusals=True) as page:
        for path, status in {"/nowhere": 404, "/directory/people/": 403, sheet: 409, "/sign-in/link/1-x": 410}.items():
            answer = page.goto(path)
            assert answer
            assert answer.status == status, path
            assert not [*faults_of(page), *reflow_of(page)], path


def test_an_invitation_to_a_team_shuts_nobody_out(site: Site, chromium: Browser) -> None:
    client = site.client("kom.selbu")
    asked = next(each for each in read(client.get("/my-work").text).links if each.endswith("/invitation"))
    cookies = {site.cookie_name: site.cookie_of(client)}
    for width, scheme in LOOKS[:2]:
        with window(chromium, site.base, width=width, scheme=scheme, cookies=cookies) as page:
            page.goto(asked)
            assert not [*faults_of(page), *reflow_of(page), *focus_of(page)], width


def test_another_s_newer_words_shut_nobody_out(site: Site, chromium: Browser) -> None:
    cookies = {site.cookie_name: site.cookie_of(site.client("kom.krs2"))}
    with window(chromium, site.base, width=PHONE, cookies=cookies, refusals=True) as page:
        for name in ("Amina", "Amina Dahl"):
            page.goto("/profile")
            page.fill("main input[name=name]", name)
            page.locator("main input[name=version]").first.evaluate("each => { each.value = '1'; }")
            with page.expect_event("framenavigated"):
                page.locator("main form.form button[type=submit]").first.click()
        assert page.locator("main .conflict").is_visible()
        assert not [*faults_of(page), *reflow_of(page)]


@pytest.mark.parametrize("seconds", [500, -1], ids=["it ends soon", "it has ended"])
def test_the_word_about_the_session_shuts_nobody_out(site: Site, chromium: Browser, seconds: int) -> None:
    cookies = {site.cookie_name: site.cookie_of(site.client("org.o4"))}
    with window(chromium, site.base, width=PHONE, cookies=cookies) as page:
        page.clock.install()
        page.goto("/profile")
        left = page.locator("#session-warning").get_attribute("data-ends-in")
        assert left
        page.clock.fast_forward((int(left) - seconds) * 1000)
        page.clock.run_for(6000)
        page.clock.resume()
        assert page.locator("#session-warning").is_visible()
        assert not faults_of(page)
