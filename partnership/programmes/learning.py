"""What people see: what the teams share with one another of what they have learnt. Source: B31."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from directory.accounts.guard import requires
from directory.accounts.permissions import Permission
from kernel.alphabet import alphabetical
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.web import lists
from partnership.core_teams.models import CoreTeam
from partnership.programmes import queries
from partnership.programmes.doors import context, find
from partnership.strategic_roadmaps.models import Lesson
from partnership.strategic_roadmaps.queries import shared_lessons

blueprint = Blueprint("learning", __name__, url_prefix="/<code>/lessons")


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index(code: str) -> ResponseReturnValue:
    """List what the teams share, the latest first."""
    programme = find(code)
    columns = [
        lists.Column("learnt_on", _("When"), Lesson.learnt_on),
        lists.Column("learnt", _("What we learnt"), Lesson.learnt),
        lists.Column("changed", _("What we do otherwise now"), Lesson.changed),
        lists.Column("team", _("Team"), alphabetical(CoreTeam.name)),
    ]
    return lists.answer(
        session(),
        shared_lessons(queries.team_ids(programme)),
        columns,
        template="partnership/programmes/lessons.html",
        name=_("lessons"),
        searched=(Lesson.learnt, Lesson.changed, CoreTeam.name),
        usual="-learnt_on",
        **context(programme),
    )
