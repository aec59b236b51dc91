"""What is said of a volunteer, a page at a time; a page writes what it holds and leaves the rest."""

from dataclasses import dataclass
from datetime import date

from partnership.quality.models import LegalBasis
from volunteers.register.models import Affiliation, QualificationKind


@dataclass(frozen=True)
class Wish:
    """What somebody wishes, in own words first, then in kinds that can be searched."""

    wish: str
    not_wished: str
    languages: str
    kinds: str


@dataclass(frozen=True)
class Where:
    """Where somebody lives and helps; `reach` is in kilometres, and no area means everywhere."""

    postcode: str
    areas: str
    reach: int


@dataclass(frozen=True)
class When:
    """When somebody can, and how much."""

    availability: str
    trips_a_week: int | None
    hours_a_week: int | None


@dataclass(frozen=True)
class Contact:
    """Who it is and how to reach them."""

    name: str
    phone: str
    email: str
    born_year: int | None
    affiliation: Affiliation


Said = Wish | Where | When | Contact


@dataclass(frozen=True)
class Beginning:
    """Somebody new: own wish, and how to reach them."""

    name: str
    phone: str
    email: str = ""
    wish: str = ""
    kinds: str = ""
    postcode: str = ""
    availability: str = ""
    affiliation: Affiliation | None = None


@dataclass(frozen=True)
class Qualified:
    """What somebody has done or shown: a course, a declaration, a licence, or a certificate with its legal basis."""

    kind: QualificationKind
    done_on: date
    valid_to: date | None = None
    title: str = ""
    shown_to: str = ""
    legal_basis: LegalBasis | None = None
