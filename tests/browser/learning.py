"""What happens in a programme: a gathering with group work on phones, homework, and a roadmap that is adopted."""

import re
from collections.abc import Sequence
from typing import Any

from kernel import clock
from tests.browser.partners import SUBMIT, Partner

PROGRAMME = "/partnership/programmes/KT2027/"
GATHERING, TASK = "Første samling: Hva ønsker folk?", "Snakk med ti som aldri er spurt"
FEEDBACK = "Godt spurt. Hva sa de som ikke ville?"
AIM, GOAL = "Alle i fjellet får bruke det de kan.", "De som slutter i jobb, blir spurt om hva de vil."
MEASURE = "Samtaler med dem som slutter i jobb"
BOX, SEND = "[data-answer-box] textarea", "[data-answer-box] button[type=submit]"


def today() -> str:
    """The day, as one writes it."""
    return f"{clock.local_date(clock.now()):%d.%m.%Y}"


def plan_gathering(centre: Partner[Any]) -> str:
    """Find the programme, and plan a gathering for today; the address of its page."""
    centre.open("/my-work")
    centre.press('header a[href="/partnership/programmes/"]')
    centre.press(f'main a[href="{PROGRAMME}"]')
    centre.press(f'main a[href="{PROGRAMME}meetings/new"]')
    centre.hand.choose("kind", "gathering")
    centre.hand.write("#title", GATHERING)
    for name, words in {"day": today(), "starts": "9", "ends": "11.30"}.items():
        centre.hand.write(f"#{name}", words)
    centre.hand.choose("mode", "digital")
    centre.hand.write("#link", "https://video.example/samling")
    centre.press(SUBMIT)
    assert "Dere trenger ikke å reise." in centre.words, centre.words
    return centre.path


def open_group_work(centre: Partner[Any]) -> str:
    """Make group work for the gathering, and open it; the code that is shown in the meeting."""
    centre.press('main a[href*="/group-work/new?event="]')
    centre.hand.write("#title", "Hva vil vi finne ut hjemme?")
    centre.hand.write("#questions", "Hvem har vi aldri spurt?\nHvor møter vi dem?")
    centre.press(SUBMIT)
    centre.press('main form[action$="/open"] button')
    found = re.search(r"\b([A-Z2-9]{3}) ([A-Z2-9]{3})\b", centre.words)
    assert found, centre.words
    return found[1] + found[2]


def join(phone: Partner[Any], code: str) -> None:
    """Write the code in small letters, and join without an account."""
    phone.open("/join/")
    phone.hand.write("#code", f"{code[:3]} {code[3:]}".lower())
    phone.press("main form button[type=submit]")
    phone.press("main .large-button button")
    phone.page.wait_for_selector("[data-joined]")


def work_together(centre: Partner[Any], phones: Sequence[Partner[Any]]) -> None:
    """Start, answer from all the phones before any has heard that its answer came, and see each answer once."""
    centre.press('main form[action$="/start"] button')
    for number, phone in enumerate(phones):
        phone.page.wait_for_selector(BOX)
        phone.hand.write(f"{BOX} >> nth=0", f"De som aldri kommer, {number}")
    for phone in phones:
        phone.hand.unfold(f"{SEND} >> nth=0")
    for phone in phones:
        phone.page.wait_for_selector('[data-told][data-state="accepted"]')
        phone.look()
    centre.press('main form[action$="/close"] button')
    for phone in phones:
        phone.page.locator("[data-time-up]").wait_for(state="visible")
    centre.press('main a[href$="/result/"]')
    for number, _phone in enumerate(phones):
        assert centre.page.locator("main li", has_text=f"De som aldri kommer, {number}").count() == 1, centre.words


def sum_up(centre: Partner[Any]) -> None:
    """Give two answers the same theme, and say what they come to."""
    centre.page.reload()
    centre.press('main a[href$="/sum-up"]')
    for box in centre.page.locator("main input[name^=theme_]").all()[:2]:
        centre.hand.write(f"#{box.get_attribute('id')}", "De usynlige")
    centre.hand.write("#summary", "Alle tenker på dem som aldri kommer.")
    centre.press(SUBMIT)
    assert "De usynlige: 2 svar" in centre.words, centre.words


def note_attendance(centre: Partner[Any], gathering: str, name: str) -> None:
    """Note that somebody was there."""
    centre.open(gathering)
    centre.press('main a[href$="/attendance"]')
    label = centre.page.locator("main label", has_text=name).first
    centre.hand.unfold(f"#{label.get_attribute('for')}")
    centre.press(SUBMIT)
    assert name in centre.words, centre.words


def give_homework(centre: Partner[Any], gathering: str) -> None:
    """Give all the teams a task from the gathering's page."""
    centre.open(gathering)
    centre.press('main a[href*="/homework/new?meeting="]')
    centre.hand.write("#title", TASK)
    centre.hand.write("#text", "Skriv hva de ønsker.")
    centre.hand.write("#due_on", "22.3.2027")
    centre.press(SUBMIT)


def hand_in(who: Partner[Any], task: str, text: str) -> str:
    """Find the task on the first page, write, and hand in; the address of the answer."""
    who.open("/my-work")
    row = who.page.locator("main .ds-card", has_text=task)
    who.press(f'main a[href="{row.locator("a").first.get_attribute("href")}"]')
    who.hand.write("#text", text)
    who.press("main form.form button[name=hand_in]")
    assert who.page.locator('main [data-status="handed_in"]').count() == 1, who.words
    return who.path


def give_feedback(centre: Partner[Any], answer: str) -> None:
    """Find what was handed in on the first page or its task's, and say what one thinks."""
    centre.open(answer.split("teams/", maxsplit=1)[0])
    centre.press(f'main a[href="{answer}"]')
    centre.hand.write("#feedback", FEEDBACK)
    centre.press(SUBMIT)
    assert centre.page.locator('main [data-status="seen"]').count() == 1, centre.words


def write_roadmap(who: Partner[Any], team: int) -> None:
    """From the team's page: where it leads, a goal, and a measure that one of the municipalities sees to."""
    who.open("/my-work")
    who.press('header a[href="/partnership/core-teams/"]')
    who.press(f'main a[href="/partnership/core-teams/{team}/"]')
    who.press('main a[href$="/roadmap/"]')
    who.press('main a[href$="/roadmap/aim"]')
    who.hand.write("#aim", AIM)
    who.press(SUBMIT)
    who.press('main a[href$="/goals/new"]')
    who.hand.write("#text", GOAL)
    who.hand.write("#due_on", "31.12.2028")
    who.press(SUBMIT)
    who.press('main a[href$="/measures/new"]')
    who.hand.write("#what", MEASURE)
    who.hand.pick("#municipality_id", "Tynset")
    who.hand.write("#owner", "Folkehelsekoordinatoren")
    who.hand.write("#begins_on", "1.1.2028")
    who.hand.choose("is_new_service", "no")
    who.hand.write("#budget", "40 000")
    who.hand.write("#payer", "Kommunene")
    who.hand.write("#anchoring", "Bo trygt hjemme")
    who.press(SUBMIT)
    assert MEASURE in who.words, who.words


def adopt(who: Partner[Any], team: int, case: str) -> None:
    """Note that one's own municipality has adopted the roadmap as it is."""
    who.open(f"/partnership/core-teams/{team}/roadmap/")
    who.press('main a[href$="/adoptions/new"]')
    assert who.page.locator("#municipality_id option").count() == 1, who.words
    who.hand.write("#decided_by", "Kommunestyret")
    who.hand.write("#case_number", case)
    who.hand.write("#decided_on", today())
    who.press(SUBMIT)
    assert case in who.words, who.words
