"""What is printed of those who have been heard: where the work is anchored, the councils, and who is involved."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from directory.municipalities.models import Municipality
from kernel.i18n import day, number
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Heading, Paragraph, Table, Words
from partnership.involvement.labels import ACTORS, ANCHORINGS, COUNCILS, INVOLVED
from partnership.involvement.models import Anchoring, AnchoringKind, CouncilContact
from partnership.involvement.queries import Heard
from partnership.involvement.rules import state

ANCHORED_WIDTHS = (22, 42, 36)
COUNCIL_WIDTHS = (30, 18, 26, 26)


def blocks(heard: Heard, municipalities: Iterable[Municipality], today: date) -> Iterator[Block]:
    """Who has been heard and what it was used for; a paper for a council names kinds of others, and nobody."""
    there = {each.id: each.name for each in municipalities}
    anchored = [_anchored(name, heard.anchorings[key]) for key, name in there.items() if key in heard.anchorings]
    asked = [_asked(each, len(there) > 1, today) for each in heard.contacts if each.municipality_id in there]
    involved = Counter(each.actor for each in heard.involved if each.is_done)
    if not (anchored or asked or involved):
        return
    yield Heading(str(_("Who has been heard, and what it was used for")))
    if anchored:
        header = [_("Municipality"), _("What shows it"), _("Who stands behind it")]
        yield Table(str(_("Where it is anchored")), list(map(str, header)), anchored, ANCHORED_WIDTHS)
    if asked:
        header = [_("Council"), _("When and which case"), _("What it said"), _("What it was used for")]
        yield Table(str(_("The councils")), list(map(str, header)), asked, COUNCIL_WIDTHS)
    if involved:
        kinds = ", ".join(f"{_(ACTORS[kind])} ({number(count)})" for kind, count in sorted(involved.items()))
        yield Paragraph(str(_("Others who are involved: %(kinds)s", kinds=kinds)))


def _anchored(name: str, held: Anchoring) -> list[Words]:
    is_adopted = held.kind is AnchoringKind.PLAN_ADOPTED
    when = day(held.on_date) if is_adopted else str(_("By %(day)s", day=day(held.on_date)))
    told = [f"{_(ANCHORINGS[held.kind])}: {held.plan if is_adopted else held.process}", when, _case(held.case_number)]
    return [name, "\n".join(filter(None, told)), "\n".join(filter(None, (held.political, held.administrative)))]


def _asked(contact: CouncilContact, is_named: bool, today: date) -> list[Words]:
    council = str(_(COUNCILS[contact.council])) + (f", {contact.municipality.name}" if is_named else "")
    when = ", ".join(filter(None, (day(contact.on_date), _case(contact.case_number))))
    stands = str(_(INVOLVED[state(contact, today)].msgid))
    return [council, when, contact.statement if contact.is_done else stands, contact.used]


def _case(case_number: str) -> str:
    return str(_("case %(number)s", number=case_number)) if case_number else ""
