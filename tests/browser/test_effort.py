"""What it costs a person: the first shared staircase, a full step, offers, a phoned request, group work and hours.

The minutes are a fixed model of a slow reader: 1.2 seconds a tap, 5 letters a second, 0.2 seconds a word of the first
60 on each page and of every question, and the time that the pages themselves took. What it takes to find a case number
in the archive, or to think, is not in it.
"""

import time
from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from activities.offers.models import Offer
from directory.accounts.models import Person
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel import clock
from kernel.db import transaction
from kernel.jobs import outbox
from partnership.group_work import actions as group_work
from partnership.group_work.models import GroupWork
from partnership.programmes.models import Programme
from partnership.staircase.queries import edition_in_force
from tests.activities.builders import an_offer
from tests.browser.hands import Fingers, Mouse
from tests.browser.partners import PHONE, SUBMIT, Partner, invite, partner
from tests.browser.riding import REQUESTS, Call, agree, fill_in
from tests.browser.site import Site, address
from tests.builders import NOW, a_relation
from tests.conftest import TODAY
from tests.partnership.group_work.builders import a_draft

pytestmark = pytest.mark.browser
A_TAP, A_WORD, LETTERS_A_SECOND, WORDS_READ = 1.2, 0.2, 5, 60
MOST_TAPS, SHARED_WITHIN, STEP_WITHIN = 8, 3 * 60, 10 * 60
MUNICIPALITY, ASSOCIATION, FULLEST = "4204", "310000051", 5
MOST_FIELDS, CALL_WITHIN = 9, 60
ANSWER_TAPS, ANSWER_WITHIN, HOURS_TAPS, HOURS_WITHIN = 3, 60, 6, 90
TEAM = "/partnership/core-teams/1/"
FIELDS = """all => new Set(
  all.filter(each => each.type !== "hidden" && each.checkVisibility()).map(each => each.name)
).size"""
QUESTIONS = "all => all.map(each => each.innerText).join(' ')"


class CountedFingers(Fingers):
    """Fingers on a small screen whose every tap, letter, word and second of waiting is counted."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.letters = self.read_words = 0
        self.waited = 0.0

    @property
    def seconds(self) -> float:
        """What it took by the model."""
        return self.presses * A_TAP + self.letters / LETTERS_A_SECOND + self.read_words * A_WORD + self.waited

    def told(self, what: str) -> str:
        """The figures in a line."""
        return (
            f"{what}: {self.presses} taps, {self.letters} letters, {self.read_words} words read, "
            f"{self.waited:.1f} s of waiting: {self.seconds:.0f} s"
        )

    def press(self, selector: str) -> None:
        """Tap, wait, and read what comes."""
        begun = time.monotonic()
        super().press(selector)
        self.waited += time.monotonic() - begun
        self.read()

    def write(self, selector: str, text: str) -> None:
        """Tap the field and write."""
        self.presses += 1
        self.letters += len(text)
        super().write(selector, text)

    def read(self, letter: str = "") -> None:
        """Read a letter, or the beginning of the page and every question on it."""
        words = letter or self.page.locator("main").inner_text()
        asked = "" if letter else self.page.locator("main .question legend").evaluate_all(QUESTIONS)
        self.read_words += min(WORDS_READ, len(words.split())) + len(asked.split())


class CountedMouse(CountedFingers, Mouse):
    """The same at a desk."""


def place(who: Partner[CountedFingers], relation: int) -> None:
    """Choose a card, say why, and look at where both stand."""
    who.hand.choose("step", "2")
    who.hand.write("#sentence", "Vi møtes, men vi har ikke skrevet noe ned ennå.")
    who.press(SUBMIT)
    who.press(f'a[href="/partnership/relations/{relation}/"]:visible')


def a_common_relation(site: Site, scope: str) -> int:
    """A relation that nobody has placed."""
    with site.app.app_context(), transaction() as opened:
        actor = opened.scalars(select(Person).where(Person.email == address("kom.krs"))).one()
        municipality = opened.scalars(select(Municipality).where(Municipality.number == MUNICIPALITY)).one()
        organisation = opened.scalars(select(Organisation).where(Body.org_number == ASSOCIATION)).one()
        return a_relation(opened, municipality, organisation, actor=actor, scope=scope).id


def test_the_first_shared_staircase_is_8_taps_and_3_minutes_a_side(site: Site, chromium: Browser) -> None:
    mailbox = "arvid@sletta.example"
    with ExitStack() as windows:
        coordinator: Partner[CountedFingers] = windows.enter_context(
            partner(site, chromium, CountedMouse, account="kom.krs")
        )
        leader: Partner[CountedFingers] = windows.enter_context(partner(site, chromium, CountedFingers, width=PHONE))
        link = invite(coordinator, "Sletta Turvenner", "Arvid Sletten", mailbox)
        for letter in site.letters_to(mailbox).values():
            leader.hand.read(letter)
        leader.open(link)
        leader.hand.read()
        leader.press("main button[name=accept]")
        relation = int(leader.path.split("/relations/")[1].split("/")[0])
        place(leader, relation)

        coordinator.hand = desk = CountedMouse(coordinator.page)
        coordinator.open("/my-work")
        desk.read()
        coordinator.press(f'main a[href*="/relations/{relation}/staircase/quick-start/"]')
        place(coordinator, relation)
        leader.press('header a[href="/partnership/relations/"]')
        leader.press(f'main a[href="/partnership/relations/{relation}/"]')

        for each in (leader, coordinator):
            assert each.words.count("Vi møtes, men vi har ikke skrevet noe ned ennå.") == 2, each.words
        for name, each in {"The association": leader, "The municipality": coordinator}.items():
            print(each.hand.told(f"First shared staircase. {name}"))  # noqa: T201  the figures are what one runs it with -s for
            assert each.hand.presses <= MOST_TAPS, each.hand.told(name)
            assert each.hand.seconds <= SHARED_WITHIN, each.hand.told(name)


@pytest.mark.parametrize(
    ("account", "hand", "width"), [("kom.krs", CountedMouse, 1280), ("org.o5", CountedFingers, PHONE)]
)
def test_a_full_step_with_all_its_evidence_takes_10_minutes_at_most(
    site: Site, chromium: Browser, account: str, hand: type[CountedFingers], width: int
) -> None:
    relation = a_common_relation(site, f"Et helt trinn: {account}")
    with partner(site, chromium, hand, account=account, width=width) as who:
        who.open(f"/partnership/relations/{relation}/staircase/quick-start/")
        who.place(FULLEST)
        who.hand = counted = hand(who.page)
        counted.read()
        who.assess(proves=True)
        print(counted.told(f"A full step, {account}"))  # noqa: T201  the figures are what one runs it with -s for
        assert counted.seconds <= STEP_WITHIN, counted.told(account)
    with site.session() as opened:
        content = edition_in_force(opened).content
        assert len(content.questions_of(FULLEST)) == max(
            len(content.questions_of(each.number)) for each in content.steps
        )


def test_offers_are_confirmed_by_one_tap_from_the_mail(site: Site, chromium: Browser) -> None:
    with site.app.app_context(), transaction() as opened:
        actor = opened.scalars(select(Person).where(Person.email == address("org.o5"))).one()
        municipality = opened.scalars(select(Municipality).where(Municipality.number == MUNICIPALITY)).one()
        organisation = opened.scalars(select(Organisation).where(Body.org_number == ASSOCIATION)).one()
        known = site.letters("org.o5")
        half_a_year_ago = TODAY - timedelta(days=175)
        offers = [
            an_offer(opened, organisation, municipality, actor=actor, title=title, confirmed_on=half_a_year_ago).id
            for title in ("Besøk på Åsen", "Turgruppa")
        ]
        outbox.promise(opened, "activities.ask_provider", at=NOW, provider_id=organisation.id)
    link = site.link_to(address("org.o5"), "/activities/offers/answer/", known)
    with partner(site, chromium, CountedFingers, width=PHONE) as leader:
        leader.open(link)
        leader.hand.read()
        leader.press("main .large-button button")
        print(leader.hand.told("Confirming offers"))  # noqa: T201  the figures are what one runs it with -s for
        assert leader.hand.presses == 1
    with site.session() as opened:
        confirmed: list[date | None] = [opened.get_one(Offer, number).confirmed_on for number in offers]
    assert confirmed == [TODAY, TODAY]


def test_a_request_by_telephone_is_9_fields_and_60_seconds(site: Site, chromium: Browser) -> None:
    call = Call("00000321", "Ottar", "Bakkegata 6, 6100", "Biblioteket, 6100", "24.11.2026", offer="Følgje heilt fram")
    with partner(site, chromium, CountedMouse, account="org.o2") as coordinator:
        desk = coordinator.hand
        coordinator.open(f"{REQUESTS}new")
        fields = coordinator.page.locator("main form.form :is(input, select, textarea)").evaluate_all(FIELDS)
        desk.read()
        fill_in(coordinator, call)
        coordinator.press(SUBMIT)
        figures, seconds = desk.told(f"A request by telephone, {fields} fields"), desk.seconds
        agree(coordinator)
        for line in (figures, desk.told("With consent and the check, the trip is made")):
            print(line)  # noqa: T201  the figures are what one runs it with -s for
    assert fields <= MOST_FIELDS
    assert seconds <= CALL_WITHIN, figures


def test_an_answer_in_group_work_is_3_taps_and_60_seconds_from_the_code_on_the_screen(
    site: Site, chromium: Browser
) -> None:
    with site.app.app_context(), transaction() as opened:
        programme = opened.scalars(select(Programme).order_by(Programme.id)).first()
        centre = opened.scalars(select(Person).where(Person.email == address("dir.1"))).one().id
        assert programme
        work = group_work.make(opened, programme, a_draft("Hva det koster"), actor_id=centre, at=clock.now())
        group_work.open_joining(opened, work, actor_id=centre, at=clock.now())
        work_id, code = work.id, work.code
    with partner(site, chromium, CountedFingers, width=PHONE) as phone:
        phone.open(f"/join/{code}/")  # the picture leads here
        phone.hand.read()
        phone.press("main .large-button button")
        with site.app.app_context(), transaction() as opened:
            group_work.start(opened, opened.get_one(GroupWork, work_id), actor_id=centre, at=clock.now())
        phone.page.wait_for_selector("[data-answer-box] textarea")
        phone.hand.read()
        phone.hand.write("[data-answer-box] textarea >> nth=0", "De som aldri kommer på møtene våre")
        begun = time.monotonic()
        phone.hand.unfold("[data-answer-box] button[type=submit]")
        phone.page.wait_for_selector('[data-told][data-state="accepted"]')
        phone.hand.waited += time.monotonic() - begun
        print(phone.hand.told("An answer in group work"))  # noqa: T201  the figures are what one runs it with -s for
        assert phone.hand.presses <= ANSWER_TAPS
        assert phone.hand.seconds <= ANSWER_WITHIN


def test_hours_of_a_team_member_are_6_taps_and_90_seconds_on_a_phone(site: Site, chromium: Browser) -> None:
    with partner(site, chromium, CountedFingers, account="kt.volda", width=PHONE, language="nn") as member:
        member.open("/my-work")
        member.hand.read()
        member.press('header a[href="/partnership/core-teams/"]')
        member.press(f'main a[href="{TEAM}"]')
        member.press(f'main a[href="{TEAM}hours/"]')
        member.hand.write("#time", "1.30")
        member.hand.pick("#kind", "Heimelekser")
        member.press("main form:has(#time) button[type=submit]")
        print(member.hand.told("Hours of a team member"))  # noqa: T201  the figures are what one runs it with -s for
        assert "1 time og 30 minutt" in member.words
        assert member.hand.presses <= HOURS_TAPS
        assert member.hand.seconds <= HOURS_WITHIN
