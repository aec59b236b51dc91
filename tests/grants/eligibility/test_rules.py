"""What a formal check needs; no database."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.applications.models import Application, ApplicationStatus
from grants.eligibility import rules
from grants.eligibility.checking import CODES
from grants.eligibility.models import CheckStatus, FormalCheck, Verdict
from grants.eligibility.rules import Ruling
from kernel.lifecycle import NotAllowed
from tests.grants.assessing import CLOSES, refusal

ALL_OK = dict.fromkeys(CODES, Verdict.OK)


def check(status: CheckStatus = CheckStatus.OPEN, excluded: int = 0) -> FormalCheck:
    return FormalCheck(status=status, excluded_amount=excluded)


def sent(eligible: int = 600_000) -> Application:
    return Application(status=ApplicationStatus.SUBMITTED, snapshot={"eligible": eligible})


@given(st.dictionaries(st.sampled_from(CODES), st.sampled_from(Verdict)))
def test_a_check_fails_exactly_on_what_is_rejected_and_never_ends_with_something_missing(
    verdicts: dict[str, Verdict],
) -> None:
    is_whole = set(verdicts) == set(CODES) and Verdict.MISSING not in verdicts.values()
    try:
        found = rules.ensure_may_conclude(check(), verdicts)
    except NotAllowed:
        assert not is_whole
    else:
        assert is_whole
        assert (found is CheckStatus.FAILED) == (Verdict.REJECTED in verdicts.values())


def test_the_sentence_names_what_is_missing() -> None:
    assert "EL6" in refusal(rules.ensure_may_conclude, check(), {**ALL_OK, "EL6": Verdict.MISSING})
    assert "EL10" in refusal(rules.ensure_may_conclude, check(), {c: v for c, v in ALL_OK.items() if c != "EL10"})


@pytest.mark.parametrize("status", [CheckStatus.PASSED, CheckStatus.FAILED])
def test_a_concluded_check_stands_until_the_application_is_sent_anew(status: CheckStatus) -> None:
    assert refusal(rules.ensure_open, check(status))
    assert refusal(rules.ensure_may_conclude, check(status), ALL_OK)
    concluded, application = check(status), sent()
    concluded.concluded_at = CLOSES
    for later, outcome in ((timedelta(), status), (timedelta(seconds=1), CheckStatus.OPEN)):
        application.submitted_at = CLOSES + later
        assert rules.outcome_of(concluded, application) is outcome


@pytest.mark.parametrize("verdict", [Verdict.MISSING, Verdict.REJECTED])
def test_what_is_not_in_order_has_a_reason(verdict: Verdict) -> None:
    assert "EL9" in refusal(rules.ensure_rulings_fit, {"EL9": Ruling(verdict, "  ")})
    rules.ensure_rulings_fit({"EL9": Ruling(verdict, "Bare kurs.")})
    assert refusal(rules.ensure_rulings_fit, {"EL99": Ruling(Verdict.OK)})


def test_what_is_excluded_is_part_of_what_is_eligible() -> None:
    for amount in (0, 290_000, 600_000):
        rules.ensure_excluded_fits(sent(), amount)
    for amount in (-1, 600_001):
        assert refusal(rules.ensure_excluded_fits, sent(), amount)
    assert rules.eligible_amount(sent(), check(excluded=290_000)) == 310_000
    assert rules.eligible_amount(sent(), None) == 600_000


@pytest.mark.parametrize("status", sorted(set(ApplicationStatus) - {ApplicationStatus.SUBMITTED}))
def test_only_what_waits_is_checked(status: ApplicationStatus) -> None:
    assert refusal(rules.ensure_waits, Application(status=status))
