"""What is allowed: how group work moves, how people are put in groups, and until when answers are taken."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kernel.lifecycle import NotAllowed, _l
from partnership.group_work.models import GroupAnswer, GroupPlace, GroupQuestion, GroupWork, GroupWorkStatus

TRANSITIONS = {
    GroupWorkStatus.DRAFT: frozenset({GroupWorkStatus.OPEN}),
    GroupWorkStatus.OPEN: frozenset({GroupWorkStatus.RUNNING}),
    GroupWorkStatus.RUNNING: frozenset({GroupWorkStatus.CLOSED}),
    GroupWorkStatus.CLOSED: frozenset({GroupWorkStatus.RUNNING}),
}
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
GRACE = timedelta(seconds=30)
USUAL_SIZE, LEAST_SIZE, MOST_SIZE = 5, 2, 12
USUAL_MINUTES, MOST_MINUTES = 20, 240
MOST_QUESTIONS, LONGEST_QUESTION = 8, 300
LONGEST_ANSWER, LONGEST_THEME = 1000, 60
MOST_PLACES, MOST_ANSWERS = 500, 300


class Shown(StrEnum):
    """What a phone sees that has joined."""

    OPEN = "open"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True)
class WorkDraft:
    """What group work is to be; the minutes and the size of a group are whole numbers."""

    title: str
    event_id: int | None
    group_size: int
    minutes: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Theme:
    """A theme with the answers about it; those about none have no name."""

    name: str
    answers: tuple[GroupAnswer, ...]


def draft_of(work: GroupWork, questions: Iterable[GroupQuestion]) -> WorkDraft:
    """What group work is now."""
    asked = tuple(each.text for each in questions)
    return WorkDraft(work.title, work.event_id, work.group_size, work.minutes, asked)


def read_code(typed: str) -> str:
    """A code as it was drawn, however it was typed."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def draw_code(choose: Callable[[str], str]) -> str:
    """A code of signs that nobody mistakes for one another."""
    return "".join(choose(ALPHABET) for _place in range(CODE_LENGTH))


def ensure_changeable(work: GroupWork) -> None:
    """What is asked stays as it is once the groups have begun."""
    if work.started_at is not None:
        raise NotAllowed(_l("The groups have begun, so the questions stay as they are."))


def ensure_startable(work: GroupWork, joined: int) -> None:
    """Groups are made once, and need somebody to be in them."""
    if work.started_at is not None:
        raise NotAllowed(_l("The groups have been made already."))
    if not joined:
        raise NotAllowed(_l("Nobody has joined yet. Wait until you see that people are in."))


def group_count(people: int, about: int) -> int:
    """How many groups come nearest to the wished size, rather smaller ones where two are equally near."""
    return min(range(people, 0, -1), key=lambda groups: abs(people - about * groups) / groups, default=0)


def numbered(people: int, about: int) -> list[int]:
    """A group's number for each of the people; no group has two more than another. Source: B35."""
    groups = group_count(people, about)
    return [place % groups + 1 for place in range(people)]


def smallest(sizes: Mapping[int, int]) -> int:
    """The group that one who comes late is put in."""
    return min(sizes, key=lambda number: (sizes[number], number), default=1)


def ensure_room(work: GroupWork, joined: int, now: datetime) -> None:
    """One may join while it lasts, and as long as there is room."""
    if has_ended(work, now):
        raise NotAllowed(_l("The group work is over. Thank you for wishing to take part."))
    if joined >= MOST_PLACES:
        raise NotAllowed(_l("Nobody more can join this group work. Tell those who lead it."))


def over_at(work: GroupWork) -> datetime | None:
    """When the time is up: when it was said to be, or when somebody closed before that; None before the start."""
    if work.ends_at is None or work.closed_at is None:
        return work.ends_at
    return min(work.ends_at, work.closed_at)


def has_ended(work: GroupWork, now: datetime) -> bool:
    """Whether the time is up."""
    end = over_at(work)
    return end is not None and now >= end


def seconds_left(work: GroupWork, now: datetime) -> int:
    """How many whole seconds are left, those begun included; none before the start and after the end."""
    end = over_at(work)
    return max(0, -int((now - end) // timedelta(seconds=1))) if end else 0


def takes_answers(work: GroupWork, now: datetime) -> bool:
    """Whether an answer is taken: from the start until a little after the time is up."""
    end = over_at(work)
    return end is not None and now <= end + GRACE


def ensure_begun(work: GroupWork) -> None:
    """Before the groups have been made there is no time to add to, and nothing to answer."""
    if work.started_at is None:
        raise NotAllowed(_l("The groups have not begun yet. Wait until it starts."))


def ensure_takes_answers(work: GroupWork, now: datetime) -> None:
    """An answer comes while the groups work, or on its way when they stopped."""
    ensure_begun(work)
    if not takes_answers(work, now):
        raise NotAllowed(_l("The time was up before this came. Say it aloud in the meeting, so that it is heard."))


def group_of(place: GroupPlace | None) -> int:
    """The group that a phone answers for, which it is in once it has joined and the groups have begun."""
    if place is None or place.group_number is None:
        raise NotAllowed(_l("You are not in a group yet. Join first, then send it again."))
    return place.group_number


def ensure_not_flooded(answers: int) -> None:
    """A group's answers to a question are so many that people can read them."""
    if answers >= MOST_ANSWERS:
        raise NotAllowed(_l("Your group has sent so many answers to this question that there is no room for more."))


def shown(work: GroupWork, now: datetime) -> Shown:
    """What a phone sees that has joined."""
    if work.started_at is None:
        return Shown.OPEN
    return Shown.OVER if has_ended(work, now) else Shown.RUNNING


def ends_after(work: GroupWork, minutes: int, now: datetime) -> datetime:
    """The new end when there is to be more time: counted from the old one, or from now where that has passed."""
    end = over_at(work)
    return max(now, end or now) + timedelta(minutes=minutes)


def ensure_summable(work: GroupWork, now: datetime) -> None:
    """Answers are summed up when no more can come."""
    if work.status is not GroupWorkStatus.CLOSED:
        raise NotAllowed(_l("Answers may still come. Close the group work first, and wait for half a minute."))
    if takes_answers(work, now):
        raise NotAllowed(_l("Answers on their way may still come. Wait for half a minute, and open the page again."))


def themes_of(answers: Sequence[GroupAnswer]) -> list[Theme]:
    """The answers by theme, the theme that most are about first, and those with none at the end."""
    names: dict[str, str] = {}
    found: dict[str, list[GroupAnswer]] = {}
    for each in answers:
        key = each.theme.casefold()
        names.setdefault(key, each.theme)
        found.setdefault(key, []).append(each)
    keys = sorted(found, key=lambda key: (not key, -len(found[key]), key))
    return [Theme(names[key], tuple(found[key])) for key in keys]
