"""What people see of what is to be followed up: who does what, by when, and whether it is done."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.i18n import gettext as _
from partnership.dialogue import preparing, queries, rules
from partnership.dialogue.doors import answering, context, reading, side_words, telling, writing
from partnership.dialogue.forms import FollowUpForm
from partnership.dialogue.models import Meeting
from partnership.relations.models import Relation
from partnership.relations.sides import Side

blueprint = Blueprint("follow_ups", __name__)


@blueprint.get("/meetings/<int:meeting_id>/follow-ups/new/")
@requires(Permission.RELATION_ASSESS)
def new(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Show the form of something to be followed up."""
    relation, meeting, _side = answering(relation_id, meeting_id)
    rules.ensure_writing(meeting)
    return page(relation, meeting, form_for(relation, None))


def form_for(relation: Relation, sent: object) -> FollowUpForm:
    """The form with the two sides by their names."""
    form = FollowUpForm(sent)
    form.side.choices = [(side.value, side_words(relation, side)) for side in Side]
    return form


def page(relation: Relation, meeting: Meeting, form: FollowUpForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template(
        "partnership/dialogue/follow_up.html", meeting=meeting, form=form, **context(relation)
    ), status


@blueprint.post("/meetings/<int:meeting_id>/follow-ups/new/")
@requires(Permission.RELATION_ASSESS)
def add(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Write down something to be followed up."""
    relation, meeting = reading(relation_id, meeting_id)
    form = form_for(relation, request.form)
    if form.validate():
        with telling(form), writing(relation_id) as (opened, relation, _side):
            meeting = queries.meeting_of(opened, relation, meeting_id)
            preparing.follow_up(opened, meeting, form.draft(), actor_id=current_viewer().id, at=clock.now())
    if form.errors:
        return page(*reading(relation_id, meeting_id), form, 422)
    flash(_("It is written down, and both sides see it."))
    return redirect(f"{meeting_address(relation_id, meeting_id)}#follow-ups", 303)


def meeting_address(relation_id: int, meeting_id: int) -> str:
    """Where a meeting is shown."""
    return url_for("dialogue.meeting", relation_id=relation_id, meeting_id=meeting_id)


@blueprint.post("/follow-ups/<int:follow_up_id>/remove")
@requires(Permission.RELATION_ASSESS)
def remove(relation_id: int, follow_up_id: int) -> ResponseReturnValue:
    """Take something out again, while the minutes are written."""
    with writing(relation_id) as (opened, relation, _side):
        kept = queries.follow_up_of(opened, relation, follow_up_id)
        meeting = queries.meeting_of(opened, relation, kept.meeting_id)
        preparing.remove_follow_up(opened, meeting, kept, actor_id=current_viewer().id, at=clock.now())
        address = meeting_address(relation_id, meeting.id)
    flash(_("It is taken out."))
    return redirect(f"{address}#follow-ups", 303)


@blueprint.post("/follow-ups/<int:follow_up_id>/done")
@requires(Permission.RELATION_ASSESS)
def done(relation_id: int, follow_up_id: int) -> ResponseReturnValue:
    """Say that something is done."""
    return said(relation_id, follow_up_id, is_done=True)


@blueprint.post("/follow-ups/<int:follow_up_id>/open")
@requires(Permission.RELATION_ASSESS)
def reopen(relation_id: int, follow_up_id: int) -> ResponseReturnValue:
    """Say that something is not done after all."""
    return said(relation_id, follow_up_id, is_done=False)


def said(relation_id: int, follow_up_id: int, *, is_done: bool) -> ResponseReturnValue:
    """Keep whether something is done, and go back to the meeting that it came from."""
    with writing(relation_id) as (opened, relation, _side):
        kept = queries.follow_up_of(opened, relation, follow_up_id)
        preparing.finish(opened, kept, is_done=is_done, actor_id=current_viewer().id, at=clock.now())
        address = meeting_address(relation_id, kept.meeting_id)
    flash(_("It is done. Thank you.") if is_done else _("It is open again."))
    return redirect(f"{address}#follow-ups", 303)
