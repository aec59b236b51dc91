"""How points become a score (X7); no database."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.reviews.scoring import Scoring, middle, scoring
from tests.grants.assessing import A1, A2, A6, SCALE, WEIGHTS

CODES = tuple(WEIGHTS)
points = st.tuples(*(st.integers(0, SCALE.most) for _ in CODES))
reviews = st.lists(points, min_size=1, max_size=3)


def scored(*given: Sequence[int], raised: Sequence[str] = (), noted: Sequence[str] = ()) -> Scoring:
    return scoring(SCALE, [dict(zip(CODES, each, strict=True)) for each in given], raised, noted)


@pytest.mark.parametrize(("given", "score"), [(A1, 90), (A2, 64), (A6, 27)], ids=["A1", "A2", "A6"])
def test_the_scores_of_the_story(given: Sequence[int], score: int) -> None:
    assert scored(given, given).score == score


def test_a6_is_knocked_out_for_want_of_a_partner_and_a1_and_a2_may_be_funded() -> None:
    assert scored(A6, A6).knocked_out == ("K1",)
    assert not scored(A6, A6).may_be_funded
    assert all(scored(each, each).may_be_funded for each in (A1, A2))


def test_a_high_score_with_too_little_cooperation_gets_nothing_and_the_threshold_itself_is_enough() -> None:
    assert not scored((1, 5, 5, 5, 5, 5, 5)).may_be_funded
    half = tuple(5 if code in {"K1", "K3", "K4"} else 0 for code in CODES)
    assert scored(half).score == SCALE.threshold == 50
    assert scored(half).may_be_funded
    assert not scoring(replace(SCALE, threshold=51), [dict(zip(CODES, half, strict=True))], (), ()).may_be_funded


def test_two_count_with_their_mean_exactly_and_three_with_the_middle_one() -> None:
    assert middle([4, 3]) == Fraction(7, 2)
    assert middle([0, 4, 5]) == 4
    assert scored((5,) * 7, (4, 5, 5, 5, 5, 5, 5)).score == Fraction(195, 2)


def test_nothing_counts_before_a_review_is_sent() -> None:
    assert scored().score is None
    assert not scored().may_be_funded
    assert scored().missing_reviews == 2


def test_a_difference_of_two_needs_a_note_and_a_third_reviewer() -> None:
    near, far = scored(A1, (4, *A1[1:])), scored(A1, (3, *A1[1:]))
    assert near.is_ready
    assert far.wide == far.without_note == ("K1",)
    assert scored(A1, (3, *A1[1:]), noted=["K1"]).needs_third
    third = scored(A1, (3, *A1[1:]), A1, noted=["K1"])
    assert (third.is_ready, third.points["K1"]) == (True, 5)


def test_a_difference_that_has_been_needs_its_note_also_when_it_is_gone() -> None:
    assert scored(A1, A1, raised=["K3"]).without_note == ("K3",)
    assert scored(A1, A1, raised=["K3"], noted=["K3"]).is_ready


def test_one_review_is_not_enough() -> None:
    assert not scored(A1).is_ready
    assert scored(A1).missing_reviews == 1


@given(reviews)
def test_a_score_is_always_from_0_to_100(given: list[tuple[int, ...]]) -> None:
    score = scored(*given).score
    assert score is not None
    assert 0 <= score <= 100


@given(reviews, st.integers(0, 2), st.sampled_from(range(7)))
def test_a_point_more_never_lowers_the_score(given: list[tuple[int, ...]], who: int, which: int) -> None:
    who %= len(given)
    raised = list(given[who])
    raised[which] = min(SCALE.most, raised[which] + 1)
    better = [*given[:who], tuple(raised), *given[who + 1 :]]
    before, after = scored(*given).score, scored(*better).score
    assert before is not None
    assert after is not None
    assert after >= before


@given(points, st.sampled_from(range(7)))
def test_a_point_weighs_its_criterions_weight(given: tuple[int, ...], which: int) -> None:
    most = [*given[:which], SCALE.most, *given[which + 1 :]]
    least = [*given[:which], 0, *given[which + 1 :]]
    high, low = scored(most).score, scored(least).score
    assert high is not None
    assert low is not None
    assert high - low == WEIGHTS[CODES[which]]


@given(reviews, st.randoms(use_true_random=False))
def test_the_order_of_the_reviews_never_matters(given: list[tuple[int, ...]], random: object) -> None:
    shuffled = list(given)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' own Random
    assert scored(*shuffled) == scored(*given)


@given(points, points)
def test_two_differ_widely_exactly_where_they_lie_two_apart(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    apart = {code for code, a, b in zip(CODES, one, other, strict=True) if abs(a - b) >= SCALE.wide}
    assert set(scored(one, other).wide) == apart
