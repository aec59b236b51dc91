"""The pictures of core teams and of the centre that carries their programme, taken as the other guides' are."""

from datetime import date

from playwright.sync_api import Page

from kernel import clock
from tests.browser.camera import BROAD, DESK, PHONE, Camera, press
from tests.browser.site import Site

TEAMS, PROGRAMME = "/partnership/core-teams", "/partnership/programmes/KT2026"
PREPARED = f"{PROGRAMME}/group-work/2"
SENT = ("/grants/applications/T2-2026-0001", "/grants/applications/T2-2026-0002")
LATER = date(2027, 1, 18)
POINTS = {"T2-2026-0001": ("4", "4", "3", "4", "4"), "T2-2026-0002": ("4", "5", "4", "4", "3")}
SEEN = "Fullmakten er lagt fram, og arkivert på saken."
REASON = "Søknaden viser hvem som er spurt, når det var, og hva det førte til. Se spørsmål 20 og 43."
ANSWER = "At ønskene kommer først. Vi spør før vi planlegger."


def core_team(camera: Camera, _site: Site) -> None:
    """Apply together, sit in a team, and see whom it involves, what people wish for, and where it leads."""
    page = camera.visit("kom.krs", "/grants/applications/T2-2026-0003/check/")
    camera.take("core-team-1", page, last="main .ds-alert")
    page = camera.visit("kom.krs", f"{TEAMS}/2/", DESK)
    camera.take("core-team-2", page, "#work", "#work ~ .columns > * >> nth=5")
    page = camera.visit("kom.krs", f"{TEAMS}/2/hours/", BROAD)
    camera.take("core-team-3", page, "#write", 'main section[aria-labelledby="write"]')
    page = camera.visit("kom.krs", f"{TEAMS}/2/involvement/", DESK)
    camera.take("core-team-4", page, "#councils", "#councils ~ .scroll")
    page = camera.visit("kt.volda", "/volunteers/senior-resources/1/")
    press(page, "header button[lang=nb]")
    camera.take("core-team-5", page, last="main section li")
    page = camera.visit("kom.krs", f"{TEAMS}/2/roadmap/", DESK)
    camera.take("core-team-7", page, "main h2", "main .stacking tbody tr")


def planning(camera: Camera, _site: Site) -> None:
    """See what is still to be answered before something new is offered."""
    page = camera.visit("org.o1", "/activities/planning/1/", PHONE)
    camera.take("association-9", page, last="#points ~ ol")


def centre(camera: Camera, _site: Site) -> None:
    """See how the teams fare, and lead group work that is answered on a phone."""
    camera.take("centre-1", camera.visit("dir.1", f"{PROGRAMME}/teams/", BROAD), "main table", "main table")
    page = camera.visit("dir.1", f"{PREPARED}/")
    press(page, 'main form[action$="/open"] button')
    screen = camera.visit("dir.1", f"{PREPARED}/screen/", DESK)
    phone = camera.visit(None, f"/join/{screen.locator('.join-code').inner_text()}/", PHONE)
    press(phone, "main form button")
    camera.take("centre-2", camera.visit("dir.1", f"{PREPARED}/screen/", DESK), last="main .come-in")
    page = camera.visit("dir.1", f"{PREPARED}/")
    press(page, 'main form[action$="/start"] button')
    phone.reload()
    phone.locator("[data-answer-box] textarea").first.fill(ANSWER)
    camera.take("core-team-6", phone, last="[data-answer-box]")
    page = camera.visit("dir.1", f"{PROGRAMME}/group-work/1/result/")
    camera.take("centre-3", page, "#question-1", "main section.theme >> nth=2")


def selection(camera: Camera, site: Site) -> None:
    """Choose among all who have applied, when the call has closed and each application is read."""
    clock.set_today(LATER)
    for application in SENT:
        _check(camera.visit("dir.1", f"{application}/formal-check/"), application)
        for account in ("dir.2", "dir.4"):
            _review(camera.visit(account, f"{application}/review/"), POINTS[application.rpartition("/")[2]])
    page = camera.visit("dir.1", "/grants/selections/T2/?places=1", DESK)
    camera.take("centre-4", page, "#mix", "main table")
    camera.take("centre-5", page, "#applications", "#applications ~ .scroll")
    clock.set_today(site.app.extensions["trinn"].today)


def _check(page: Page, application: str) -> None:
    """Conclude the formal check, and give the application to two reviewers."""
    page.locator('main input[name="EL6_verdict"][value="ok"]').check()
    page.fill('[name="EL6_reason"]', SEEN)
    press(page, "main button[name=conclude]")
    for name in ("Tarjei", "Synne"):
        page.goto(f"{application}/reviews/")
        option = page.locator("#reviewer option", has_text=name)
        page.select_option("#reviewer", option.get_attribute("value"))
        press(page, 'main form[action$="/assign"] button')


def _review(page: Page, points: tuple[str, ...]) -> None:
    """Declare that one is impartial, give points, and send them."""
    page.locator('main input[name="declared"][value="impartial"]').check()
    press(page, "main form.form button[type=submit]")
    for number, given in enumerate(points, 1):
        page.locator(f'main input[name="K{number}_points"][value="{given}"]').check()
        page.fill(f'[name="K{number}_reason"]', REASON)
    press(page, "main button[name=send]")
