"""What waits for the people of a team: a day that has passed without a word on what came of it; and the team's card."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work, panel
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.saying import NEXT
from partnership.involvement import queries
from partnership.involvement.labels import COUNCILS
from partnership.involvement.models import Council
from partnership.involvement.queries import Late
from partnership.involvement.rules import FactKind, Standing
from partnership.relations.cards import Card

PLACE = 30


@my_work
def late(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which councils have been asked, and which plans should be adopted, without a word on it."""
    if not viewer.may(Permission.TEAM_WRITE):
        return
    yield from map(_task, queries.late(session, viewer, clock.local_date(now)))


@panel(NEXT)
def next_for(session: Session, team: CoreTeam, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say the same of one team."""
    found = queries.late(session, viewer, clock.local_date(now))
    yield from (_task(each) for each in found if each.team_id == team.id)


def _task(each: Late) -> Task:
    told = {"team": each.team, "municipality": each.municipality}
    if each.kind is FactKind.ANCHORING:
        words = _("%(team)s: what came of the plan in %(municipality)s?", **told)
        address = url_for("involvement.anchoring", team_id=each.team_id, municipality_id=each.id)
        return Task(str(words), address, _("Write it down"), due=each.on_date)
    council = _(COUNCILS[Council(each.word)])
    words = _("%(team)s: what did this council say? %(council)s, %(municipality)s", council=council, **told)
    address = url_for("involvement.council", team_id=each.team_id, contact_id=each.id)
    return Task(str(words), address, _("Write it down"), on=each.on_date)


@panel("core_team.card")
def card(session: Session, team: CoreTeam, viewer: Viewer, now: datetime) -> Card:
    """Say whom the team has involved, and how much is missing; who only reads is not spoken to as the team."""
    standing = queries.standing_of(session, [team.id], clock.local_date(now))[team.id]
    is_told_to_team = viewer.may(Permission.TEAM_WRITE)
    wanting = len(standing.missing) + len(standing.late)
    mark = ngettext("%(num)d thing is missing", "%(num)d things are missing", wanting) if wanting else ""
    address = url_for("involvement.index", team_id=team.id)
    title = _("Anchoring and involvement")
    action = _("See whom you involve") if is_told_to_team else _("See whom the team involves")
    return Card(title, _counted(standing, is_told_to_team=is_told_to_team), address, action, PLACE, str(mark))


def _counted(standing: Standing, *, is_told_to_team: bool) -> str:
    said = []
    if standing.done:
        own, others = _("You have involved %(num)d."), _("The team has involved %(num)d.")
        said.append((own if is_told_to_team else others) % {"num": standing.done})
    if standing.planned:
        said.append(ngettext("%(num)d is planned.", "%(num)d are planned.", standing.planned))
    return " ".join(map(str, said)) or str(_("Nobody is involved yet."))
