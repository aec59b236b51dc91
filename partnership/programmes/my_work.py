"""What waits: a team's homework and next meeting, and for the centre what was handed in and asked."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work, panel
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.saying import NEXT
from partnership.programmes import waiting
from partnership.programmes.waiting import Waits


@my_work
def programmes(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say what waits for the viewer's teams, or for the centre, in one statement each."""
    if viewer.may(Permission.PROGRAMME_MANAGE):
        yield from map(_for_centre, session.execute(waiting.for_centre()))
    if viewer.bodies(Permission.TEAM_WRITE):
        yield from map(_for_team, session.execute(waiting.for_teams(viewer, now)))


@panel(NEXT)
def next_for(session: Session, team: CoreTeam, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say what one team meets for and hands in next."""
    yield from map(_for_team, session.execute(waiting.for_teams(viewer, now, team.id)))


def _for_team(row: Any) -> Task:
    return _meeting(row) if row.what == Waits.MEETING else _homework(row)


def _for_centre(row: Any) -> Task:
    if row.what == Waits.QUESTION:
        words = _("%(team)s asks the centre for help", team=row.words)
        address = url_for("programmes.guidance.show", code=row.code, guidance_id=row.id)
        return Task(words, address, _("Read and answer"))
    text = ngettext(
        "%(title)s: %(num)d team waits for feedback", "%(title)s: %(num)d teams wait for feedback", row.team_id,
        title=row.words,
    )  # fmt: skip
    return Task(text, url_for("programmes.homework.show", code=row.code, homework_id=row.id), _("Read and answer"))


def _meeting(row: Any) -> Task:
    words = _("Meeting in the programme: %(title)s", title=row.words)
    address = url_for("programmes.events.show", code=row.code, event_id=row.id)
    return Task(words, address, _("See the meeting"), on=clock.local_date(row.starts_at))


def _homework(row: Any) -> Task:
    words = (
        _("Homework sent back: %(title)s", title=row.words)
        if row.is_returned
        else _("Homework: %(title)s", title=row.words)
    )
    task = {"code": row.code, "homework_id": row.id}
    if row.teams == 1:
        address = url_for("programmes.answers.show", **task, team_id=row.team_id)
        return Task(words, address, _("Go on"), due=row.due_on)
    words = _("%(words)s – %(number)d of your teams", words=words, number=row.teams)
    return Task(words, url_for("programmes.homework.show", **task), _("Go on"), due=row.due_on)
