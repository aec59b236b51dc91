"""The two who walk together: a municipality's coordinator at a desk and an association's leader with a small screen."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Generic, TypeVar

from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.hands import Hand
from tests.browser.site import Site
from tests.browser.watch import Scheme, window

PHONE, DESK = 320, 1280
SUBMIT = "main form.form .buttons button[type=submit]:not([data-variant])"
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
H = TypeVar("H", bound=Hand)
_numbers = count(82000001)


class Partner(Generic[H]):
    """Somebody with the site before them; no page that they come to may be wider than their screen."""

    def __init__(self, site: Site, page: Page, hand: H) -> None:
        self.site, self.page, self.hand = site, page, hand

    @property
    def path(self) -> str:
        """Where on the site they are."""
        return self.page.url.removeprefix(self.site.base)

    @property
    def words(self) -> str:
        """What the page says, with plain spaces."""
        return " ".join(self.page.locator("main").inner_text().split())

    def open(self, address: str) -> None:
        """Open an address that they know, or that came by mail."""
        self.page.goto(address)
        self.look()

    def press(self, selector: str) -> None:
        """Press a button or follow a link."""
        self.hand.press(selector)
        self.look()

    def look(self) -> None:
        """See that the page is one that can be read without scrolling sideways."""
        assert self.page.locator("h1").count() == 1, self.path
        assert self.page.evaluate(OVERFLOW) <= 0, self.path

    def levels(self, relation: int) -> dict[str, str | None]:
        """Where the page of the relation says that each side stands, and what they agree on."""
        self.open(f"/partnership/relations/{relation}/")
        drawing = self.page.locator("main svg.stairs")
        return {
            name: drawing.get_attribute(f"data-level-{name}") for name in ("municipality", "organisation", "agreed")
        }

    def place(self, step: int) -> None:
        """Choose one of the five cards, and say in a sentence why."""
        assert self.path.endswith("/quick-start/"), self.path
        self.hand.choose("step", str(step))
        self.press(SUBMIT)
        assert self.path.endswith("/assessment/"), self.words

    def answer(self, *, proves: bool, no: frozenset[str] = frozenset()) -> None:
        """Say yes to all questions of a page but some, and show evidence where asked for it."""
        for name in self.page.locator("main .choices > :first-child input[type=radio]").evaluate_all(
            "all => all.map(each => each.name)"
        ):
            slug = name.removeprefix("a")
            self.hand.choose(name, "no" if slug in no else "yes")
            if proves and slug not in no and self.page.locator(f"#e{slug}").count():
                if not self.page.locator(f"#q{slug} details").evaluate("each => each.open"):
                    self.hand.unfold(f"#q{slug} summary")
                self.hand.write(f"#e{slug}", "Sak 26/118")
                self.hand.write(f"#d{slug}", "1.11.26")

    def assess(self, *, proves: bool, no: frozenset[str] = frozenset()) -> list[int]:
        """Answer the opened steps only, look over, and send; the steps that were opened, 0 for all the lower ones."""
        opened = []
        self.press('main .buttons a[href*="/assessment/"]')
        while not self.path.endswith("/check/"):
            opened.append(int(self.path.split("/")[-2]))
            if opened[-1]:
                self.answer(proves=proves, no=no)
            before = self.path
            self.press(SUBMIT)
            assert self.path != before, self.words
        self.press('main form[action$="/submit"] button')
        assert self.path.endswith("/staircase/"), self.words
        return opened

    def pdf(self, selector: str) -> str:
        """Fetch a document, and give what stands in it with plain spaces."""
        href = self.page.locator(selector).first.get_attribute("href")
        answer = self.page.context.request.get(f"{self.site.base}{href}")
        assert answer.ok, answer.status
        paper = PdfReader(io.BytesIO(answer.body()))
        return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


@contextmanager
def partner(
    site: Site,
    chromium: Browser,
    hand: Callable[[Page], H],
    *,
    account: str = "",
    width: int = DESK,
    refusals: bool = False,
    scheme: Scheme = "light",
    language: str = "nb",
) -> Iterator[Partner[H]]:
    """One of the two in a window of their own; without an account, somebody who is not signed in."""
    cookies = {site.cookie_name: site.cookie_of(site.client(account))} if account else {}
    with window(
        chromium, site.base, width=width, language=language, cookies=cookies, refusals=refusals, scheme=scheme
    ) as page:
        yield Partner(site, page, hand(page))


def org_number() -> str:
    """An organisation number that nobody has, with the right check digit."""
    for stem in map(str, _numbers):
        check = (11 - sum(int(digit) * weight for digit, weight in zip(stem, WEIGHTS, strict=True)) % 11) % 11
        if check < 10:
            return f"{stem}{check}"
    raise AssertionError


def invite(coordinator: Partner[Any], name: str, leader: str, mailbox: str) -> str:
    """Invite an organisation that has no account, and give the link that comes to its leader."""
    coordinator.open("/my-work")
    coordinator.press('header a[href="/partnership/relations/"]')
    coordinator.press('main a[href="/partnership/invitations/"]')
    coordinator.press('main a[href="/partnership/invitations/new"]')
    coordinator.hand.write("#org_number", org_number())
    coordinator.hand.write("#name", name)
    coordinator.hand.write("#leader_name", leader)
    coordinator.hand.write("#email", mailbox)
    coordinator.hand.write("#message", "Skal vi se på samarbeidet vårt sammen?")
    coordinator.press(SUBMIT)
    assert coordinator.page.locator('main [data-status="waiting"]').count() == 1, coordinator.words
    return coordinator.site.link_to(mailbox, "/partnership/invitations/")
