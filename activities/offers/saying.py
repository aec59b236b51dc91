"""An offer in words, in the reader's language: when it is, what it costs, how one gets in, and how it stands."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from activities.offers.labels import RHYTHMS, WEEKDAYS
from activities.offers.models import Offer, OfferStatus, OfferTime, Rhythm
from activities.offers.rules import Confirmation, confirmation, confirmed_to
from activities.places.postcodes import find
from kernel.i18n import day, number, phone
from kernel.i18n import gettext as _
from partnership.relations.labels import GROUPS
from partnership.relations.models import TargetGroup
from partnership.roadmaps.labels import DOMAINS
from partnership.roadmaps.models import Domain


class Standing(Protocol):
    """Anything that tells how an offer stands: the offer, or a row of a list."""

    @property
    def status(self) -> OfferStatus:
        """The offer's status."""

    @property
    def paused_until(self) -> date | None:
        """The last day of its pause."""

    @property
    def confirmed_on(self) -> date | None:
        """When its provider last said that it holds."""


def slot(time: OfferTime) -> str:
    """One time of the week: Tuesday 10.00–11.30, every second week."""
    hours = f"{_(WEEKDAYS[time.weekday])} {time.starts:%H.%M}–{time.ends:%H.%M}"
    return hours if time.rhythm is Rhythm.WEEKLY else f"{hours}, {_(RHYTHMS[time.rhythm])}"


def when(told: str, times: Sequence[OfferTime]) -> str:
    """When an offer is, in its provider's own sentence, else by its times."""
    return told or "; ".join(slot(each) for each in times)


def sentences(*texts: str) -> str:
    """Texts one after the other, parted by one full stop whether or not they bring their own."""
    given = [text for text in texts if text]
    closed = [text if text.endswith((".", "!", "?")) else f"{text}." for text in given[:-1]]
    return " ".join([*closed, *given[-1:]])


def price(cost: int, told: str = "") -> str:
    """What an offer costs, with what its provider says of that."""
    amount = str(_("%(amount)s kroner", amount=number(cost)) if cost else _("Free of charge"))
    return f"{amount}. {told}" if told else amount


def access(offer: Offer) -> list[str]:
    """What makes it easy to get in and take part."""
    kinds = [
        (offer.is_step_free, _("No steps")),
        (offer.has_hearing_loop, _("Hearing loop")),
        (offer.has_toilet, _("Accessible toilet")),
    ]
    return [str(words) for is_there, words in kinds if is_there]


def getting_there(offer: Offer) -> str:
    """How one gets there, and whom to ring for a lift."""
    ring = offer.transport_contact or phone(offer.contact_phone)
    lift = str(_("Transport can be arranged. Ring %(whom)s.", whom=ring)) if offer.has_transport else ""
    return sentences(offer.getting_there, lift)


def where(offer: Offer) -> str:
    """The place with its address."""
    found = find(offer.postcode)
    town = f"{found.code} {found.place}" if found else offer.postcode
    return ", ".join(filter(None, [offer.place, offer.address, town]))


def contact(offer: Offer) -> str:
    """Whom to ring or write to."""
    return ", ".join(filter(None, [offer.contact_name, phone(offer.contact_phone), offer.contact_email]))


def ring(offer: Offer) -> str:
    """Whom to ring, on paper: without the e-mail address, which often carries the provider's name."""
    return ", ".join(filter(None, [offer.contact_name, phone(offer.contact_phone)]))


def groups(codes: Sequence[TargetGroup]) -> str:
    """Whom an offer is for."""
    return ", ".join(str(_(GROUPS[code])) for code in codes)


def domains(codes: Sequence[Domain]) -> str:
    """Which of WHO's domains an offer belongs to."""
    return ", ".join(str(_(DOMAINS[code].msgid)) for code in codes)


def marks(offer: Offer) -> list[tuple[str, str]]:
    """The quality marks that the provider gives its reason for: safe, professionally anchored, independent."""
    said = [
        (_("Safe"), offer.safe_how),
        (_("Professionally anchored"), offer.professional_how),
        (_("Independent"), offer.independent_how),
    ]
    return [(str(name), how) for name, how in said if how]


def state(offer: Standing, today: date) -> str:
    """What one should know before going there; empty where everything is as usual."""
    told = []
    if offer.status is OfferStatus.PAUSED and offer.paused_until:
        pauses = today <= offer.paused_until
        words = _("Paused until %(day)s") if pauses else _("Was paused until %(day)s. Ring before you go")
        told.append(str(words) % {"day": day(offer.paused_until)})
    if offer.confirmed_on and confirmation(offer.confirmed_on, today) in {Confirmation.STALE, Confirmation.GONE}:
        told.append(str(_("Not confirmed since %(day)s", day=day(offer.confirmed_on))))
    return ". ".join(told)


def confirmed(offer: Standing) -> str:
    """When the provider last said that everything holds, and until when that counts."""
    if offer.confirmed_on is None:
        return str(_("Not confirmed by the provider yet"))
    return str(
        _(
            "Confirmed on %(day)s, counts until %(last)s",
            day=day(offer.confirmed_on),
            last=day(confirmed_to(offer.confirmed_on)),
        )
    )
