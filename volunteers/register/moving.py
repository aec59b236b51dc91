"""What coordinators decide: somebody is admitted, has a break, may sign in, or ends."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import ngettext, sentence
from kernel.lifecycle import NotAllowed, _l
from volunteers.register import actions, queries, rules
from volunteers.register.models import Volunteer
from volunteers.register.moving_forms import PauseForm

blueprint = Blueprint("moving", __name__, url_prefix="/<int:volunteer_id>")
MOVES = {"admit": actions.admit, "resume": actions.resume, "end": actions.end, "give-access": actions.give_access}
TOLD = {
    "admit": _l("The volunteer is admitted. Ring and say welcome."),
    "resume": _l("The volunteer is back."),
    "end": _l("The volunteer has ended. How they were reached is erased."),
    "give-access": _l("The volunteer can sign in, and gets a mail about it."),
}


@blueprint.post("/<any('admit', 'resume', 'end', 'give-access'):move>")
@requires(Permission.VOLUNTEER_WRITE)
def move(volunteer_id: int, move: str) -> ResponseReturnValue:
    """Admit a volunteer, let them be back or sign in, or let them end."""
    viewer = current_viewer()
    try:
        with transaction() as opened:
            volunteer = queries.get_own(opened, volunteer_id, viewer=viewer, lock=True)
            MOVES[move](opened, volunteer, actor_id=viewer.id, at=clock.now())
    except IntegrityError as taken:  # the same address was given access elsewhere at the same moment
        raise NotAllowed(_l("Somebody else was just quicker. Try once more.")) from taken
    flash(_(TOLD[move]))
    return redirect(url_for("volunteer_register.show", volunteer_id=volunteer_id), 303)


@blueprint.get("/end")
@requires(Permission.VOLUNTEER_WRITE)
def ask_end(volunteer_id: int) -> ResponseReturnValue:
    """Say what happens when a volunteer ends, before it happens."""
    volunteer = queries.get_own(session(), volunteer_id, viewer=current_viewer())
    days = queries.trip_days(session(), volunteer, clock.now())
    return render_template("volunteers/register/end.html", volunteer=volunteer, days=days)


@blueprint.get("/pause")
@requires(Permission.VOLUNTEER_WRITE)
def ask_pause(volunteer_id: int) -> ResponseReturnValue:
    """Show the form that gives a volunteer a break."""
    volunteer = queries.get_own(session(), volunteer_id, viewer=current_viewer())
    form = PauseForm()
    form.paused_from.process_data(volunteer.paused_from or clock.local_date(clock.now()))
    form.paused_to.process_data(volunteer.paused_to)
    return pause_page(volunteer, form)


def pause_page(volunteer: Volunteer, form: PauseForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    days = queries.trip_days(session(), volunteer, clock.now())
    return render_template("volunteers/register/pause.html", volunteer=volunteer, form=form, days=days), status


@blueprint.post("/pause")
@requires(Permission.VOLUNTEER_WRITE)
def pause(volunteer_id: int) -> ResponseReturnValue:
    """Give a volunteer a break."""
    viewer, form = current_viewer(), PauseForm(request.form)
    if form.validate():
        try:
            with transaction() as opened:
                volunteer = queries.get_own(opened, volunteer_id, viewer=viewer, lock=True)
                actions.pause(opened, volunteer, **vars(form.draft()), actor_id=viewer.id, at=clock.now())
                lost = sum(rules.is_paused(volunteer, day) for day in queries.trip_days(opened, volunteer, clock.now()))
        except NotAllowed as refusal:
            form.complain("paused_to", sentence(refusal))
        else:
            flash(_("The break is kept. Nobody asks the volunteer meanwhile."))
            if lost:
                flash(ngettext("%(num)d trip is let go.", "%(num)d trips are let go.", lost))
            return redirect(url_for("volunteer_register.show", volunteer_id=volunteer_id), 303)
    return pause_page(queries.get_own(session(), volunteer_id, viewer=viewer), form, 422)
