"""What providers see: their own offers, each page of one, and the buttons that set it running, pause and end it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from activities.offers import actions, labels, saying
from activities.offers import queries as offers
from activities.offers import rules as offer_rules
from activities.offers.models import Offer
from activities.providing import actions as entering
from activities.providing import queries, rules
from activities.providing.forms import PARTS, NewForm, Part, PauseForm, part_form
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

blueprint = Blueprint("providing", __name__, url_prefix="/activities/offers/own")
STEPS = {"what": _l("What"), "when": _l("When"), "where": _l("Where"), "contact": _l("Contact")}


@blueprint.get("/")
@requires(Permission.OFFER_WRITE)
def index() -> ResponseReturnValue:
    """List the viewer's own offers, drafts as well."""
    today = clock.local_date(clock.now())
    columns = [
        lists.Column("title", _("Offer"), alphabetical(Offer.title)),
        lists.Column("provider", _("Who offers it"), alphabetical(offers.Provider.c.name)),
        lists.Column("municipality", _("Municipality"), alphabetical(offers.Place.c.name)),
        lists.Column("status", _("Status"), Offer.status),
        lists.Column("confirmed_on", _("Confirmed on"), Offer.confirmed_on),
    ]
    return lists.answer(
        session(),
        offers.own(current_viewer()),
        columns,
        template="activities/providing/index.html",
        name="own-offers",
        searched=(Offer.title, Offer.neutral_name, offers.Provider.c.name, offers.Place.c.name),
        labels=labels,
        saying=saying,
        confirmation=lambda row: offer_rules.confirmation(row.confirmed_on, today),
    )


@blueprint.get("/new")
@requires(Permission.OFFER_WRITE)
def new() -> ResponseReturnValue:
    """Show the form that begins an offer."""
    return new_page(new_form(None))


def new_form(sent: Any, **kept: Any) -> NewForm:
    """The form with those for whom the viewer may enter an offer, and what is known beforehand."""
    form = NewForm(sent, version="0", **kept)
    known = queries.providers(session(), current_viewer())
    form.provider.choices = [(code, provider.full_name) for code, (provider, _entered) in known.items()]
    form.municipality.choices = [("", _("Choose")), *municipality_choices(session())]
    grounds = queries.home_ground(known)
    if sent is None and not form.municipality.data and len(grounds) == 1:
        (form.municipality.data,) = grounds
    return form


def new_page(form: NewForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("activities/providing/new.html", form=form), status


@blueprint.post("/new")
@requires(Permission.OFFER_WRITE)
def enter() -> ResponseReturnValue:
    """Write an offer down, as a draft."""
    form, viewer = new_form(request.form), current_viewer()
    if not form.validate():
        return new_page(form, 422)
    try:
        with transaction() as opened:
            offer = entering.enter(
                opened,
                form.begun(),
                provider=form.provider.data,
                municipality=form.municipality.data,
                viewer=viewer,
                at=clock.now(),
            )
            address = url_for(".part", offer_id=offer.id, part="when")
    except NotAllowed as refusal:
        form.complain("municipality", sentence(refusal))
        return new_page(form, 422)
    return redirect(address, 303)


@blueprint.get("/<int:offer_id>/")
@requires(Permission.OFFER_WRITE)
def show(offer_id: int) -> ResponseReturnValue:
    """Show how an offer stands, and what can be done with it."""
    viewer, today = current_viewer(), clock.local_date(clock.now())
    offer = offers.get_own(session(), offer_id, viewer=viewer)
    told = offers.told(session(), offer)
    gate = offers.gate_of(session(), offer, told.groups, today)
    return render_template(
        "activities/providing/show.html",
        offer=offer,
        told=told,
        how=offer_rules.confirmation(offer.confirmed_on, today),
        advice=offers.advice_for(session(), offer, told.groups, today),
        is_gated=gate.is_needed,
        refusal=refusal_of(offer_rules.ensure_may_start, offer, gate),
        may_confirm=offer_rules.may_confirm(offer, viewer) and offer_rules.is_asked_about(offer),
        is_public=offer_rules.is_public(offer, today),
        moves=rules.moves(offer),
        steps=STEPS,
        labels=labels,
        saying=saying,
        today=today,
    )


@blueprint.get("/<int:offer_id>/<any(what, when, where, contact):part>/")
@requires(Permission.OFFER_WRITE)
def part(offer_id: int, part: str) -> ResponseReturnValue:
    """Show a page of an offer."""
    offer = offers.get_own(session(), offer_id, viewer=current_viewer())
    form = part_form(part, queries.content_of(session(), offer), version=offer.version)
    return part_page(offer, part, form)


def part_page(offer: Offer, part: str, form: Part, status: int = 200) -> ResponseReturnValue:
    """Draw a page of an offer, with what was typed."""
    names = [_(name) for name in STEPS.values()]
    place = list(STEPS).index(part) + 1
    template = f"activities/providing/{part}.html"
    return render_template(template, offer=offer, part=part, form=form, names=names, place=place), status


@blueprint.post("/<int:offer_id>/<any(what, when, where, contact):part>/")
@requires(Permission.OFFER_WRITE)
def keep(offer_id: int, part: str) -> ResponseReturnValue:
    """Keep a page of an offer and go on to the next."""
    viewer = current_viewer()
    offer = offers.get_own(session(), offer_id, viewer=viewer)
    form = part_form(part, queries.content_of(session(), offer), request.form)
    if not form.validate() or form.wants_row:
        return part_page(offer, part, form, 422 if form.errors else 200)
    try:
        with transaction() as opened:
            held = offers.get_own(opened, offer_id, viewer=viewer, lock=True)
            written = form.written(queries.content_of(opened, held))
            actions.change(opened, held, written, version=form.version.number, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return part_page(offers.get_own(session(), offer_id, viewer=viewer), part, form, 422)
    except Stale:
        offer = offers.get_own(session(), offer_id, viewer=viewer)
        form.compare(queries.content_of(session(), offer), offer.version)
        return part_page(offer, part, form, 409)
    return redirect(next_address(offer_id, part), 303)


def next_address(offer_id: int, part: str) -> str:
    """The page after a page; after the last, the offer itself."""
    after = list(PARTS)[list(PARTS).index(part) + 1 :]
    if request.form.get("stop") or not after:
        return url_for(".show", offer_id=offer_id)
    return url_for(".part", offer_id=offer_id, part=after[0])


@blueprint.post("/<int:offer_id>/<any(start, prepare, end):move>")
@requires(Permission.OFFER_WRITE)
def move(offer_id: int, move: str) -> ResponseReturnValue:
    """Set an offer running or under preparation, or end it."""
    viewer = current_viewer()
    step = {"start": actions.start, "prepare": actions.prepare, "end": actions.end}[move]
    with transaction() as opened:
        offer = offers.get_own(opened, offer_id, viewer=viewer, lock=True)
        step(opened, offer, actor_id=viewer.id, at=clock.now())
    flash(_(TOLD[move]))
    return redirect(url_for(".show", offer_id=offer_id), 303)


TOLD = {
    "start": _l("The offer runs and stands in the catalogue."),
    "prepare": _l("The offer is under preparation."),
    "end": _l("The offer has ended."),
}


@blueprint.get("/<int:offer_id>/pause")
@requires(Permission.OFFER_WRITE)
def ask_pause(offer_id: int) -> ResponseReturnValue:
    """Show the form that pauses an offer."""
    return pause_page(offers.get_own(session(), offer_id, viewer=current_viewer()), PauseForm())


def pause_page(offer: Offer, form: PauseForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("activities/providing/pause.html", offer=offer, form=form), status


@blueprint.post("/<int:offer_id>/pause")
@requires(Permission.OFFER_WRITE)
def pause(offer_id: int) -> ResponseReturnValue:
    """Pause an offer until a day."""
    viewer, form = current_viewer(), PauseForm(request.form)
    if form.validate():
        try:
            with transaction() as opened:
                offer = offers.get_own(opened, offer_id, viewer=viewer, lock=True)
                actions.pause(opened, offer, form.draft().until, actor_id=viewer.id, at=clock.now())
        except NotAllowed as refusal:
            form.complain("until", sentence(refusal))
        else:
            flash(_("The offer pauses. The catalogue says until when."))
            return redirect(url_for(".show", offer_id=offer_id), 303)
    return pause_page(offers.get_own(session(), offer_id, viewer=viewer), form, 422)


@blueprint.post("/<int:offer_id>/confirm")
@requires(Permission.OFFER_WRITE)
def confirm(offer_id: int) -> ResponseReturnValue:
    """Say for the provider that an offer holds."""
    viewer = current_viewer()
    with transaction() as opened:
        offer = offers.get_own(opened, offer_id, viewer=viewer, lock=True)
        if not offer_rules.may_confirm(offer, viewer):
            abort(404)
        actions.confirm(opened, [offer], actor_id=viewer.id, at=clock.now())
    flash(_("Thank you. The offer is confirmed for six months."))
    return redirect(url_for(".show", offer_id=offer_id), 303)
