"""What is printed: the day for the coordinator, a slip for the volunteer, and a confirmation for the passenger."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from directory.municipalities.models import Municipality
from kernel.i18n import gettext as _
from kernel.i18n import phone, weekday
from kernel.pdf.blocks import Block, Bullets, Callout, KeyValues, Paragraph, Table
from kernel.pdf.document import Document
from partnership.pictures.saying import document_language
from volunteers.board import saying
from volunteers.transport import saying as offer_saying
from volunteers.trips.labels import STATUSES
from volunteers.trips.models import Trip


def day_list(place: Municipality, trips: Sequence[Trip], on: date, *, mark: str | None) -> Document:
    """A day's trips in order of time, with whom to ring; it is kept by the coordinator and shredded after."""
    blocks: list[Block] = [Paragraph(str(_("For the coordinator only. Shred it when the day is over.")), style="small")]
    if trips:
        blocks.append(_table(trips))
    else:
        blocks.append(Paragraph(str(_("There are no trips this day."))))
    title = _("Trips in %(place)s, %(day)s", place=place.full_name, day=weekday(on))
    return _sheet(str(title), blocks, mark=mark)


def _table(trips: Sequence[Trip]) -> Table:
    header = [_("When"), _("Passenger"), _("From and to"), _("Needs"), _("Volunteer"), _("Home again")]
    rows = [
        [
            "\n".join([*saying.ways(trip), str(_(STATUSES[trip.status].msgid))]),
            f"{saying.passenger(trip)}\n{unbroken(trip.service_user.phone)}",
            f"{trip.from_address}, {saying.area(trip.from_postcode)}\n{trip.destination}",
            saying.needs(trip),
            _volunteer(trip),
            "",
        ]
        for trip in trips
    ]
    widths = (1.25, 1.15, 1.5, 1.1, 1.2, 0.7)
    return Table(str(_("Trips in order of time")), [str(each) for each in header], rows, widths, row_headers=False)


def unbroken(number: str) -> str:
    """A telephone number that stays on one line."""
    return phone(number).replace(" ", "\N{NO-BREAK SPACE}")


def _volunteer(trip: Trip) -> str:
    if trip.volunteer is None:
        return str(_("no volunteer"))
    vehicle = trip.vehicle.name if trip.vehicle else ""
    return "\n".join(filter(None, [trip.volunteer.name, unbroken(trip.volunteer.phone), vehicle]))


def _sheet(title: str, blocks: Sequence[Block], *, mark: str | None) -> Document:
    return Document(
        title=title,
        lang=document_language(),
        reference="Trinn",
        blocks=blocks,
        footer=str(_("Trinn · volunteers")),
        page_label=str(_("Page {page} of {pages}")),
        mark=mark,
    )


def slip(trip: Trip, *, mark: str | None) -> Document:
    """What a volunteer takes along: whom, when and where, and no word of health. Source: T17."""
    user, offer = trip.service_user, trip.offer
    pairs = [
        (_("Passenger"), saying.passenger(trip)),
        (_("Telephone"), phone(user.phone)),
        (_("At the door"), saying.hour(trip.leave_at)),
        (_("From"), ", ".join(filter(None, [trip.from_address, saying.area(trip.from_postcode)]))),
        (_("There at"), saying.hour(trip.arrive_at)),
        (_("To"), ", ".join(filter(None, [trip.destination, saying.area(trip.to_postcode)]))),
        (_("From there at"), saying.hour(trip.return_at)),
        (_("Home at"), saying.hour(trip.home_at) or str(_("another way home"))),
        (_("Vehicle"), trip.vehicle.name if trip.vehicle else ""),
    ]
    blocks: list[Block] = [
        Paragraph(weekday(trip.on_date), style="lead"),
        KeyValues([(str(name), text) for name, text in pairs if text]),
        Callout(str(_("Ring the coordinator if anything happens")), _coordinator(trip)),
        Paragraph(str(_("Wait 15 minutes at the door before you ring. Say it when the person is home again."))),
        Paragraph(str(_("Give the slip back or shred it. Tell nobody whom you have driven.")), style="small"),
    ]
    return replace(_sheet(offer.neutral_name, blocks, mark=mark), half_sheet=True)


def _coordinator(trip: Trip) -> str:
    offer = trip.offer
    pairs = [(offer.coordinator_name, offer.coordinator_phone), (offer.stand_in_name, offer.stand_in_phone)]
    return "\n".join(", ".join(filter(None, [name, phone(number)])) for name, number in pairs if number)


def confirmation(trip: Trip, *, mark: str | None) -> Document:
    """What a passenger gets in large print: who comes, when, and whom to ring. Source: T16, T17."""
    who = trip.volunteer.name if trip.volunteer else str(_("We tell you who comes."))
    pairs = [
        (_("Day"), weekday(trip.on_date)),
        (_("We are at your door at"), saying.hour(trip.leave_at)),
        (_("There at"), saying.hour(trip.arrive_at)),
        (_("To"), trip.destination),
        (_("Home"), _home(trip)),
        (_("Who comes"), who),
        (_("What it costs"), offer_saying.price(trip.offer)),
    ]
    blocks: list[Block] = [
        Bullets([f"{name}: {text}" for name, text in pairs if text]),
        Callout(str(_("Ring if anything changes")), _coordinator(trip)),
        Paragraph(str(_("You can say no at any time, and need not say why. There is nothing to pay beyond this."))),
    ]
    return replace(_sheet(trip.offer.neutral_name, blocks, mark=mark), large_print=True)


def _home(trip: Trip) -> str:
    if trip.return_at is None:
        return str(_("Another way home is agreed"))
    leave, home = saying.hour(trip.return_at), saying.hour(trip.home_at)
    return str(_("From there at %(leave)s, home at %(home)s", leave=leave, home=home))
