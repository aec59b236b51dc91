"""What happens at a trip's page: several are asked at once, and it is called off or given up."""

from datetime import datetime

from sqlalchemy.orm import Session

from kernel.lifecycle import NotAllowed, _l
from volunteers.asking import actions as asking
from volunteers.asking.placing import volunteer_for
from volunteers.matching.ranking import Ranking
from volunteers.trips import actions as trips
from volunteers.trips.models import Trip
from volunteers.unmet.models import UnmetReason

AT_ONCE = 3


def ask_first(session: Session, trip: Trip, ranking: Ranking, *, actor_id: int, at: datetime) -> int:
    """Ask the first three who could; whoever cannot be written to is passed by. Returns how many were asked."""
    asked = 0
    for each in ranking.fit:
        if asked == AT_ONCE:
            break
        volunteer = volunteer_for(session, trip, each.volunteer_id)
        try:
            asking.ask(session, trip, volunteer, actor_id=actor_id, at=at)
        except NotAllowed:
            continue
        asked += 1
    if not asked:
        raise NotAllowed(_l("There is nobody who can be asked by mail or text. Ring somebody, or look below."))
    return asked


def cancel(session: Session, trip: Trip, *, by_user: bool, actor_id: int, at: datetime) -> None:
    """Call a trip off; whoever was asked is needed no more."""
    trips.cancel(session, trip, by_user=by_user, actor_id=actor_id, at=at)
    asking.withdraw_for(session, trip, at=at)


def skip(session: Session, trip: Trip, *, actor_id: int, at: datetime) -> None:
    """Leave a day out; whoever was asked is needed no more."""
    trips.skip(session, trip, actor_id=actor_id, at=at)
    asking.withdraw_for(session, trip, at=at)


def give_up(session: Session, trip: Trip, reason: UnmetReason, *, actor_id: int, at: datetime) -> None:
    """Say why a trip cannot be met; whoever was asked is needed no more."""
    trips.give_up(session, trip, reason, actor_id=actor_id, at=at)
    asking.withdraw_for(session, trip, at=at)
