"""What is said of an offer before somebody chooses it, and of a request's days; in the reader's language."""

from kernel.i18n import day, ngettext, number
from kernel.i18n import gettext as _
from volunteers.requests.labels import QUESTIONS, RECURRENCES, WAYS_HOME
from volunteers.requests.models import Recurrence, RideRequest
from volunteers.transport.models import TransportOffer

__all__ = ["QUESTIONS", "how_often", "is_rechecked", "of_offer", "price", "way_home", "when"]


def of_offer(offer: TransportOffer) -> list[str]:
    """What a person is told of an offer before anything is agreed: its price, its notice and its neutral name."""
    is_renamed = offer.neutral_name != offer.name
    return [
        price(offer),
        ngettext("Ask %(num)d day ahead where you can.", "Ask %(num)d days ahead where you can.", offer.notice_days)
        if offer.notice_days
        else _("May be asked for on the same day."),
        *([_("In messages it is called %(name)s.", name=offer.neutral_name)] if is_renamed else []),
    ]


def price(offer: TransportOffer) -> str:
    """What it costs the person; nothing more is paid, and nobody takes tips."""
    if not offer.price:
        return str(_("Free of charge. No tips or gifts."))
    return str(_("Costs the person %(amount)s kroner. No tips or gifts.", amount=number(offer.price)))


def when(request: RideRequest) -> str:
    """The days and times of a request in one sentence."""
    times = (
        _(
            "there at %(there)s, home from %(home)s",
            there=f"{request.there_at:%H.%M}",
            home=f"{request.home_from:%H.%M}",
        )
        if request.home_from
        else _("there at %(there)s", there=f"{request.there_at:%H.%M}")
    )
    return f"{day(request.starts_on)}, {times}"


def how_often(request: RideRequest) -> str:
    """How often, and how it ends."""
    words = [_(RECURRENCES[request.recurrence])]
    if request.until:
        words.append(_("until and with %(day)s", day=day(request.until)))
    if request.times:
        words.append(ngettext("%(num)d time", "%(num)d times", request.times))
    if request.recurrence is not Recurrence.ONCE and not request.until and not request.times:
        words.append(_("until further notice"))
    return ", ".join(words)


def way_home(request: RideRequest) -> str:
    """How the person gets home."""
    return str(_(WAYS_HOME[request.way_home]))


def is_rechecked(request: RideRequest) -> bool:
    """Whether it was checked before, too long ago."""
    return request.assessed_on is not None
