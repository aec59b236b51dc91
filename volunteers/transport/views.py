"""What people see: their offers of transport, each page of one, and the buttons that start, pause and end it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from activities.offers.labels import WEEKDAYS
from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.queries import municipality_choices
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale, _l, refusal_of
from kernel.web import lists
from volunteers.safeguards.queries import ensure_on
from volunteers.transport import actions, labels, queries, rules, saying
from volunteers.transport.forms import PARTS, NewForm, Offered, Part, part_form
from volunteers.transport.models import TransportOffer

blueprint = Blueprint("transport", __name__, url_prefix="/volunteers/transport/offers")
STEPS = {"what": _l("What"), "when": _l("When and where"), "who": _l("Who and money")}
TOLD = {
    "start": _l("The offer runs. Requests can be taken on."),
    "pause": _l("The offer pauses. What is planned stands."),
    "end": _l("The offer has ended. Trips that were planned are called off, and those concerned are told."),
}


@blueprint.get("/")
@requires(Permission.TRANSPORT_WRITE)
def index() -> ResponseReturnValue:
    """List the viewer's own offers, drafts as well."""
    columns = [
        lists.Column("name", _("Offer"), alphabetical(TransportOffer.name)),
        lists.Column("kind", _("Kind"), TransportOffer.kind),
        lists.Column("provider", _("Who offers it"), alphabetical(queries.Provider.c.name)),
        lists.Column("municipality", _("Municipality"), alphabetical(queries.Place.c.name)),
        lists.Column("status", _("Status"), TransportOffer.status),
    ]
    return lists.answer(
        session(),
        queries.own(current_viewer()),
        columns,
        template="volunteers/transport/index.html",
        name="transport",
        searched=(TransportOffer.name, TransportOffer.neutral_name, queries.Provider.c.name, queries.Place.c.name),
        labels=labels,
    )


@blueprint.get("/new")
@requires(Permission.TRANSPORT_WRITE)
def new() -> ResponseReturnValue:
    """Show the form that begins an offer."""
    return new_page(new_form(None))


def new_form(sent: Any) -> NewForm:
    """The form with the bodies for which the viewer may run transport."""
    form = NewForm(sent, version="0")
    bodies = queries.bodies_of(session(), current_viewer())
    form.provider.choices = [(str(each.id), each.full_name) for each in bodies]
    form.municipality.choices = [("", _("Choose")), *municipality_choices(session())]
    grounds = queries.home_ground(bodies)
    if sent is None and len(grounds) == 1:
        (form.municipality.data,) = grounds
    return form


def new_page(form: NewForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("volunteers/transport/new.html", form=form, told=saying.kinds_told()), status


@blueprint.post("/new")
@requires(Permission.TRANSPORT_WRITE)
def enter() -> ResponseReturnValue:
    """Write an offer down, as a draft."""
    form, viewer = new_form(request.form), current_viewer()
    if not form.validate():
        return new_page(form, 422)
    try:
        with transaction() as opened:
            provider = next(each for each in queries.bodies_of(opened, viewer) if str(each.id) == form.provider.data)
            municipality = queries.municipality_by_number(opened, form.municipality.data)
            offer = actions.enter(
                opened,
                form.begun(),
                provider=provider,
                municipality=municipality,
                actor_id=viewer.id,
                at=clock.now(),
            )
            address = url_for(".part", offer_id=offer.id, part="when")
    except NotAllowed as refusal:
        form.complain("municipality", sentence(refusal))
        return new_page(form, 422)
    return redirect(address, 303)


@blueprint.get("/<int:offer_id>/")
@requires(Permission.TRANSPORT_WRITE)
def show(offer_id: int) -> ResponseReturnValue:
    """Show how an offer stands, and what can be done with it."""
    today = clock.local_date(clock.now())
    offer = queries.get_own(session(), offer_id, viewer=current_viewer())
    off = refusal_of(ensure_on, session(), offer.provider_id, today)
    gate = queries.gate_of(session(), offer, today)
    return render_template(
        "volunteers/transport/show.html",
        offer=offer,
        hours=queries.hours_of(session(), offer.id),
        is_off=off is not None,
        is_gated=gate.is_needed,
        waiting=saying.waiting(gate),
        refusal=off or refusal_of(rules.ensure_may_start, offer, gate),
        moves=rules.moves(offer),
        steps=STEPS,
        labels=labels,
        saying=saying,
        weekdays=WEEKDAYS,
    )


@blueprint.get("/<int:offer_id>/<any(what, when, who):part>/")
@requires(Permission.TRANSPORT_WRITE)
def part(offer_id: int, part: str) -> ResponseReturnValue:
    """Show a page of an offer."""
    offer = queries.get_own(session(), offer_id, viewer=current_viewer())
    return part_page(offer, part, form_of(offer, part))


def form_of(offer: TransportOffer, part: str, sent: Any = None) -> Part:
    """The form of a page, with what it offers to choose from."""
    content = queries.content_of(session(), offer)
    choices = queries.catalogue_choices(session(), offer.municipality_id, offer.catalogue_offer_id)
    offered = Offered(offer.municipality.number, choices)
    return part_form(part, content, offered, sent=sent, version=offer.version)


def part_page(offer: TransportOffer, part: str, form: Part, status: int = 200) -> ResponseReturnValue:
    """Draw a page of an offer, with what was typed."""
    names = [_(name) for name in STEPS.values()]
    place = list(STEPS).index(part) + 1
    template = f"volunteers/transport/{part}.html"
    told = saying.kinds_told()
    return render_template(template, offer=offer, part=part, form=form, names=names, place=place, told=told), status


@blueprint.post("/<int:offer_id>/<any(what, when, who):part>/")
@requires(Permission.TRANSPORT_WRITE)
def keep(offer_id: int, part: str) -> ResponseReturnValue:
    """Keep a page of an offer and go on to the next."""
    viewer = current_viewer()
    offer = queries.get_own(session(), offer_id, viewer=viewer)
    form = form_of(offer, part, request.form)
    if not form.validate() or form.wants_row:
        return part_page(offer, part, form, 422 if form.errors else 200)
    try:
        with transaction() as opened:
            held = queries.get_own(opened, offer_id, viewer=viewer, lock=True)
            written = form.written(queries.content_of(opened, held))
            actions.change(opened, held, written, version=form.version.number, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return part_page(queries.get_own(session(), offer_id, viewer=viewer), part, form, 422)
    except Stale:
        offer = queries.get_own(session(), offer_id, viewer=viewer)
        form.compare(queries.content_of(session(), offer), offer.version)
        return part_page(offer, part, form, 409)
    return redirect(next_address(offer_id, part), 303)


def next_address(offer_id: int, part: str) -> str:
    """The page after a page; after the last, the offer itself."""
    after = list(PARTS)[list(PARTS).index(part) + 1 :]
    if request.form.get("stop") or not after:
        return url_for(".show", offer_id=offer_id)
    return url_for(".part", offer_id=offer_id, part=after[0])


@blueprint.post("/<int:offer_id>/<any(start, pause, end):move>")
@requires(Permission.TRANSPORT_WRITE)
def move(offer_id: int, move: str) -> ResponseReturnValue:
    """Set an offer running, pause or end it."""
    viewer = current_viewer()
    step = {"start": actions.start, "pause": actions.pause, "end": actions.end}[move]
    with transaction() as opened:
        offer = queries.get_own(opened, offer_id, viewer=viewer, lock=True)
        step(opened, offer, actor_id=viewer.id, at=clock.now())
    flash(_(TOLD[move]))
    return redirect(url_for(".show", offer_id=offer_id), 303)
