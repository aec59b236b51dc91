"""From assessed applications to a proposal: who may have a place, the best mix of them, and the facts behind it; pure.

The facts are frozen with the proposal, so that its reasons can be told later in any language.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import Any

from directory.municipalities.models import Municipality
from grants.calls.content import Awards
from grants.eligibility.models import CheckStatus
from grants.reviews.scoring import Scoring
from grants.selections.mix import MULTI, Candidate, Change, Floor, floors_of, weigh
from partnership.core_teams.models import Maturity

MOST_OF_THEM = Fraction(60, 100)


class Ground(StrEnum):
    """Whether an application may have a place, and why it may not."""

    FIT = "fit"
    NOT_PASSED = "not_passed"
    KNOCKED_OUT = "knocked_out"
    BELOW = "below"


@dataclass(frozen=True)
class Case:
    """An assessed application: its formal check and reviews, and who would take part, the responsible one first."""

    reference: str
    check: CheckStatus
    scoring: Scoring
    maturity: Maturity | None
    municipalities: Sequence[Municipality]


@dataclass(frozen=True)
class Loss:
    """What is lost if one application is in that is out, or out that is in; below zero it is gained."""

    comes: tuple[str, ...]
    goes: tuple[str, ...]
    floors: tuple[str, ...]
    shortfall: int
    counties: int
    points: str

    @property
    def score(self) -> Fraction:
        """The points lost, exactly."""
        return Fraction(self.points)


@dataclass(frozen=True)
class Facts:
    """What an application is judged by in the selection; scores are exact, as a fraction in text, empty for none."""

    ground: Ground
    score: str
    threshold: int
    knocked_out: tuple[str, ...]
    maturity: str
    band: str
    county: str
    county_name: str
    municipalities: tuple[str, ...]
    loss: Loss | None = None

    @property
    def is_fit(self) -> bool:
        """Whether it may have a place."""
        return self.ground is Ground.FIT

    @property
    def exact(self) -> Fraction | None:
        """The score, exactly."""
        return Fraction(self.score) if self.score else None


@dataclass(frozen=True)
class Proposal:
    """So many places and who has them; the facts of each application, in the order in which they are told."""

    places: int
    chosen: frozenset[str]
    facts: Mapping[str, Facts]

    @property
    def digest(self) -> str:
        """A mark of all that the proposal says and rests on."""
        said = [self.places, sorted(self.chosen), [[key, plain(facts)] for key, facts in self.facts.items()]]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @property
    def fit(self) -> int:
        """How many may have a place."""
        return sum(1 for facts in self.facts.values() if facts.is_fit)


def usual_places(cases: Sequence[Case], awards: Awards | None) -> int:
    """As many places as the call's advice allows, and no more than there are applications for."""
    fit = sum(1 for case in cases if ground_of(case) is Ground.FIT)
    return min(fit, awards.most) if awards else fit


def proposed(cases: Sequence[Case], places: int) -> Proposal:
    """The best mix for so many places, and what each application is judged by."""
    return best({case.reference: facts_of(case) for case in cases}, places)


def best(judged: Mapping[str, Facts], places: int, fixed: Collection[str] = ()) -> Proposal:
    """The best mix among applications that are judged, in which some have their place already."""
    scale = lcm(*(facts.exact.denominator for facts in judged.values() if facts.exact is not None))
    weighed = weigh(candidates(judged, scale), places, fixed)
    whole = {
        reference: Facts(**{**vars(facts), "loss": _loss(weighed.changes.get(reference), scale)})
        for reference, facts in judged.items()
    }
    chosen = frozenset(weighed.mix.chosen)
    order = sorted(whole, key=lambda each: (each not in chosen, not whole[each].is_fit, -_worth(whole[each]), each))
    return Proposal(len(chosen), chosen, {reference: whole[reference] for reference in order})


def candidates(judged: Mapping[str, Facts], scale: int = 1) -> list[Candidate]:
    """The applications that may have a place; `scale` makes every score whole."""
    return [
        Candidate(reference, int(_worth(facts) * scale), facts.maturity, facts.band, facts.county)
        for reference, facts in judged.items()
        if facts.is_fit
    ]


def floors(judged: Mapping[str, Facts], places: int) -> tuple[Floor, ...]:
    """The floors that hold for so many places among these applications."""
    fit = {reference: facts for reference, facts in judged.items() if facts.is_fit}
    return floors_of([Candidate(key, 0, each.maturity, each.band, each.county) for key, each in fit.items()], places)


def _worth(facts: Facts) -> Fraction:
    return facts.exact or Fraction()


def _loss(change: Change | None, scale: int) -> Loss | None:
    if change is None:
        return None
    return Loss(**{**vars(change), "points": str(Fraction(change.points, scale))})


def facts_of(case: Case) -> Facts:
    """What an application is judged by."""
    scoring, responsible = case.scoring, next(iter(case.municipalities), None)
    return Facts(
        ground=ground_of(case),
        score="" if scoring.score is None else str(scoring.score),
        threshold=scoring.threshold,
        knocked_out=scoring.knocked_out,
        maturity=case.maturity.value if case.maturity else "",
        band=band_of([each.size_band.value for each in case.municipalities]),
        county=responsible.county_number if responsible else "",
        county_name=responsible.county.name if responsible else "",
        municipalities=tuple(each.name for each in case.municipalities),
    )


def ground_of(case: Case) -> Ground:
    """Whether an application may have a place: it has passed the formal check, and earned it with the reviewers."""
    if case.check is not CheckStatus.PASSED:
        return Ground.NOT_PASSED
    if case.scoring.knocked_out:
        return Ground.KNOCKED_OUT
    return Ground.FIT if case.scoring.may_be_funded else Ground.BELOW


def band_of(bands: Collection[str]) -> str:
    """The size of those who apply: that of more than six in ten of them, else of several sizes.

    Each municipality counts alike, where the rule for money counts each one's part of the budget. So no place for a
    small municipality is filled by one that comes along with a large one. Source: domain.md 4.6.
    """
    sizes = list(bands)
    most = max(sizes, key=sizes.count, default=MULTI)
    return most if sizes and Fraction(sizes.count(most), len(sizes)) > MOST_OF_THEM else MULTI


def plain(facts: Facts) -> dict[str, Any]:
    """The facts as they are kept."""
    kept: dict[str, Any] = json.loads(json.dumps(asdict(facts)))
    return kept


def read(kept: Mapping[str, Any]) -> Facts:
    """The facts as they were kept."""
    whole = _with_tuples(kept)
    return Facts(
        **{
            **whole,
            "ground": Ground(kept["ground"]),
            "loss": Loss(**_with_tuples(kept["loss"])) if kept["loss"] else None,
        }
    )


def _with_tuples(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
