"""Those who help people get there: a coordinator with the telephone in one hand, and volunteers who answer and go."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.bodies.models import Body
from kernel.db import transaction
from tests.browser.partners import SUBMIT, Partner
from tests.browser.site import Site, address
from tests.builders import NOW
from tests.volunteers.builders import a_volunteer
from volunteers.asking.models import Ask
from volunteers.register.models import Volunteer
from volunteers.trips.models import Trip, TripStatus

REQUESTS, CALLS = "/volunteers/transport/requests/", "/volunteers/transport/messages/"
STAND_INS, MY_TRIPS = "/volunteers/transport/stand-ins/", "/volunteers/my-trips/"
ANSWERS = "/volunteers/answer/"


@dataclass(frozen=True)
class Call:
    """What somebody says on the telephone."""

    phone: str
    first_name: str
    address: str
    destination: str
    on: str
    there_at: str = "10.30"
    home_from: str = "11.30"
    needs: tuple[str, ...] = ("stick",)
    offer: str = ""
    more: dict[str, str] = field(default_factory=dict)


def a_helper(site: Site, org_number: str, account: str, name: str, language: str = "nb", **other: Any) -> int:
    """A volunteer of an organisation, any day and ready for all of it, who can sign in."""
    with site.app.app_context(), transaction() as opened:
        body = opened.scalars(select(Body).where(Body.org_number == org_number)).one()
        person = accounts.add_person(
            opened, name=name, email=address(account), title="", language=language, actor_id=None, at=NOW
        )
        opened.flush()
        accounts.give_role(opened, person, Role.VOLUNTEER, body, actor_id=None, at=NOW)
        return a_volunteer(opened, body, person=person, **other).id


def volunteer_of(site: Site, account: str) -> int:
    """The volunteer who is one of the story's people."""
    with site.session() as opened:
        statement = select(Volunteer.id).join(Person, Person.id == Volunteer.person_id)
        return opened.scalars(statement.where(Person.email == address(account))).one()


def volunteer_named(site: Site, name: str) -> int:
    """A volunteer by name."""
    with site.session() as opened:
        return opened.scalars(select(Volunteer.id).where(Volunteer.name == name)).one()


def status_of(site: Site, trip: int) -> TripStatus:
    """How far a trip has come."""
    with site.session() as opened:
        return opened.get_one(Trip, trip).status


def asked(site: Site, trip: int) -> dict[int, str]:
    """What each who was asked about a trip has answered."""
    with site.session() as opened:
        return {ask.volunteer_id: ask.status.value for ask in opened.scalars(select(Ask).where(Ask.trip_id == trip))}


def sign_in(who: Partner[Any], account: str) -> None:
    """Ask for a link, and press the button that it leads to."""
    known = who.site.letters(account)
    who.open("/sign-in")
    who.hand.write("#link-email", address(account))
    who.press('form[action="/sign-in/link"] button')
    who.open(who.site.next_link(account, known))
    who.press("main form.one-button button")
    assert who.path == "/my-work", who.words


def take_call(coordinator: Partner[Any], call: Call) -> int:
    """Find the page for the telephone, fill it in while somebody talks, and give the request's number."""
    coordinator.open("/my-work")
    coordinator.press('header a[href="/volunteers/"]')
    coordinator.press(f'main a[href="{REQUESTS}"]')
    coordinator.press(f'main a[href="{REQUESTS}new"]')
    fill_in(coordinator, call)
    coordinator.press(SUBMIT)
    assert coordinator.path.startswith(REQUESTS), coordinator.words
    assert call.first_name in coordinator.words
    return int(coordinator.path.removeprefix(REQUESTS).strip("/"))


def fill_in(coordinator: Partner[Any], call: Call) -> None:
    """Fill in the nine fields in their order, and what is folded away."""
    hand = coordinator.hand
    for name in ("phone", "first_name", "address"):
        hand.write(f"#{name}", getattr(call, name))
    if call.offer:
        choices = coordinator.page.locator("main .choices:has(input[name=transport_offer]) > *")
        value = choices.filter(has_text=call.offer).first.locator("input").get_attribute("value")
        hand.choose("transport_offer", value)
    for name in ("destination", "on", "there_at", "home_from"):
        hand.write(f"#{name}", getattr(call, name))
    for need in call.needs:
        hand.unfold(f'main input[name=needs][value="{need}"]')
    if call.more:
        hand.unfold("main form details summary")
    for name, words in call.more.items():
        is_list = coordinator.page.locator(f"select#{name}").count()
        (hand.pick if is_list else hand.write)(f"#{name}", words)


def agree(coordinator: Partner[Any]) -> int:
    """Write down that the person says yes, ask about the bus, go through the five, and give the first trip's number."""
    coordinator.press('main form[action$="/consent/oral"] button')
    coordinator.hand.choose("public_transport", "none_there")
    coordinator.press("main button[name=all_yes]")
    assert "/transport/trips/" in coordinator.path, coordinator.words
    return int(coordinator.path.strip("/").split("/")[-1])


def ask(coordinator: Partner[Any], volunteer: int) -> None:
    """Ask one of those who could, on the trip's page."""
    coordinator.press(f'main .candidates li[data-volunteer="{volunteer}"] form[action$="/ask"] button')
    assert coordinator.page.locator('main [aria-labelledby=asking] [data-status="waiting"]').count(), coordinator.words


def say_yes(volunteer: Partner[Any], link: str) -> None:
    """Open the link of a message without being signed in; opening it answers nothing, and one tap does."""
    volunteer.open(link)
    assert volunteer.page.locator("main .yes-or-no form").count() == 2, volunteer.words
    volunteer.open(link)
    before = volunteer.hand.presses
    volunteer.press("main .yes-or-no form:has(input[value=yes]) button")
    assert volunteer.hand.presses == before + 1
    assert volunteer.page.locator("main .yes-or-no").count() == 0, volunteer.words
    assert volunteer.page.locator("main form input[value=no]").count() == 1, volunteer.words


def on_the_board(coordinator: Partner[Any], number: str, day: str, trip: int) -> str:
    """Where the day's board says that a trip stands: the code of its status."""
    coordinator.open(f"/volunteers/transport/board/{number}/{day}/")
    row = coordinator.page.locator("main table tbody tr", has=coordinator.page.locator(f'a[href$="/trips/{trip}/"]'))
    return row.locator("[data-status]").first.get_attribute("data-status") or ""
