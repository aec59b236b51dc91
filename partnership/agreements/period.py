"""The days of an agreement: how it stands on a day, its notice, and the period of the one that follows."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from partnership.agreements.models import Agreement, AgreementStatus

RENEW_WITHIN = timedelta(days=60)
MISSED_FOR = timedelta(days=90)
USUAL_MONTHS = 24
USUAL_NOTICE = 3


@dataclass(frozen=True)
class Days:
    """The period and notice of an agreement."""

    starts_on: date
    ends_on: date
    notice_months: int


class Standing(StrEnum):
    """How an agreement stands on a day."""

    DRAFT = "draft"
    FOR_SIGNING = "for_signing"
    WAITING = "waiting"
    IN_FORCE = "in_force"
    UNDER_NOTICE = "under_notice"
    ENDED = "ended"
    TERMINATED = "terminated"
    REPLACED = "replaced"
    DISCARDED = "discarded"


STANDS = frozenset({Standing.WAITING, Standing.IN_FORCE, Standing.UNDER_NOTICE})


def standing(agreement: Agreement, today: date) -> Standing:
    """How an agreement stands: a signed one waits, is in force, or is over, by its days."""
    if agreement.last_on is None:
        return Standing(agreement.status.value)
    is_terminated = agreement.status is AgreementStatus.TERMINATED
    if today > agreement.last_on:
        return Standing.ENDED if agreement.status is AgreementStatus.SIGNED else Standing(agreement.status.value)
    if is_terminated:
        return Standing.UNDER_NOTICE
    return Standing.WAITING if today < agreement.starts_on else Standing.IN_FORCE


def is_to_be_renewed(agreement: Agreement, today: date) -> bool:
    """Whether an agreement in force ends within 60 days."""
    if agreement.status is not AgreementStatus.SIGNED or agreement.last_on is None:
        return False
    return standing(agreement, today) is Standing.IN_FORCE and agreement.last_on - today <= RENEW_WITHIN


def has_just_expired(agreement: Agreement, today: date) -> bool:
    """Whether an agreement has run out so lately that its renewal is still waited for."""
    if agreement.last_on is None or standing(agreement, today) is not Standing.ENDED:
        return False
    return today - agreement.last_on <= MISSED_FOR


def first_last_day(agreement: Agreement, today: date) -> date:
    """The earliest last day after notice is given; never later than the agreed one, nor before the first."""
    earliest = moved(max(today, agreement.starts_on), agreement.notice_months)
    return min(earliest, agreement.last_on or agreement.ends_on)


def following(agreement: Agreement, today: date) -> Days:
    """The period of a renewal: from the day after the last, or today, and as long as before."""
    last = agreement.last_on or agreement.ends_on
    starts = max(last + timedelta(days=1), today)
    after, months = agreement.ends_on + timedelta(days=1), 0
    while moved(agreement.starts_on, months + 1) <= after:
        months += 1
    is_whole = moved(agreement.starts_on, months) == after
    ends = moved(starts, months) - timedelta(days=1) if is_whole else starts + (agreement.ends_on - agreement.starts_on)
    return Days(starts, ends, agreement.notice_months)


def usual(today: date) -> Days:
    """The period that a new agreement is proposed with: two years from today, three months' notice."""
    return Days(today, moved(today, USUAL_MONTHS) - timedelta(days=1), USUAL_NOTICE)


def moved(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (after - timedelta(days=1)).day))


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
