"""What a provider writes of an offer, whole, as it goes from the form to the tables."""

from dataclasses import dataclass, fields
from datetime import time

from activities.offers.models import Offer, OfferKind, OfferMode, Rhythm, Weekday
from activities.places.distance import Position
from activities.places.postcodes import find
from partnership.relations.models import TargetGroup
from partnership.roadmaps.models import Domain


@dataclass(frozen=True)
class Slot:
    """A time of the week."""

    weekday: Weekday
    starts: time
    ends: time
    rhythm: Rhythm = Rhythm.WEEKLY


@dataclass(frozen=True)
class Words:
    """The facts of an offer that stand in its own row."""

    title: str
    neutral_name: str
    about: str
    kind: OfferKind
    mode: OfferMode
    place: str = ""
    address: str = ""
    postcode: str = ""
    season: str = ""
    when_told: str = ""
    not_suited: str = ""
    shared_interest: str = ""
    cost: int = 0
    cost_told: str = ""
    is_step_free: bool = False
    has_hearing_loop: bool = False
    has_toilet: bool = False
    getting_there: str = ""
    has_transport: bool = False
    transport_contact: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    languages: str = ""
    is_statutory: bool = False
    supplements: str = ""
    anchored_in: str = ""
    safe_how: str = ""
    professional_how: str = ""
    independent_how: str = ""


@dataclass(frozen=True)
class Content:
    """An offer's words, its times, whom it is for, its domains, and where on the map it was set by hand."""

    words: Words
    slots: tuple[Slot, ...] = ()
    groups: tuple[TargetGroup, ...] = ()
    domains: tuple[Domain, ...] = ()
    pin: Position | None = None

    @property
    def position(self) -> Position | None:
        """Where it is: as set by hand, else where its postcode lies; nowhere on a screen."""
        if self.words.mode is OfferMode.DIGITAL:
            return None
        found = find(self.words.postcode)
        return self.pin or (found.position if found else None)


def words_of(offer: Offer) -> Words:
    """The facts of an offer as they stand."""
    return Words(**{field.name: getattr(offer, field.name) for field in fields(Words)})


def pin_of(offer: Offer) -> Position | None:
    """Where an offer was set by hand."""
    if not offer.is_pinned or offer.latitude is None or offer.longitude is None:
        return None
    return Position(offer.latitude, offer.longitude)
