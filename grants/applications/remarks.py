"""What the writers of an application to a programme should look at; it is advice, but for the leader."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from grants.applications import team
from grants.applications.queries import Folder
from grants.applications.saying import Namer
from grants.calls.content import Meaning, Page
from kernel.i18n import gettext as _
from kernel.i18n import number, sentence
from kernel.lifecycle import _l, refusal_of
from partnership.core_teams.rules import warnings
from partnership.involvement.models import Council

ASK_COUNCIL = {
    Council.OLDER_PEOPLE: _l(
        "%(municipality)s: the older people's council must be involved. Write when it was, or when it will be."
    ),
    Council.YOUTH: _l("%(municipality)s: the youth council must be consulted. Write when it was, or when it will be."),
    Council.DISABILITY: _l(
        "%(municipality)s: the council for people with disabilities must be consulted. "
        "Write when it was, or when it will be."
    ),
}


def of(folder: Folder, municipality: Namer) -> list[str]:
    """The remarks, in the order of the form; none where the call asks for no core team."""
    if not team.asks_for_team(folder.content):
        return []
    return [*_parties(folder, municipality), *_team(folder), *_backing(folder, municipality)]


def on(folder: Folder, page: Page, municipality: Namer) -> list[str]:
    """The remarks about what is answered on one page; none where nothing is written yet."""
    written = {question.meaning for question in page.questions if folder.answers.get(question.code)}
    found = [*_team(folder)] if Meaning.TEAM in written else []
    return [*found, *_backing(folder, municipality)] if written & {Meaning.COUNCILS, Meaning.ANCHORING} else found


def is_led(folder: Folder) -> bool:
    """Whether the core team, where there has to be one, has its leader."""
    return refusal_of(team.ensure_team_is_led, folder.content, folder.answers) is None


def _parties(folder: Folder, municipality: Namer) -> Iterator[str]:
    own = next(iter(folder.own_numbers), "")
    for each in team.unasked(team.parties(folder.content, folder.answers, own), folder.partners, own):
        yield _(
            "%(municipality)s is named, but is not among the partners. Add it there, so that it can confirm.",
            municipality=municipality(each),
        )


def _team(folder: Folder) -> Iterator[str]:
    places = team.places(folder.content, folder.answers)
    refusal = refusal_of(team.ensure_team_is_led, folder.content, folder.answers)
    if refusal:
        yield sentence(refusal)
    for warning in warnings(places) if places else ():
        yield _(warning.msgid, **{name: _plain(value) for name, value in warning.params.items()})
    for place in places:
        if not place.municipality:
            yield _("Write which municipality %(name)s sits in the team for.", name=place.name)


def _backing(folder: Folder, municipality: Namer) -> Iterator[str]:
    content, answers = folder.content, folder.answers
    numbers = team.parties(content, answers, next(iter(folder.own_numbers), ""))
    for each in team.missing_anchoring(content, answers, numbers):
        yield _(
            "%(municipality)s: write which plan is adopted, or describe the process and when it ends.",
            municipality=municipality(each),
        )
    for each, council in team.missing_councils(content, answers, numbers):
        yield _(ASK_COUNCIL[council], municipality=municipality(each))


def _plain(value: Any) -> Any:
    return number(float(value)) if isinstance(value, Decimal) else value
