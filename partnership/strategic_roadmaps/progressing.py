"""How far measures come: noted with a word on it, or moved on from the board with one button."""

from functools import partial

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import requires
from directory.accounts.permissions import Permission
from kernel.db import session
from kernel.i18n import gettext as _
from partnership.core_teams.doors import own, shown, write
from partnership.core_teams.models import CoreTeam
from partnership.roadmaps.forms import ProgressForm, progress_form
from partnership.roadmaps.keeping import keep
from partnership.roadmaps.models import Progress
from partnership.strategic_roadmaps import actions, queries
from partnership.strategic_roadmaps.writing import ROADMAP

blueprint = Blueprint("progressing", __name__, url_prefix="/measures/<int:measure_id>")


@blueprint.get("/progress")
@requires(Permission.TEAM_WRITE)
def show(team_id: int, measure_id: int) -> ResponseReturnValue:
    """Show how far a measure has come, to be changed."""
    team = own(team_id)
    found = queries.measure_of(session(), team.id, measure_id)
    form = progress_form(None, progress=found.progress.value, version=str(found.version))
    return page(team, form, found.what)


def page(team: CoreTeam, form: ProgressForm, what: str, status: int = 200) -> ResponseReturnValue:
    """Draw how far a measure has come."""
    return render_template("partnership/strategic_roadmaps/progress.html", team=team, form=form, what=what), status


@blueprint.post("/progress")
@requires(Permission.TEAM_WRITE)
def note(team_id: int, measure_id: int) -> ResponseReturnValue:
    """Say how far a measure has come."""
    team, form, status = own(team_id), progress_form(request.form), 422
    what = queries.measure_of(session(), team.id, measure_id).what
    if form.validate():
        progress, words = form.draft()
        act = partial(
            actions.note_progress, measure_id=measure_id, progress=progress, words=words, version=form.version.number
        )

        def show_theirs() -> None:
            found = queries.measure_of(session(), team_id, measure_id)
            latest = queries.latest_note(session(), measure_id)
            form.show_theirs(found.progress, latest.words if latest else "", found.version)

        status = keep(form, partial(write, team_id, act), show_theirs)
    if status != 303:
        return page(team, form, what, status)
    return shown(team_id, _("How far it has come is kept."), ROADMAP)


@blueprint.post("/move")
@requires(Permission.TEAM_WRITE)
def move(team_id: int, measure_id: int) -> ResponseReturnValue:
    """Move a measure on along the board."""
    measure, wanted = queries.measure_of(session(), own(team_id).id, measure_id), request.form.get("progress", "")
    if wanted not in list(Progress):
        abort(400)
    act = partial(
        actions.note_progress, progress=Progress(wanted), words="", version=request.form.get("version", -1, int)
    )
    write(team_id, partial(act, measure_id=measure.id))
    return shown(team_id, _("How far it has come is kept."), "strategic_roadmaps.board")
