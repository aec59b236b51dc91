"""What is allowed, and what follows: what makes a volunteer ready and for how long, pauses, and the written codes.

Source: 5.2 for readiness, C02 for refreshing, X17 for police certificates.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from activities.offers.models import Weekday
from kernel.lifecycle import NotAllowed, _l
from partnership.quality.models import LegalBasis
from partnership.quality.rules import ensure_may_show
from volunteers.register.models import Affiliation, Qualification, QualificationKind, Volunteer, VolunteerStatus

AHEAD, GRACE = timedelta(days=60), timedelta(days=30)
LONGEST_PAUSE = timedelta(days=731)
YOUNGEST, OLDEST = 15, 110
WAITING_AT_MOST, AN_HOUR_AT_MOST = 200, 30

TRANSITIONS = {
    VolunteerStatus.APPLIED: frozenset({VolunteerStatus.ACTIVE, VolunteerStatus.ENDED}),
    VolunteerStatus.ACTIVE: frozenset({VolunteerStatus.ENDED}),
    VolunteerStatus.ENDED: frozenset[VolunteerStatus](),
}
SPECIAL = frozenset({QualificationKind.DEMENTIA, QualificationKind.OTHER_COURSE})
EXPIRING = SPECIAL | {QualificationKind.BASIC_TRAINING, QualificationKind.LICENCE}
SHOWN = frozenset({QualificationKind.LICENCE, QualificationKind.POLICE_CERTIFICATE})


class Standing(StrEnum):
    """Whether something that makes a volunteer ready still holds."""

    VALID = "valid"
    RENEW = "renew"
    EXPIRED = "expired"
    MISSING = "missing"


STANDS = frozenset({Standing.VALID, Standing.RENEW})
WORST_FIRST = (Standing.MISSING, Standing.EXPIRED, Standing.RENEW, Standing.VALID)


@dataclass(frozen=True)
class Slot:
    """A time of the week in which somebody can help."""

    weekday: Weekday
    starts: time
    ends: time


@dataclass(frozen=True)
class Summary:
    """What somebody's qualifications come to, as it is kept beside the volunteer."""

    basic_training_to: date | None
    special_training_to: date | None
    confidential_since: date | None
    may_drive_until: date | None


def split(codes: str) -> tuple[str, ...]:
    """Codes or postcodes as they are kept, joined by commas."""
    return tuple(each for each in codes.split(",") if each)


def slots(availability: str) -> tuple[Slot, ...]:
    """Times of the week as they are kept, such as `monday 09:00-15:00`."""
    return tuple(_slot(each) for each in split(availability))


def _slot(text: str) -> Slot:
    weekday, _space, hours = text.partition(" ")
    starts, _dash, ends = hours.partition("-")
    return Slot(Weekday(weekday), time.fromisoformat(starts), time.fromisoformat(ends))


def written(known: Iterable[Slot]) -> str:
    """Times of the week as they are kept, in the order of the week."""
    days = list(Weekday)
    ordered = sorted(set(known), key=lambda slot: (days.index(slot.weekday), slot.starts, slot.ends))
    return ",".join(f"{slot.weekday.value} {slot.starts:%H:%M}-{slot.ends:%H:%M}" for slot in ordered)


def standing(valid_to: date | None, today: date, grace: timedelta = GRACE) -> Standing:
    """How something that is valid to a day stands: to be renewed from 60 days ahead, and counting 30 days after."""
    if valid_to is None:
        return Standing.MISSING
    if valid_to + grace < today:
        return Standing.EXPIRED
    return Standing.RENEW if valid_to - AHEAD <= today else Standing.VALID


def licence_standing(may_drive_until: date | None, today: date) -> Standing:
    """How a driving licence stands: the day after its last day nobody drives on it."""
    return standing(may_drive_until, today, grace=timedelta())


def readiness(volunteer: Volunteer, today: date) -> Standing:
    """How all that every volunteer needs stands: the declaration, and the basic training."""
    if volunteer.confidential_since is None:
        return Standing.MISSING
    return standing(volunteer.basic_training_to, today)


def summary(known: Collection[Qualification]) -> Summary:
    """What qualifications come to: of each sort the one that lasts longest."""
    return Summary(
        basic_training_to=_longest(known, {QualificationKind.BASIC_TRAINING}),
        special_training_to=_longest(known, SPECIAL),
        confidential_since=max(
            (each.done_on for each in known if each.kind is QualificationKind.CONFIDENTIALITY), default=None
        ),
        may_drive_until=_longest(known, {QualificationKind.LICENCE}),
    )


def _longest(known: Collection[Qualification], kinds: Collection[QualificationKind]) -> date | None:
    return max((each.valid_to for each in known if each.kind in kinds and each.valid_to), default=None)


def is_paused(volunteer: Volunteer, on: date) -> bool:
    """Whether somebody has a break on a day."""
    if volunteer.paused_from is None or volunteer.paused_to is None:
        return False
    return volunteer.paused_from <= on <= volunteer.paused_to


def ensure_open(volunteer: Volunteer) -> None:
    """Whoever has ended is not written about any more."""
    if volunteer.status is VolunteerStatus.ENDED:
        raise NotAllowed(_l("This volunteer has ended. Nothing more is kept."))


def ensure_active(volunteer: Volunteer) -> None:
    """Some things are for volunteers who have been admitted."""
    if volunteer.status is not VolunteerStatus.ACTIVE:
        raise NotAllowed(_l("Only for a volunteer who has been admitted."))


def ensure_may_pause(paused_from: date, paused_to: date, today: date) -> None:
    """A pause is not over before it begins, nor today, and lasts two years at most."""
    if not paused_from <= paused_to or paused_to < today:
        raise NotAllowed(_l("Write a last day that is to come, after the first."))
    if paused_to - paused_from > LONGEST_PAUSE:
        raise NotAllowed(_l("Two years is the longest. Let the volunteer end instead."))


def ensure_may_qualify(
    kind: QualificationKind, done_on: date, valid_to: date | None, basis: LegalBasis | None, today: date
) -> None:
    """What is noted has been done; what must be refreshed has its last day; a certificate has its right first."""
    if kind is QualificationKind.POLICE_CERTIFICATE:
        ensure_may_show(basis)
    if done_on > today:
        raise NotAllowed(_l("Write a day that has been."))
    if kind in EXPIRING and valid_to is None:
        raise NotAllowed(_l("Write until when it is valid. What one knows must be refreshed."))
    if valid_to is not None and valid_to < done_on:
        raise NotAllowed(_l("It cannot end before it was done."))


def ensure_birth_year(born_year: int | None, today: date) -> None:
    """A volunteer is old enough, and alive."""
    if born_year is not None and not today.year - OLDEST <= born_year <= today.year - YOUNGEST:
        raise NotAllowed(
            _l("Write a year from %(first)s to %(last)s."), first=today.year - OLDEST, last=today.year - YOUNGEST
        )


def ensure_not_too_many(waiting: int, lately: int) -> None:
    """A link that is open to everybody takes so many and no more."""
    if waiting >= WAITING_AT_MOST or lately >= AN_HOUR_AT_MOST:
        raise NotAllowed(_l("Many have signed up here just now. Try again in an hour, or ring us."))


def affiliation_for(*, is_municipality: bool) -> Affiliation:
    """Whose volunteer somebody becomes who signs up with a body."""
    return Affiliation.MUNICIPALITY if is_municipality else Affiliation.ORGANISATION


def affiliations_for(*, is_municipality: bool) -> tuple[Affiliation, ...]:
    """Whose volunteers can be in the register of a body: its own, and those on their own."""
    return affiliation_for(is_municipality=is_municipality), Affiliation.UNORGANISED


def ensure_affiliation(affiliation: Affiliation, *, is_municipality: bool) -> None:
    """An organisation has no volunteers of the municipality, and a municipality none of an organisation."""
    if affiliation in affiliations_for(is_municipality=is_municipality):
        return
    if is_municipality:
        raise NotAllowed(_l("The municipality's register has its own volunteers, and those on their own."))
    raise NotAllowed(_l("An organisation's register has its own volunteers, and those on their own."))
