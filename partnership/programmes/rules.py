"""What is allowed, and what follows: what meetings and homework may become, and what is asked of whom."""

import re
from collections.abc import Collection, Sized
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import TypeVar

from kernel.lifecycle import NotAllowed, _l
from kernel.orm import Translated
from partnership.core_teams.rules import ensure_going_on
from partnership.programmes.models import (
    EventKind,
    EventMode,
    EventStatus,
    GuidanceTopic,
    HandIn,
    HandInStatus,
    Homework,
    Participation,
    Programme,
    ProgrammeEvent,
)

D = TypeVar("D")
R = TypeVar("R")
CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
ADDRESS = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?", re.IGNORECASE)
REMINDED_AHEAD = timedelta(days=3)
TOLD_AHEAD = timedelta(days=14)
SHOWN_APART = 3

TRANSITIONS = {
    HandInStatus.DRAFT: frozenset({HandInStatus.HANDED_IN}),
    HandInStatus.HANDED_IN: frozenset({HandInStatus.RETURNED, HandInStatus.SEEN}),
    HandInStatus.RETURNED: frozenset({HandInStatus.HANDED_IN}),
    HandInStatus.SEEN: frozenset[HandInStatus](),
}
EVENT_TRANSITIONS = {
    EventStatus.PLANNED: frozenset({EventStatus.HELD, EventStatus.CANCELLED}),
    EventStatus.HELD: frozenset[EventStatus](),
    EventStatus.CANCELLED: frozenset[EventStatus](),
}
OPEN = frozenset({HandInStatus.DRAFT, HandInStatus.RETURNED})
DONE = frozenset({HandInStatus.HANDED_IN, HandInStatus.SEEN})


@dataclass(frozen=True)
class ProgrammeDraft:
    """What a programme is, as it is written."""

    code: str
    title: Translated
    about: Translated
    language: str
    call_code: str
    process_leader: str
    contact_name: str
    contact_email: str
    contact_phone: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class EventDraft:
    """What teams come together for, as it is written; moments are in UTC."""

    kind: EventKind
    title: str
    about: str
    starts_at: datetime
    ends_at: datetime
    mode: EventMode
    place: str
    link: str
    is_travel_needed: bool


@dataclass(frozen=True)
class MaterialDraft:
    """A tool or a text, as it is written."""

    title: str
    address: str
    edition: str
    permission: str
    event_id: int | None


@dataclass(frozen=True)
class HomeworkDraft:
    """A homework task, as it is written."""

    title: str
    text: str
    due_on: date
    event_id: int | None


@dataclass(frozen=True)
class HandInDraft:
    """What a team answers to a homework task, with the address of what it has made elsewhere."""

    text: str
    address: str


@dataclass(frozen=True)
class Question:
    """What a team asks the centre."""

    topic: GuidanceTopic
    text: str


def said(kind: type[D], row: object) -> D:
    """What a row says now, as a draft of a kind would."""
    return kind(**{name: getattr(row, name) for name in fields_of(kind)})


def fields_of(kind: type[object]) -> list[str]:
    """The names of what a draft of a kind says."""
    return [each.name for each in fields(kind)]  # type: ignore[arg-type]  # every draft is a dataclass


def ensure_programme_fits(draft: ProgrammeDraft) -> None:
    """A programme ends after it starts."""
    if draft.starts_on >= draft.ends_on:
        raise NotAllowed(_l("The programme must end after it starts."))


def ensure_free(programme: Programme | None) -> None:
    """A code is a programme's own."""
    if programme is not None:
        raise NotAllowed(_l("Another programme has this code. Choose another one."))


def ensure_known(row: R | None) -> R:
    """What was just written is there."""
    if row is None:
        raise LookupError("The row that was written is not there.")
    return row


def ensure_event_fits(draft: EventDraft) -> None:
    """A meeting ends after it starts; one meets somewhere, and travels only to what is in person alone."""
    if draft.starts_at >= draft.ends_at:
        raise NotAllowed(_l("It must end after it starts."))
    if draft.mode is not EventMode.DIGITAL and not draft.place:
        raise NotAllowed(_l("Say where one meets."))
    if draft.is_travel_needed and draft.mode is not EventMode.IN_PERSON:
        raise NotAllowed(_l("Nobody needs to travel to what can be followed on a screen."))


def ensure_planned(event: ProgrammeEvent) -> None:
    """What has been held or cancelled stands as it is."""
    if event.status is not EventStatus.PLANNED:
        raise NotAllowed(_l("This has been held or cancelled already. Look at the page again."))


def ensure_begun(event: ProgrammeEvent, now: datetime) -> None:
    """Who was there is noted when it has begun."""
    if event.starts_at > now:
        raise NotAllowed(_l("It has not begun yet. Note who was there afterwards."))


def ensure_address(address: str) -> None:
    """An address leads somewhere on the web."""
    if address and not ADDRESS.fullmatch(address):
        raise NotAllowed(_l("Write a web address that begins with https://."))


def ensure_says_something(draft: HandInDraft) -> None:
    """Homework that is handed in holds a text, an address or both."""
    if not draft.text and not draft.address:
        raise NotAllowed(_l("Write something, or give the address of what you have made."))


def ensure_inside(participation: Participation | None) -> Participation:
    """Only a team that is in the programme can leave it."""
    if participation is None or participation.left_on is not None:
        raise NotAllowed(_l("The team does not take part in the programme now."))
    return participation


def ensure_taking_part(participation: Participation | None) -> Participation:
    """Only a team that goes on, and takes part now, hands in, asks and stands in the list."""
    inside = ensure_inside(participation)
    ensure_going_on(inside.team)
    return inside


def ensure_open(status: HandInStatus) -> None:
    """What has been handed in is not written on until it comes back."""
    if status not in OPEN:
        raise NotAllowed(_l("This is handed in. It can be changed if the centre sends it back."))


def ensure_unanswered(*, is_answered: bool) -> None:
    """A question is answered once."""
    if is_answered:
        raise NotAllowed(_l("Somebody has answered this already. Look at the page again."))


def ensure_feedback(feedback: str, *, is_returned: bool) -> None:
    """What is sent back says what to do."""
    if is_returned and not feedback:
        raise NotAllowed(_l("Say what the team should do before you send it back."))


def is_done(hand_in: HandIn | None) -> bool:
    """Whether a team has handed in what it was given."""
    return hand_in is not None and hand_in.status in DONE


def is_asked_of(homework: Homework, part: Participation) -> bool:
    """Whether a team took part when homework was due; what was due before it joined is not asked of it."""
    return part.joined_on <= homework.due_on


def is_overdue(homework: Homework, hand_in: HandIn | None, part: Participation, today: date) -> bool:
    """Whether a team should have handed in by now."""
    return is_asked_of(homework, part) and homework.due_on < today and not is_done(hand_in)


def is_each_shown(own: Sized) -> bool:
    """Whether each of somebody's teams is shown by itself; of many it is told how many have done what."""
    return len(own) <= SHOWN_APART


def absent(seats: Collection[int], present: Collection[int]) -> set[int]:
    """Which of some seats nobody came for."""
    return set(seats) - set(present)
