"""Both sides walk the whole way on a small screen: from a link by e-mail to the conversation sheet."""

import io
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from sqlalchemy import func, select

from directory.accounts.models import Person
from kernel.db import transaction
from partnership.assessments.models import Assessment, Placement
from partnership.relations.models import Relation
from tests.browser.hands import Fingers, Hand, Keys
from tests.browser.site import Site, address
from tests.browser.watch import window
from tests.builders import some_evidence

pytestmark = pytest.mark.browser
PHONE = 360
MOST_PRESSES = 8
SUBMIT = "main form.form button[type=submit]"


@dataclass(frozen=True)
class Way:
    """Who walks, about what, in which language and with what."""

    coordinator: str
    leader: str
    organisation: str
    language: str
    javascript: bool = True
    keys: bool = False


WAYS = {
    "nb, keys alone": Way("kom.krs", "org.o1", "Fjellheim", "nb", keys=True),
    "nb, no JavaScript": Way("kom.tydal", "org.o4", "Sørkyst", "nb", javascript=False),
    "nn, fingers": Way("kom.volda", "org.o2", "Følgjevenene", "nn"),
    "nn, no JavaScript": Way("kom.volda", "org.o3", "Nettglade", "nn", javascript=False),
}


class Walker:
    """One of the two, with a small screen and the site before them."""

    def __init__(self, site: Site, page: Page, account: str, *, keys: bool) -> None:
        self.site = site
        self.page = page
        self.account = account
        self.hand: Hand = Keys(page) if keys else Fingers(page)

    @property
    def path(self) -> str:
        """Where on the site the walker is."""
        return self.page.url.removeprefix(self.site.base)

    def sign_in(self) -> None:
        """Ask for a link on the front page, and press the button that it leads to."""
        known = self.site.letters(self.account)
        self.page.goto("/sign-in")
        self.hand.write("#link-email", address(self.account))
        self.hand.press('form[action="/sign-in/link"] button')
        self.page.goto(self.site.next_link(self.account, known))
        self.hand.press("main form.one-button button")
        assert self.path == "/my-work"

    def begin(self, organisation: str) -> int:
        """Begin a cooperation with an organisation about one thing."""
        self.hand.press('header a[href="/partnership/relations/"]')
        self.hand.press('main a[href="/partnership/relations/new"]')
        before = self.path
        for _twice in range(2):
            self.hand.pick("#organisation", organisation)
            self.hand.choose("model", "organisation")
            self.hand.write("#scope", "Besøk på Åsen")
            self.hand.press(SUBMIT)
            begun = self.path
            self.page.go_back()
            assert self.path == before
        self.page.goto(begun)
        return int(begun.split("/")[-2])

    def place(self, step: int) -> None:
        """Choose one of the five cards; going back and choosing it again changes nothing."""
        self.hand.press('main a[href$="/staircase/assessment/"]')
        assert self.path.endswith("/quick-start/")
        assert self.page.locator("main input[name=step]").count() == 5
        self.hand.presses = 0
        self.hand.choose("step", str(step))
        self.hand.press(SUBMIT)
        assert self.path.endswith("/assessment/")
        assert self.hand.presses <= MOST_PRESSES
        self.page.go_back()
        self.hand.choose("step", str(step))
        self.hand.press(SUBMIT)
        assert self.path.endswith("/assessment/")

    def assess(self, upto: int) -> None:
        """Confirm the lower steps, say yes up to a step and no above, look over, send, and go back."""
        self.hand.press('main .buttons a[href*="/assessment/"]')
        shown = False
        while not self.path.endswith("/check/"):
            is_lower = self.path.endswith("/assessment/0/")
            if not is_lower:
                self.answer("yes" if int(self.path.split("/")[-2]) <= upto else "no")
                shown = shown or self.show_evidence()
            self.hand.press(SUBMIT)
        assert shown
        self.hand.press('main form[action$="/submit"] button')
        assert self.path.endswith("/staircase/")
        self.page.go_back()
        assert self.path.endswith("/assessment/")

    def answer(self, value: str) -> None:
        """Say the same to all questions of a page."""
        for name in self.page.locator("main .choices > :first-child input[type=radio]").evaluate_all(
            "all => all.map(each => each.name)"
        ):
            self.hand.choose(name, value)

    def show_evidence(self) -> bool:
        """Show evidence for the first point of the page that it can be shown for."""
        name = self.page.locator("main details input[name^=e]").first.get_attribute("name")
        assert name
        code = name.removeprefix("e")
        self.hand.unfold(f"#q{code} details:not([open]) summary")
        self.hand.write(f"#e{code}", "Sak 26/118")
        self.hand.write(f"#d{code}", "1.11.26")
        return True

    def levels(self, relation: int) -> dict[str, str | None]:
        """Where the page of the relation says that each side stands, and what they agree on."""
        self.page.goto(f"/partnership/relations/{relation}/")
        drawing = self.page.locator("main svg.stairs")
        assert self.page.locator("main .stair-list").is_visible()
        return {
            name: drawing.get_attribute(f"data-level-{name}") for name in ("municipality", "organisation", "agreed")
        }

    def talk_over(self) -> str:
        """Open the conversation sheet, and read the one for paper."""
        self.hand.press('main a[href$="/conversation-sheet/"]')
        heading = self.page.locator("h1").inner_text()
        paper = PdfReader(io.BytesIO(self.hand.fetch('main a[href$="conversation-sheet.pdf"]')))
        assert len(paper.pages) == 1
        words = paper.pages[0].extract_text()
        assert heading.split()[0] in words
        return words


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_both_sides_walk_from_a_link_to_the_conversation_sheet(site: Site, chromium: Browser, way: Way) -> None:
    with ExitStack() as open_windows:

        def walker(account: str) -> Walker:
            opened = window(chromium, site.base, width=PHONE, language=way.language, java_script_enabled=way.javascript)
            made = Walker(site, open_windows.enter_context(opened), account, keys=way.keys)
            made.sign_in()
            return made

        coordinator = walker(way.coordinator)
        relation = coordinator.begin(way.organisation)
        show_evidence(site, relation)
        coordinator.place(2)
        coordinator.assess(upto=3)
        assert coordinator.levels(relation) == {"municipality": "3", "organisation": "pending", "agreed": "pending"}

        leader = walker(way.leader)
        leader.page.goto(f"/partnership/relations/{relation}/")
        leader.place(2)
        leader.assess(upto=2)
        for each in (coordinator, leader):
            assert each.levels(relation) == {"municipality": "2", "organisation": "2", "agreed": "2"}
            assert each.page.locator("#differences-heading").is_visible()
            assert each.page.locator("html").get_attribute("lang") == way.language
            assert way.organisation in each.talk_over()
    assert counts(site, relation) == (1, 2, 2)


def show_evidence(site: Site, relation: int) -> None:
    """Lay what shows the lower steps beside the relation: the walk shows one point's itself."""
    with site.app.app_context(), transaction() as opened:
        actor = opened.scalars(select(Person).where(Person.email == address("adm"))).one()
        some_evidence(opened, opened.get_one(Relation, relation), actor=actor)


def counts(site: Site, relation: int) -> tuple[int, int, int]:
    """How many relations, placements and assessments the walk has made."""
    with site.session() as opened:
        same = opened.get_one(Relation, relation)
        relations = select(func.count()).where(
            Relation.municipality_id == same.municipality_id,
            Relation.organisation_id == same.organisation_id,
            Relation.scope == same.scope,
        )
        placements = select(func.count()).where(Placement.relation_id == relation)
        assessments = select(func.count()).where(Assessment.relation_id == relation)
        found = [opened.scalar(statement) or 0 for statement in (relations, placements, assessments)]
    return found[0], found[1], found[2]
