"""What people see: their meetings with the other side, and each meeting with its agenda."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import Stale
from kernel.web.files import answer_with
from partnership.dialogue import (
    actions,
    agenda,
    approval,
    arenas,
    card,
    contributions,
    follow_ups,
    invitation,
    jobs,
    minutes,
    my_work,
    queries,
    rules,
)
from partnership.dialogue.doors import answering, context, find, reading, telling, words_page, writing
from partnership.dialogue.forms import CallForm, SlotForm, WordsForm
from partnership.dialogue.models import Meeting, MeetingStatus
from partnership.dialogue.saying import meeting_title, parties_title, when
from partnership.relations.models import Relation
from partnership.relations.rules import ensure_side

__all__ = ["blueprint", "card", "jobs", "my_work"]  # those three register what they share

blueprint = Blueprint("dialogue", __name__, url_prefix="/partnership/relations/<int:relation_id>/dialogue")
for room in (arenas, contributions, minutes, approval, follow_ups):
    blueprint.register_blueprint(room.blueprint)
blueprint.add_app_template_global(meeting_title, "meeting_title")
blueprint.add_app_template_global(when, "meeting_when")


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def index(relation_id: int) -> ResponseReturnValue:
    """Show the meetings, what is to be followed up, and the arenas."""
    relation = find(relation_id)
    meetings = queries.meetings_of(session(), relation_id)
    ahead = [each for each in meetings if each.status is MeetingStatus.PLANNED]
    return render_template(
        "partnership/dialogue/index.html",
        ahead=ahead[::-1],
        others=[each for each in meetings if each.status is not MeetingStatus.PLANNED],
        follow_ups=queries.open_follow_ups(session(), [relation_id]),
        arenas=queries.arenas_of(session(), relation_id),
        picture=queries.shared_picture(session(), relation, clock.now()),
        **context(relation),
    )


@blueprint.get("/meetings/new/")
@requires(Permission.RELATION_ASSESS)
def new(relation_id: int) -> ResponseReturnValue:
    """Show the form that calls a meeting."""
    relation = find(relation_id)
    ensure_side(relation, current_viewer())
    form = call_form(relation, None)
    wanted = request.args.get("arena", "")
    arena = next((each for each in queries.arenas_of(session(), relation.id) if str(each.id) == wanted), None)
    if arena:
        form.arena.data, form.place.data = wanted, arena.place
    return call_page(relation, form)


def call_form(relation: Relation, sent: Any) -> CallForm:
    """The form with the relation's arenas."""
    form = CallForm(sent, version="0")
    named = [(str(each.id), each.name) for each in queries.arenas_of(session(), relation.id)]
    form.arena.choices = [("", _("None")), *named]
    return form


def call_page(relation: Relation, form: CallForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form that calls a meeting, with what was typed."""
    return render_template("partnership/dialogue/call.html", form=form, meeting=None, **context(relation)), status


@blueprint.post("/meetings/new/")
@requires(Permission.RELATION_ASSESS)
def call(relation_id: int) -> ResponseReturnValue:
    """Call a meeting."""
    form = call_form(find(relation_id), request.form)
    address, is_ahead = "", False
    if form.validate():
        with telling(form), writing(relation_id) as (opened, relation, side):
            slot, arena_id, now = form.slot(), form.arena_id(), clock.now()
            arena = queries.arena_of(opened, relation, arena_id) if arena_id else None
            meeting = actions.call(opened, relation, side, slot, arena, actor_id=current_viewer().id, at=now)
            address = url_for(".meeting", relation_id=relation_id, meeting_id=meeting.id)
            is_ahead = slot.starts_at > now
    if form.errors:
        return call_page(find(relation_id), form, 422)
    told = _("The meeting is called. Both sides get an e-mail now.")
    flash(told if is_ahead else _("The meeting is there. Now you can write its minutes."))
    return redirect(address, 303)


@blueprint.get("/meetings/<int:meeting_id>/")
@requires(Permission.RELATION_READ)
def meeting(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Show a meeting: before it is held its agenda, then its minutes."""
    relation, found = reading(relation_id, meeting_id)
    if found.status in {MeetingStatus.PLANNED, MeetingStatus.CANCELLED}:
        return agenda_page(relation, found)
    return approval.page(relation, found)


def agenda_page(relation: Relation, found: Meeting) -> ResponseReturnValue:
    """Draw a meeting that has not been held, with the agenda as it is today."""
    now = clock.now()
    picture = queries.shared_picture(session(), relation, now)
    left = queries.open_follow_ups(session(), [relation.id])
    return render_template(
        "partnership/dialogue/meeting.html",
        meeting=found,
        picture=picture,
        proposed=agenda.propose(picture, left, relation.wished_step),
        own=queries.points_of(session(), found.id),
        participants=queries.participants_of(session(), found.id),
        names=queries.names_of(session(), found),
        earlier=queries.talks_of(session(), relation.id),
        has_begun=found.starts_at <= now,
        **context(relation),
    )


@blueprint.get("/meetings/<int:meeting_id>/move/")
@requires(Permission.RELATION_ASSESS)
def move_form(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Show the form that moves a meeting."""
    relation, found, _side = answering(relation_id, meeting_id)
    rules.ensure_planned(found)
    return move_page(relation, found, slot_form(found))


def slot_form(found: Meeting) -> SlotForm:
    """The form with when and where a meeting is."""
    starts, ends = found.starts_at.astimezone(clock.OSLO), found.ends_at.astimezone(clock.OSLO)
    version = str(found.version)
    return SlotForm(None, day=starts.date(), starts=starts.time(), ends=ends.time(), place=found.place, version=version)


def move_page(relation: Relation, found: Meeting, form: SlotForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form that moves a meeting, with what was typed."""
    return render_template("partnership/dialogue/call.html", form=form, meeting=found, **context(relation)), status


@blueprint.post("/meetings/<int:meeting_id>/move/")
@requires(Permission.RELATION_ASSESS)
def move(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Move a meeting."""
    form = SlotForm(request.form)
    try:
        if form.validate():
            with telling(form), writing(relation_id) as (opened, relation, _side):
                found = queries.meeting_of(opened, relation, meeting_id)
                version, actor_id = form.version.number, current_viewer().id
                actions.move(opened, found, form.slot(), version=version, actor_id=actor_id, at=clock.now())
    except Stale:
        relation, found = reading(relation_id, meeting_id)
        kept = slot_form(found)
        form.show_saved({name: kept[name].data for name in ("day", "starts", "ends", "place")}, found.version)
        return move_page(relation, found, form, 409)
    if form.errors:
        return move_page(*reading(relation_id, meeting_id), form, 422)
    flash(_("The meeting is moved. Both sides get an e-mail now."))
    return redirect(url_for(".meeting", relation_id=relation_id, meeting_id=meeting_id), 303)


@blueprint.get("/meetings/<int:meeting_id>/cancel/")
@requires(Permission.RELATION_ASSESS)
def cancel_form(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Ask why a meeting is cancelled."""
    relation, found, _side = answering(relation_id, meeting_id)
    rules.ensure_planned(found)
    return cancel_page(relation, found, WordsForm(None, version=str(found.version)))


def cancel_page(relation: Relation, found: Meeting, form: WordsForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form that cancels a meeting, with what was typed."""
    return words_page(
        relation,
        form,
        title=_("Cancel the meeting"),
        lead=_("Both sides get an e-mail with the reason, and the meeting stays in the list as cancelled."),
        label=_("Why is it cancelled?"),
        button=_("Cancel the meeting"),
        back=(meeting_title(found), url_for(".meeting", relation_id=relation.id, meeting_id=found.id)),
        status=status,
    )


@blueprint.post("/meetings/<int:meeting_id>/cancel/")
@requires(Permission.RELATION_ASSESS)
def cancel(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Cancel a meeting."""
    form = WordsForm(request.form)
    try:
        if form.validate():
            with telling(form), writing(relation_id) as (opened, relation, _side):
                found = queries.meeting_of(opened, relation, meeting_id)
                version, actor_id = form.version.number, current_viewer().id
                actions.cancel(opened, found, reason=form.draft(), version=version, actor_id=actor_id, at=clock.now())
    except Stale:
        relation, found = reading(relation_id, meeting_id)
        form.version.data = str(found.version)
        form.refuse(_("Somebody else has changed the meeting meanwhile. It is now %(when)s.", when=when(found)))
        return cancel_page(relation, found, form, 409)
    if form.errors:
        return cancel_page(*reading(relation_id, meeting_id), form, 422)
    flash(_("The meeting is cancelled. Both sides get an e-mail now."))
    return redirect(url_for(".meeting", relation_id=relation_id, meeting_id=meeting_id), 303)


@blueprint.get("/meetings/<int:meeting_id>/meeting.ics")
@requires(Permission.RELATION_READ)
def calendar(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Give the meeting to a calendar."""
    relation, found = reading(relation_id, meeting_id)
    base = current_app.extensions["trinn"].base_url
    address = base + url_for(".meeting", relation_id=relation_id, meeting_id=meeting_id)
    content = invitation.calendar(found, parties_title(relation), urlsplit(base).hostname or "", address)
    return answer_with(content, invitation.KIND, f"dialogmote-{meeting_id}.ics")
