"""The camera that takes the guides' pictures: few colours, and no more of a page than a guide tells of."""

import io
from contextlib import ExitStack
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.site import Site
from tests.browser.watch import window

BROAD, DESK, WIDE, PHONE = 1280, 900, 600, 360
TALLEST = 800
ABOVE, BELOW, COLOURS = 16, 8, 32


class Camera:
    """Takes pictures of the site, as one or another of the story's people sees it."""

    def __init__(self, site: Site, browser: Browser, windows: ExitStack, folder: Path) -> None:
        self._site, self._browser, self._windows, self._folder = site, browser, windows, folder
        self._pages: dict[tuple[str | None, int], Page] = {}
        self.taken: list[Path] = []

    def visit(self, account: str | None, path: str, width: int = WIDE) -> Page:
        """What somebody sees on a page, or anybody who has not signed in."""
        if (account, width) not in self._pages:
            cookies = {self._site.cookie_name: self._site.cookie_of(self._site.client(account))} if account else {}
            opened = window(self._browser, self._site.base, width=width, cookies=cookies)
            self._pages[account, width] = self._windows.enter_context(opened)
        page = self._pages[account, width]
        answer = page.goto(path)
        if answer is None or not answer.ok:
            raise LookupError(f"{account} does not get {path}.")
        return page

    def take(self, name: str, page: Page, first: str = "main h1", last: str = "main") -> None:
        """Keep what stands from one element to another, as few colours as words and lines need."""
        (top, _end), (_begin, bottom) = _reach(page, first), _reach(page, last)
        width = page.viewport_size["width"] if page.viewport_size else WIDE
        height = ABOVE + min(bottom - top, TALLEST) + BELOW
        page.evaluate("document.activeElement.blur()")
        seen = page.screenshot(
            full_page=True,
            animations="disabled",
            clip={"x": 0, "y": max(0, top - ABOVE), "width": width, "height": height},
        )
        path = self._folder / f"{name}.png"
        whole = Image.open(io.BytesIO(seen)).convert("RGB")
        whole.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        self.taken.append(path)


def _reach(page: Page, selector: str) -> tuple[float, float]:
    """Where an element begins and ends on its whole page."""
    script = "at => { const box = at.getBoundingClientRect(); return [box.top + scrollY, box.bottom + scrollY]; }"
    top, bottom = page.locator(selector).first.evaluate(script)
    return top, bottom


def press(page: Page, selector: str) -> None:
    """Press a button, and wait for the page that it leads to."""
    with page.expect_event("framenavigated"):
        page.locator(selector).first.click()
    page.wait_for_load_state()
