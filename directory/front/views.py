"""What people see first: the front page, and what waits for them."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, menu, requires, viewer_or_none
from directory.accounts.permissions import Permission
from directory.front.saying import when_words
from kernel import clock
from kernel.config import Settings
from kernel.db import session
from kernel.lifecycle import _l
from kernel.registry import nav, registry

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
