"""What people see: what a team answers to a homework task, and what the centre says of it."""

from typing import Any

from flask import Blueprint, abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed, Stale
from partnership.core_teams.models import CoreTeam
from partnership.programmes import actions, queries, rules
from partnership.programmes.doors import away, context, find, holding, keep, managed
from partnership.programmes.homework_queries import hand_in_of, homework_of
from partnership.programmes.models import HandInStatus, Homework, Programme
from partnership.programmes.team_forms import FeedbackForm, HandInForm

blueprint = Blueprint("answers", __name__, url_prefix="/<code>/homework/<int:homework_id>/teams/<int:team_id>")


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def show(code: str, homework_id: int, team_id: int) -> ResponseReturnValue:
    """Show what a team answers: to be written by the team, to be read by the centre when it is handed in."""
    programme, viewer = find(code), current_viewer()
    homework = homework_of(session(), programme, homework_id)
    team = queries.seen_team(session(), programme, team_id, viewer=viewer)
    return answer_page(programme, homework, team)


def answer_page(
    programme: Programme,
    homework: Homework,
    team: CoreTeam,
    *,
    form: HandInForm | None = None,
    feedback: FeedbackForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Draw a team's answer as its viewer may see it, with what was typed; a draft is the team's own."""
    viewer = current_viewer()
    found = hand_in_of(session(), homework.id, team.id)
    part = rules.ensure_known(queries.participation_of(session(), programme.id, team.id))
    goes_on = team.ended_on is None and part.left_on is None
    return render_template(
        "partnership/programmes/answer.html",
        homework=homework,
        team=team,
        part=part,
        found=found,
        form=form or HandInForm(None, data=HandInForm.kept(found) if found else {"version": "0"}),
        feedback=feedback or FeedbackForm(None, version=str(found.version if found else 0)),
        is_own=goes_on and queries.is_own(session(), team, viewer),
        is_open=found is None or found.status in rules.OPEN,
        is_handed_in=found is not None and found.status is not HandInStatus.DRAFT,
        **context(programme),
    ), status


@blueprint.post("/")
@requires(Permission.TEAM_WRITE)
def write(code: str, homework_id: int, team_id: int) -> ResponseReturnValue:
    """Keep what a team has written, or hand it in."""
    programme, viewer, form, status = find(code), current_viewer(), HandInForm(request.form), 422
    homework = homework_of(session(), programme, homework_id)
    team = queries.own_team(session(), programme, team_id, viewer=viewer)
    is_handed_in = "hand_in" in request.form
    if form.validate():
        step = actions.hand_in if is_handed_in else actions.write_hand_in
        draft, version = form.draft(), form.version.number

        def act(opened: Any, held: Programme) -> None:
            task = homework_of(opened, held, homework_id)
            own = queries.own_team(opened, held, team_id, viewer=viewer)
            step(opened, task, own, draft, version=version, actor_id=viewer.id, at=clock.now())

        status = keep(form, code, act, lambda opened, _held: hand_in_of(opened, homework_id, team_id))
    if status != 303:
        return answer_page(programme, homework, team, form=form, status=status)
    words = _("It is handed in. The centre reads it and answers.") if is_handed_in else _("It is saved.")
    return away(url_for(".show", code=code, homework_id=homework_id, team_id=team_id), words)


@blueprint.post("/autosave")
@requires(Permission.TEAM_WRITE)
def autosave(code: str, homework_id: int, team_id: int) -> ResponseReturnValue:
    """Keep what a team has written so far while it is being written."""
    viewer, form = current_viewer(), HandInForm(request.form)
    form.validate()
    try:
        with holding(code) as (opened, programme):
            task = homework_of(opened, programme, homework_id)
            own = queries.own_team(opened, programme, team_id, viewer=viewer)
            kept = actions.write_hand_in(
                opened, task, own, form.draft(), version=form.version.number, actor_id=viewer.id, at=clock.now()
            )
            opened.flush()
            version = kept.version
    except (NotAllowed, Stale):
        return jsonify(version=-1), 409
    return jsonify(version=version)


@blueprint.post("/feedback")
@requires(Permission.PROGRAMME_MANAGE)
def give_feedback(code: str, homework_id: int, team_id: int) -> ResponseReturnValue:
    """Say that what a team has handed in is seen, or send it back."""
    programme, by, feedback, status = managed(code), current_viewer().id, FeedbackForm(request.form), 422
    homework = homework_of(session(), programme, homework_id)
    team = queries.seen_team(session(), programme, team_id, viewer=current_viewer())
    if hand_in_of(session(), homework_id, team_id) is None:
        abort(404)
    if feedback.validate():
        words, is_returned = feedback.feedback.data or "", "send_back" in request.form
        version = feedback.version.number

        def act(opened: Any, _held: Programme) -> None:
            held = rules.ensure_known(hand_in_of(opened, homework_id, team_id, lock=True))
            actions.give_feedback(
                opened, held, words, is_returned=is_returned, version=version, actor_id=by, at=clock.now()
            )

        status = keep(feedback, code, act, lambda opened, _held: hand_in_of(opened, homework_id, team_id))
    if status != 303:
        return answer_page(programme, homework, team, feedback=feedback, status=status)
    return away(
        url_for("programmes.homework.show", code=code, homework_id=homework_id), _("The team is told by e-mail.")
    )
