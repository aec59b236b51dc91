"""What a team learns: the log as a list, and its lines to be written, changed and taken away."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.web import lists
from partnership.core_teams.doors import own, read, shown, write
from partnership.core_teams.models import CoreTeam
from partnership.roadmaps.keeping import keep
from partnership.strategic_roadmaps import learning, queries, rules
from partnership.strategic_roadmaps.forms import LessonForm
from partnership.strategic_roadmaps.models import Lesson, StrategicMeasure

blueprint = Blueprint("lessons", __name__, url_prefix="/lessons")
LOG = "strategic_roadmaps.lessons.index"


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index(team_id: int) -> ResponseReturnValue:
    """List what the team has learnt, the latest first."""
    reading = read(team_id)
    columns = [
        lists.Column("learnt_on", _("When"), Lesson.learnt_on),
        lists.Column("learnt", _("What we learnt"), Lesson.learnt),
        lists.Column("changed", _("What we do otherwise now"), Lesson.changed),
        lists.Column("measure", _("From which measure")),
        lists.Column("is_shared", _("Shared"), Lesson.is_shared),
    ]
    return lists.answer(
        session(),
        queries.lessons(team_id),
        columns,
        template="partnership/strategic_roadmaps/lessons.html",
        name=_("lessons"),
        searched=(Lesson.learnt, Lesson.changed, StrategicMeasure.what),
        usual="-learnt_on",
        team=reading.team,
        may_write=reading.may_write,
    )


def lesson_form(team: CoreTeam, sent: Any, **kept: Any) -> LessonForm:
    """The form of a lesson, with the roadmap's measures."""
    form = LessonForm(sent, **kept)
    form.offer(queries.plan_of(session(), team.id, clock.local_date(clock.now())).measures)
    return form


def page(team: CoreTeam, form: LessonForm, title: str, status: int = 200, removed_at: str = "") -> ResponseReturnValue:
    """Draw a lesson to be written; one that is there already may be taken away."""
    return render_template(
        "partnership/strategic_roadmaps/lesson.html", team=team, form=form, page_title=title, removed_at=removed_at
    ), status


@blueprint.get("/new")
@requires(Permission.TEAM_WRITE)
def new(team_id: int) -> ResponseReturnValue:
    """Show an empty lesson, of the measure that one came from."""
    team, today = own(team_id), clock.local_date(clock.now())
    measure = request.args.get("measure", "")
    return page(team, lesson_form(team, None, learnt_on=today, measure_id=measure, version="0"), _("New lesson"))


@blueprint.post("/new")
@requires(Permission.TEAM_WRITE)
def learn(team_id: int) -> ResponseReturnValue:
    """Write down what was learnt."""
    team = own(team_id)
    form, status = lesson_form(team, request.form), 422
    if form.validate():
        act = partial(write, team_id, partial(learning.learn, said=form.draft()))
        status = keep(form, act, lambda: None, "learnt_on")
    return page(team, form, _("New lesson"), status) if status != 303 else shown(team_id, _("It is written down."), LOG)


@blueprint.get("/<int:lesson_id>")
@requires(Permission.TEAM_WRITE)
def show(team_id: int, lesson_id: int) -> ResponseReturnValue:
    """Show a lesson to be changed."""
    team = own(team_id)
    lesson = queries.lesson_of(session(), team.id, lesson_id)
    kept = vars(rules.lesson_draft(lesson)) | {"measure_id": str(lesson.measure_id or "")}
    form = lesson_form(team, None, **kept, version=str(lesson.version))
    return page(team, form, _("Change the lesson"), removed_at=url_for(".remove", team_id=team_id, lesson_id=lesson_id))


@blueprint.post("/<int:lesson_id>")
@requires(Permission.TEAM_WRITE)
def change(team_id: int, lesson_id: int) -> ResponseReturnValue:
    """Write a lesson anew."""
    team = own(team_id)
    queries.lesson_of(session(), team.id, lesson_id)
    form, status = lesson_form(team, request.form), 422
    if form.validate():
        act = partial(learning.change_lesson, lesson_id=lesson_id, said=form.draft(), version=form.version.number)
        status = keep(
            form,
            partial(write, team_id, act),
            lambda: form.show_theirs(queries.lesson_of(session(), team_id, lesson_id)),
            "learnt_on",
        )
    if status != 303:
        return page(team, form, _("Change the lesson"), status)
    return shown(team_id, _("It is written down."), LOG)


@blueprint.post("/<int:lesson_id>/remove")
@requires(Permission.TEAM_WRITE)
def remove(team_id: int, lesson_id: int) -> ResponseReturnValue:
    """Take a lesson away."""
    version = request.form.get("version", -1, int)
    write(team_id, partial(learning.remove_lesson, lesson_id=lesson_id, version=version))
    return shown(team_id, _("It is taken away."), LOG)
