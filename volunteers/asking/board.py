"""A trip on the stand-in board: where its asking stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from volunteers.asking.deadlines import evening_before
from volunteers.asking.models import Ask, AskStatus, StandIn
from volunteers.asking.rules import DECLINED
from volunteers.messages import saying
from volunteers.trips.models import Trip


@dataclass(frozen=True)
class Line:
    """An open trip, who has answered what, and how many can still be asked."""

    trip: Trip
    asks: list[Ask]
    left: int
    is_red: bool

    @property
    def begins(self) -> str:
        """When and where it begins, no closer than its area."""
        return saying.in_area(self.trip)

    @property
    def escalates(self) -> str:
        """When the coordinator is told."""
        return saying.when(evening_before(self.trip))

    @property
    def waiting(self) -> list[Ask]:
        """Who has not answered yet, and still may."""
        return [ask for ask in self.asks if ask.status is AskStatus.WAITING]

    @property
    def said_no(self) -> int:
        """How many have said no."""
        return sum(ask.status in DECLINED for ask in self.asks)

    @property
    def silent(self) -> int:
        """How many did not answer in time."""
        return sum(ask.status is AskStatus.LAPSED for ask in self.asks)


def line(trip: Trip, asks: list[Ask], stand_ins: Iterable[StandIn], *, is_red: bool) -> Line:
    """A trip with its asks and the stand-ins of its offer."""
    asked = {ask.volunteer_id for ask in asks if ask.status is not AskStatus.WITHDRAWN}
    left = sum(each.volunteer_id not in asked for each in stand_ins)
    return Line(trip, asks, left, is_red)
