"""How an entry of hours is corrected or taken away: one's own, or a volunteer's by the coordinator."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from volunteers.hours import actions, queries
from volunteers.hours.forms import EntryForm
from volunteers.hours.models import HourEntry

blueprint = Blueprint("correcting", __name__)


@dataclass(frozen=True)
class Way:
    """One way to an entry: how it is fetched through the viewer, and whose page one came from."""

    find: Callable[..., HourEntry]
    is_own: bool

    def back(self, entry: HourEntry) -> str:
        """The page that one came from."""
        if self.is_own:
            return url_for("hours.mine")
        return url_for("hours.of_volunteer", volunteer_id=entry.volunteer_id)


OWN, OTHERS = Way(queries.get_mine, is_own=True), Way(queries.get_own, is_own=False)


def show(way: Way, entry_id: int) -> ResponseReturnValue:
    """Show an entry as a form."""
    entry = way.find(session(), entry_id, viewer=current_viewer())
    form = EntryForm()
    form.fill(entry)
    return page(way, entry, form)


def page(way: Way, entry: HourEntry, form: EntryForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    template = "volunteers/hours/entry.html"
    return render_template(template, entry=entry, form=form, back=way.back(entry), is_own=way.is_own), status


def keep(way: Way, entry_id: int) -> ResponseReturnValue:
    """Correct an entry."""
    viewer, form = current_viewer(), EntryForm(request.form)
    entry = way.find(session(), entry_id, viewer=viewer)
    if not form.validate():
        return page(way, entry, form, 422)
    address = way.back(entry)
    try:
        with transaction() as opened:
            held = way.find(opened, entry_id, viewer=viewer, lock=True)
            version = form.version.number
            actions.change(opened, held, form.draft(), version=version, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.complain("done_on", sentence(refusal))
        return page(way, way.find(session(), entry_id, viewer=viewer), form, 422)
    except Stale:
        entry = way.find(session(), entry_id, viewer=viewer)
        form.show_theirs(entry)
        return page(way, entry, form, 409)
    flash(_("It is kept."))
    return redirect(address, 303)


def remove(way: Way, entry_id: int) -> ResponseReturnValue:
    """Take away an entry."""
    viewer = current_viewer()
    with transaction() as opened:
        entry = way.find(opened, entry_id, viewer=viewer, lock=True)
        address = way.back(entry)
        actions.take_away(opened, entry, actor_id=viewer.id, at=clock.now())
    flash(_("It is taken away."))
    return redirect(address, 303)


@blueprint.get("/mine/<int:entry_id>/")
@requires(Permission.TRIP_OWN)
def mine(entry_id: int) -> ResponseReturnValue:
    """Show one's own entry."""
    return show(OWN, entry_id)


@blueprint.post("/mine/<int:entry_id>/")
@requires(Permission.TRIP_OWN)
def keep_mine(entry_id: int) -> ResponseReturnValue:
    """Correct one's own entry."""
    return keep(OWN, entry_id)


@blueprint.post("/mine/<int:entry_id>/take-away")
@requires(Permission.TRIP_OWN)
def take_mine_away(entry_id: int) -> ResponseReturnValue:
    """Take away one's own entry."""
    return remove(OWN, entry_id)


@blueprint.get("/entries/<int:entry_id>/")
@requires(Permission.VOLUNTEER_WRITE)
def entry(entry_id: int) -> ResponseReturnValue:
    """Show a volunteer's entry."""
    return show(OTHERS, entry_id)


@blueprint.post("/entries/<int:entry_id>/")
@requires(Permission.VOLUNTEER_WRITE)
def keep_entry(entry_id: int) -> ResponseReturnValue:
    """Correct a volunteer's entry."""
    return keep(OTHERS, entry_id)


@blueprint.post("/entries/<int:entry_id>/take-away")
@requires(Permission.VOLUNTEER_WRITE)
def take_entry_away(entry_id: int) -> ResponseReturnValue:
    """Take away a volunteer's entry."""
    return remove(OTHERS, entry_id)
