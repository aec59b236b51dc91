"""What coordinators see: what is paid for a kilometre, from which day, and where that is decided."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed
from volunteers.mileage import actions, queries
from volunteers.mileage.forms import RateForm
from volunteers.mileage.kroner import told
from volunteers.transport.queries import bodies_of

blueprint = Blueprint("mileage_rates", __name__, url_prefix="/volunteers/mileage/rates")


@blueprint.get("/")
@requires(Permission.TRANSPORT_WRITE)
def index() -> ResponseReturnValue:
    """List the rates of the viewer's bodies, and show the form of a new one."""
    return page(RateForm())


def page(form: RateForm, status: int = 200) -> ResponseReturnValue:
    """Draw the rates, with what was typed."""
    bodies = bodies_of(session(), current_viewer())
    form.body.choices = [(str(body.id), body.full_name) for body in bodies]
    rates = queries.rates_of(session(), [body.id for body in bodies])
    return render_template(
        "volunteers/mileage/rates.html",
        form=form,
        rates=rates,
        names={body.id: body.full_name for body in bodies},
        used=queries.used_rates(session(), rates),
        kroner=told,
    ), status


@blueprint.post("/")
@requires(Permission.TRANSPORT_WRITE)
def add() -> ResponseReturnValue:
    """Write a rate down."""
    viewer, form = current_viewer(), RateForm(request.form)
    form.body.choices = [(str(body.id), body.full_name) for body in bodies_of(session(), viewer)]
    if not form.validate():
        return page(form, 422)
    try:
        with transaction() as opened:
            actions.add_rate(opened, int(form.body.data), form.draft(), actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.complain("valid_from", sentence(refusal))
        return page(form, 422)
    flash(_("The rate is added."))
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:rate_id>/remove")
@requires(Permission.TRANSPORT_WRITE)
def remove(rate_id: int) -> ResponseReturnValue:
    """Take an unused rate away."""
    viewer = current_viewer()
    with transaction() as opened:
        rate = queries.get_rate(opened, rate_id, viewer=viewer)
        actions.remove_rate(opened, rate, actor_id=viewer.id, at=clock.now())
    flash(_("The rate is taken away."))
    return redirect(url_for(".index"), 303)
