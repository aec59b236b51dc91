"""The river from a published call to a decision: an applicant on a phone, its partner, and the directorate's people."""

import io
import re
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.hands import Fingers, Hand, Keys, Mouse
from tests.browser.site import Site
from tests.browser.watch import window

pytestmark = pytest.mark.browser
PHONE, DESK = 360, 1280
CALL = "T3"
SEND = "main form.form button[type=submit]:not(.ds-sr-only, [name=add])"
SUMMARY = "Flere skal komme seg ut"
POINTS = {"K1": 5, "K2": 4, "K3": 5, "K4": 5, "K5": 4, "K6": 4, "K7": 4}
SCORE = "90"


@dataclass(frozen=True)
class Way:
    """Who applies with whom, in which language, with what, and who reviews."""

    applicant: str
    partner: str
    named: str
    signed_as: str
    reviewers: tuple[str, str]
    language: str
    keys: bool


WAYS = {
    "an organisation, nb, keys alone": Way(
        "org.o4", "kom.krs", "Kristiansand kommune", "chair", ("dir.2", "dir.4"), "nb", keys=True
    ),
    "a municipality, nn, fingers": Way(
        "kom.volda", "org.o2", "Følgjevenene", "municipal_director", ("dir.4", "dir.5"), "nn", keys=False
    ),
}


class Walker:
    """One of those who walk, with the site before them."""

    def __init__(self, site: Site, page: Page, hand: Hand) -> None:
        self.site, self.page, self.hand = site, page, hand

    @property
    def path(self) -> str:
        """Where on the site the walker is."""
        return self.page.url.removeprefix(self.site.base)

    @property
    def words(self) -> str:
        """What the page says, with plain spaces."""
        return " ".join(self.page.locator("main").inner_text().split())

    def write(self, name: str, text: str) -> None:
        """Write in a field that is still empty."""
        if not self.page.locator(f"#{name}").input_value():
            self.hand.write(f"#{name}", text)

    def tick_first(self, name: str) -> None:
        """Tick the first of several, where none is ticked."""
        boxes = self.page.locator(f'main input[name="{name}"]')
        if not any(box.is_checked() for box in boxes.all()):
            self.hand.choose(name, boxes.first.get_attribute("value") or "")

    def pick_second(self, name: str) -> None:
        """Pick the first line of a list that says anything."""
        self.hand.pick(f"#{name}", self.page.locator(f"#{name} option").nth(1).inner_text())

    def pdf(self, selector: str) -> str:
        """Fetch a document, and give what stands in it with plain spaces."""
        href = self.page.locator(selector).first.get_attribute("href")
        answer = self.page.context.request.get(f"{self.site.base}{href}")
        assert answer.ok, answer.status
        paper = PdfReader(io.BytesIO(answer.body()))
        return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def apply(walker: Walker, way: Way) -> str:
    """Begin an application with one partner, and give its reference."""
    walker.page.goto(f"/grants/calls/{CALL}/")
    walker.hand.press(f'main a[href="/grants/calls/{CALL}/apply/"]')
    value = walker.page.locator("main label", has_text=way.named).first.get_attribute("for")
    box = walker.page.locator(f"#{value}")
    if way.keys:
        walker.hand.write(f"#{value}", " ")
    else:
        walker.hand.unfold(f"#{value}")
    assert box.is_checked()
    walker.hand.press(SEND)
    found = re.search(rf"{CALL}-2027-\d+", walker.path)
    assert found, walker.path
    assert walker.page.locator('main [data-status="draft"]').count() == 1
    return found[0]


def fill(walker: Walker) -> None:
    """Write what is not filled in yet, page after page, saving each."""
    while not walker.path.endswith("/check/"):
        code = walker.path.split("/")[-2]
        assert walker.page.evaluate("document.documentElement.scrollWidth") <= PHONE, code
        if code == "partners":
            confirm_terms(walker)
            continue
        PAGES[code](walker)
        walker.hand.press(SEND)
        assert f"/{code}/" not in walker.path, walker.words


def confirm_terms(walker: Walker) -> None:
    """Say what the partner does, and ask it."""
    address = walker.path
    walker.hand.press('main a[href*="/edit/partners/"][href$="/"]:not([href$="/partners/"]):not([href$="/new/"])')
    walker.write("task", "Følger deltakerne og låner ut lokalet.")
    walker.hand.choose("mode", "shared")
    walker.hand.write("#amount", "100 000" if walker.page.locator("#amount").input_value() == "" else "")
    walker.page.locator("#amount").fill("100000")
    walker.hand.press(SEND)
    walker.page.goto(address)
    walker.hand.press('main form[action$="/edit/partners/ask"] button')
    walker.hand.press('main .buttons a[href*="/edit/"]:not([href*="/partners/"])')


PAGES = {
    "who": lambda walker: (
        walker.write("q4_contact_phone", "22 33 44 55"),
        walker.write("q4_leader_name", "Kari Nordmann"),
        walker.write("q4_leader_email", "kari@example.no"),
    ),
    "measure": lambda walker: (
        walker.write("q1_text", "Følge til kulturhuset"),
        walker.page.fill("#q2_text", ""),
        walker.hand.write("#q2_text", "Flere skal komme seg ut og være sammen med andre. "),
        walker.pick_second("q22_activities-0-kind"),
        walker.pick_second("q22_activities-0-mode"),
        walker.write("q22_activities-0-count", "40"),
    ),
    "cooperation": lambda walker: (
        walker.tick_first("q9_forms"),
        walker.write("q9_text", "Vi planlegger sammen."),
        walker.write("q12_text", "Ingen andre gjør det samme her."),
    ),
    "target": lambda walker: (
        walker.tick_first("q14_groups"),
        walker.write("q15_text", "Vi henter dem som ikke kommer seg ut alene."),
        walker.write("q15_share", "60"),
    ),
    "frames": lambda walker: (
        walker.write("q25_text", "Én koordinator på hver side."),
        walker.write("q25_share", "20"),
        walker.tick_first("q27_topics"),
        walker.write("q27_participants", "12"),
        walker.write("q28_text", "Følge fra døra og hjem igjen."),
        walker.write("q28_trips", "200"),
        walker.write("q29_text", "Hjemmetjenesten går gjennom oversikten."),
        walker.write("q29_contact", "Fagkontakt i hjemmetjenesten"),
    ),
    "money": lambda walker: (
        walker.write("q36_amounts-asked-1", "850 000"),
        walker.write("q38_budget-activity-1", "600 000"),
        walker.write("q38_budget-coordination-1", "250000"),
    ),
    "after": lambda walker: walker.write("q41_text", "Kommunen tar over når tilskuddet tar slutt."),
}


def send(walker: Walker, way: Way, reference: str) -> None:
    """Send the application, and read the receipt, the copy and the text for the portal."""
    walker.hand.choose("signed_as", way.signed_as)
    walker.hand.write("#confirmed", " ") if way.keys else walker.hand.unfold("#confirmed")
    walker.hand.press('main form[action$="/submit"] button[type=submit]')
    assert walker.path.endswith("/receipt/"), walker.words
    assert reference in walker.words
    receipt = walker.path
    walker.page.go_back()
    walker.page.goto(receipt)
    assert "850 000" in walker.words
    copy = walker.pdf('main a[href$=".pdf"]')
    assert reference in copy
    assert "Følge til kulturhuset" in copy
    walker.hand.press('main a[href$="/copy/"]')
    assert "Følge til kulturhuset" in walker.page.locator(
        "textarea"
    ).all_inner_texts().__str__() or walker.page.locator("textarea").evaluate_all(
        "all => all.some(each => each.value.includes('Følge til kulturhuset'))"
    )


def check(walker: Walker, reference: str) -> None:
    """Find every rule in order, and conclude."""
    walker.page.goto(f"/grants/applications/{reference}/")
    walker.hand.press('main a[href$="/formal-check/"]')
    for rule in ("EL1", "EL2", "EL3", "EL4", "EL5", "EL6", "EL9", "EL10"):
        if not walker.page.locator(f'main input[name="{rule}_verdict"][value="ok"]').is_checked():
            walker.hand.choose(f"{rule}_verdict", "ok")
    walker.hand.press('main button[name="conclude"]')
    walker.page.goto(f"/grants/applications/{reference}/formal-check/")
    assert walker.page.locator('main .lead [data-status="passed"]').count() == 1, walker.words


def assign(walker: Walker, reference: str, name: str) -> None:
    """Give the application to a reviewer."""
    walker.page.goto(f"/grants/applications/{reference}/reviews/")
    walker.hand.pick("#reviewer", name)
    walker.hand.press('main form[action$="/reviews/assign"] button')
    assert name in walker.words


def declare(walker: Walker, reference: str) -> None:
    """Be led to the declaration, declare impartiality, and read the dossier."""
    walker.page.goto(f"/grants/applications/{reference}/dossier/")
    assert walker.path.endswith("/review/"), walker.path
    assert SUMMARY not in walker.words
    walker.hand.choose(
        "declared", walker.page.locator('main input[name="declared"]').first.get_attribute("value") or ""
    )
    walker.hand.press(SEND)
    assert SUMMARY in walker.pdf('main a[href$="/dossier.pdf"]')


def score(walker: Walker, reference: str, points: dict[str, int]) -> None:
    """Give points and reasons, and send."""
    walker.page.goto(f"/grants/applications/{reference}/review/")
    for code, given in points.items():
        walker.hand.choose(f"{code}_points", str(given))
        walker.page.fill(f"#{code}_reason", f"Søknaden viser det, {code}.")
    walker.hand.press('main button[name="send"]')
    walker.page.goto(f"/grants/applications/{reference}/review/")
    assert walker.page.locator('main [data-status="submitted"]').count() == 1, walker.words


def talk(walker: Walker, reference: str) -> None:
    """Write what came of talking about the criterion on which two differ."""
    walker.page.goto(f"/grants/applications/{reference}/reviews/")
    walker.page.fill("#note-K4 textarea", "Vi leste spørsmål 28 på nytt, og er enige om fem.")
    walker.hand.press("#note-K4 button[type=submit]")


def propose(walker: Walker, reference: str) -> None:
    """Propose the whole amount, with a reason on each criterion."""
    walker.page.goto(f"/grants/applications/{reference}/decision/proposal/")
    assert f"{SCORE} " in walker.words
    walker.hand.choose("outcome", "granted")
    walker.page.fill("#amount", "850 000")
    walker.page.fill("#summary", "Dere får hele beløpet.")
    walker.page.fill("#legal_basis", "Utlysningen, punkt 6.3.")
    for code in POINTS:
        walker.page.fill(f"#{code}_reason", f"Godt begrunnet, {code}.")
    walker.hand.press(SEND)
    assert walker.page.locator('main [data-status="proposed"]').count() >= 1, walker.words


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_the_river_is_walked_from_the_call_to_the_decision(site: Site, chromium: Browser, way: Way) -> None:
    with ExitStack() as windows:

        def walker(account: str, *, phone: bool = False) -> Walker:
            cookies = {site.cookie_name: site.cookie_of(site.client(account))}
            opened = window(chromium, site.base, width=PHONE if phone else DESK, language=way.language, cookies=cookies)
            page = windows.enter_context(opened)
            hand = Keys(page) if phone and way.keys else Fingers(page) if phone else Mouse(page)
            return Walker(site, page, hand)

        applicant = walker(way.applicant, phone=True)
        reference = apply(applicant, way)
        applicant.page.goto(f"/grants/applications/{reference}/edit/who/")
        fill(applicant)

        partner = walker(way.partner)
        partner.page.goto(f"/grants/applications/{reference}/confirmation/")
        partner.hand.press('main form[action*="/confirmation/"] button')
        assert "100 000" in partner.words

        applicant.page.goto(f"/grants/applications/{reference}/check/")
        send(applicant, way, reference)

        caseworker = walker("dir.1")
        check(caseworker, reference)
        names = {"dir.2": "Tarjei Nummedal", "dir.4": "Synne Aasland", "dir.5": "Eirik Solvang"}
        first, second = (walker(account) for account in way.reviewers)
        for account, reviewer in zip(way.reviewers, (first, second), strict=True):
            assign(caseworker, reference, names[account])
            declare(reviewer, reference)
        score(first, reference, POINTS)
        score(second, reference, {**POINTS, "K4": 3})
        talk(second, reference)
        second.page.goto(f"/grants/applications/{reference}/review/")
        second.hand.press('main form[action$="/take-up"] button')
        score(second, reference, POINTS)

        propose(caseworker, reference)
        lead = walker("dir.3")
        lead.page.goto(f"/grants/applications/{reference}/decision/")
        lead.hand.press('main form[action$="/decision/make"] button')

        applicant.page.goto(f"/grants/applications/{reference}/decision/")
        assert "850 000" in applicant.words
        assert f"{SCORE} " in applicant.words
        assert applicant.page.locator('main [data-status="granted"]').count() >= 1
        assert applicant.page.locator("html").get_attribute("lang") == way.language
        for each in (applicant, lead):
            each.page.goto(f"/grants/applications/{reference}/")
            dossier = each.pdf('main a[href$="/dossier.pdf"]')
            assert reference in dossier
            assert "850 000" in dossier
            assert re.search(rf"{SCORE} (of|av) 100", dossier), dossier
            assert all(f"Godt begrunnet, {code}." in dossier for code in POINTS)
