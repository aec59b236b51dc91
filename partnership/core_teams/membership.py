"""What people see of who takes part in a team: municipalities that are asked, join and leave, and guests who read."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.queries import municipality_choices
from directory.organisations.queries import organisation
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed, _l
from partnership.core_teams import actions, queries, rules
from partnership.core_teams.doors import keep, own, present, shown, write
from partnership.core_teams.forms import GuestForm, MunicipalityForm
from partnership.core_teams.models import CoreTeam
from partnership.relations.queries import partners

blueprint = Blueprint("membership", __name__, url_prefix="/<int:team_id>")


def municipality_form(sent: Any = None) -> MunicipalityForm:
    """The form with every municipality."""
    form = MunicipalityForm(sent)
    form.municipality.choices = [("", _("Choose")), *municipality_choices(session())]
    return form


@blueprint.get("/municipalities/new")
@requires(Permission.TEAM_WRITE)
def ask_municipality(team_id: int) -> ResponseReturnValue:
    """Show the form by which a municipality is asked to take part."""
    return municipality_page(own(team_id), municipality_form())


def municipality_page(team: CoreTeam, form: MunicipalityForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("partnership/core_teams/municipality.html", team=team, form=form), status


@blueprint.post("/municipalities/new")
@requires(Permission.TEAM_WRITE)
def invite(team_id: int) -> ResponseReturnValue:
    """Ask a municipality to take part."""
    form, status, viewer = municipality_form(request.form), 422, current_viewer()
    own(team_id)

    def act(opened: Session, team: CoreTeam, **who: Any) -> None:
        rules.ensure_may_manage(team, viewer)
        chosen = queries.municipality_by_number(opened, str(form.municipality.data))
        actions.invite(opened, team, chosen.id, **who)

    if form.validate():
        status = keep(team_id, form, act)
    if status != 303:
        return municipality_page(own(team_id), form, status)
    chosen = queries.municipality_by_number(session(), str(form.municipality.data))
    if not queries.writers(session(), chosen.id):
        return shown(team_id, _("The municipality is asked, but nobody there uses Trinn yet. Get in touch with them."))
    return shown(team_id, _("The municipality is asked. You see here when it takes part."))


@blueprint.post("/municipalities/<int:municipality_id>/withdraw")
@requires(Permission.TEAM_WRITE)
def withdraw(team_id: int, municipality_id: int) -> ResponseReturnValue:
    """Ask a municipality no more."""
    viewer = current_viewer()

    def act(opened: Session, team: CoreTeam, **who: Any) -> None:
        rules.ensure_may_manage(team, viewer)
        invitation = queries.invitation_to(opened, team.id, municipality_id)
        if invitation is not None:
            actions.close(opened, invitation, "withdrawn", **who)

    write(team_id, act)
    return shown(team_id, _("The municipality is no longer asked."))


def ensure_asked(municipality_id: int) -> None:
    """Only those who write for a municipality answer for it."""
    if not current_viewer().may(Permission.TEAM_WRITE, municipality_id):
        abort(404)


@blueprint.get("/municipalities/<int:municipality_id>/invitation")
@requires(Permission.TEAM_WRITE)
def invitation(team_id: int, municipality_id: int) -> ResponseReturnValue:
    """Show what a municipality is asked to take part in."""
    ensure_asked(municipality_id)
    asked = queries.invitation_to(session(), team_id, municipality_id)
    if not rules.is_waiting(asked):
        return answered(team_id, municipality_id)
    team = asked.team
    return render_template("partnership/core_teams/invitation.html", asked=asked, team=team, taking_part=present(team))


@blueprint.post("/municipalities/<int:municipality_id>/<any(accept, decline):answer>")
@requires(Permission.TEAM_WRITE)
def reply(team_id: int, municipality_id: int, answer: str) -> ResponseReturnValue:
    """Take part, or not."""
    ensure_asked(municipality_id)
    with transaction() as opened:
        asked = queries.invitation_to(opened, team_id, municipality_id, lock=True)
        if rules.is_waiting(asked):
            act = actions.accept if answer == "accept" else actions.decline
            act(opened, asked, actor_id=current_viewer().id, at=clock.now())
    return answered(team_id, municipality_id)


def answered(team_id: int, municipality_id: int) -> ResponseReturnValue:
    """Go where one may see what has become of an invitation: to the team, or back to what waits."""
    if municipality_id in queries.present(session(), team_id):
        return shown(team_id, _("The municipality takes part in the team."))
    flash(_("The invitation is answered or withdrawn, and the municipality does not take part."))
    return redirect(url_for("front.my_work"), 303)


@blueprint.post("/municipalities/<int:municipality_id>/leave")
@requires(Permission.TEAM_WRITE)
def leave(team_id: int, municipality_id: int) -> ResponseReturnValue:
    """Let a municipality leave."""
    viewer = current_viewer()

    def act(opened: Session, team: CoreTeam, **who: Any) -> None:
        if queries.part_of(opened, team.id, municipality_id) is None:
            abort(404)
        rules.ensure_may_let_go(team, municipality_id, viewer)
        actions.leave(opened, team, municipality_id, **who)

    write(team_id, act)
    flash(_("The municipality has left the team."))
    return redirect(url_for("core_teams.index"), 303)


def guest_form(sent: Any = None) -> GuestForm:
    """The form with the organisations that one may cooperate with."""
    form = GuestForm(sent)
    known = [(str(number), f"{name} ({org_number})") for number, name, org_number in partners(session())]
    form.organisation.choices = [("", _("Choose")), *known]
    return form


def guest_page(team: CoreTeam, form: GuestForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("partnership/core_teams/guest.html", team=team, form=form), status


@blueprint.get("/guests/new")
@requires(Permission.TEAM_WRITE)
def ask_guest(team_id: int) -> ResponseReturnValue:
    """Show the form by which an organisation may read."""
    return guest_page(own(team_id), guest_form())


@blueprint.post("/guests/new")
@requires(Permission.TEAM_WRITE)
def invite_guest(team_id: int) -> ResponseReturnValue:
    """Let an organisation read what the team does."""
    form, status = guest_form(request.form), 422
    own(team_id)

    def act(opened: Session, team: CoreTeam, **who: Any) -> None:
        chosen = organisation(opened, form.organisation_id)
        if chosen is None:
            raise NotAllowed(_l("Choose the organisation."))
        actions.invite_guest(opened, team, chosen, **who)

    if form.validate():
        status = keep(team_id, form, act)
    if status != 303:
        return guest_page(own(team_id), form, status)
    return shown(team_id, _("The organisation can read what the team does."))


@blueprint.post("/guests/<int:organisation_id>/remove")
@requires(Permission.TEAM_WRITE)
def uninvite(team_id: int, organisation_id: int) -> ResponseReturnValue:
    """Let an organisation read no more."""
    write(team_id, partial(actions.uninvite, organisation_id=organisation_id))
    return shown(team_id, _("The organisation can no longer read what the team does."))
