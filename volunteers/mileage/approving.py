"""What coordinators see: the claims of their volunteers, which they approve or send back, and hand on to be paid."""

from collections.abc import Callable, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, refusal_of
from kernel.web import lists
from volunteers.mileage import actions, labels, queries, rules
from volunteers.mileage.forms import ApprovalForm, ReturnForm
from volunteers.mileage.kroner import told
from volunteers.mileage.models import ClaimStatus, MileageClaim
from volunteers.register.models import Volunteer
from volunteers.service_users.models import ServiceUser
from volunteers.transport.labels import PAYERS
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip

blueprint = Blueprint("mileage_approval", __name__, url_prefix="/volunteers/mileage/claims")
NAME = "mileage-claims"


@blueprint.get("/")
@requires(Permission.TRANSPORT_WRITE)
def index() -> ResponseReturnValue:
    """List the claims on trips of the viewer's bodies."""
    viewer = current_viewer()
    shown = [each for each in ClaimStatus if each is not ClaimStatus.DRAFT]
    states = [("", _("Any")), *((one.value, _(labels.STATUSES[one].msgid)) for one in shown)]
    return lists.answer(
        session(),
        queries.listed(viewer, status=request.args.get("status", "")),
        columns(),
        template="volunteers/mileage/claims.html",
        name=NAME,
        searched=(TransportOffer.neutral_name, ServiceUser.code, Volunteer.name),
        enrich=written,
        labels=labels,
        filters=[("status", _("Status"), states)],
        ready=queries.waiting_for(session(), viewer.bodies(Permission.TRANSPORT_WRITE), ClaimStatus.APPROVED),
    )


def columns() -> list[lists.Column]:
    """The columns of the list and of the file: references, and never the name of a passenger."""
    return [
        lists.Column("on_date", _("Day"), Trip.on_date),
        lists.Column("id", _("Claim"), MileageClaim.id),
        lists.Column("neutral_name", _("What"), alphabetical(TransportOffer.neutral_name)),
        lists.Column("code", _("Passenger's code"), ServiceUser.code),
        lists.Column("volunteer", _("Volunteer"), alphabetical(Volunteer.name)),
        lists.Column("provider", _("Who offers it")),
        lists.Column("km", _("Kilometres with the passenger"), numeric=True),
        lists.Column("km_empty", _("Kilometres alone in the car"), numeric=True),
        lists.Column("tolls", _("Tolls"), numeric=True),
        lists.Column("parking", _("Parking"), numeric=True),
        lists.Column("per_km", _("Rate"), numeric=True),
        lists.Column("per_passenger_km", _("Passenger supplement"), numeric=True),
        lists.Column("amount", _("Amount"), MileageClaim.amount, numeric=True),
        lists.Column("payer", _("Who pays")),
        lists.Column("status_told", _("Status"), MileageClaim.status),
    ]


def written(rows: Sequence[Any]) -> Sequence[Any]:
    """Rows with their amounts and codes in words."""
    return [
        SimpleNamespace(
            **{
                **row._mapping,
                **{name: _kroner(getattr(row, name)) for name in AMOUNTS},
                "payer": _(PAYERS[row.payer]),
                "status_told": _(labels.STATUSES[row.status].msgid),
            }
        )
        for row in rows
    ]


AMOUNTS = ("tolls", "parking", "per_km", "per_passenger_km", "amount")


def _kroner(amount: Any) -> str:
    return "" if amount is None else told(amount)


@blueprint.post("/export")
@requires(Permission.TRANSPORT_WRITE)
def export() -> ResponseReturnValue:
    """Hand the approved claims on to be paid, as a file, each once."""
    viewer = current_viewer()
    with transaction() as opened:
        claims = queries.exportable(opened, viewer)
        actions.export(opened, claims, actor_id=viewer.id, at=clock.now())
        found = [claim.id for claim in claims]
    if not found:
        flash(_("There is nothing new to hand on."))
        return redirect(url_for(".index"), 303)
    return lists.EXPORTS["csv"](written(queries.listed_of(session(), viewer, found)), columns(), NAME)


@blueprint.get("/<int:claim_id>/")
@requires(Permission.TRANSPORT_WRITE)
def show(claim_id: int) -> ResponseReturnValue:
    """Show a claim, and what it would come to."""
    claim = queries.get_own(session(), claim_id, viewer=current_viewer())
    return page(claim, ReturnForm(version=str(claim.version)))


def page(claim: MileageClaim, form: ReturnForm, status: int = 200) -> ResponseReturnValue:
    """Draw a claim, with what was typed."""
    viewer, rate = current_viewer(), claim.rate
    if rate is None:
        rate = rules.rate_on(queries.rates_of(session(), [claim.trip.offer.provider_id]), claim.trip.on_date)
    driven = rules.driven_of(claim)
    return render_template(
        "volunteers/mileage/show.html",
        claim=claim,
        rate=rate,
        would_be=rules.amount_of(driven, rate.per_km, rate.per_passenger_km) if rate else None,
        form=form,
        may_decide=claim.status is ClaimStatus.SENT,
        refusal=refusal_of(rules.ensure_not_own, claim.volunteer.person_id, viewer.id),
        labels=labels,
        payers=PAYERS,
        kroner=told,
    ), status


def decide(claim_id: int, act: Callable[..., None], form: ApprovalForm | ReturnForm) -> None:
    """Do something with a claim as the viewer, in one transaction."""
    viewer = current_viewer()
    with transaction() as opened:
        claim = queries.get_own(opened, claim_id, viewer=viewer, lock=True)
        act(opened, claim, version=form.version.number, actor_id=viewer.id, at=clock.now())


@blueprint.post("/<int:claim_id>/approve")
@requires(Permission.TRANSPORT_WRITE)
def approve(claim_id: int) -> ResponseReturnValue:
    """Approve a claim."""
    decide(claim_id, actions.approve, ApprovalForm(request.form))
    flash(_("The claim is approved."))
    return redirect(url_for(".index", status=ClaimStatus.SENT), 303)


@blueprint.post("/<int:claim_id>/return")
@requires(Permission.TRANSPORT_WRITE)
def send_back(claim_id: int) -> ResponseReturnValue:
    """Send a claim back with a note."""
    form = ReturnForm(request.form)
    claim = queries.get_own(session(), claim_id, viewer=current_viewer())
    if not form.validate():
        return page(claim, form, 422)
    try:
        decide(claim_id, partial(actions.send_back, note=form.note.data or ""), form)
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return page(queries.get_own(session(), claim_id, viewer=current_viewer()), form, 422)
    flash(_("The claim is sent back to the volunteer."))
    return redirect(url_for(".index", status=ClaimStatus.SENT), 303)
