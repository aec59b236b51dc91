"""The calls that wait: one for each person, with all that the person is to hear."""

from collections.abc import Iterable
from dataclasses import dataclass

from volunteers.messages import saying
from volunteers.messages.models import Notice, Recipient


@dataclass(frozen=True)
class Call:
    """Somebody to ring: the first name, the number and what to say; the last notice ticks off all of them."""

    name: str
    phone: str
    is_volunteer: bool
    notices: tuple[Notice, ...]

    @property
    def last_id(self) -> int:
        """The notice by which the call is ticked off."""
        return max(each.id for each in self.notices)

    @property
    def lines(self) -> list[str]:
        """What is said, in the reader's language: of each trip only what came last."""
        last = {each.trip_id: each for each in sorted(self.notices, key=lambda notice: notice.id)}
        ordered = sorted(last.values(), key=lambda notice: notice.trip.leave_at)
        return [f"{each.trip.offer.neutral_name}. {saying.told(each)} {saying.line(each)}" for each in ordered]


def whom(notice: Notice) -> tuple[Recipient, int]:
    """Who is rung about a notice."""
    return notice.recipient, notice.volunteer_id or notice.trip.service_user_id


def same_call(notices: Iterable[Notice], notice: Notice) -> list[Notice]:
    """The notices that are told in the same call as one, and no newer ones, which nobody has read yet."""
    return [each for each in notices if whom(each) == whom(notice) and each.id <= notice.id]


def calls(notices: Iterable[Notice]) -> list[Call]:
    """The calls in the order of their first trips."""
    groups: dict[tuple[Recipient, int], list[Notice]] = {}
    for notice in notices:
        groups.setdefault(whom(notice), []).append(notice)
    return [_call(tuple(group)) for group in groups.values()]


def _call(notices: tuple[Notice, ...]) -> Call:
    volunteer, user = notices[0].volunteer, notices[0].trip.service_user
    if volunteer is None:
        return Call(user.first_name, user.phone, False, notices)
    return Call(volunteer.name, volunteer.phone, True, notices)
