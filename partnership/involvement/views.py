"""What people see: where a team's work is anchored, whom it involves, what the councils said, and what is missing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import requires
from directory.accounts.permissions import Permission
from directory.municipalities.models import Municipality
from kernel.db import session
from kernel.i18n import gettext as _
from partnership.core_teams.doors import keep, own, present, read, shown, today, write
from partnership.core_teams.models import CoreTeam
from partnership.involvement import actions, labels, queries, rules
from partnership.involvement.forms import AnchoringForm, CouncilForm, InvolvementForm
from partnership.involvement.models import Council, CouncilContact, Involvement

blueprint = Blueprint("involvement", __name__, url_prefix="/partnership/core-teams/<int:team_id>/involvement")


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the names of actors, councils and states."""
    return {"involvement_labels": labels}


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index(team_id: int) -> ResponseReturnValue:
    """Show anchoring, the matrix and the councils, with what is missing first."""
    reading, on = read(team_id), today()
    heard = queries.heard_by(session(), team_id)
    return render_template(
        "partnership/involvement/index.html",
        reading=reading,
        team=reading.team,
        standing=queries.standing_of(session(), [team_id], on)[team_id],
        anchorings=heard.anchorings,
        councils=rules.by_council([each.id for each in reading.municipalities], heard.contacts),
        rows=heard.involved,
        further=rules.further(each.actor for each in heard.involved),
        names={part.municipality_id: part.municipality.name for part in reading.parts},
        state=lambda each: rules.state(each, on),
        has_passed=lambda day: day < on,
    )


def show_page(template: str, team: CoreTeam, form: Any, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Draw a form of this slice, with what was typed."""
    return render_template(f"partnership/involvement/{template}.html", team=team, form=form, **context), status


def settled(team_id: int, form: Any, act: Callable[..., Any], found: Callable[[Session], Any] | None = None) -> int:
    """Keep what a form says, and show what somebody else wrote where they were quicker."""

    def compare(opened: Session) -> None:
        saved = found(opened) if found else None
        if saved is not None:
            form.compare(saved, saved.version)

    return keep(team_id, form, act, compare)


def municipality_in(team: CoreTeam, municipality_id: int) -> Municipality:
    """A municipality that takes part in a team; raises NotFound."""
    for each in present(team):
        if each.id == municipality_id:
            return each
    raise NotFound


@blueprint.get("/anchoring/<int:municipality_id>")
@requires(Permission.TEAM_WRITE)
def anchoring(team_id: int, municipality_id: int) -> ResponseReturnValue:
    """Show where a municipality's part is anchored, to be written."""
    team = own(team_id)
    municipality = municipality_in(team, municipality_id)
    held = queries.anchoring_of(session(), team.id, municipality_id)
    kept = AnchoringForm.kept(held) | {"version": str(held.version)} if held else {"version": "0"}
    return show_page("anchoring", team, AnchoringForm(None, data=kept), municipality=municipality)


@blueprint.post("/anchoring/<int:municipality_id>")
@requires(Permission.TEAM_WRITE)
def anchor(team_id: int, municipality_id: int) -> ResponseReturnValue:
    """Write down where a municipality's part is anchored."""
    form, status = AnchoringForm(request.form), 422
    municipality_in(own(team_id), municipality_id)
    if form.validate():
        act = partial(actions.anchor, said=form.draft(municipality_id), version=form.version.number)
        status = settled(team_id, form, act, lambda opened: queries.anchoring_of(opened, team_id, municipality_id))
    if status != 303:
        team = own(team_id)
        return show_page("anchoring", team, form, status, municipality=municipality_in(team, municipality_id))
    return shown(team_id, _("It is kept."), "involvement.index")


@blueprint.get("/actors/new")
@requires(Permission.TEAM_WRITE)
def new_actor(team_id: int) -> ResponseReturnValue:
    """Show an empty row of the matrix, of the kind that was asked for."""
    form = InvolvementForm(None, data={"actor": request.args.get("kind", ""), "version": "0"})
    return show_page("actor", own(team_id), form, held=None)


@blueprint.post("/actors/new")
@requires(Permission.TEAM_WRITE)
def involve(team_id: int) -> ResponseReturnValue:
    """Write down somebody whom the team involves."""
    form, status = InvolvementForm(request.form), 422
    own(team_id)
    if form.validate():
        status = settled(team_id, form, partial(actions.involve, said=form.draft()))
    if status != 303:
        return show_page("actor", own(team_id), form, status, held=None)
    return shown(team_id, _("It is kept."), "involvement.index")


@blueprint.get("/actors/<int:involvement_id>")
@requires(Permission.TEAM_WRITE)
def actor(team_id: int, involvement_id: int) -> ResponseReturnValue:
    """Show a row of the matrix to be changed."""
    team = own(team_id)
    held = queries.involvement_of(session(), team.id, involvement_id)
    form = InvolvementForm(None, data=InvolvementForm.kept(held) | {"version": str(held.version)})
    return show_page("actor", team, form, held=held)


@blueprint.post("/actors/<int:involvement_id>")
@requires(Permission.TEAM_WRITE)
def change_actor(team_id: int, involvement_id: int) -> ResponseReturnValue:
    """Write a row of the matrix anew."""
    form, status = InvolvementForm(request.form), 422
    own(team_id)

    def found(opened: Session) -> Involvement:
        return queries.involvement_of(opened, team_id, involvement_id)

    found(session())
    if form.validate():
        number = form.version.number
        act = partial(actions.change_involvement, involvement_id=involvement_id, said=form.draft(), version=number)
        status = settled(team_id, form, act, found)
    if status != 303:
        return show_page("actor", own(team_id), form, status, held=found(session()))
    return shown(team_id, _("It is kept."), "involvement.index")


@blueprint.post("/actors/<int:involvement_id>/remove")
@requires(Permission.TEAM_WRITE)
def remove_actor(team_id: int, involvement_id: int) -> ResponseReturnValue:
    """Take a row of the matrix away."""
    version = request.form.get("version", -1, int)
    write(team_id, partial(actions.remove_involvement, involvement_id=involvement_id, version=version))
    return shown(team_id, _("It is taken away."), "involvement.index")


def council_form(team: CoreTeam, sent: Any = None, **kept: Any) -> CouncilForm:
    """The form of a council, with the municipalities that take part."""
    form = CouncilForm(sent) if sent is not None else CouncilForm(None, data=kept)
    form.offer(present(team))
    return form


@blueprint.get("/councils/new")
@requires(Permission.TEAM_WRITE)
def new_council(team_id: int) -> ResponseReturnValue:
    """Show the form of a council, for the one and the municipality that were asked for."""
    team = own(team_id)
    wanted = request.args.get("council", Council.OLDER_PEOPLE.value)
    municipality = request.args.get("municipality", str(team.lead_id))
    form = council_form(team, council=wanted, municipality=municipality, version="0")
    return show_page("council", team, form, held=None)


@blueprint.post("/councils/new")
@requires(Permission.TEAM_WRITE)
def note_council(team_id: int) -> ResponseReturnValue:
    """Write down that a council is asked, or was."""
    form, status = council_form(own(team_id), request.form), 422
    if form.validate():
        status = settled(team_id, form, partial(actions.note_council, said=form.draft()))
    if status != 303:
        return show_page("council", own(team_id), form, status, held=None)
    return shown(team_id, _("It is kept."), "involvement.index")


@blueprint.get("/councils/<int:contact_id>")
@requires(Permission.TEAM_WRITE)
def council(team_id: int, contact_id: int) -> ResponseReturnValue:
    """Show what is written of a council, to be changed."""
    team = own(team_id)
    held = queries.contact_of(session(), team.id, contact_id)
    form = council_form(team, **CouncilForm.kept(held), version=str(held.version))
    return show_page("council", team, form, held=held)


@blueprint.post("/councils/<int:contact_id>")
@requires(Permission.TEAM_WRITE)
def change_council(team_id: int, contact_id: int) -> ResponseReturnValue:
    """Write anew what a council said."""
    form, status = council_form(own(team_id), request.form), 422

    def found(opened: Session) -> CouncilContact:
        return queries.contact_of(opened, team_id, contact_id)

    found(session())
    if form.validate():
        act = partial(actions.change_council, contact_id=contact_id, said=form.draft(), version=form.version.number)
        status = settled(team_id, form, act, found)
    if status != 303:
        return show_page("council", own(team_id), form, status, held=found(session()))
    return shown(team_id, _("It is kept."), "involvement.index")


@blueprint.post("/councils/<int:contact_id>/remove")
@requires(Permission.TEAM_WRITE)
def remove_council(team_id: int, contact_id: int) -> ResponseReturnValue:
    """Take away what was written of a council."""
    version = request.form.get("version", -1, int)
    write(team_id, partial(actions.remove_council, contact_id=contact_id, version=version))
    return shown(team_id, _("It is taken away."), "involvement.index")
