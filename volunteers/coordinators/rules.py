"""What is allowed, and what follows: when a post is filled, what it comes to, and how long it is vacant.

Source: E08; the figures are R11's.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from kernel.lifecycle import NotAllowed, _l

A_WEEK = 7


class Period(Protocol):
    """Anything that lasts from a day to another, or is not over yet."""

    @property
    def begins_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date | None:
        """The last day, where there is one."""


class Post(Period, Protocol):
    """A post as the figures see it."""

    @property
    def share(self) -> int:
        """Per cent of a full post."""


def lasts(period: Period, on: date) -> bool:
    """Whether a day lies within a period, both ends included."""
    return period.begins_on <= on and (period.ends_on is None or on <= period.ends_on)


def full_time_equivalents(posts: Iterable[Post], on: date) -> Decimal:
    """How many full posts are set aside on a day, filled or not."""
    return Decimal(sum(post.share for post in posts if lasts(post, on))) / 100


def vacant_weeks(post_period: Period, tenures: Iterable[Period], first: date, last: date) -> int:
    """The whole weeks of a period, added up, in which a post stood without anybody."""
    begins = max(post_period.begins_on, first)
    ends = min(post_period.ends_on or last, last)
    if ends < begins:
        return 0
    vacant = {begins + timedelta(days=number) for number in range((ends - begins).days + 1)}
    for each in tenures:
        vacant = {day for day in vacant if not lasts(each, day)}
    return len(vacant) // A_WEEK


def counts(post: Post, tenure: Period | None, today: date) -> bool:
    """Whether somebody holds the post now and has time set aside for it."""
    return post.share > 0 and lasts(post, today) and tenure is not None and lasts(tenure, today)


def ensure_vacant(tenure: object | None) -> None:
    """A post is held by one at a time."""
    if tenure is not None:
        raise NotAllowed(_l("Somebody holds this post already. End that first."))


def ensure_held(tenure: Period | None) -> None:
    """What is changed or ended is going on."""
    if tenure is None:
        raise NotAllowed(_l("Nobody holds this post now."))


def ensure_begins_rightly(post: Period, begins_on: date, last: date | None, today: date) -> None:
    """Somebody begins within the post's time, after whoever was there before, and not in the time to come."""
    if begins_on > today:
        raise NotAllowed(_l("Write a day that has been. Come back when the day is there."))
    if not lasts(post, begins_on):
        raise NotAllowed(_l("The day is outside the time of the post."))
    if last is not None and begins_on <= last:
        raise NotAllowed(_l("Somebody else held the post on that day."))


def ensure_ends_rightly(tenure: Period, ends_on: date, today: date) -> None:
    """What ends has begun, and has ended by now."""
    if not tenure.begins_on <= ends_on <= today:
        raise NotAllowed(_l("Write a day from the first day in the post until today."))
