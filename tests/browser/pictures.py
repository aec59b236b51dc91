"""The guides' pictures: `python -m tests.browser.pictures` walks the story as those whom the guides are for."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import FilePayload, Page
from sqlalchemy import select

from tests.browser import engine, team_pictures
from tests.browser.camera import BROAD, DESK, PHONE, Camera, press
from tests.browser.site import Site, running
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip, TripStatus

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
DRAFT = "/grants/applications/T3-2027-0001"
GRANTED = "/grants/applications/T1-2026-0002"
READ = "/grants/applications/T1-2026-0005"
CRITERIA = [f"K{number}" for number in range(1, 8)]
TASK = "Annenhver tirsdag: kaffe, sang og hjelp med telefonen. Laget ringer rundt dagen før."
SEEN = "Fullmakten er lagt fram, og arkivert på saken."
REASON = "Oppgavene er delt skriftlig, og alle tre kommunene har sagt hva de gjør. Se spørsmål 7 og 9."
SUMMARY = "Dere får 500 000 kroner det første året til kurs, følge og åpne treff i tre kommuner."
WHY = "Søknaden viser dette godt."
OFFERS = "/activities/offers"
DAY = "2026-11-21"
STAIRCASE = Path(__file__).parent.parent.parent / "partnership" / "staircase" / "proposal.v1.json"
ASKED_ANEW = {"2.3", "4.7"}
LAW = "Utlysningen og bestemmelsene om økonomistyring i staten, punkt 6.3."


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


def cooperating(camera: Camera, site: Site) -> None:
    """See what one has together, what a meeting is about, all cooperations at once, and where offers are missing."""
    page = camera.visit("kom.tydal", f"/partnership/relations/{site.relations['P1']}/", DESK)
    camera.take("coordinator-7", page, "#together", "#together ~ .columns > * >> nth=5")
    page = camera.visit("kom.krs", f"/partnership/relations/{site.relations['P6']}/dialogue/")
    press(page, 'main a[href*="/dialogue/meetings/"]:not([href$="/new/"])')
    camera.take("coordinator-8", page, "#agenda", "main ol > li >> nth=3")
    page = camera.visit("kom.krs", "/partnership/municipalities/4204/staircase/", DESK)
    camera.take("coordinator-9", page, last="main .crowd-list >> nth=1")
    page = camera.visit("kom.krs", f"{OFFERS}/municipalities/4204/gaps/?reach=10", DESK)
    camera.take("coordinator-10", page, "main .tally", "main tbody tr >> nth=4")


def sharing(camera: Camera, site: Site) -> None:
    """Choose a card, and say that an offer holds."""
    page = camera.visit("org.o6", f"/partnership/relations/{site.relations['P8']}/staircase/quick-start/", PHONE)
    camera.take("association-7", page, last="main form label >> nth=2")
    page = camera.visit("org.o1", f"{OFFERS}/own/", PHONE)
    press(page, "main tbody a >> text=Mandagsturen")
    camera.take("association-8", page, last='main section[aria-labelledby="do"]')


def home_care(camera: Camera, _site: Site) -> None:
    """Find the sheets, and read of an offer."""
    page = camera.visit("hjt.tydal", f"{OFFERS}/municipalities/5033/home-care/")
    camera.take("home-care-1", page, last="main table")
    page = camera.visit("hjt.tydal", f"{OFFERS}/", DESK)
    press(page, "main tbody a >> text=Tirsdagskaffen")
    camera.take("home-care-2", page, last="main .facts > div >> nth=5")


def administrator(camera: Camera, _site: Site) -> None:
    """Try a version in which two questions are others, and see a person's roles."""
    page = camera.visit("adm", "/partnership/versions/new")
    page.set_input_files("main input[type=file]", [_another_version()])
    press(page, "main form.form button[type=submit]")
    page.goto(f"{page.url}dry-run")
    press(page, 'main form[action$="/dry-run"] button')
    camera.take("administrator-1", page, last="main .facts")
    page = camera.visit("adm", "/directory/people/")
    press(page, "main tbody a >> text=Ingeborg")
    camera.take("administrator-2", page, last='main section[aria-labelledby="roles"]')


def _another_version() -> FilePayload:
    """The proposal under another code, with two other questions, which nobody has answered."""
    document = json.loads(STAIRCASE.read_text(encoding="utf-8"))
    document["version"]["code"] = "forslag-2027-1"
    for indicator in document["indicators"]:
        if indicator["code"] in ASKED_ANEW:
            indicator["stable_key"] += "_anew"
    content = json.dumps(document).encode()
    return {"name": "forslag-2027-1.json", "mimeType": "application/json", "buffer": content}


def getting_there(camera: Camera, site: Site) -> None:
    """Take a call, see who could take a trip, and see who is not home again."""
    page = camera.visit("org.o1", "/volunteers/transport/requests/new")
    camera.take("transport-1", page, last="#there_at")
    page = camera.visit("org.o1", _open_trip(site))
    camera.take("transport-2", page, "main section.card", "main section.stack")
    page = camera.visit("org.o2", f"/volunteers/transport/board/1577/{DAY}/")
    camera.take("transport-3", page, last="main section.red")


def _open_trip(site: Site) -> str:
    """A trip in Tydal that nobody has yet."""
    with site.session() as opened:
        offered = select(TransportOffer.id).where(TransportOffer.neutral_name == "Tirsdagsdrosja")
        wanted = select(Trip.id).where(Trip.offer_id.in_(offered), Trip.status == TripStatus.OPEN)
        return f"/volunteers/transport/trips/{opened.scalars(wanted.order_by(Trip.on_date).limit(1)).one()}/"


def volunteering(camera: Camera, _site: Site) -> None:
    """See one's trips, and the one that is on its way."""
    page = camera.visit("fri.o2", "/volunteers/my-trips/", PHONE)
    camera.take("volunteer-1", page, last="main section >> nth=0")
    press(page, "main a[href*='/my-trips/']")
    camera.take("volunteer-2", page, last="main .trip-facts")


def distribution(camera: Camera, _site: Site) -> None:
    """See how the country's cooperations stand, without anybody being named."""
    camera.take("reviewer-7", camera.visit("dir.1", "/partnership/distribution/", BROAD), "main h2", "main table")


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


GUIDES: tuple[Callable[[Camera, Site], None], ...] = (
    coordinator,
    association,
    reviewer,
    cooperating,
    sharing,
    home_care,
    administrator,
    getting_there,
    volunteering,
    distribution,
    team_pictures.core_team,
    team_pictures.planning,
    team_pictures.centre,
    team_pictures.selection,
)


@contextmanager
def _camera(folder: Path) -> Iterator[tuple[Camera, Site]]:
    """A camera at a site of its own, in a folder that is thrown away."""
    if engine.installed() is None:
        sys.exit("The pictures are taken in Chromium, which is not on this machine.")
    with (
        tempfile.TemporaryDirectory() as scratch,
        engine.launched() as browser,
        running(f"sqlite:///{scratch}/trinn.sqlite3", Path(scratch)) as site,
        ExitStack() as windows,
    ):
        yield Camera(site, browser, windows, folder), site


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
