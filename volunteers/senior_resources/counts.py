"""What others may know: how many wish to contribute and how many do, with small numbers hidden, and nobody by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Viewer
from kernel.small_numbers import Count, suppress
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.queries import is_own
from volunteers.senior_resources.models import (
    Connection,
    ConnectionStatus,
    LocalNeed,
    Segment,
    SegmentCount,
    SeniorResource,
)
from volunteers.senior_resources.queries import is_told
from volunteers.senior_resources.rules import LIVE, TOLD_AHEAD


@dataclass(frozen=True)
class Counts:
    """A team in figures; needs are told as they are, since no person is in them."""

    wishing: Count
    taking_part: Count
    needs: int
    needs_alone: int


def counts_for(session: Session, team_ids: Iterable[int]) -> dict[int, Counts]:
    """How many wish to contribute and how many do, for some teams, in one statement."""
    kept = SeniorResource.team_id == CoreTeam.id, SeniorResource.erased_on.is_(None)
    is_under_way = exists().where(
        Connection.resource_id == SeniorResource.id, Connection.status == ConnectionStatus.UNDER_WAY
    )
    missing = LocalNeed.team_id == CoreTeam.id, LocalNeed.met_on.is_(None)
    is_taken = exists().where(Connection.need_id == LocalNeed.id, Connection.status.in_(LIVE))
    numbers = [
        select(func.count(SeniorResource.id)).where(*kept, is_under_way),
        select(func.count(SeniorResource.id)).where(*kept, ~is_under_way),
        select(func.count(LocalNeed.id)).where(*missing),
        select(func.count(LocalNeed.id)).where(*missing, ~is_taken),
    ]
    asked = [each.correlate(CoreTeam).scalar_subquery() for each in numbers]
    statement = select(CoreTeam.id, *asked).where(CoreTeam.id.in_(list(team_ids)))
    return {row[0]: _counts(*row[1:]) for row in session.execute(statement)}


def _counts(under_way: int, others: int, needs: int, alone: int) -> Counts:
    (taking_part, _rest, wishing), *_sums = suppress([[under_way, others]])
    return Counts(wishing, taking_part, needs, alone)


@dataclass(frozen=True)
class Waiting:
    """What waits for a team: consents that end soon, the first of them, and wishes that have not begun."""

    team_id: int
    name: str
    ending: int
    first_end: date | None
    wished: int


def waiting_for(session: Session, viewer: Viewer, today: date) -> list[Waiting]:
    """What waits for the teams that the viewer writes for, in one statement."""
    kept = SeniorResource.team_id == CoreTeam.id, SeniorResource.erased_on.is_(None), is_told(viewer)
    soon = SeniorResource.consent_until.between(today, today + TOLD_AHEAD)
    ending = [select(what).where(*kept, soon) for what in (func.count(), func.min(SeniorResource.consent_until))]
    wished = select(func.count(Connection.id)).join(Connection.resource)
    wished = wished.where(*kept, Connection.status == ConnectionStatus.WISHED)
    asked = [each.correlate(CoreTeam).scalar_subquery() for each in (*ending, wished)]
    statement = select(CoreTeam.id, CoreTeam.name, *asked).where(is_own(viewer), CoreTeam.ended_on.is_(None))
    return [Waiting(*row) for row in session.execute(statement.order_by(CoreTeam.id))]


def segment_table(counted: Sequence[SegmentCount]) -> list[tuple[str, list[Count]]]:
    """The segments by place as others may see them; the last row and the last column are sums."""
    places = list(dict.fromkeys(each.place for each in counted))
    numbers = {(each.place, each.segment): each.people for each in counted}
    if not places:
        return []
    cells = [[numbers.get((place, segment), 0) for segment in Segment] for place in places]
    return list(zip([*places, ""], suppress(cells), strict=True))
