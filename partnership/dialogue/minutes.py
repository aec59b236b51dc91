"""What people see while minutes are written: one point at a time, by either side."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed, Stale
from partnership.dialogue import actions, agenda, queries, rules
from partnership.dialogue.approval import back
from partnership.dialogue.doors import answering, context, reading, telling, writing
from partnership.dialogue.forms import PointForm
from partnership.dialogue.labels import CONCLUSIONS
from partnership.dialogue.models import AgendaPoint, Conclusion, Meeting
from partnership.relations.models import Relation
from partnership.staircase.content import Question
from partnership.staircase.queries import edition_in_force

blueprint = Blueprint("minutes", __name__, url_prefix="/meetings/<int:meeting_id>/minutes")


@blueprint.post("/begin")
@requires(Permission.RELATION_ASSESS)
def begin(relation_id: int, meeting_id: int) -> ResponseReturnValue:
    """Begin the minutes with the agenda as it is now."""
    now = clock.now()
    with writing(relation_id) as (opened, relation, _side):
        meeting = queries.meeting_of(opened, relation, meeting_id)
        picture = queries.shared_picture(opened, relation, now)
        left = queries.open_follow_ups(opened, [relation.id])
        proposed = agenda.propose(picture, left, relation.wished_step)
        actions.hold(opened, meeting, proposed, actor_id=current_viewer().id, at=now)
    flash(_("The agenda is now the minutes. Both sides can write, and see what the other writes."))
    return back(relation_id, meeting_id)


@blueprint.get("/<int:point_id>/")
@requires(Permission.RELATION_ASSESS)
def point(relation_id: int, meeting_id: int, point_id: int) -> ResponseReturnValue:
    """Show one point to write about it."""
    relation, meeting, _side = answering(relation_id, meeting_id)
    rules.ensure_writing(meeting)
    found = queries.point_of(session(), meeting, point_id)
    return point_page(relation, meeting, found, form_of(None, found))


def form_of(sent: Any, found: AgendaPoint) -> PointForm:
    """The form of a point, with the joint answers that fit it."""
    form = PointForm(sent, **words_of(found), version=str(found.version))
    question = question_of(found)
    if question is None:
        del form.joint, form.reason
        return form
    form.joint.choices = joint_answers(question)
    return form


def joint_answers(question: Question | None) -> list[tuple[str, str]]:
    """The joint answers that fit a question, and that there is none."""
    allows_na = question is not None and question.point.na_allowed
    fitting = [each for each in Conclusion if each is not Conclusion.NA or allows_na]
    return [("", _("No joint answer today")), *((each.value, _(CONCLUSIONS[each].msgid)) for each in fitting)]


def question_of(found: AgendaPoint) -> Question | None:
    """The question of the staircase that a point is about, if the version in force still has it."""
    asked = edition_in_force(session()).content.questions
    return next((each for each in asked if each.point.stable_key == found.key), None)


def words_of(found: AgendaPoint) -> dict[str, str]:
    """What stands in a point's fields."""
    return {"said": found.said, "joint": found.joint or "", "reason": found.reason}


def point_page(
    relation: Relation, meeting: Meeting, found: AgendaPoint, form: PointForm, status: int = 200
) -> ResponseReturnValue:
    """Draw one point of the minutes, with what was typed."""
    return render_template(
        "partnership/dialogue/point.html",
        meeting=meeting,
        point=found,
        question=question_of(found),
        picture=queries.shared_picture(session(), relation, clock.now()),
        form=form,
        **context(relation),
    ), status


@blueprint.post("/<int:point_id>/")
@requires(Permission.RELATION_ASSESS)
def write(relation_id: int, meeting_id: int, point_id: int) -> ResponseReturnValue:
    """Keep what was said about one point, and go on to the next."""
    relation, meeting, _side = answering(relation_id, meeting_id)
    found = queries.point_of(session(), meeting, point_id)
    form = form_of(request.form, found)
    try:
        if form.validate():
            with telling(form):
                save(relation_id, meeting_id, point_id, form)
    except Stale:
        relation, meeting = reading(relation_id, meeting_id)
        found = queries.point_of(session(), meeting, point_id)
        show_theirs(form, found)
        return point_page(relation, meeting, found, form, 409)
    if form.errors:
        relation, meeting = reading(relation_id, meeting_id)
        return point_page(relation, meeting, queries.point_of(session(), meeting, point_id), form, 422)
    return following(relation_id, meeting_id, point_id)


def save(relation_id: int, meeting_id: int, point_id: int, form: PointForm) -> int:
    """Keep what the form says about a point, and give its new version; raises Stale or NotAllowed."""
    with writing(relation_id) as (opened, relation, _side):
        meeting = queries.meeting_of(opened, relation, meeting_id)
        found = queries.point_of(opened, meeting, point_id)
        content, told, version = edition_in_force(opened).content, form.draft(), form.version.number
        actor_id, now = current_viewer().id, clock.now()
        actions.write(opened, meeting, found, told, content, version=version, actor_id=actor_id, at=now)
        opened.flush()
        return found.version


def show_theirs(form: PointForm, found: AgendaPoint) -> None:
    """Show what somebody else wrote beside what was typed; where nothing was typed, theirs stands in the field."""
    saved = {name: words for name, words in words_of(found).items() if name in form}
    if not form.said.data:
        form.said.data = found.said
    if "joint" in saved and saved["joint"] != (form.joint.data or ""):
        saved["joint"] = dict(joint_answers(question_of(found)))[saved["joint"]]
    form.show_saved(saved, found.version)


def following(relation_id: int, meeting_id: int, point_id: int) -> ResponseReturnValue:
    """Go on to the next point, or to the whole after the last one."""
    if "save_draft" in request.form:
        return back(relation_id, meeting_id, f"point-{point_id}")
    _relation, meeting = reading(relation_id, meeting_id)
    ids = [each.id for each in queries.points_of(session(), meeting.id)]
    after = ids[ids.index(point_id) + 1 :] if point_id in ids else []
    if not after:
        return back(relation_id, meeting_id)
    return redirect(url_for(".point", relation_id=relation_id, meeting_id=meeting_id, point_id=after[0]), 303)


@blueprint.post("/<int:point_id>/autosave")
@requires(Permission.RELATION_ASSESS)
def autosave(relation_id: int, meeting_id: int, point_id: int) -> ResponseReturnValue:
    """Keep one point while it is being written."""
    _relation, meeting, _side = answering(relation_id, meeting_id)
    form = form_of(request.form, queries.point_of(session(), meeting, point_id))
    if not form.validate():
        return jsonify(version=form.version.number), 422
    try:
        return jsonify(version=save(relation_id, meeting_id, point_id, form))
    except (Stale, NotAllowed):
        return jsonify(version=-1), 409
