"""What the doors of a team share: finding it, writing for it, and what its pages are drawn with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer
from directory.municipalities.models import Municipality
from kernel import clock
from kernel.db import session, transaction
from kernel.forms import BaseForm
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from partnership.core_teams import queries
from partnership.core_teams.models import CoreTeam, TeamMunicipality
from partnership.core_teams.rules import ensure_going_on


def today() -> date:
    """The day in Oslo."""
    return clock.local_date(clock.now())


@dataclass(frozen=True)
class Reading:
    """A team as its viewer sees it: who takes part and did, and whether the viewer writes for it, or did."""

    team: CoreTeam
    parts: list[TeamMunicipality]
    is_own: bool

    @property
    def may_write(self) -> bool:
        """Whether the viewer writes for it now; nobody does when it has ended."""
        return self.is_own and self.team.ended_on is None

    @property
    def municipalities(self) -> list[Municipality]:
        """Those that take part now, the one that leads first."""
        present = [part.municipality for part in self.parts if part.left_on is None]
        return sorted(present, key=lambda each: each.id != self.team.lead_id)


def read(team_id: int) -> Reading:
    """A team that the viewer may read; raises NotFound."""
    viewer = current_viewer()
    team = queries.get_visible(session(), team_id, viewer=viewer)
    parts = queries.parts(session(), team.id)
    present = {part.municipality_id for part in parts if part.left_on is None}
    return Reading(team, parts, queries.may_write(present, viewer))


def theirs(team_id: int) -> CoreTeam:
    """A team that the viewer writes for, or did until it ended; raises NotFound."""
    return queries.get_own(session(), team_id, viewer=current_viewer())


def own(team_id: int) -> CoreTeam:
    """A team that the viewer writes for; no page to write on is shown for one that has ended."""
    team = theirs(team_id)
    if request.method != "POST":
        ensure_going_on(team)
    return team


def present(team: CoreTeam) -> list[Municipality]:
    """The municipalities that take part now, the one that leads first."""
    return queries.municipalities_on(session(), [team.id], today()).get(team.id, [])


def write(team_id: int, act: Callable[..., Any], *, also_ended: bool = False) -> Any:
    """Do something with a team as the viewer, in one transaction; one that has ended stays as it is."""
    viewer = current_viewer()
    with transaction() as opened:
        team = queries.get_own(opened, team_id, viewer=viewer, lock=True)
        if not also_ended:
            ensure_going_on(team)
        return act(opened, team, actor_id=viewer.id, at=clock.now())


def keep(
    team_id: int, form: BaseForm, act: Callable[..., Any], compare: Callable[[Session], None] | None = None
) -> int:
    """Write what a form says; the status to answer with, 303 where it is kept or stood there already."""
    try:
        write(team_id, act)
    except Stale:
        own(team_id)
        if compare is not None:
            compare(session())
        return 409 if form.conflicts else 303
    except NotFound:
        own(team_id)
        form.refuse(_("Somebody else has taken this away meanwhile. Your text stands here: copy it if you need it."))
        return 409
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return 422
    return 303


def shown(team_id: int, words: str, endpoint: str = "core_teams.show") -> ResponseReturnValue:
    """Go back to the team, or to one of its pages, and say what was done."""
    flash(words)
    return redirect(url_for(endpoint, team_id=team_id), 303)
