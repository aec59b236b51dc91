"""Who may have a place, how an application of several municipalities counts, and what is frozen."""

import json
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from directory.municipalities.models import County, Municipality, SizeBand
from grants.calls.content import Awards
from grants.eligibility.models import CheckStatus
from grants.reviews.scoring import Scoring
from grants.selections import weighing
from grants.selections.mix import MULTI
from grants.selections.weighing import Case, Ground
from partnership.core_teams.models import Maturity

COUNTIES = {number: County(number=number, name=f"Fylke {number}") for number in ("15", "42", "50")}
BANDS = [band.value for band in SizeBand]


def scoring(score: Fraction | int | None = 70, knocked_out: tuple[str, ...] = ()) -> Scoring:
    value = None if score is None else Fraction(score)
    return Scoring({}, value, 50, (), (), knocked_out, 0, needs_third=False)


def place(name: str = "Tydal", band: SizeBand = SizeBand.SMALL, county: str = "50") -> Municipality:
    return Municipality(name=name, size_band=band, county_number=county, county=COUNTIES[county])


def case(reference: str = "T2-2027-0001", *municipalities: Municipality, **changes: Any) -> Case:
    values = {"check": CheckStatus.PASSED, "scoring": scoring(), "maturity": Maturity.STARTING, **changes}
    return Case(reference, municipalities=municipalities or (place(),), **values)


def test_a_place_is_earned_like_any_award() -> None:
    assert weighing.ground_of(case()) is Ground.FIT
    assert weighing.ground_of(case(check=CheckStatus.FAILED)) is Ground.NOT_PASSED
    assert weighing.ground_of(case(check=CheckStatus.OPEN)) is Ground.NOT_PASSED
    assert weighing.ground_of(case(scoring=scoring(49))) is Ground.BELOW
    assert weighing.ground_of(case(scoring=scoring(None))) is Ground.BELOW
    assert weighing.ground_of(case(scoring=scoring(90, ("K1",)))) is Ground.KNOCKED_OUT


def test_several_municipalities_count_once_in_the_county_of_the_responsible_one() -> None:
    facts = weighing.facts_of(case("A", place("Tydal"), place("Volda", county="15")))
    assert (facts.county, facts.county_name, facts.band) == ("50", "Fylke 50", "small")
    assert facts.municipalities == ("Tydal", "Volda")


def test_a_small_one_that_comes_along_with_a_large_one_is_of_several_sizes() -> None:
    assert weighing.band_of(["small", "large"]) == MULTI
    assert weighing.band_of(["small", "small", "large"]) == "small"
    assert weighing.band_of(["small", "small", "small", "large", "large"]) == MULTI
    assert weighing.band_of([]) == MULTI


@given(st.lists(st.sampled_from(BANDS), max_size=9), st.randoms(use_true_random=False))
def test_a_size_never_depends_on_the_order_of_the_municipalities(bands: list[str], chance: Any) -> None:
    shuffled = list(bands)
    chance.shuffle(shuffled)
    assert weighing.band_of(shuffled) == weighing.band_of(bands)


def test_halves_of_points_are_weighed_exactly() -> None:
    cases = [
        case("A", place("A"), scoring=scoring(Fraction(701, 10))),
        case("B", place("B"), scoring=scoring(Fraction(211, 3))),
        case("C", place("C"), scoring=scoring(70)),
    ]
    proposal = weighing.proposed(cases, 1)
    assert proposal.chosen == {"B"}
    loss = proposal.facts["A"].loss
    assert loss is not None
    assert loss.score == Fraction(211, 3) - Fraction(701, 10)


def test_those_with_a_place_stand_first_and_those_who_cannot_have_one_last() -> None:
    cases = [
        case("A", place("A"), check=CheckStatus.FAILED, scoring=scoring(None)),
        case("B", place("B"), scoring=scoring(60)),
        case("C", place("C"), scoring=scoring(80)),
        case("D", place("D"), scoring=scoring(70)),
    ]
    assert list(weighing.proposed(cases, 1).facts) == ["C", "D", "B", "A"]


def test_as_many_places_as_the_advice_allows_and_no_more_than_may_have_one() -> None:
    cases = [case(f"T2-{number}", place(str(number))) for number in range(4)]
    assert weighing.usual_places(cases, Awards(2, 3)) == 3
    assert weighing.usual_places(cases, Awards(5, 10)) == 4
    assert weighing.usual_places(cases, None) == 4
    assert weighing.usual_places([case(check=CheckStatus.FAILED)], Awards(5, 10)) == 0


@st.composite
def many(draw: st.DrawFn) -> list[Case]:
    return [
        case(
            f"T2-2027-{number:04}",
            place(str(number), draw(st.sampled_from(list(SizeBand))), draw(st.sampled_from(list(COUNTIES)))),
            scoring=scoring(draw(st.fractions(40, 100, max_denominator=20))),
            maturity=draw(st.sampled_from((*Maturity, None))),
            check=draw(st.sampled_from((CheckStatus.PASSED, CheckStatus.PASSED, CheckStatus.FAILED))),
        )
        for number in range(draw(st.integers(0, 9)))
    ]


@given(many(), st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_same_applications_always_give_the_same_proposal(cases: list[Case], places: int, chance: Any) -> None:
    shuffled = list(cases)
    chance.shuffle(shuffled)
    assert weighing.proposed(shuffled, places).digest == weighing.proposed(cases, places).digest


@given(many(), st.integers(0, 9))
def test_what_is_frozen_is_read_as_it_was(cases: list[Case], places: int) -> None:
    for facts in weighing.proposed(cases, places).facts.values():
        assert weighing.read(json.loads(json.dumps(weighing.plain(facts)))) == facts


@given(many(), st.integers(0, 9))
def test_nobody_is_chosen_who_has_not_earned_it(cases: list[Case], places: int) -> None:
    proposal = weighing.proposed(cases, places)
    fit = {each.reference for each in cases if weighing.ground_of(each) is Ground.FIT}
    assert proposal.chosen <= fit
    assert proposal.places == len(proposal.chosen) == min(places, len(fit))
