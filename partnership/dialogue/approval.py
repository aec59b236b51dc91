"""What people see of minutes as a whole: read by both, sent by one side, approved by the other."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import Stale
from partnership.dialogue import actions, queries, rules
from partnership.dialogue.contributions import back_to
from partnership.dialogue.doors import answering, context, reading, telling, words_page, writing
from partnership.dialogue.forms import WordsForm
from partnership.dialogue.models import Meeting
from partnership.relations.models import Relation
from partnership.staircase.queries import edition_in_force

blueprint = Blueprint("approval", __name__, url_prefix="/meetings/<int:meeting_id>/minutes")


def page(relation: Relation, meeting: Meeting, *, is_changed: bool = False, status: int = 200) -> ResponseReturnValue:
    """Draw a meeting's minutes; `is_changed` tells that somebody wrote while one was about to stand for them."""
    viewer = current_viewer()
    shared = context(relation)
    return render_template(
        "partnership/dialogue/minutes.html",
        meeting=meeting,
        points=queries.points_of(session(), meeting.id),
        participants=queries.participants_of(session(), meeting.id),
        follow_ups=queries.follow_ups_of(session(), meeting.id),
        notes=queries.notes_of(session(), meeting.id),
        names=queries.names_of(session(), meeting),
        may_approve=rules.may_approve(meeting, shared["side"], viewer.id),
        is_changed=is_changed,
        **shared,
    ), status


def back(relation_id: int, meeting_id: int, anchor: str | None = None) -> ResponseReturnValue:
    """Go back to the meeting."""
    address = url_for("dialogue.meeting", relation_id=relation_id, meeting_id=meeting_id, _anchor=anchor)
    return redirect(address, 303)


def version_sent() -> int:
    """The version of the minutes that the viewer saw."""
    return int(WordsForm(request.form).version.number)


@blueprint.post("/send")
@requires(Permission.RELATION_ASSESS)
def send(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Send the minutes to the other side for approval."""
    try:
        with writing(relation_id) as (opened, relation, side):
            meeting = queries.meeting_of(opened, relation, meeting_id)
            actor_id, now = current_viewer().id, clock.now()
            actions.send(opened, meeting, side, version=version_sent(), actor_id=actor_id, at=now)
    except Stale:
        return page(*reading(relation_id, meeting_id), is_changed=True, status=409)
    flash(_("The minutes are sent. The other side gets an e-mail now."))
    return back(relation_id, meeting_id)


@blueprint.post("/approve")
@requires(Permission.RELATION_ASSESS)
def approve(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Approve the minutes that the other side has sent."""
    try:
        with writing(relation_id) as (opened, relation, side):
            meeting = queries.meeting_of(opened, relation, meeting_id)
            content, actor_id, now = edition_in_force(opened).content, current_viewer().id, clock.now()
            actions.approve(opened, relation, meeting, content, side, version=version_sent(), actor_id=actor_id, at=now)
    except Stale:
        return page(*reading(relation_id, meeting_id), is_changed=True, status=409)
    flash(_("The minutes are approved. What you answered together counts from now."))
    return back(relation_id, meeting_id)


@blueprint.get("/return/")
@requires(Permission.RELATION_ASSESS)
def return_form(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Ask what is to be changed in the minutes."""
    relation, meeting, side = answering(relation_id, meeting_id)
    rules.ensure_may_approve(meeting, side, current_viewer().id)
    return return_page(relation, meeting, WordsForm(None, version=str(meeting.version)))


def return_page(relation: Relation, meeting: Meeting, form: WordsForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form that sends minutes back, with what was typed."""
    return words_page(
        relation,
        form,
        title=_("Send the minutes back"),
        lead=_("Say what you would write differently. Both of you can then change the minutes."),
        label=_("What would you change?"),
        button=_("Send back"),
        back=back_to(relation, meeting),
        status=status,
    )


@blueprint.post("/return/")
@requires(Permission.RELATION_ASSESS)
def send_back(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Send the minutes back with a word."""
    form = WordsForm(request.form)
    if form.validate():
        with telling(form), writing(relation_id) as (opened, relation, side):
            meeting = queries.meeting_of(opened, relation, meeting_id)
            words, actor_id, now = form.draft(), current_viewer().id, clock.now()
            actions.send_back(opened, meeting, side, words, actor_id=actor_id, at=now)
    if form.errors:
        return return_page(*reading(relation_id, meeting_id), form, 422)
    flash(_("The minutes are sent back. The other side gets an e-mail now."))
    return back(relation_id, meeting_id)


@blueprint.get("/corrections/")
@requires(Permission.RELATION_ASSESS)
def correction_form(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Ask for a correction below approved minutes."""
    relation, meeting, _side = answering(relation_id, meeting_id)
    rules.ensure_approved(meeting)
    return correction_page(relation, meeting, WordsForm(None, version=str(meeting.version)))


def correction_page(relation: Relation, meeting: Meeting, form: WordsForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form of a correction, with what was typed."""
    return words_page(
        relation,
        form,
        title=_("Write a correction"),
        lead=_("Approved minutes stay as they are. The correction stands below them with the date and your side."),
        label=_("Correction"),
        button=_("Keep the correction"),
        back=back_to(relation, meeting),
        status=status,
    )


@blueprint.post("/corrections/")
@requires(Permission.RELATION_ASSESS)
def correct(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Write a correction."""
    form = WordsForm(request.form)
    if form.validate():
        with telling(form), writing(relation_id) as (opened, relation, side):
            meeting = queries.meeting_of(opened, relation, meeting_id)
            words, actor_id, now = form.draft(), current_viewer().id, clock.now()
            actions.correct(opened, meeting, side, words, actor_id=actor_id, at=now)
    if form.errors:
        return correction_page(*reading(relation_id, meeting_id), form, 422)
    flash(_("The correction stands below the minutes."))
    return back(relation_id, meeting_id)
