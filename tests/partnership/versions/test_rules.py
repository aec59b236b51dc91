"""What may be proposed, returned and decided, by whom and when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kernel.lifecycle import NotAllowed
from partnership.staircase.models import StaircaseVersion, VersionStatus
from partnership.versions import rules
from partnership.versions.models import Activation, ActivationStatus

TODAY = date(2026, 11, 21)
THEN = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def a_version(status: VersionStatus = VersionStatus.DRAFT, active_from: datetime | None = None) -> StaircaseVersion:
    return StaircaseVersion(status=status, active_from=active_from)


def an_activation(status: ActivationStatus = ActivationStatus.PROPOSED, by: int = 1) -> Activation:
    return Activation(status=status, proposed_by_id=by, proposed_at=THEN, remark="", valid_from=None)


@pytest.mark.parametrize("status", [VersionStatus.ACTIVE, VersionStatus.RETIRED])
def test_only_a_draft_is_proposed(status: VersionStatus) -> None:
    with pytest.raises(NotAllowed, match="Only a draft"):
        rules.ensure_may_propose(a_version(status), [], None, TODAY)


@pytest.mark.parametrize("status", ActivationStatus)
def test_a_version_is_proposed_once_at_a_time(status: ActivationStatus) -> None:
    if status in rules.OPEN:
        with pytest.raises(NotAllowed, match="proposed already"):
            rules.ensure_may_propose(a_version(), [an_activation(status)], None, TODAY)
    else:
        rules.ensure_may_propose(a_version(), [an_activation(status)], None, TODAY)


@pytest.mark.parametrize(("days", "is_fine"), [(-1, False), (0, True), (366, True), (367, False)])
def test_the_day_is_from_today_and_within_a_year(days: int, is_fine: bool) -> None:
    day = TODAY + timedelta(days=days)
    if is_fine:
        rules.ensure_may_propose(a_version(), [], day, TODAY)
        return
    with pytest.raises(NotAllowed, match="The day must be"):
        rules.ensure_may_propose(a_version(), [], day, TODAY)


def test_nobody_puts_in_force_what_they_proposed() -> None:
    with pytest.raises(NotAllowed, match="Somebody else"):
        rules.ensure_may_decide(an_activation(by=1), 1, [])
    rules.ensure_may_decide(an_activation(by=1), 2, [])


@pytest.mark.parametrize("status", [ActivationStatus.RETURNED, ActivationStatus.PLANNED, ActivationStatus.DONE])
def test_what_is_decided_is_not_decided_again(status: ActivationStatus) -> None:
    with pytest.raises(NotAllowed, match="already been done"):
        rules.ensure_may_decide(an_activation(status), 2, [])


def test_a_proposal_from_before_the_version_in_force_must_be_made_anew() -> None:
    before = a_version(VersionStatus.ACTIVE, THEN - timedelta(seconds=1))
    after = a_version(VersionStatus.ACTIVE, THEN + timedelta(seconds=1))
    rules.ensure_may_decide(an_activation(), 2, [before])
    with pytest.raises(NotAllowed, match="Another version"):
        rules.ensure_may_decide(an_activation(), 2, [after])


def test_a_proposal_is_returned_with_a_word_also_while_it_waits_for_its_day() -> None:
    rules.ensure_may_return(an_activation(), "Not yet.")
    rules.ensure_may_return(an_activation(ActivationStatus.PLANNED), "Not yet.")
    with pytest.raises(NotAllowed, match="Write why"):
        rules.ensure_may_return(an_activation(), "  ")
    with pytest.raises(NotAllowed, match="already been done"):
        rules.ensure_may_return(an_activation(ActivationStatus.DONE), "Not yet.")
