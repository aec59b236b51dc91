"""What an organisation's own people see when a municipality invites it: they are asked, and nobody is put over them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from partnership.invitations import actions, queries
from partnership.invitations.rules import is_waiting

blueprint = Blueprint("asked", __name__, url_prefix="/asked")


@blueprint.get("/<int:invitation_id>/")
@requires(Permission.RELATION_ASK)
def show(invitation_id: int) -> ResponseReturnValue:
    """Show who invites, and two buttons; what has been accepted leads to the relation."""
    invitation = queries.get_asked(session(), invitation_id, viewer=current_viewer())
    if invitation.relation_id is not None:
        return redirect(url_for("relations.show", relation_id=invitation.relation_id), 303)
    return render_template("partnership/invitations/asked.html", invitation=invitation)


@blueprint.post("/<int:invitation_id>/")
@requires(Permission.RELATION_ASK)
def answer(invitation_id: int) -> ResponseReturnValue:
    """Take a yes or a no thank you on behalf of one's organisation; what was answered before stands."""
    viewer = current_viewer()
    if not {"accept", "decline"} & set(request.form):
        abort(400)
    with transaction() as opened:
        invitation = queries.get_asked(opened, invitation_id, viewer=viewer, lock=True)
        if is_waiting(invitation) and "accept" in request.form:
            relation = actions.accept(opened, invitation, person_id=viewer.id, at=clock.now())
            return redirect(url_for("placements.quick_start", relation_id=relation.id), 303)
        if is_waiting(invitation):
            actions.decline(opened, invitation, person_id=viewer.id, at=clock.now())
            flash(_("Your answer is on its way. You need not do more."))
    return redirect(url_for(".show", invitation_id=invitation_id), 303)
