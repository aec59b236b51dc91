"""What is allowed, and what follows: how an offer moves, what makes it public, and how long it counts as confirmed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from activities.offers.models import Offer, OfferKind, OfferMode, OfferStatus
from directory.accounts.permissions import Permission, Viewer
from kernel.lifecycle import NotAllowed, _l, ensure_transition, refusal_of
from partnership.assessments.picture import Picture
from partnership.assessments.rules import last_day
from partnership.quality.rules import ensure_may_run
from partnership.relations.models import TargetGroup

CONFIRMED_MONTHS = 6
SHOWN_MONTHS = 12
TOLD_AHEAD = timedelta(days=14)
LINK_VALID = timedelta(days=60)
PUBLIC = frozenset({OfferStatus.RUNNING, OfferStatus.PAUSED})
FRAIL = frozenset({TargetGroup.FRAIL_HOME_DWELLING, TargetGroup.DEMENTIA_INCLUSIVE})
ACCOMPANYING = frozenset({OfferKind.ONE_TO_ONE, OfferKind.TRANSPORT})

TRANSITIONS = {
    OfferStatus.DRAFT: frozenset({OfferStatus.UNDER_PREPARATION, OfferStatus.RUNNING, OfferStatus.ENDED}),
    OfferStatus.UNDER_PREPARATION: frozenset({OfferStatus.RUNNING, OfferStatus.ENDED}),
    OfferStatus.RUNNING: frozenset({OfferStatus.UNDER_PREPARATION, OfferStatus.PAUSED, OfferStatus.ENDED}),
    OfferStatus.PAUSED: frozenset({OfferStatus.RUNNING, OfferStatus.ENDED}),
    OfferStatus.ENDED: frozenset({OfferStatus.UNDER_PREPARATION}),
}


class Confirmation(StrEnum):
    """Whether an offer's provider has said lately that everything still holds."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DUE = "due"
    STALE = "stale"
    GONE = "gone"


class Stage(IntEnum):
    """How often a provider has been asked since the last confirmation."""

    NOT_ASKED = 0
    AHEAD = 1
    STALE = 2


@dataclass(frozen=True)
class Gate:
    """Whether an offer must pass the safety gate, and the picture of the relation that it is measured by."""

    is_needed: bool
    picture: Picture | None


def confirmed_to(confirmed_on: date) -> date:
    """The last day on which a confirmation counts."""
    return last_day(confirmed_on, CONFIRMED_MONTHS)


def shown_to(confirmed_on: date) -> date:
    """The last day on which an offer stands in the catalogue without a new confirmation."""
    return last_day(confirmed_on, SHOWN_MONTHS)


def confirmation(confirmed_on: date | None, today: date) -> Confirmation:
    """How an offer's confirmation stands on a day."""
    if confirmed_on is None:
        return Confirmation.WAITING
    if today > shown_to(confirmed_on):
        return Confirmation.GONE
    if today > confirmed_to(confirmed_on):
        return Confirmation.STALE
    return Confirmation.DUE if today >= confirmed_to(confirmed_on) - TOLD_AHEAD else Confirmation.CONFIRMED


def stage(offer: Offer, today: date) -> Stage:
    """How often the provider should have been asked by now; whoever has never confirmed is asked once."""
    how = confirmation(offer.confirmed_on, today)
    if how in {Confirmation.STALE, Confirmation.GONE}:
        return Stage.STALE
    return Stage.NOT_ASKED if how is Confirmation.CONFIRMED else Stage.AHEAD


def is_asked_about(offer: Offer) -> bool:
    """Whether the provider is asked about an offer: one that is public, or that the municipality has entered for it."""
    return offer.status in PUBLIC or (offer.is_on_behalf and offer.status is OfferStatus.UNDER_PREPARATION)


def is_public(offer: Offer, today: date) -> bool:
    """Whether everybody may read of an offer."""
    return offer.status in PUBLIC and confirmation(offer.confirmed_on, today) is not Confirmation.GONE


def may_write(offer: Offer, viewer: Viewer | None) -> bool:
    """Whether somebody writes an offer: people of its provider, and of the municipality that entered it."""
    return viewer is not None and bool({offer.provider_id, offer.entered_by_id} & viewer.bodies(Permission.OFFER_WRITE))


def may_confirm(offer: Offer, viewer: Viewer | None) -> bool:
    """Whether somebody may say for the provider that an offer holds."""
    return viewer is not None and offer.provider_id in viewer.bodies(Permission.OFFER_WRITE)


def needs_gate(kind: OfferKind, groups: Collection[TargetGroup]) -> bool:
    """Whether the safety gate applies: one accompanies people who are frail or have dementia. Source: ST-11."""
    return kind in ACCOMPANYING and bool(FRAIL & set(groups))


def gets_advice(kind: OfferKind, groups: Collection[TargetGroup]) -> bool:
    """Whether the points of the gate are told as advice: others for the same people are never stopped."""
    return kind not in ACCOMPANYING and bool(FRAIL & set(groups))


def ensure_whole(offer: Offer) -> None:
    """What is public can be reached without the internet, and what is digital is anchored. Source: A03, A58."""
    if not offer.contact_phone:
        raise NotAllowed(_l("Write a telephone number first, for those who do not use the internet."))
    if offer.mode is not OfferMode.DIGITAL and not offer.postcode:
        raise NotAllowed(_l("Write the postcode first, so that people see where it is."))
    if needs_anchor(offer.kind, offer.mode) and not offer.anchored_in:
        raise NotAllowed(_l("A digital offer needs an organisation that it is anchored in. Write which one first."))


def needs_anchor(kind: OfferKind, mode: OfferMode) -> bool:
    """Whether an offer needs an organisation that it is anchored in. Source: A58."""
    return kind is OfferKind.DIGITAL or mode is OfferMode.DIGITAL


def ensure_may_start(offer: Offer, gate: Gate) -> None:
    """An offer runs when it is whole, its provider stands for it and, where that is asked, the gate lets it."""
    ensure_transition(TRANSITIONS, offer.status, OfferStatus.RUNNING)
    ensure_whole(offer)
    if offer.is_on_behalf and offer.confirmed_on is None:
        raise NotAllowed(_l("The provider must confirm the offer first. It has been asked by mail."))
    if not gate.is_needed:
        return
    if gate.picture is None:
        raise NotAllowed(_l("This is still being prepared: the provider and the municipality have no cooperation yet."))
    ensure_may_run(gate.picture)


def may_start(offer: Offer, gate: Gate) -> bool:
    """Whether an offer may be set running."""
    return refusal_of(ensure_may_start, offer, gate) is None


def ensure_reached(offer: Offer, people: int) -> None:
    """A provider for whom somebody else enters an offer can be asked: it has people here, or an address."""
    if not people and not offer.contact_email:
        raise NotAllowed(_l("Nobody can be asked. Write the provider's e-mail address first."))


def ensure_may_pause(offer: Offer, until: date, today: date) -> None:
    """A pause ends on a day to come, within a year."""
    ensure_transition(TRANSITIONS, offer.status, OfferStatus.PAUSED)
    if not today < until <= today + timedelta(days=366):
        raise NotAllowed(_l("Write a day to come, within a year."))


def ensure_may_confirm(offer: Offer) -> None:
    """What has ended, or was never told, is not confirmed."""
    if not is_asked_about(offer):
        raise NotAllowed(_l("There is nothing to confirm here now."))


def ensure_fits_gate(offer: Offer, gate: Gate) -> None:
    """An offer that is public stays within what the gate lets run, also when it is changed."""
    if offer.status in PUBLIC and gate.is_needed:
        if gate.picture is None:
            raise NotAllowed(
                _l("This is still being prepared: the provider and the municipality have no cooperation yet.")
            )
        ensure_may_run(gate.picture)


def oldest_shown(today: date) -> date:
    """The day whose confirmations have just left the catalogue; those of later days still stand in it."""
    day = today - timedelta(days=31 * SHOWN_MONTHS)
    while shown_to(day + timedelta(days=1)) < today:
        day += timedelta(days=1)
    return day
