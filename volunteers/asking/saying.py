"""What somebody is asked, in the volunteer's language: neutral name, kind, day, time and area, and nothing closer."""

from kernel.i18n import gettext as _
from volunteers.asking.models import Ask
from volunteers.messages import saying
from volunteers.messages.saying import Words
from volunteers.transport.labels import KINDS
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip
from volunteers.trips.rules import planned_end


def until(trip: Trip) -> str:
    """When the volunteer is free again, on the same day."""
    return saying.time_of(planned_end(trip))


def what(offer: TransportOffer) -> str:
    """The neutral name and the kind of help, which is said once where the name says it."""
    name, kind = offer.neutral_name, str(_(KINDS[offer.kind]))
    return name if name.casefold() == kind.casefold() else f"{name}, {kind}"


def question(ask: Ask, address: str) -> Words:
    """Can you? With the link that answers."""
    trip = ask.trip
    offer = trip.offer
    facts = [saying.in_area(trip), str(_("You are done at %(time)s", time=until(trip)))]
    can_you, one_tap = _("Can you?"), _("Answer yes or no with one tap: %(address)s", address=address)
    by = _("Answer by %(time)s. If you say no, you hear no more of this one.", time=saying.when(ask.expires_at))
    ring = saying.ring(offer)
    return Words(
        subject=str(_("Can you? %(name)s", name=offer.neutral_name)),
        mail="\n\n".join([what(offer), str(can_you), "\n".join(f"– {fact}" for fact in facts), one_tap, by, ring])
        + "\n",
        text=f"{what(offer)}. {can_you} {facts[0]}. {one_tap} {ring}",
    )


def thanks(ask: Ask) -> Words:
    """Somebody else goes, or nobody has to."""
    trip = ask.trip
    told = (
        _("Somebody else has said yes, so you need not think of it. Thank you.")
        if trip.volunteer_id is not None
        else _("It is called off, so you need not think of it. Thank you.")
    )
    name, what = trip.offer.neutral_name, f"{saying.in_area(trip)}."
    return Words(
        subject=str(_("You need not answer: %(name)s", name=name)),
        mail="\n\n".join([name, what, str(told), saying.ring(trip.offer)]) + "\n",
        text=f"{name}. {what} {told}",
    )
