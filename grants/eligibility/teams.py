"""What the formal rules look at of a core team, in the words of those who read the reasons."""

from collections.abc import Mapping, Sequence
from datetime import date

from grants.applications import team
from grants.applications.labels import COUNCILS
from grants.applications.queries import Folder
from grants.eligibility.checking import TeamFacts
from grants.submissions.wording import Told
from kernel.i18n import day
from kernel.i18n import gettext as _
from partnership.involvement.models import AnchoringKind, Council

Line = tuple[str, Council, date | None]


def team_facts(found: Folder, called: Mapping[str, str], sent_on: date) -> TeamFacts:
    """What an application says of its core team on the day it was sent; nothing where the call asks for none."""
    content, answers = found.content, found.answers
    if not team.asks_for_team(content):
        return TeamFacts()
    own = next(iter(found.own_numbers), "")
    numbers = team.parties(content, answers, own)
    left = team.missing_councils(content, answers, numbers)
    missing = [(_name(number, called), council, None) for number, council in left]
    planned = [
        (_name(each.municipality, called), each.council, each.on_date)
        for each in team.councils(content, answers)
        if not each.is_done(sent_on)
    ]
    to_come = [
        each.municipality
        for each in team.anchoring(content, answers)
        if each.kind is AnchoringKind.PLAN_ADOPTED and each.on_date > sent_on
    ]
    return TeamFacts(
        unasked=tuple(_name(number, called) for number in team.unasked(numbers, found.partners, own)),
        councils=Told(missing, _in_words) if missing else "",
        planned=Told(planned, _in_words) if planned else "",
        unanchored=tuple(_name(number, called) for number in team.missing_anchoring(content, answers, numbers)),
        not_yet=tuple(_name(number, called) for number in to_come),
    )


def _name(number: str, called: Mapping[str, str]) -> str:
    return called.get(number, number)


def _in_words(lines: Sequence[Line]) -> str:
    """Councils with their municipality, and the day where one is planned."""
    told = []
    for name, council, on_date in lines:
        words = _("%(council)s in %(municipality)s", council=_(COUNCILS[council]), municipality=name)
        told.append(f"{words} ({day(on_date)})" if on_date else str(words))
    return ", ".join(told)
