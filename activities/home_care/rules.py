"""What is allowed, and what follows: when the offers were gone through, and when it is time again."""

from datetime import date, timedelta

from kernel.lifecycle import NotAllowed, _l
from partnership.assessments.rules import last_day

COUNTS_MONTHS = 6
OLDEST = timedelta(days=366)


def ensure_may_record(held_on: date, today: date) -> None:
    """What is recorded has been held, and within a year."""
    if held_on > today:
        raise NotAllowed(_l("Write the day when you went through it, not a day to come."))
    if today - held_on > OLDEST:
        raise NotAllowed(_l("This is more than a year ago. Check the date."))


def is_due(latest: date | None, today: date) -> bool:
    """Whether it is time to go through the offers with home care again."""
    return latest is None or today > last_day(latest, COUNTS_MONTHS)
