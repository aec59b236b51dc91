"""What people see: the calls that wait, each with one large button."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from volunteers.messages import actions, queries
from volunteers.messages import calls as waiting
from volunteers.service_users import reading
from volunteers.service_users.models import Place

blueprint = Blueprint("messages", __name__, url_prefix="/volunteers/transport/messages")


@blueprint.get("/")
@requires(Permission.TRANSPORT_WRITE)
def calls() -> ResponseReturnValue:
    """Show whom to ring, and what to say."""
    bodies = current_viewer().bodies(Permission.TRANSPORT_WRITE)
    found = waiting.calls(queries.waiting(session(), bodies, clock.now()))
    reading.note({call.notices[0].trip.service_user_id for call in found if not call.is_volunteer}, Place.TRIP)
    return render_template("volunteers/messages/calls.html", calls=found)


@blueprint.post("/<int:notice_id>/told")
@requires(Permission.TRANSPORT_WRITE)
def tick(notice_id: int) -> ResponseReturnValue:
    """Tick off a call that was made."""
    viewer, now = current_viewer(), clock.now()
    with transaction() as opened:
        notice = queries.get_own(opened, notice_id, viewer=viewer)
        heard = waiting.same_call(queries.waiting(opened, {notice.trip.offer.provider_id}, now), notice)
        actions.tick(opened, heard, actor_id=viewer.id, at=now)
    flash(_("It is noted that you rang."))
    return redirect(url_for(".calls"), 303)
