"""What people write of a resource, a need and an opportunity, as it goes from the form to the tables."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Generic, TypeVar

from volunteers.senior_resources.models import LocalNeed, Opportunity, SeniorResource

W = TypeVar("W")


@dataclass(frozen=True)
class Content(Generic[W]):
    """Something that is written on one page."""

    words: W


@dataclass(frozen=True)
class Wish:
    """What somebody wishes to contribute, first in their own words, and by which consent it is kept."""

    wish: str
    themes: str
    prerequisites: str = ""
    name: str = ""
    contact: str = ""
    people: int = 1
    consent_how: str = ""
    consent_on: date | None = None
    consent_until: date | None = None
    resting_until: date | None = None
    volunteer_id: int | None = None


@dataclass(frozen=True)
class Need:
    """What is missing in a place, and who said so."""

    text: str
    themes: str
    place: str = ""
    said_by: str = ""


@dataclass(frozen=True)
class Chance:
    """What is there already and could take part."""

    text: str
    themes: str
    place: str = ""
    offer_id: int | None = None
    open_until: date | None = None


def wish_of(resource: SeniorResource) -> Wish:
    """What a resource wishes, as it stands."""
    return Wish(**{field.name: getattr(resource, field.name) for field in fields(Wish)})


def need_of(need: LocalNeed) -> Need:
    """What a need says."""
    return Need(**{field.name: getattr(need, field.name) for field in fields(Need)})


def chance_of(opportunity: Opportunity) -> Chance:
    """What an opportunity says."""
    return Chance(**{field.name: getattr(opportunity, field.name) for field in fields(Chance)})
