"""What people see: what the teams ask the centre for help with, and what was answered."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.web import lists
from partnership.core_teams.models import CoreTeam
from partnership.programmes import guiding, homework_queries, queries
from partnership.programmes.doors import away, context, find, keep, managed
from partnership.programmes.models import Guidance, Programme
from partnership.programmes.queries import by_name
from partnership.programmes.rules import ensure_taking_part
from partnership.programmes.team_forms import AnswerForm, QuestionForm, TelephoneForm

blueprint = Blueprint("guidance", __name__, url_prefix="/<code>")


@blueprint.get("/guidance/")
@requires(Permission.TEAM_READ)
def index(code: str) -> ResponseReturnValue:
    """List the questions that the viewer may read."""
    programme, shown = find(code), request.args.get("shown", "")
    columns = [
        lists.Column("asked_at", _("Asked"), Guidance.asked_at),
        lists.Column("team", _("Team"), by_name()),
        lists.Column("topic", _("What it is about"), Guidance.topic),
        lists.Column("question", _("Question")),
        lists.Column("answered_at", _("Answered"), Guidance.answered_at),
    ]
    return lists.answer(
        session(),
        homework_queries.listed_guidance(programme, current_viewer(), waiting=shown == "waiting"),
        columns,
        template="partnership/programmes/guidance_list.html",
        name="guidance",
        searched=(Guidance.question, Guidance.answer, CoreTeam.name),
        usual="-asked_at",
        **context(programme),
    )


@blueprint.get("/teams/<int:team_id>/ask")
@requires(Permission.TEAM_WRITE)
def ask(code: str, team_id: int) -> ResponseReturnValue:
    """Show the form for a question to the centre."""
    programme = find(code)
    team = queries.own_team(session(), programme, team_id, viewer=current_viewer())
    ensure_taking_part(queries.participation_of(session(), programme.id, team.id))
    return ask_page(programme, team, question_form(QuestionForm, None))


def question_form(kind: type[QuestionForm], sent: Any) -> Any:
    """The form with the topics."""
    form = kind(sent)
    form.offer()
    return form


def ask_page(programme: Programme, team: CoreTeam, form: QuestionForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form for a question."""
    return render_template("partnership/programmes/ask.html", team=team, form=form, **context(programme)), status


@blueprint.post("/teams/<int:team_id>/ask")
@requires(Permission.TEAM_WRITE)
def send(code: str, team_id: int) -> ResponseReturnValue:
    """Ask the centre."""
    programme, viewer, status = find(code), current_viewer(), 422
    team = queries.own_team(session(), programme, team_id, viewer=viewer)
    form = question_form(QuestionForm, request.form)
    if form.validate():
        question = form.draft()

        def act(opened: Any, held: Programme) -> None:
            own = queries.own_team(opened, held, team_id, viewer=viewer)
            guiding.ask(opened, held, own, question, actor_id=viewer.id, at=clock.now())

        status = keep(form, code, act)
    if status != 303:
        return ask_page(programme, team, form, status)
    return away(url_for("programmes.guidance.index", code=code), _("The centre has your question, and answers here."))


@blueprint.get("/teams/<int:team_id>/telephone")
@requires(Permission.PROGRAMME_MANAGE)
def telephone(code: str, team_id: int) -> ResponseReturnValue:
    """Show the form for what a team was helped with by telephone."""
    programme = managed(code)
    team = queries.seen_team(session(), programme, team_id, viewer=current_viewer())
    return ask_page(programme, team, question_form(TelephoneForm, None))


@blueprint.post("/teams/<int:team_id>/telephone")
@requires(Permission.PROGRAMME_MANAGE)
def note_call(code: str, team_id: int) -> ResponseReturnValue:
    """Note what a team was helped with by telephone."""
    programme, viewer, status = managed(code), current_viewer(), 422
    team = queries.seen_team(session(), programme, team_id, viewer=viewer)
    form = question_form(TelephoneForm, request.form)
    if form.validate():
        question, answer = form.draft(), form.answer.data

        def act(opened: Any, held: Programme) -> None:
            helped = queries.seen_team(opened, held, team_id, viewer=viewer)
            guiding.note_call(opened, held, helped, question, answer, actor_id=viewer.id, at=clock.now())

        status = keep(form, code, act, as_centre=True)
    if status != 303:
        return ask_page(programme, team, form, status)
    return away(url_for("programmes.guidance.index", code=code), _("The call is noted."))


@blueprint.get("/guidance/<int:guidance_id>/")
@requires(Permission.TEAM_READ)
def show(code: str, guidance_id: int) -> ResponseReturnValue:
    """Show a question with its answer, or with the form for one."""
    programme = find(code)
    found = homework_queries.guidance_of(session(), programme, guidance_id, viewer=current_viewer())
    return guidance_page(programme, found, AnswerForm(None, version=str(found.version)))


def guidance_page(programme: Programme, found: Guidance, form: AnswerForm, status: int = 200) -> ResponseReturnValue:
    """Draw a question with its answer."""
    template = "partnership/programmes/guidance.html"
    return render_template(template, guidance=found, form=form, **context(programme)), status


@blueprint.post("/guidance/<int:guidance_id>/")
@requires(Permission.PROGRAMME_MANAGE)
def answer(code: str, guidance_id: int) -> ResponseReturnValue:
    """Answer a question."""
    programme, viewer, form, status = managed(code), current_viewer(), AnswerForm(request.form), 422
    if form.validate():
        words, version = form.answer.data or "", form.version.number

        def act(opened: Any, held: Programme) -> None:
            found = homework_queries.guidance_of(opened, held, guidance_id, viewer=viewer, lock=True)
            guiding.answer(opened, found, words, version=version, actor_id=viewer.id, at=clock.now())

        def theirs(opened: Any, held: Programme) -> Guidance:
            return homework_queries.guidance_of(opened, held, guidance_id, viewer=viewer)

        status = keep(form, code, act, theirs, as_centre=True)
    if status != 303:
        found = homework_queries.guidance_of(session(), programme, guidance_id, viewer=viewer)
        return guidance_page(programme, found, form, status)
    return away(url_for("programmes.guidance.index", code=code), _("The answer is sent to whoever asked."))
