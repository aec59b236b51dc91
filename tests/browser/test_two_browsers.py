"""Two people write in the same place at the same time, each in a browser of their own: nobody loses a word."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.db import transaction
from partnership.agreements import drafting
from partnership.relations.models import Relation
from tests.browser.hands import Hand, Keys, Mouse
from tests.browser.partners import PHONE, SUBMIT, Partner, partner
from tests.browser.site import Site, address
from tests.builders import NOW, a_relation
from tests.partnership.agreements.builders import TWO_YEARS
from tests.partnership.roadmaps.builders import a_measure

pytestmark = pytest.mark.browser
MUNICIPALITY, ASSOCIATION = "4204", "310000051"
MINE, THEIRS = "Vi henter folk hjemme på Åsen.", "De som bor alene, blir spurt først."


@dataclass(frozen=True)
class Place:
    """Where two write at once: who they are, how the page is found, and the field."""

    others: tuple[str, str]
    prepare: Callable[[Session, Relation, Person], str]
    field: str
    choice: str = ""


def an_assessment(_session: Session, _relation: Relation, _actor: Person) -> str:
    """The first page of questions, on one side."""
    return "staircase/assessment/1/"


def a_section(session: Session, relation: Relation, actor: Person) -> str:
    """A section of a draft that both sides write in."""
    drafting.begin(session, relation, language="nb", days=TWO_YEARS, has_annex=False, actor_id=actor.id, at=NOW)
    return "agreements/1/sections/together/"


def a_line_of_the_roadmap(session: Session, relation: Relation, actor: Person) -> str:
    """A measure that both sides write in."""
    return f"roadmap/measures/{a_measure(session, relation, actor=actor).id}"


PLACES = {
    "an assessment": Place(("kom.krs", "kom.krs2"), an_assessment, "#c1-1", choice="a1-1"),
    "a section of an agreement": Place(("kom.krs", "org.o5"), a_section, "#words"),
    "a measure of a roadmap": Place(("kom.krs", "org.o5"), a_line_of_the_roadmap, "#what"),
}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, site: Site) -> tuple[Place, str]:
    """A place in a relation of its own, and its address."""
    found = PLACES[request.param]
    with site.app.app_context(), transaction() as opened:
        actor = opened.scalars(select(Person).where(Person.email == address("kom.krs"))).one()
        municipality = opened.scalars(select(Municipality).where(Municipality.number == MUNICIPALITY)).one()
        organisation = opened.scalars(select(Organisation).where(Body.org_number == ASSOCIATION)).one()
        relation = a_relation(opened, municipality, organisation, actor=actor, scope=f"To skriver: {request.param}")
        rest = found.prepare(opened, relation, actor)
        opened.flush()
        where = f"/partnership/relations/{relation.id}/{rest}"
    return found, where


def write(who: Partner[Hand], where: Place, text: str, answer: str) -> None:
    """Write over what stands in the field."""
    if where.choice:
        who.hand.choose(where.choice, answer)
        slug = where.field.removeprefix("#c")
        if not who.page.locator(f"#q{slug} details").evaluate("each => each.open"):
            who.hand.unfold(f"#q{slug} summary")
    who.page.fill(where.field, "")
    who.hand.write(where.field, text)


def test_two_who_write_at_once_lose_no_word(site: Site, chromium: Browser, place: tuple[Place, str]) -> None:
    where, page = place
    with ExitStack() as windows:
        quick: Partner[Hand] = windows.enter_context(partner(site, chromium, Mouse, account=where.others[0]))
        slow: Partner[Hand] = windows.enter_context(
            partner(site, chromium, Keys, account=where.others[1], width=PHONE, refusals=True)
        )
        for each in (quick, slow):
            each.open(page)
        write(quick, where, MINE, "yes")
        write(slow, where, THEIRS, "no")

        quick.press(SUBMIT)
        assert quick.path != page

        with slow.page.expect_response(lambda answer: answer.request.method == "POST") as refused:
            slow.press(SUBMIT)
        assert refused.value.status == 409
        slow.look()
        assert slow.page.locator(where.field).input_value() == THEIRS
        assert MINE in slow.page.locator(f"{where.field}-conflict").inner_text()
        assert slow.page.evaluate("document.activeElement.id") == "error-summary"
        if where.choice:
            assert slow.page.locator(f'input[name="{where.choice}"][value="no"]').is_checked()

        slow.hand.write(where.field, f"{MINE} ")
        slow.press(SUBMIT)
        assert slow.path != page, slow.words
        quick.open(page)
        kept = quick.page.locator(where.field).input_value()
        assert MINE in kept
        assert THEIRS in kept
