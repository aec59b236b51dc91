"""What home care sees: how to ask on behalf of somebody, what waits, and who arrived where that was agreed to."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.models import Municipality
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, _l
from kernel.registry import nav
from volunteers.referrals import actions, queries, rules
from volunteers.referrals.forms import ReferForm
from volunteers.requests import saying
from volunteers.requests.models import Channel
from volunteers.requests.queries import destinations
from volunteers.safeguards.queries import of_body
from volunteers.safeguards.rules import home_care_may
from volunteers.service_users import reading
from volunteers.service_users.models import Place
from volunteers.transport import labels
from volunteers.transport.models import TransportOffer

blueprint = Blueprint("referrals", __name__, url_prefix="/volunteers/home-care")
nav(
    Permission.TRANSPORT_REFER,
    _l("Getting there"),
    "referrals.index",
    told=_l("Ask for transport, escort or company on behalf of somebody you visit."),
    place=40,
)


@blueprint.get("/")
@requires(Permission.TRANSPORT_REFER)
def index() -> ResponseReturnValue:
    """Choose among the municipalities, or go on to the only one."""
    found = queries.municipalities_of(session(), current_viewer())
    if len(found) == 1:
        return redirect(url_for(".show", number=found[0].number), 303)
    return render_template("volunteers/referrals/index.html", municipalities=found)


@blueprint.get("/<municipality:number>/")
@requires(Permission.TRANSPORT_REFER)
def show(number: str) -> ResponseReturnValue:
    """Show what can be asked for, what became of it, and who arrived; that names were seen is written down."""
    today = clock.local_date(clock.now())
    municipality = queries.get_visible(session(), number, viewer=current_viewer())
    may_refer = home_care_may(of_body(session(), municipality.id), today)
    told = queries.arrivals(session(), municipality.id, today) if may_refer else []
    asked = queries.asked(session(), municipality.id, today) if may_refer else []
    reading.note({*(each.service_user_id for each in asked), *(each.service_user_id for each in told)}, Place.HOME_CARE)
    return render_template(
        "volunteers/referrals/show.html",
        municipality=municipality,
        may_refer=may_refer,
        offers=queries.offers_in(session(), municipality.id, today),
        asked=asked,
        answers=rules.ASKED,
        told=told,
        labels=labels,
        saying=saying,
        arrivals=rules.LABELS,
    )


@blueprint.get("/<municipality:number>/new")
@requires(Permission.TRANSPORT_REFER)
def new(number: str) -> ResponseReturnValue:
    """Show the form that asks on behalf of somebody."""
    municipality = queries.get_visible(session(), number, viewer=current_viewer())
    form, offers = refer_form(municipality, None)
    return new_page(municipality, form, offers)


def refer_form(municipality: Municipality, sent: Any) -> tuple[ReferForm, dict[str, TransportOffer]]:
    """The form with the municipality's running offers, by their ids as text."""
    today = clock.local_date(clock.now())
    offers = {str(each.id): each for each in queries.offers_in(session(), municipality.id, today)}
    form = ReferForm(sent)
    form.transport_offer.choices = [(code, offer.name) for code, offer in offers.items()]
    if sent is None and len(offers) == 1:
        (form.transport_offer.data,) = offers
    form.offer(destinations(session(), {municipality.id}, today), [])
    return form, offers


def new_page(
    municipality: Municipality, form: ReferForm, offers: dict[str, TransportOffer], status: int = 200
) -> ResponseReturnValue:
    """Draw the form, or say calmly why it is not there."""
    today = clock.local_date(clock.now())
    return render_template(
        "volunteers/referrals/new.html",
        municipality=municipality,
        may_refer=home_care_may(of_body(session(), municipality.id), today),
        form=form,
        lines={code: saying.of_offer(offer) for code, offer in offers.items()},
    ), status


@blueprint.post("/<municipality:number>/new")
@requires(Permission.TRANSPORT_REFER)
def refer(number: str) -> ResponseReturnValue:
    """Ask on behalf of somebody."""
    viewer, now = current_viewer(), clock.now()
    municipality = queries.get_visible(session(), number, viewer=viewer)
    form, offers = refer_form(municipality, request.form)
    if not form.validate():
        return new_page(municipality, form, offers, 422)
    try:
        with transaction() as opened:
            held = queries.get_visible(opened, number, viewer=viewer)
            offer = queries.get_offer(opened, int(form.transport_offer.data), held.id, clock.local_date(now))
            wanted, agreed = form.wanted(Channel.HOME_CARE), bool(form.tells_arrival.data)
            profile = form.profile()
            actions.refer(opened, held, offer, profile, wanted, tells_arrival=agreed, actor_id=viewer.id, at=now)
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return new_page(queries.get_visible(session(), number, viewer=viewer), form, offers, 422)
    flash(_("The request is sent to the coordinator, who checks it and finds a volunteer."))
    return redirect(url_for(".show", number=number), 303)
