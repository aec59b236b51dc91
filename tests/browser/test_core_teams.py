"""Two municipalities apply together, are chosen, learn with others, and adopt a roadmap; and a team's own week."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from kernel import clock
from tests import verapdf
from tests.browser import choosing, learning, selecting
from tests.browser.choosing import LEADING, PARTNER
from tests.browser.hands import Fingers, Keys, Mouse
from tests.browser.partners import SUBMIT, Partner, partner
from tests.browser.site import Site, address

pytestmark = pytest.mark.browser
PHONE = 360
ASSESSED, DECIDED, TOLD = date(2027, 1, 18), date(2027, 1, 20), date(2027, 2, 2)
GATHERED, ADOPTED = date(2027, 3, 8), date(2027, 10, 18)
VOLDA, KT2026 = "/partnership/core-teams/1/", "/partnership/programmes/KT2026/"


class Doors:
    """Opens a window for each who walks, and closes them all at the end."""

    def __init__(self, site: Site, chromium: Browser, windows: ExitStack) -> None:
        self.site, self.chromium, self.windows = site, chromium, windows

    def open(self, hand: type[Any], account: str = "", **how: Any) -> Partner[Any]:
        """Somebody with the site before them."""
        return self.windows.enter_context(partner(self.site, self.chromium, hand, account=account, **how))


@pytest.fixture
def doors(site: Site, chromium: Browser) -> Iterator[Doors]:
    """The windows of a walk."""
    with ExitStack() as windows:
        yield Doors(site, chromium, windows)


def apply_together(doors: Doors) -> str:
    """Read the call, apply, be confirmed by the neighbour, and send; the reference."""
    choosing.come_in(doors.site, LEADING, PARTNER)
    lead, other = doors.open(Keys, LEADING.account), doors.open(Keys, PARTNER.account)
    choosing.read_invitation(lead)
    reference = choosing.apply(lead, PARTNER)
    choosing.confirm(other, reference)
    choosing.send(lead, reference)
    return reference


def be_chosen(doors: Doors, reference: str) -> int:
    """Be assessed, proposed, made and told on the day; the team that is founded."""
    clock.set_today(ASSESSED)
    tydal, volda, *others = selecting.waiting(doors.site)
    assert others == [reference]
    for each in (tydal, volda, reference):
        selecting.assess(doors.site, each, selecting.WEAK if each == volda else selecting.STRONG)
    selecting.propose(doors.open(Mouse, "dir.1"), [tydal, reference], volda)
    clock.set_today(DECIDED)
    lead = doors.open(Mouse, "dir.3")
    selecting.make(lead)
    known = doors.site.letters(PARTNER.account)
    selecting.carry_out(doors.site)
    clock.set_today(TOLD)
    decision = doors.site.link_to(address(PARTNER.account), "/grants/applications/", known)
    assert decision.endswith(f"/{reference}/decision/")
    lead.open(selecting.SELECTION)
    team = selecting.team_of(doors.site, reference)
    lead.press(f'main a[href="/partnership/core-teams/{team}/"]')
    assert LEADING.person in lead.words
    assert PARTNER.person in lead.words
    return team


def learn(doors: Doors, who: Partner[Any]) -> None:
    """Meet, work in a group on three phones at once, and do homework that is read."""
    clock.set_today(GATHERED)
    centre = doors.open(Mouse, "dir.1")
    gathering = learning.plan_gathering(centre)
    code = learning.open_group_work(centre)
    phones = [doors.open(Fingers, width=PHONE) for _each in range(3)]
    for phone in phones:
        learning.join(phone, code)
    learning.work_together(centre, phones)
    clock.set_today(date(2027, 3, 9))
    learning.sum_up(centre)
    learning.note_attendance(centre, gathering, LEADING.person)
    learning.give_homework(centre, gathering)
    answer = learning.hand_in(who, learning.TASK, "Vi snakket med tolv på butikken.")
    learning.give_feedback(centre, answer)
    who.open(answer)
    assert learning.FEEDBACK in who.words, who.words


def test_from_the_invitation_to_a_roadmap_that_both_have_adopted(doors: Doors, tmp_path: Path) -> None:
    reference = apply_together(doors)
    team = be_chosen(doors, reference)
    lead, other = doors.open(Keys, LEADING.account), doors.open(Keys, PARTNER.account)
    lead.open(f"/grants/applications/{reference}/decision/")
    assert lead.page.locator('main [data-status="granted"]').count() >= 1
    lead.press('main a[href="/partnership/core-teams/"]')
    lead.press(f'main a[href="/partnership/core-teams/{team}/"]')
    learn(doors, lead)

    clock.set_today(ADOPTED)
    learning.write_roadmap(lead, team)
    learning.adopt(lead, team, "27/301")
    learning.adopt(other, team, "27/88")
    assert other.page.locator('main [data-status="adopted"]').count() == 2, other.words
    file = tmp_path / "roadmap.pdf"
    file.write_bytes(other.hand.fetch('main a[href$="/roadmap.pdf"]'))
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    for words in (learning.AIM, learning.GOAL, learning.MEASURE, "Tynset", "Alvdal", "27/301", "27/88"):
        assert words in said, said
    assert verapdf.failures(file) == []


def note_hours(member: Partner[Any]) -> None:
    """From the first page: the team, its hours, and one row; who and when stand there already."""
    member.open("/my-work")
    member.press('header a[href="/partnership/core-teams/"]')
    member.press(f'main a[href="{VOLDA}"]')
    member.press(f'main a[href="{VOLDA}hours/"]')
    assert member.page.locator("#seat option:checked").inner_text() == "Eldbjørg Humberset"
    member.hand.write("#time", "1.30")
    member.hand.pick("#kind", "Heimelekser")
    member.hand.write("#note", "Ringde elevrådet.")
    member.press("main form:has(#time) button[type=submit]")
    row = member.page.locator("main tr", has_text="Ringde elevrådet.")
    assert "1 time og 30 minutt" in row.inner_text(), member.words


def note_progress(member: Partner[Any]) -> None:
    """Say that a measure has begun; what the council adopted stands as it did."""
    member.open(VOLDA)
    member.press(f'main a[href="{VOLDA}roadmap/"]')
    row = member.page.locator("main tr", has_text="Ein time i månaden på ungdomsskulen")
    address_of = row.locator('a[href$="/progress"]').get_attribute("href")
    member.press(f'main a[href="{address_of}"]')
    member.hand.choose("progress", "under_way")
    member.hand.write("#words", "Rektor er med.")
    member.press(SUBMIT)
    assert row.locator('[data-status="under_way"]').count() == 1, member.words
    assert member.page.locator('main [data-status="adopted"]').count() == 1, member.words


def ask_the_centre(member: Partner[Any], centre: Partner[Any]) -> None:
    """Ask, be answered, and read the answer from the mail."""
    known = member.site.letters("kt.volda")
    member.open("/my-work")
    member.press('header a[href="/partnership/programmes/"]')
    member.press(f'main a[href="{KT2026}"]')
    member.press(f'main a[href="{KT2026}teams/1/ask"]')
    member.hand.choose("topic", "capacity")
    member.hand.write("#question", "Kva gjer vi når ein av oss blir sjuk?")
    member.press(SUBMIT)
    centre.open(f"{KT2026}guidance/?shown=waiting")
    row = centre.page.locator("main tr, main li", has_text="Kjerneteamet i Volda")
    centre.press(f'main a[href="{row.locator("a").first.get_attribute("href")}"]')
    centre.hand.write("#answer", "Be kommunen om ein vikar, og skriv det i avtalen.")
    centre.press(SUBMIT)
    member.open(member.site.link_to(address("kt.volda"), f"{KT2026}guidance/", known))
    assert "Be kommunen om ein vikar" in member.words, member.words


def test_a_week_of_a_team_on_a_phone(doors: Doors) -> None:
    member, centre = doors.open(Fingers, "kt.volda", width=PHONE, language="nn"), doors.open(Mouse, "dir.1")
    note_hours(member)
    learning.hand_in(member, "Skriv et utkast til veikart", "To mål og tre tiltak står i vegkartet.")
    note_progress(member)
    ask_the_centre(member, centre)
    assert member.page.locator("html").get_attribute("lang") == "nn"
