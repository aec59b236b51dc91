"""What is allowed, and what follows: who leads, how many sit in a team with how much of the week, and whose hours.

Sources: D14, D15, D17, X14.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol, TypeGuard

from directory.accounts.permissions import Permission, Viewer
from kernel.lifecycle import NotAllowed, _l
from partnership.core_teams.models import CoreTeam, Seat, TeamInvitation

FEWEST, MOST = 2, 3
LEAST_TENTHS, MOST_TENTHS = 10, 20
A_DAY, TENTHS_A_WEEK = 10, 50
A_YEAR = timedelta(days=366)


class Place(Protocol):
    """A place in a team, asked for or taken: its share of the week in tenths of a day, and whether it leads."""

    @property
    def tenths(self) -> int:
        """The share of the week."""

    @property
    def is_leader(self) -> bool:
        """Whether this one leads the team."""


@dataclass(frozen=True)
class Warning:  # noqa: A001  the word of the domain, and this file warns of nothing in Python's sense
    """What a team should think over; it stops nobody. The sentence is a msgid, with what it is filled with."""

    msgid: str
    params: dict[str, Any] = field(default_factory=dict)


def warnings(places: Sequence[Place]) -> list[Warning]:
    """What lies outside two to three people, or outside one to two days a week between them."""
    found = []
    count, tenths = len(places), sum(place.tenths for place in places)
    if count < FEWEST:
        found.append(Warning(_l("The team has fewer than two people. Two to three is advised."), {"count": count}))
    if count > MOST:
        found.append(
            Warning(_l("The team has %(count)d people. Two to three is advised, so that it works."), {"count": count})
        )
    if not LEAST_TENTHS <= tenths <= MOST_TENTHS:
        found.append(
            Warning(
                _l("Together the team has %(days)s days a week. One to two days is advised."), {"days": days(tenths)}
            )
        )
    return found


def days(tenths: int) -> Decimal:
    """Tenths of a day as days."""
    return Decimal(tenths) / 10


def ensure_led(places: Iterable[Place]) -> None:
    """A team has exactly one leader."""
    leaders = sum(place.is_leader for place in places)
    if leaders == 0:
        raise NotAllowed(_l("The team has no leader. Choose one of its members as group leader."))
    if leaders > 1:
        raise NotAllowed(_l("The team has more than one leader. Choose exactly one group leader."))


def ensure_share(tenths: int) -> None:
    """A share of the week is none to five days."""
    if not 0 <= tenths <= TENTHS_A_WEEK:
        raise NotAllowed(_l("A share of the week is from 0 to 5 days."))


def ensure_going_on(team: CoreTeam) -> None:
    """Nothing more is written about a team that has ended."""
    if team.ended_on is not None:
        raise NotAllowed(_l("The team has ended. It can be read, but not changed."))


def ensure_member(municipality_id: int, municipality_ids: Collection[int]) -> None:
    """Whoever sits in a team or leads it does so for a municipality that takes part."""
    if municipality_id not in municipality_ids:
        raise NotAllowed(_l("This municipality does not take part in the team."))


def ensure_may_leave(team: CoreTeam, municipality_id: int, seats: Iterable[Seat]) -> None:
    """The municipality that leads stays, and so does the one whose member leads the team, until another does."""
    if municipality_id == team.lead_id:
        raise NotAllowed(_l("This municipality leads the team. Let another one lead first."))
    if any(seat.is_leader and seat.municipality_id == municipality_id for seat in seats):
        raise NotAllowed(_l("The group leader comes from this municipality. Choose another group leader first."))


def may_manage(team: CoreTeam, viewer: Viewer) -> bool:
    """Whether the viewer writes for the municipality that leads, and so says who takes part."""
    return viewer.may(Permission.TEAM_WRITE, team.lead_id)


def ensure_may_manage(team: CoreTeam, viewer: Viewer) -> None:
    """Only the municipality that leads takes others in."""
    if not may_manage(team, viewer):
        raise NotAllowed(_l("Only people of the municipality that leads can do this."))


def is_waiting(invitation: TeamInvitation | None) -> TypeGuard[TeamInvitation]:
    """Whether a municipality is asked, and has neither answered nor been let be."""
    return invitation is not None and invitation.declined_on is None


def ensure_may_change(team: CoreTeam, lead_id: int, viewer: Viewer) -> None:
    """Which municipality leads is for the one that leads to say."""
    if lead_id != team.lead_id:
        ensure_may_manage(team, viewer)


def ensure_may_let_go(team: CoreTeam, municipality_id: int, viewer: Viewer) -> None:
    """A municipality leaves by itself, or the one that leads lets it go."""
    if not viewer.may(Permission.TEAM_WRITE, municipality_id):
        ensure_may_manage(team, viewer)


def ensure_may_open(seat: Seat, viewer: Viewer) -> None:
    """Who signs in for a municipality is for its own coordinators and leaders to say."""
    if not viewer.may(Permission.RELATION_ADD, seat.municipality_id):
        raise NotAllowed(_l("Ask a volunteer coordinator in the municipality to let this member sign in."))


def is_taken(seat: Seat, day: date) -> bool:
    """Whether somebody sits there on a day; the day on which a seat ends does not count."""
    return seat.begun_on <= day and (seat.left_on is None or day < seat.left_on)


def is_called(seat: Seat, name: str) -> bool:
    """Whether somebody in a seat has a name."""
    return seat.name.casefold() == name.casefold()


def is_same(seat: Seat, other: Seat) -> bool:
    """Whether two seats are one person's: by the account where both have one, else by the name."""
    if seat.person_id is not None and other.person_id is not None:
        return seat.person_id == other.person_id
    return is_called(seat, other.name)


def ensure_sitting(seat: Seat) -> None:
    """Only a seat that is taken can be changed, handed over or left."""
    if seat.left_on is not None:
        raise NotAllowed(_l("This place has ended already. Look at the page again."))


def ensure_may_rise(seat: Seat) -> None:
    """The leader hands over before leaving."""
    ensure_sitting(seat)
    if seat.is_leader:
        raise NotAllowed(_l("This is the group leader. Choose another group leader first."))


def ensure_begins_rightly(begun_on: date, team: CoreTeam, today: date) -> None:
    """A change of seats is told when it has happened, and not before the team began."""
    if begun_on > today:
        raise NotAllowed(_l("Write a day that has been. Come back when the day is there."))
    if begun_on < team.begun_on:
        raise NotAllowed(_l("The team had not begun on that day."))


def ensure_worked(done_on: date, seat: Seat, today: date) -> None:
    """Hours are noted for a day that has been, within a year, on which the person sat in the team."""
    if done_on > today:
        raise NotAllowed(_l("This day is to come. Write the hours when they are worked."))
    if done_on < today - A_YEAR:
        raise NotAllowed(_l("This is more than a year away. Check the date."))
    if not is_taken(seat, done_on):
        raise NotAllowed(_l("The person did not sit in the team on that day."))


def ensure_held(held_on: date, today: date) -> None:
    """A meeting is written down when it has been held."""
    if held_on > today:
        raise NotAllowed(_l("This day is to come. Write the meeting down when it has been held."))
