"""What people see first: the front page, and what waits for them."""

from datetime import date

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, menu, requires, viewer_or_none
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.config import Settings
from kernel.db import session
from kernel.i18n import day, gettext, ngettext
from kernel.lifecycle import _l
from kernel.registry import Task, nav, registry

blueprint = Blueprint("front", __name__)
nav(Permission.WORK_READ, _l("My work"), "front.my_work", place=10)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Say what this is, and let people in."""
    if viewer_or_none():
        return redirect(url_for(".my_work"))
    settings: Settings = current_app.extensions["trinn"]
    return render_template("directory/front/home.html", visits=registry.visits if settings.demo else [])


@blueprint.get("/my-work")
@requires(Permission.WORK_READ)
def my_work() -> ResponseReturnValue:
    """Show what waits for the signed-in person, the earliest deadline or day first."""
    viewer = current_viewer()
    now = clock.now()
    today = clock.local_date(now)
    tasks = [(task, when_words(task, today)) for task in registry.work(viewer, session(), now)]
    places = [place for place in menu(viewer) if place.told]
    return render_template("directory/front/my_work.html", tasks=tasks, places=places)


def when_words(task: Task, today: date) -> str:
    """The deadline of a task in words, or only the day of what happens on one."""
    if task.due:
        return due_words(task.due, today)
    return day(task.on) if task.on else ""


def due_words(due: date, today: date) -> str:
    """When something is due, in words and as a date."""
    days = (due - today).days
    if days < 0:
        words = ngettext("Was due yesterday, %(day)s.", "Was due %(num)d days ago, %(day)s.", -days, day=day(due))
    elif days == 0:
        words = gettext("Due today, %(day)s.", day=day(due))
    else:
        words = ngettext("Due tomorrow, %(day)s.", "Due in %(num)d days, %(day)s.", days, day=day(due))
    return str(words)
