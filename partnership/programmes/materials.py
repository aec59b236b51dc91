"""What people see: the tools and texts that the teams use, each with its edition and by what right it is shared."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.web import lists
from partnership.programmes import event_queries, planning
from partnership.programmes.doors import away, context, find, holding, keep, managed
from partnership.programmes.forms import MaterialForm, offer_events
from partnership.programmes.models import Material, Programme, ProgrammeEvent

blueprint = Blueprint("materials", __name__, url_prefix="/<code>/tools")


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index(code: str) -> ResponseReturnValue:
    """List the tools and texts."""
    programme = find(code)
    columns = [
        lists.Column("title", _("Tool or text"), alphabetical(Material.title)),
        lists.Column("address", _("Web address")),
        lists.Column("edition", _("Edition or date"), Material.edition),
        lists.Column("permission", _("By what right it is shared"), Material.permission),
        lists.Column("event", _("From which meeting"), ProgrammeEvent.starts_at),
    ]
    return lists.answer(
        session(),
        event_queries.listed_materials(programme),
        columns,
        template="partnership/programmes/materials.html",
        name="tools",
        searched=(Material.title, Material.permission),
        **context(programme),
    )


@blueprint.get("/new")
@requires(Permission.PROGRAMME_MANAGE)
def new(code: str) -> ResponseReturnValue:
    """Show an empty tool or text, for the meeting that the address names."""
    programme = managed(code)
    return form_page(programme, material_form(programme, None, event=request.args.get("meeting", "")))


def material_form(programme: Programme, sent: Any, **kept: Any) -> MaterialForm:
    """The form with the programme's meetings."""
    form = MaterialForm(sent, **kept)
    offer_events(form.event, event_queries.events(session(), programme))
    return form


def form_page(programme: Programme, form: MaterialForm, status: int = 200) -> ResponseReturnValue:
    """Draw a tool or a text to be shared."""
    return render_template("partnership/programmes/material_form.html", form=form, **context(programme)), status


@blueprint.post("/new")
@requires(Permission.PROGRAMME_MANAGE)
def add(code: str) -> ResponseReturnValue:
    """Share a tool or a text."""
    programme, by, status = managed(code), current_viewer().id, 422
    form = material_form(programme, request.form)
    if form.validate():
        draft = form.draft()

        def act(opened: Any, held: Programme) -> None:
            planning.add_material(opened, held, draft, actor_id=by, at=clock.now())

        status = keep(form, code, act, as_centre=True)
    if status != 303:
        return form_page(programme, form, status)
    return away(url_for(".index", code=code), _("It is shared with the teams."))


@blueprint.post("/<int:material_id>/remove")
@requires(Permission.PROGRAMME_MANAGE)
def remove(code: str, material_id: int) -> ResponseReturnValue:
    """Take a tool or a text out of what is shared."""
    with holding(code, as_centre=True) as (opened, programme):
        material = event_queries.material_of(opened, programme, material_id, lock=True)
        planning.remove_material(opened, material, actor_id=current_viewer().id, at=clock.now())
    return away(url_for(".index", code=code), _("It is taken away."))
