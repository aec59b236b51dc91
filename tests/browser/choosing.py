"""The way into a programme: two municipalities apply together, on the pages and by the keyboard."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from directory.accounts import actions as accounts
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from kernel.db import transaction
from tests.browser.partners import Partner
from tests.browser.site import Site, address
from tests.builders import NOW

CALL = "T2"
SEND = "main form.form .buttons button[type=submit]:not([data-variant])"


@dataclass(frozen=True)
class Neighbour:
    """A municipality that applies, and its coordinator."""

    number: str
    name: str
    account: str
    person: str


LEADING = Neighbour("3427", "Tynset", "kom.tynset", "Berit Moseng")
PARTNER = Neighbour("3428", "Alvdal", "kom.alvdal", "Jo Steien")
TITLE = "Folk i fjellet har mer å gi"


def come_in(site: Site, *neighbours: Neighbour) -> None:
    """Give municipalities of which the story tells nothing a coordinator each."""
    with site.app.app_context(), transaction() as opened:
        for each in neighbours:
            body = opened.scalars(select(Municipality).where(Municipality.number == each.number)).one()
            person = accounts.add_person(
                opened,
                name=each.person,
                email=address(each.account),
                title="Folkehelsekoordinator",
                language="nb",
                actor_id=None,
                at=NOW,
            )
            opened.flush()
            accounts.give_role(opened, person, Role.MUNICIPAL_COORDINATOR, body, actor_id=None, at=NOW)


def read_invitation(who: Partner[Any]) -> None:
    """Find the call from the first page one sees, and begin."""
    who.open("/my-work")
    who.press('header a[href="/grants/applications/"]')
    who.press('main a[href="/grants/calls/"]')
    who.press(f'main a[href="/grants/calls/{CALL}/"]')
    assert "15. januar 2027" in who.words, who.words
    assert "Det gir ikke penger" in who.words, who.words
    who.press(f'main a[href="/grants/calls/{CALL}/apply/"]')


def apply(who: Partner[Any], partner: Neighbour) -> str:
    """Fill in what the call asks for, ask the partner, and give the application's reference."""
    who.press(SEND)
    reference = who.path.split("/")[3]
    who.press(f'main a[href$="/{reference}/edit/who/"]')
    who.hand.write("#q4_contact_phone", "22 33 44 55")
    who.hand.pick("#another_municipality", partner.name)
    who.press(SEND)
    assert who.page.locator("main input[name=q5_municipalities]:checked").count() == 2, who.words
    who.press(SEND)
    say_why(who)
    ask(who, partner)
    tell_of_involvement(who)
    tell_of_the_team(who)
    assert who.path.endswith("/check/"), who.path
    return reference


def say_why(who: Partner[Any]) -> None:
    """Say what the two wish, and how far they have come."""
    who.hand.write("#q1_text", TITLE)
    who.hand.write("#q2_text", "Flere får bidra med det de selv har lyst til.")
    who.hand.write("#q45_text", "Vi slutter å lage planer uten dem det gjelder.")
    who.hand.pick("#q46_maturity", "I startfasen")
    who.press(SEND)


def ask(who: Partner[Any], partner: Neighbour) -> None:
    """Take the other municipality in by one press, say what it does, and ask it."""
    button = who.page.locator('main form[action$="/partners/take"] button')
    assert partner.name in button.inner_text()
    who.press('main form[action$="/partners/take"] button')
    who.hand.write("#task", "Stiller med ett medlem, og har møtene i Alvdal.")
    who.hand.choose("mode", "shared")
    who.press(SEND)
    who.press('main form[action$="/partners/ask"] button')
    who.press('main .buttons a[href$="/edit/anchoring/"]')


def tell_of_involvement(who: Partner[Any]) -> None:
    """Say for each municipality where the work is anchored, and which councils are asked."""
    for row, (name, kind) in enumerate(((LEADING.name, "Plan er vedtatt"), (PARTNER.name, "Prosessen er"))):
        here = f"#q43_anchoring-{row}"
        who.hand.pick(f"{here}-municipality", name)
        who.hand.pick(f"{here}-kind", kind)
        who.hand.write(f"{here}-text", "Bo trygt hjemme")
        who.hand.write(f"{here}-date", "26.2.2026" if row == 0 else "10.12.2026")
        who.hand.write(f"{here}-political", "Kommunestyret følger arbeidet.")
    row = 0
    for name in (LEADING.name, PARTNER.name):
        for council in ("Eldre", "Ungdom", "R"):
            here = f"#q20_councils-{row}"
            who.hand.pick(f"{here}-council", council)
            who.hand.pick(f"{here}-municipality", name)
            who.hand.write(f"{here}-date", "14.10.2026" if name == LEADING.name else "8.12.2026")
            row += 1
    who.hand.write("#q20_text", "Vi spør folk på butikken og på skytebanen.")
    who.hand.write("#q21_text", "Vi går dit folk er fra før.")
    who.press(SEND)


def tell_of_the_team(who: Partner[Any]) -> None:
    """Say who sits in the team, with two leaders at first: then it cannot be sent."""
    for row, each in enumerate((LEADING, PARTNER)):
        here = f"#q44_team-{row}"
        who.hand.write(f"{here}-name", each.person)
        who.hand.write(f"{here}-title", "Folkehelsekoordinator")
        who.hand.write(f"{here}-email", address(each.account))
        who.hand.pick(f"{here}-municipality", each.name)
        who.hand.write(f"{here}-share", "0,5")
        who.hand.pick(f"{here}-role", "Gruppeleder")
    who.hand.write("#q44_text", "Slutter en, går rådgiveren for kultur inn.")
    who.hand.write("#q49_text", "Teamet møtes hver tirsdag.")
    who.press(SEND)


def confirm(who: Partner[Any], reference: str) -> None:
    """See on the first page that somebody asks, and say yes."""
    who.open("/my-work")
    who.press(f'main a[href="/grants/applications/{reference}/confirmation/"]')
    assert TITLE in who.words, who.words
    who.press('main form[action*="/confirmation/"]:has(input[name=confirm]) button')


def send(who: Partner[Any], reference: str) -> None:
    """See that a team of two leaders cannot be sent, put it right, and send."""
    assert who.page.locator('main form[action$="/submit"]').count() == 0, who.words
    who.press(f'main a[href="/grants/applications/{reference}/edit/team/"]')
    who.hand.pick("#q44_team-1-role", "Medlem")
    who.press(SEND)
    assert who.page.locator("main [data-remarks]").count() == 0, who.words
    who.hand.choose("signed_as", "authority")
    who.hand.unfold("#confirmed")
    who.press('main form[action$="/submit"] button[type=submit]')
    assert who.path.endswith("/receipt/"), who.words
