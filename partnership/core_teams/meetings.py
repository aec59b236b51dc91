"""What people see of a team's local meetings: the list, and the page on which one is written down."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import requires
from directory.accounts.permissions import Permission
from kernel.alphabet import alphabetical
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.web import lists
from partnership.core_teams import working, working_queries
from partnership.core_teams.doors import keep, own, read, shown, today
from partnership.core_teams.models import CoreTeam, TeamMeeting
from partnership.core_teams.working_forms import MeetingForm

blueprint = Blueprint("meetings", __name__, url_prefix="/<int:team_id>/meetings")


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index(team_id: int) -> ResponseReturnValue:
    """List the local meetings, the latest first."""
    columns = [
        lists.Column("held_on", _("Date"), working_queries.MEETINGS_LATEST_FIRST),
        lists.Column("about", _("What it was about"), alphabetical(TeamMeeting.about)),
        lists.Column("decided", _("What was decided"), alphabetical(TeamMeeting.decided)),
        lists.Column("present", _("Who was there"), alphabetical(TeamMeeting.present)),
        lists.Column("place", _("Place"), alphabetical(TeamMeeting.place)),
    ]
    return lists.answer(
        session(),
        working_queries.meetings(team_id),
        columns,
        template="partnership/core_teams/meetings.html",
        name="local-meetings",
        searched=(TeamMeeting.about, TeamMeeting.decided, TeamMeeting.present, TeamMeeting.place),
        reading=read(team_id),
    )


def meeting_page(
    team: CoreTeam, form: MeetingForm, status: int = 200, *, is_written: bool = False
) -> ResponseReturnValue:
    """Draw a meeting to be written down, or changed."""
    return render_template("partnership/core_teams/meeting.html", team=team, form=form, is_written=is_written), status


@blueprint.get("/new")
@requires(Permission.TEAM_WRITE)
def new(team_id: int) -> ResponseReturnValue:
    """Show an empty meeting."""
    return meeting_page(own(team_id), MeetingForm(None, data={"held_on": today(), "version": "0"}))


@blueprint.post("/new")
@requires(Permission.TEAM_WRITE)
def hold(team_id: int) -> ResponseReturnValue:
    """Write a meeting down."""
    form, status = MeetingForm(request.form), 422
    own(team_id)
    if form.validate():
        status = keep(team_id, form, partial(working.hold_meeting, said=form.draft()))
    if status != 303:
        return meeting_page(own(team_id), form, status)
    return shown(team_id, _("The meeting is written down."), "core_teams.meetings.index")


@blueprint.get("/<int:meeting_id>")
@requires(Permission.TEAM_WRITE)
def meeting(team_id: int, meeting_id: int) -> ResponseReturnValue:
    """Show a meeting to be changed."""
    team = own(team_id)
    held = working_queries.meeting_of(session(), team.id, meeting_id)
    form = MeetingForm(None, data=MeetingForm.kept(held) | {"version": str(held.version)})
    return meeting_page(team, form, is_written=True)


@blueprint.post("/<int:meeting_id>")
@requires(Permission.TEAM_WRITE)
def change(team_id: int, meeting_id: int) -> ResponseReturnValue:
    """Write a meeting anew."""
    form, status = MeetingForm(request.form), 422
    working_queries.meeting_of(session(), own(team_id).id, meeting_id)
    if form.validate():
        act = partial(working.change_meeting, meeting_id=meeting_id, said=form.draft(), version=form.version.number)

        def compare(opened: Any) -> None:
            saved = working_queries.meeting_of(opened, team_id, meeting_id)
            form.compare(saved, saved.version)

        status = keep(team_id, form, act, compare)
    if status != 303:
        return meeting_page(own(team_id), form, status, is_written=True)
    return shown(team_id, _("The meeting is written down."), "core_teams.meetings.index")
