"""What people see: the programmes, and each programme's page."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import language, sentence, translated
from kernel.lifecycle import NotAllowed, _l
from kernel.registry import mark, nav, registry
from kernel.web import lists
from partnership.programmes import (
    actions,
    answers,
    cards,
    event_queries,
    events,
    guidance,
    homework,
    homework_queries,
    jobs,
    learning,
    materials,
    my_work,
    network,
    progress,
    queries,
    report,
    rules,
    teams,
)
from partnership.programmes.doors import away, context, find, keep, managed
from partnership.programmes.forms import ProgrammeForm
from partnership.programmes.models import Programme

__all__ = ["blueprint", "cards", "jobs", "my_work"]  # those three register what they share

blueprint = Blueprint("programmes", __name__, url_prefix="/partnership/programmes")
for room in (events, materials, homework, answers, guidance, network, learning, teams, report):
    blueprint.register_blueprint(room.blueprint)
NAMED, TOLD, PLACE = _l("Programmes"), _l("Learn together with other core teams, with help from the centre."), 34
SHOWN = 3
HAS_TEAM = "has_core_team"
mark(HAS_TEAM)(queries.has_team)
nav(Permission.PROGRAMME_MANAGE, NAMED, "programmes.index", told=TOLD, place=PLACE)
nav(Permission.TEAM_WRITE, NAMED, "programmes.index", told=TOLD, place=PLACE, mark=HAS_TEAM)


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index() -> ResponseReturnValue:
    """List the viewer's programmes."""
    columns = [
        lists.Column("code", _("Code"), Programme.code),
        lists.Column("name", _("Programme")),
        lists.Column("starts_on", _("First day"), Programme.starts_on),
        lists.Column("ends_on", _("Last day"), Programme.ends_on),
        lists.Column("teams", _("Teams"), numeric=True),
    ]
    viewer = current_viewer()
    return lists.answer(
        session(),
        queries.listed(viewer),
        columns,
        template="partnership/programmes/index.html",
        name="programmes",
        searched=(Programme.code, Programme.process_leader),
        usual="-starts_on",
        enrich=lambda rows: [row_of(each) for each in rows],
        is_centre=viewer.may(Permission.PROGRAMME_MANAGE),
    )


def row_of(found: Any) -> queries.Row:
    """A programme of the list with its name, and in which language that is where it is not the page's."""
    name, tongue = translated(found.title)
    return queries.Row(**found._mapping, name=name, tongue=tongue)


@blueprint.get("/new")
@requires(Permission.PROGRAMME_MANAGE)
def new() -> ResponseReturnValue:
    """Show an empty programme."""
    return form_page(None, ProgrammeForm(None, version="0", language=language()))


def form_page(programme: Programme | None, form: ProgrammeForm, status: int = 200) -> ResponseReturnValue:
    """Draw a programme to be written; the code of one that is there already stays."""
    return render_template("partnership/programmes/edit.html", programme=programme, form=form), status


@blueprint.post("/new")
@requires(Permission.PROGRAMME_MANAGE)
def create() -> ResponseReturnValue:
    """Make a programme."""
    form, viewer = ProgrammeForm(request.form), current_viewer()
    if not form.validate():
        return form_page(None, form, 422)
    try:
        with transaction() as opened:
            owner_id = min(viewer.bodies(Permission.PROGRAMME_MANAGE))
            made = actions.create(opened, form.draft(), owner_id=owner_id, actor_id=viewer.id, at=clock.now())
            address = url_for(".show", code=made.code)
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return form_page(None, form, 422)
    return away(address, _("The programme is made. Now plan what the teams come together for."))


@blueprint.get("/<code>/")
@requires(Permission.TEAM_READ)
def show(code: str) -> ResponseReturnValue:
    """Show a programme: what comes next, what is to be done at home, and what waits."""
    programme, viewer, now = find(code), current_viewer(), clock.now()
    own = queries.own_participations(session(), programme, viewer)
    panels = [share(session(), programme, viewer, now) for share in registry.panels.get("programme.page", ())]
    handed_in = homework_queries.hand_ins(session(), programme, [part.team_id for part in own])
    return render_template(
        "partnership/programmes/show.html",
        own=own,
        is_each=rules.is_each_shown(own),
        panels=[panel for panel in panels if panel],
        answers=handed_in,
        handed_in=progress.handed_in,
        ahead=event_queries.ahead(session(), programme, now, SHOWN),
        tasks=homework_queries.tasks(session(), programme),
        questions_shown=homework_queries.latest_guidance(session(), programme, viewer=viewer, most=SHOWN),
        counts=queries.counts(session(), programme),
        **context(programme),
    )


@blueprint.get("/<code>/change")
@requires(Permission.PROGRAMME_MANAGE)
def edit(code: str) -> ResponseReturnValue:
    """Show a programme to be changed."""
    programme = managed(code)
    return form_page(programme, change_form(None, data=ProgrammeForm.kept(programme)))


def change_form(sent: Any, **kept: Any) -> ProgrammeForm:
    """The form of a programme that is there already; its code stays."""
    form = ProgrammeForm(sent, **kept)
    del form.code
    return form


@blueprint.post("/<code>/change")
@requires(Permission.PROGRAMME_MANAGE)
def change(code: str) -> ResponseReturnValue:
    """Write a programme anew."""
    programme, form, status = managed(code), change_form(request.form), 422
    if form.validate():
        draft, version = form.draft(code), form.version.number

        def act(opened: Any, held: Programme) -> None:
            actions.change(opened, held, draft, version=version, actor_id=current_viewer().id, at=clock.now())

        status = keep(form, code, act, lambda _opened, theirs: theirs, as_centre=True)
    if status != 303:
        return form_page(programme, form, status)
    return away(url_for(".show", code=code), _("The programme is kept."))
