"""How long a decision can be appealed; pure."""

from datetime import date, timedelta

from grants.decisions.models import AppealRight, Decision
from kernel.clock import local_date

FRIDAY = 4
STANDARD_DAYS = 21


def appeal_until(decision: Decision) -> date | None:
    """The last day for an appeal, counted from the day after the decision is made; None before, or without a right.

    While the right itself is under review the time runs all the same. A last day on a weekend moves to Monday. One on
    a public holiday within the week is not moved: there the law gives more days than are told. Source: P23; courts
    act §§ 148–149.
    """
    if decision.made_at is None or decision.appeal_right is AppealRight.NO:
        return None
    last = local_date(decision.made_at) + timedelta(days=decision.appeal_days)
    while last.weekday() > FRIDAY:
        last += timedelta(days=1)
    return last


def is_in_time(decision: Decision, day: date) -> bool:
    """Whether an appeal on a day is in time."""
    last = appeal_until(decision)
    return last is not None and day <= last
