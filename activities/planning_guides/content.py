"""What a planning guide holds, whole, as it goes from the form to the tables."""

from dataclasses import dataclass, fields
from datetime import date

from activities.offers.models import OfferKind, OfferMode
from activities.planning_guides.models import Evidence, PlanningGuide


@dataclass(frozen=True)
class Words:
    """The answers that stand in the guide's own row."""

    title: str
    kind: OfferKind
    mode: OfferMode | None = None
    offer_id: int | None = None
    reaching: str = ""
    wishes: str = ""
    wishes_from: str = ""
    evidence: Evidence | None = None
    evidence_source: str = ""
    suits: str = ""
    not_suited: str = ""
    instead: str = ""
    common_ground: str = ""
    formats: str = ""
    trial_from: date | None = None
    trial_to: date | None = None
    follow_up: str = ""
    sharing: str = ""


@dataclass(frozen=True)
class Duty:
    """Who does what, when and how."""

    who: str
    what: str
    when: str = ""
    how: str = ""


@dataclass(frozen=True)
class Means:
    """What a partner brings."""

    partner: str
    what: str


@dataclass(frozen=True)
class Content:
    """A guide's answers, who does what, and what each brings."""

    words: Words
    duties: tuple[Duty, ...] = ()
    means: tuple[Means, ...] = ()


@dataclass(frozen=True)
class Learnt:
    """What was learnt on a day, and what is done otherwise since."""

    learnt_on: date
    learnt: str
    changed: str


def words_of(guide: PlanningGuide) -> Words:
    """The answers as they stand."""
    return Words(**{field.name: getattr(guide, field.name) for field in fields(Words)})
