"""What each side adds to a meeting: its own points, and who comes."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import Stale
from partnership.dialogue import preparing, queries
from partnership.dialogue.doors import answering, reading, telling, words_page, writing
from partnership.dialogue.forms import WordsForm
from partnership.dialogue.models import Meeting, MeetingStatus
from partnership.dialogue.saying import meeting_title
from partnership.relations.models import Relation

blueprint = Blueprint("contributions", __name__, url_prefix="/meetings/<int:meeting_id>")


def back_to(relation: Relation, meeting: Meeting) -> tuple[str, str]:
    """The meeting's name and address."""
    return meeting_title(meeting), url_for("dialogue.meeting", relation_id=relation.id, meeting_id=meeting.id)


@blueprint.get("/points/new/")
@requires(Permission.RELATION_ASSESS)
def new_point(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Show the form that puts a point on the agenda."""
    relation, meeting, _side = answering(relation_id, meeting_id)
    return point_page(relation, meeting, WordsForm(None, version="0"))


def point_page(relation: Relation, meeting: Meeting, form: WordsForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form of an own point, with what was typed."""
    return words_page(
        relation,
        form,
        title=_("Add a point"),
        lead=_("Both sides see it at once. Write no health information and no names of those you help."),
        label=_("What do you want to talk about?"),
        button=_("Add the point"),
        back=back_to(relation, meeting),
        rows=2,
        status=status,
    )


@blueprint.post("/points/new/")
@requires(Permission.RELATION_ASSESS)
def add_point(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Put a point of one's own on the agenda."""
    form = WordsForm(request.form)
    if form.validate():
        with telling(form), writing(relation_id) as (opened, relation, side):
            meeting = queries.meeting_of(opened, relation, meeting_id)
            preparing.add_point(opened, meeting, side, form.draft(), actor_id=current_viewer().id, at=clock.now())
    if form.errors:
        return point_page(*reading(relation_id, meeting_id), form, 422)
    flash(_("The point is on the agenda."))
    return redirect(url_for("dialogue.meeting", relation_id=relation_id, meeting_id=meeting_id), 303)


@blueprint.post("/points/<int:point_id>/remove")
@requires(Permission.RELATION_ASSESS)
def remove_point(relation_id: int, meeting_id: int, point_id: int) -> ResponseReturnValue:
    """Take a point of one's own off the agenda."""
    with writing(relation_id) as (opened, relation, side):
        meeting = queries.meeting_of(opened, relation, meeting_id)
        point = queries.point_of(opened, meeting, point_id)
        preparing.remove_point(opened, meeting, point, side, actor_id=current_viewer().id, at=clock.now())
    flash(_("The point is taken off the agenda."))
    return redirect(url_for("dialogue.meeting", relation_id=relation_id, meeting_id=meeting_id), 303)


@blueprint.get("/participants/")
@requires(Permission.RELATION_ASSESS)
def participants(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Show who comes from one's own side, to change it."""
    relation, meeting, side = answering(relation_id, meeting_id)
    kept = queries.participants_of(session(), meeting_id).get(side)
    words, version = (kept.words, kept.version) if kept else ("", 0)
    return participants_page(relation, meeting, WordsForm(None, words=words, version=str(version)))


def participants_page(relation: Relation, meeting: Meeting, form: WordsForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form of who comes, or who came, with what was typed."""
    is_ahead = meeting.status is MeetingStatus.PLANNED
    return words_page(
        relation,
        form,
        title=_("Who comes from your side") if is_ahead else _("Who was there from your side"),
        lead=_("Names or roles, one on each line. The other side sees them too."),
        label=_("Names or roles"),
        button=_("Save"),
        back=back_to(relation, meeting),
        status=status,
    )


@blueprint.post("/participants/")
@requires(Permission.RELATION_ASSESS)
def keep_participants(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Keep who comes from one's own side."""
    form = WordsForm(request.form)
    try:
        if form.validate():
            with telling(form), writing(relation_id) as (opened, relation, side):
                meeting = queries.meeting_of(opened, relation, meeting_id)
                words, version, actor_id = form.draft(), form.version.number, current_viewer().id
                preparing.keep_participants(
                    opened, meeting, side, words, version=version, actor_id=actor_id, at=clock.now()
                )
    except Stale:
        relation, meeting, side = answering(relation_id, meeting_id)
        kept = queries.participants_of(session(), meeting_id).get(side)
        words, number = (kept.words, kept.version) if kept else ("", 0)
        form.show_saved({"words": words}, number)
        return participants_page(relation, meeting, form, 409)
    if form.errors:
        return participants_page(*reading(relation_id, meeting_id), form, 422)
    flash(_("Saved."))
    return redirect(url_for("dialogue.meeting", relation_id=relation_id, meeting_id=meeting_id), 303)
