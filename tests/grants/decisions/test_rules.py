"""What a decision may say, and which four eyes make it; no database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.decisions import rules
from grants.decisions.appeals import appeal_until, is_in_time
from grants.decisions.models import AppealRight, Decision, DecisionStatus, Outcome
from grants.decisions.rules import Grounds, Proposal
from grants.eligibility.models import CheckStatus
from grants.reviews.scoring import Scoring, scoring
from kernel.lifecycle import NotAllowed
from tests.grants.assessing import A1, A6, SCALE, WEIGHTS, refusal

AT = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
REASONS = dict.fromkeys(WEIGHTS, "Fordi.")


def scored(*given: tuple[int, ...]) -> Scoring:
    return scoring(SCALE, [dict(zip(WEIGHTS, each, strict=True)) for each in given], (), ())


GROUNDS = Grounds(
    check=CheckStatus.PASSED,
    scoring=scored(A1, A1),
    under_way=0,
    changed_at=AT,
    criteria=tuple(WEIGHTS),
    eligible=850_000,
    years=3,
    left=1_900_000,
    reviewers={7, 8},
    involved={9},
)
GRANTED = Proposal(Outcome.GRANTED, "Ja.", "Kap. 765.", amount=850_000, further_years=2, reasons=REASONS)
REJECTED = Proposal(Outcome.REJECTED, "Nei.", "Kap. 765.", reasons=REASONS)
DISMISSED = Proposal(Outcome.DISMISSED, "Nei.", "Kap. 765.")
WEAK, FAILED = replace(GROUNDS, scoring=scored(A6, A6)), replace(GROUNDS, check=CheckStatus.FAILED)


def no(proposal: Proposal, grounds: Grounds = GROUNDS, **other: object) -> str:
    return refusal(rules.ensure_stands, replace(proposal, **other), grounds)  # type: ignore[arg-type]  # by name


def decision(status: DecisionStatus = DecisionStatus.PROPOSED, by: int = 1, at: datetime = AT) -> Decision:
    return Decision(status=status, proposed_by_id=by, proposed_at=at)


def test_what_follows_from_its_grounds_stands() -> None:
    rules.ensure_stands(GRANTED, GROUNDS)
    rules.ensure_stands(replace(GRANTED, outcome=Outcome.PARTLY, amount=849_999), GROUNDS)
    rules.ensure_stands(REJECTED, GROUNDS)
    rules.ensure_stands(REJECTED, WEAK)
    rules.ensure_stands(DISMISSED, FAILED)


def test_a_failed_check_is_dismissed_and_a_passed_one_never() -> None:
    assert "dismissed" in no(REJECTED, FAILED)
    assert "dismissed" in no(DISMISSED)
    for proposal in (REJECTED, DISMISSED):
        assert "concluded" in no(proposal, replace(GROUNDS, check=CheckStatus.OPEN))


def test_reviews_must_be_ready() -> None:
    assert no(REJECTED, replace(GROUNDS, scoring=scored(A1)))
    assert "K1" in no(REJECTED, replace(GROUNDS, scoring=scored(A1, (3, *A1[1:]))))
    assert "writing" in no(REJECTED, replace(GROUNDS, under_way=1))
    noted = scoring(SCALE, [dict(zip(WEIGHTS, each, strict=True)) for each in (A1, (3, *A1[1:]))], (), ("K1",))
    assert "third" in no(REJECTED, replace(GROUNDS, scoring=noted))


def test_an_award_is_earned() -> None:
    assert "K1" in no(GRANTED, WEAK)
    assert "50" in no(GRANTED, replace(GROUNDS, scoring=scored((2,) * 7, (2,) * 7)))


def test_granted_is_all_that_is_eligible_and_partly_is_less() -> None:
    assert no(GRANTED, amount=849_999)
    assert no(GRANTED, amount=850_001)
    assert no(GRANTED, amount=0)
    assert no(GRANTED, outcome=Outcome.PARTLY)
    assert no(REJECTED, amount=1)
    assert no(REJECTED, further_years=1)


def test_no_more_years_are_indicated_than_asked_for() -> None:
    assert no(GRANTED, further_years=3)
    assert no(GRANTED, further_years=-1)
    rules.ensure_stands(replace(GRANTED, further_years=0), replace(GROUNDS, years=0))


def test_the_frame_is_not_overspent_and_the_sentence_says_what_is_left() -> None:
    rules.ensure_stands(GRANTED, replace(GROUNDS, left=850_000))
    assert "849\xa0999" in no(GRANTED, replace(GROUNDS, left=849_999))


def test_each_criterion_has_its_reason_and_the_decision_its_words() -> None:
    assert "K7" in no(GRANTED, reasons={**REASONS, "K7": " "})
    assert no(GRANTED, reasons={**REASONS, "K9": "Fordi."})
    assert no(GRANTED, summary=" ")
    assert no(DISMISSED, FAILED, legal_basis="")
    assert no(GRANTED, appeal_days=0)
    rules.ensure_stands(replace(GRANTED, appeal_right=AppealRight.NO, appeal_days=0), GROUNDS)


@given(
    outcome=st.sampled_from(Outcome),
    amount=st.integers(-1, 1_000_000) | st.just(850_000),
    left=st.integers(0, 1_000_000),
    points=st.tuples(*(st.integers(0, 5) for _ in WEIGHTS)),
    check=st.sampled_from(CheckStatus),
)
def test_money_never_goes_where_it_is_not_earned_eligible_or_left(
    outcome: Outcome, amount: int, left: int, points: tuple[int, ...], check: CheckStatus
) -> None:
    grounds = replace(GROUNDS, scoring=scored(points, points), left=left, check=check)
    try:
        rules.ensure_stands(replace(GRANTED, outcome=outcome, amount=amount, further_years=0), grounds)
    except NotAllowed:
        return
    assert (outcome is Outcome.DISMISSED) == (check is CheckStatus.FAILED)
    assert (amount > 0) == (outcome in rules.WITH_MONEY)
    assert not amount or (grounds.scoring.may_be_funded and amount <= min(left, 850_000))


def test_four_eyes_none_of_them_a_reviewer_nor_of_a_party() -> None:
    rules.ensure_may_make(decision(), GRANTED, 2, GROUNDS)
    assert "Somebody else" in refusal(rules.ensure_may_make, decision(), GRANTED, 1, GROUNDS)
    for person in (7, 9):
        assert refusal(rules.ensure_may_make, decision(), GRANTED, person, GROUNDS)
        assert refusal(rules.ensure_may_make, decision(by=person), GRANTED, 2, GROUNDS)
        assert refusal(rules.ensure_may_propose, None, person, GROUNDS)


def test_reviews_that_change_after_the_proposal_ask_for_a_new_one() -> None:
    changed = replace(GROUNDS, changed_at=AT + timedelta(seconds=1))
    assert "changed" in refusal(rules.ensure_may_make, decision(), GRANTED, 2, changed)


@pytest.mark.parametrize("status", [DecisionStatus.RETURNED, DecisionStatus.MADE])
def test_only_what_is_proposed_is_made_or_returned(status: DecisionStatus) -> None:
    assert refusal(rules.ensure_may_make, decision(status), GRANTED, 2, GROUNDS)
    assert refusal(rules.ensure_may_return, decision(status), "Se på K3.")


def test_it_is_proposed_again_only_after_it_was_returned_with_a_remark() -> None:
    rules.ensure_may_propose(decision(DecisionStatus.RETURNED), 1, GROUNDS)
    for status in (DecisionStatus.PROPOSED, DecisionStatus.MADE):
        assert refusal(rules.ensure_may_propose, decision(status), 1, GROUNDS)
    assert refusal(rules.ensure_may_return, decision(), " ")


def made(at: datetime, right: AppealRight = AppealRight.YES) -> Decision:
    return Decision(status=DecisionStatus.MADE, made_at=at, appeal_right=right, appeal_days=21)


def test_an_appeal_is_in_time_on_the_last_day_and_late_the_day_after() -> None:
    found = made(datetime(2026, 6, 15, 10, 0, tzinfo=UTC))
    assert appeal_until(found) == date(2026, 7, 6)
    assert is_in_time(found, date(2026, 7, 6))
    assert not is_in_time(found, date(2026, 7, 7))


def test_a_last_day_on_a_weekend_moves_to_monday_and_days_are_oslos() -> None:
    friday = made(datetime(2026, 6, 12, 10, 0, tzinfo=UTC))
    assert appeal_until(friday) == date(2026, 7, 3)
    saturday = made(datetime(2026, 6, 13, 10, 0, tzinfo=UTC))
    assert appeal_until(saturday) == date(2026, 7, 6)
    after_midnight = datetime(2026, 6, 16, 0, 30, tzinfo=ZoneInfo("Europe/Oslo"))
    assert appeal_until(made(after_midnight.astimezone(UTC))) == date(2026, 7, 7)


def test_there_is_no_time_without_a_right_or_before_the_decision() -> None:
    at = datetime(2026, 6, 15, tzinfo=UTC)
    assert appeal_until(made(at, AppealRight.NO)) is None
    assert appeal_until(made(at, AppealRight.UNDER_REVIEW)) == date(2026, 7, 6)
    assert appeal_until(Decision(made_at=None, appeal_right=AppealRight.YES, appeal_days=21)) is None
    assert not is_in_time(made(at, AppealRight.NO), date(2026, 6, 16))


def test_a_place_in_a_programme_is_granted_whole_and_without_money() -> None:
    place = replace(GROUNDS, has_money=False, eligible=0, years=0, left=0)
    granted = replace(GRANTED, amount=0, further_years=0)

    rules.ensure_stands(granted, place)
    rules.ensure_stands(REJECTED, place)
    for wrong in ({"amount": 1}, {"further_years": 1}, {"outcome": Outcome.PARTLY}):
        assert "gives no money" in no(granted, place, **wrong)
    assert "Too few points" in no(granted, replace(place, scoring=WEAK.scoring))
