"""What people see while somebody is on the telephone: one page, filled in with what is known."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed
from volunteers.desk import actions, queries
from volunteers.desk.forms import AskForm
from volunteers.desk.pages import blueprint
from volunteers.requests import saying
from volunteers.requests.models import Channel
from volunteers.requests.queries import destinations
from volunteers.safeguards.queries import on_bodies
from volunteers.service_users import reading
from volunteers.service_users.models import Place
from volunteers.service_users.queries import with_phone
from volunteers.transport import queries as transport
from volunteers.transport.models import TransportOffer


def offers_of() -> dict[str, TransportOffer]:
    """The running offers that the viewer takes requests for, of bodies that are switched on; by their ids as text."""
    today = clock.local_date(clock.now())
    bodies = on_bodies(session(), current_viewer().bodies(Permission.TRANSPORT_WRITE), today)
    return {str(offer.id): offer for offer in transport.running_of(session(), bodies)}


def ask_form(sent: Any, known: dict[str, TransportOffer]) -> AskForm:
    """The form with the offers, and where they go."""
    form, today = AskForm(sent), clock.local_date(clock.now())
    form.transport_offer.choices = [(code, offer.name) for code, offer in known.items()]
    if not form.transport_offer.data and len(known) == 1:
        (form.transport_offer.data,) = known
    places = destinations(session(), {offer.municipality_id for offer in known.values()}, today)
    form.offer(places, queries.volunteers_of(session(), {offer.provider_id for offer in known.values()}))
    return form


@blueprint.get("/new")
@requires(Permission.TRANSPORT_WRITE)
def new() -> ResponseReturnValue:
    """Show the page for the telephone."""
    known = offers_of()
    return new_page(ask_form(None, known), known)


def new_page(form: AskForm, known: dict[str, TransportOffer], told: str = "", status: int = 200) -> ResponseReturnValue:
    """Draw the page, with what was typed and what is known."""
    lines = {code: saying.of_offer(offer) for code, offer in known.items()}
    return render_template("volunteers/desk/new.html", form=form, lines=lines, told=told), status


@blueprint.post("/new")
@requires(Permission.TRANSPORT_WRITE)
def receive() -> ResponseReturnValue:
    """Write a request down, or fill in what is known of whoever has the telephone number."""
    viewer, known = current_viewer(), offers_of()
    form = ask_form(request.form, known)
    if "find" in request.form:
        return new_page(form, known, find(form, known))
    if not form.validate():
        is_filled = form.first_name.data and form.address.data
        told = "" if is_filled or not form.phone.data else find(form, known)
        return new_page(form, known, told, 422)
    try:
        with transaction() as opened:
            offer = transport.get_own(opened, int(form.transport_offer.data), viewer=viewer)
            wanted = form.wanted(Channel(form.channel.data or Channel.PHONE))
            made = actions.receive(
                opened,
                offer,
                form.profile(),
                wanted,
                known_id=form.known_id,
                actor_id=viewer.id,
                at=clock.now(),
            )
            address = url_for(".show", request_id=made.id)
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return new_page(form, known, status=422)
    flash(_("The request is written down. Ask for consent and go through the check."))
    return redirect(address, 303)


def find(form: AskForm, known: dict[str, TransportOffer]) -> str:
    """Fill in whoever has the telephone number, among those of the chosen offer's provider; what to say of it."""
    chosen = known.get(form.transport_offer.data or "")
    bodies = {chosen.provider_id} if chosen else {offer.provider_id for offer in known.values()}
    if len(bodies) != 1:
        return str(_("Choose which help first."))
    found = with_phone(session(), bodies, form.phone.data or "")
    named = [each for each in found if actions.is_same_name(each.first_name, form.first_name.data or "")]
    meant = named or found
    if not meant:
        unknown = _("Nobody is registered with this number yet.")
        return str(unknown if form.phone.data else _("Write the telephone number."))
    reading.note([each.id for each in meant], Place.PROFILE)
    if len(meant) > 1:
        names = ", ".join(each.first_name for each in meant)
        return str(_("Several have this number: %(names)s. Write the first name, and find once more.", names=names))
    form.fill(meant[0])
    return str(_("%(code)s is known. Look over what is filled in.", code=meant[0].code))
