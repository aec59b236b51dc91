"""What happens: an answer is written down or taken back, and what it means for requests and trips follows at once."""

from datetime import datetime

from sqlalchemy.orm import Session

from kernel import clock
from volunteers.consents import queries
from volunteers.requests import actions as requests
from volunteers.service_users import actions as users
from volunteers.service_users.actions import Said
from volunteers.service_users.models import Purpose, ServiceUser
from volunteers.trips import actions as trips


def record(session: Session, user: ServiceUser, said: Said, *, actor_id: int, at: datetime) -> int:
    """Write an answer down; a no takes back any yes before it. How many trips were cancelled."""
    stopped = 0 if said.is_given else withdraw(session, user, said.purpose, actor_id=actor_id, at=at)
    users.consent(session, user, said, actor_id=actor_id, at=at)
    if said.is_given and said.purpose is Purpose.TRANSPORT:
        requests.consented(session, user, actor_id=actor_id, at=at)
    return stopped


def withdraw(session: Session, user: ServiceUser, purpose: Purpose, *, actor_id: int, at: datetime) -> int:
    """Take back a yes; where it was to be helped, all trips to come are cancelled. How many. Source: T13, X20."""
    stopped = queries.trips_to_come(session, user.id, clock.local_date(at))
    users.withdraw(session, user, purpose, actor_id=actor_id, at=at)
    if purpose is not Purpose.TRANSPORT:
        return 0
    requests.withdraw(session, user, actor_id=actor_id, at=at)
    trips.stop_for(session, user, actor_id=actor_id, at=at)
    return stopped
