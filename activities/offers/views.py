"""What everybody sees: the catalogue with its map, each offer, its sheet, and the link by which a provider answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from activities.offers import actions, inquiries, queries, rules, saying
from activities.offers.document import sheet as offer_sheet
from activities.offers.labels import KINDS, MODES, WEEKDAYS
from activities.offers.models import Inquiry, Offer
from activities.offers.queries import Wanted
from activities.places.distance import Position
from activities.places.mapping import Map, Place, draw
from activities.places.outlines import of_country, of_municipality
from directory.accounts.guard import viewer_or_none
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import phone
from kernel.lifecycle import _l
from kernel.pdf.document import render
from kernel.registry import nav
from kernel.web import lists
from kernel.web.files import answer_with
from kernel.web.page import demo_mark
from partnership.relations.labels import GROUPS

blueprint = Blueprint("offers", __name__, url_prefix="/activities/offers")
nav(
    Permission.REGISTER_READ,
    _l("Offers"),
    "offers.index",
    told=_l("See what is offered to older people, where and when."),
    place=30,
)


def today() -> date:
    """The day in Oslo."""
    return clock.local_date(clock.now())


@dataclass(frozen=True)
class Line:
    """An offer as a row of the catalogue, on the page and in a download."""

    id: int
    title: str
    provider: str
    kind: str
    when: str
    place: str
    municipality: str
    municipality_number: str
    groups: str
    cost: str
    contact_phone: str
    state: str
    position: Position | None


def lines(rows: Sequence[Any]) -> list[Line]:
    """Rows of the catalogue in words."""
    told = queries.told_of(session(), [row.id for row in rows])
    return [
        Line(
            id=row.id,
            title=row.title,
            provider=row.provider,
            kind=_(KINDS[row.kind]),
            when=saying.when(row.when_told, told[row.id].times),
            place=row.place,
            municipality=row.municipality,
            municipality_number=row.municipality_number,
            groups=saying.groups(told[row.id].groups),
            cost=saying.price(row.cost),
            contact_phone=phone(row.contact_phone),
            state=saying.state(row, today()),
            position=None if row.latitude is None else Position(row.latitude, row.longitude),
        )
        for row in rows
    ]


def chart(page: lists.Listing) -> Map | None:
    """The map of a page of the catalogue: of one municipality where it is about one, else of the country."""
    numbers = {line.municipality_number for line in page.rows}
    outline = of_municipality(numbers.pop()) if len(numbers) == 1 else of_country()
    places = [
        Place(number, line.title, line.position)
        for number, line in enumerate(page.rows, page.first)
        if line.position is not None
    ]
    return draw(outline, places) if places else None


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """Show the catalogue."""
    wanted = Wanted(
        municipality=request.args.get("municipality", ""),
        weekday=request.args.get("weekday", ""),
        group=request.args.get("group", ""),
        is_free=bool(request.args.get("free")),
        is_step_free=bool(request.args.get("step-free")),
        has_transport=bool(request.args.get("transport")),
    )
    viewer = viewer_or_none()
    return lists.answer(
        session(),
        queries.narrowed(queries.catalogue(today()), wanted),
        columns(),
        template="activities/offers/index.html",
        name="offers",
        searched=SEARCHED,
        enrich=lines,
        filters=filters(),
        chart=chart,
        may_write=viewer is not None and viewer.may(Permission.OFFER_WRITE),
        shares=queries.shared_by(session(), viewer) if viewer else [],
    )


SEARCHED = (
    Offer.title,
    Offer.neutral_name,
    Offer.about,
    Offer.shared_interest,
    Offer.place,
    Offer.address,
    Offer.postcode,
    Offer.languages,
    queries.Provider.c.name,
    queries.Place.c.name,
)


def columns() -> list[lists.Column]:
    """The columns of the catalogue, named in the reader's language."""
    return [
        lists.Column("title", _("Offer"), alphabetical(Offer.title)),
        lists.Column("when", _("When")),
        lists.Column("place", _("Where"), alphabetical(Offer.place)),
        lists.Column("municipality", _("Municipality"), alphabetical(queries.Place.c.name)),
        lists.Column("provider", _("Who offers it"), alphabetical(queries.Provider.c.name)),
        lists.Column("kind", _("Kind")),
        lists.Column("groups", _("For whom")),
        lists.Column("cost", _("Cost"), Offer.cost),
        lists.Column("contact_phone", _("Telephone")),
        lists.Column("state", _("Worth knowing")),
    ]


def filters() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the catalogue can be narrowed by."""
    here = queries.municipalities_with_offers(session(), today())
    either = ("", _("Any"))
    return [
        ("municipality", _("Municipality"), [("", _("The whole country")), *here]),
        ("weekday", _("Day of the week"), [either, *((one.value, _(label)) for one, label in WEEKDAYS.items())]),
        ("group", _("For whom"), [either, *((one.value, _(label)) for one, label in GROUPS.items())]),
        ("free", _("Cost"), [either, ("1", _("Free of charge"))]),
        ("step-free", _("Getting in"), [either, ("1", _("No steps"))]),
        ("transport", _("Transport"), [either, ("1", _("Transport can be arranged"))]),
    ]


@blueprint.get("/<int:offer_id>/")
def show(offer_id: int) -> ResponseReturnValue:
    """Show an offer."""
    viewer = viewer_or_none()
    offer = queries.get_visible(session(), offer_id, viewer=viewer, today=today())
    return render_template(
        "activities/offers/show.html",
        offer=offer,
        told=queries.told(session(), offer),
        is_writer=rules.may_write(offer, viewer),
        chart=own_chart(offer),
        kind_label=KINDS[offer.kind],
        mode_label=MODES[offer.mode],
        saying=saying,
        today=today(),
    )


def own_chart(offer: Offer) -> Map | None:
    """The map with one point."""
    if offer.latitude is None or offer.longitude is None:
        return None
    place = Place(1, offer.title, Position(offer.latitude, offer.longitude))
    return draw(of_municipality(offer.municipality.number), [place])


@blueprint.get("/<int:offer_id>/sheet.pdf")
def sheet(offer_id: int) -> ResponseReturnValue:
    """Answer with an offer on a sheet in large print."""
    offer = queries.get_visible(session(), offer_id, viewer=viewer_or_none(), today=today())
    made = offer_sheet(offer, queries.told(session(), offer), today(), mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"offer-{offer.id}.pdf", opens=True)


@blueprint.get("/answer/<token>/")
def asked(token: str) -> ResponseReturnValue:
    """Show what a provider is asked; only the button answers, since programs that read mail open links too."""
    inquiry = inquiries.by_token(session(), token, now=clock.real())
    offers = inquiries.offers_of(session(), inquiry) if inquiry else []
    if inquiry is None or not offers:
        return nobodys()
    return asked_page(token, inquiry, offers)


def nobodys() -> ResponseReturnValue:
    """Answer a wrong, an old and a foreign link alike."""
    return render_template("activities/offers/gone.html"), 404


def asked_page(token: str, inquiry: Inquiry, offers: Sequence[Offer]) -> ResponseReturnValue:
    """Draw the offers that are asked about, with one large button."""
    told = queries.told_of(session(), [offer.id for offer in offers])
    return render_template(
        "activities/offers/asked.html",
        token=token,
        inquiry=inquiry,
        offers=offers,
        told=told,
        saying=saying,
        today=today(),
    )


@blueprint.post("/answer/<token>/")
def answer(token: str) -> ResponseReturnValue:
    """Take it from a provider that everything holds; said twice, it is said once."""
    with transaction() as opened:
        inquiry = inquiries.by_token(opened, token, now=clock.real(), lock=True)
        if inquiry is not None:
            actions.answer(opened, inquiry, at=clock.now())
    if inquiry is None:
        return nobodys()
    flash(_("Thank you. Everything is confirmed for six months."))
    return redirect(url_for(".asked", token=token), 303)
