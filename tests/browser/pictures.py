"""The guides' pictures: `python -m tests.browser.pictures` walks the story as those whom the guides are for."""

import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.site import Site, running
from tests.browser.watch import window

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
DESK, WIDE, PHONE = 900, 600, 360
TALLEST = 800
ABOVE, BELOW, COLOURS = 16, 8, 48
DRAFT = "/grants/applications/T3-2027-0001"
GRANTED = "/grants/applications/T1-2026-0002"
READ = "/grants/applications/T1-2026-0005"
CRITERIA = [f"K{number}" for number in range(1, 8)]
TASK = "Annenhver tirsdag: kaffe, sang og hjelp med telefonen. Laget ringer rundt dagen før."
SEEN = "Fullmakten er lagt fram, og arkivert på saken."
REASON = "Oppgavene er delt skriftlig, og alle tre kommunene har sagt hva de gjør. Se spørsmål 7 og 9."
SUMMARY = "Dere får 500 000 kroner det første året til kurs, følge og åpne treff i tre kommuner."
WHY = "Søknaden viser dette godt."
LAW = "Utlysningen og bestemmelsene om økonomistyring i staten, punkt 6.3."


class Camera:
    """Takes pictures of the site, as one or another of the story's people sees it."""

    def __init__(self, site: Site, browser: Browser, windows: ExitStack, folder: Path) -> None:
        self._site, self._browser, self._windows, self._folder = site, browser, windows, folder
        self._pages: dict[tuple[str, int], Page] = {}
        self.taken: list[Path] = []

    def visit(self, account: str, path: str, width: int = WIDE) -> Page:
        """What somebody sees on a page."""
        if (account, width) not in self._pages:
            cookies = {self._site.cookie_name: self._site.cookie_of(self._site.client(account))}
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


def coordinator(camera: Camera, site: Site) -> None:
    """Cooperate, apply with an association, and confirm one's part in what it applies for."""
    camera.take("coordinator-1", camera.visit("kom.tydal", "/my-work"), last="main .ds-card >> nth=1")
    relation = f"/partnership/relations/{site.relations['P1']}/"
    camera.take("coordinator-2", camera.visit("kom.tydal", relation, DESK), "#staircase-heading", "main .hero svg")
    page = camera.visit("kom.tydal", "/grants/calls/T3/apply/")
    page.locator("main label", has_text="Fjellheim").click()
    camera.take("coordinator-3", page, last="main form")
    press(page, "main form.form button[type=submit]")
    camera.take("coordinator-4", page, last="main .task >> nth=3")
    _ask(page)
    camera.take("coordinator-5", page, "main section.ds-card", "main section.ds-card")
    page = camera.visit("kom.tydal", f"{DRAFT}/confirmation/")
    camera.take("coordinator-6", page, "main section.ds-card >> nth=1", "main section.ds-card >> nth=1")


def _ask(page: Page) -> None:
    """Write what the partner does, and ask it."""
    page.goto(f"{page.url}edit/partners/")
    press(page, "main section.ds-card a.ds-button")
    page.fill("#task", TASK)
    page.locator('main input[name="mode"]').first.check()
    page.fill("#hours", "150")
    page.fill("#amount", "40000")
    press(page, "main form.form button[type=submit]")
    page.goto(f"{page.url.partition('partners/')[0]}partners/")
    press(page, 'main form[action$="/ask"] button')


def association(camera: Camera, _site: Site) -> None:
    """Write on what is filled in, confirm one's part in what the municipality applies for, and keep the receipt."""
    page = camera.visit("org.o1", f"{DRAFT}/", PHONE)
    camera.take("association-1", page, last="main .task >> nth=1")
    camera.take("association-2", camera.visit("org.o1", f"{DRAFT}/edit/who/"), last="#q4 ~ ds-field")
    page = camera.visit("org.o1", "/grants/applications/T3-2027-0002/confirmation/", PHONE)
    camera.take("association-3", page, "main section.ds-card >> nth=1", "main section.ds-card >> nth=1")
    camera.take("association-4", camera.visit("org.o1", f"{DRAFT}/check/"), last="main .ds-alert")
    camera.take(
        "association-5", camera.visit("org.o1", f"{GRANTED}/receipt/", PHONE), last="main .facts > div >> nth=3"
    )
    camera.take("association-6", camera.visit("org.o1", f"{GRANTED}/copy/", DESK), last="main ds-field >> nth=1")


def reviewer(camera: Camera, _site: Site) -> None:
    """Check, declare, read, give points, talk, and decide."""
    page = camera.visit("dir.1", f"{READ}/formal-check/")
    camera.take("reviewer-1", page, "main .ds-alert", "#EL1")
    page.locator('main input[name="EL6_verdict"][value="ok"]').check()
    page.fill('[name="EL6_reason"]', SEEN)
    press(page, "main button[name=conclude]")
    for name in ("Tarjei", "Synne"):
        page.goto(f"{READ}/reviews/")
        option = page.locator("#reviewer option", has_text=name)
        page.select_option("#reviewer", option.get_attribute("value"))
        press(page, 'main form[action$="/assign"] button')
    page = camera.visit("dir.2", f"{READ}/review/")
    camera.take("reviewer-2", page, "main .ds-alert", "main form .ds-fieldset")
    _review(page, "4")
    camera.take("reviewer-4", page, "#K1", 'main section[aria-labelledby="K1"]')
    press(page, "main button[name=send]")
    page = camera.visit("dir.2", f"{READ}/dossier/", DESK)
    camera.take("reviewer-3", page, "main .sheet h2 >> nth=1", "main .sheet tbody tr >> nth=3")
    page = camera.visit("dir.4", f"{READ}/review/")
    _review(page, "4")
    press(page, "main button[name=send]")
    camera.take("reviewer-5", camera.visit("dir.1", f"{GRANTED}/reviews/"), "#wide", "#wide ~ section")
    _propose(camera.visit("dir.1", f"{READ}/decision/proposal/"))
    page = camera.visit("dir.3", f"{READ}/decision/")
    camera.take("reviewer-6", page, "#make", 'main form[action$="/make"]')


def _review(page: Page, points: str) -> None:
    """Declare that one is impartial, and fill in a review without sending it."""
    page.locator('main input[name="declared"][value="impartial"]').check()
    press(page, "main form.form button[type=submit]")
    for code in CRITERIA:
        page.locator(f'main input[name="{code}_points"][value="{points}"]').check()
        page.fill(f'[name="{code}_reason"]', REASON)


def _propose(page: Page) -> None:
    """Propose to grant what is applied for in part."""
    page.locator('main input[name="outcome"][value="partly"]').check()
    page.fill("#amount", "500000")
    page.fill("#further_years", "0")
    page.fill("#summary", SUMMARY)
    page.fill("#legal_basis", LAW)
    for code in CRITERIA:
        page.fill(f'[name="{code}_reason"]', WHY)
    press(page, "main form.form button[type=submit]:not(.ds-sr-only)")


GUIDES: tuple[Callable[[Camera, Site], None], ...] = (coordinator, association, reviewer)


@contextmanager
def _camera(folder: Path) -> Iterator[tuple[Camera, Site]]:
    """A camera at a site of its own, in a folder that is thrown away."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        sys.exit("The pictures are taken in Chromium, which is not on this machine.")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        with running(f"sqlite:///{scratch}/trinn.sqlite3", Path(scratch)) as site, ExitStack() as windows:
            yield Camera(site, browser, windows, folder), site
        browser.close()


def main(folder: Path) -> None:
    """Take every picture anew, and throw away what no guide shows any longer."""
    folder.mkdir(parents=True, exist_ok=True)
    with _camera(folder) as (camera, site):
        for guide in GUIDES:
            guide(camera, site)
    for path in set(folder.glob("*.png")) - set(camera.taken):
        path.unlink()
    size = sum(path.stat().st_size for path in camera.taken) // 1000
    print(f"{len(camera.taken)} pictures in {folder}, {size} kB together.")  # noqa: T201  a command prints


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
