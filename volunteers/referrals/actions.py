"""What happens: home care asks on behalf of somebody who has said yes to it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.municipalities.models import Municipality
from kernel import clock
from volunteers.desk import actions as desk
from volunteers.referrals import rules
from volunteers.requests import actions as requests
from volunteers.requests.models import RideRequest
from volunteers.requests.rules import Wanted
from volunteers.safeguards.queries import of_body
from volunteers.service_users import actions as users
from volunteers.service_users.actions import Profile, Said
from volunteers.service_users.models import GivenHow, Purpose, ServiceUser
from volunteers.service_users.queries import consents_of
from volunteers.transport.models import TransportOffer


def refer(
    session: Session,
    municipality: Municipality,
    offer: TransportOffer,
    profile: Profile,
    wanted: Wanted,
    *,
    tells_arrival: bool,
    actor_id: int,
    at: datetime,
) -> RideRequest:
    """Ask on behalf of somebody, and write down what the person has said yes to."""
    today = clock.local_date(at)
    rules.ensure_may_refer(of_body(session, municipality.id), today)
    request = desk.receive(session, offer, profile, wanted, known_id=None, actor_id=actor_id, at=at)
    user = request.service_user
    users.mark_home_care(user)
    for purpose in (Purpose.TRANSPORT, *([Purpose.ARRIVAL_TO_HOME_CARE] if tells_arrival else [])):
        _agree(session, user, purpose, today, actor_id=actor_id, at=at)
    requests.consented(session, user, actor_id=actor_id, at=at)
    return request


def _agree(session: Session, user: ServiceUser, purpose: Purpose, today: date, *, actor_id: int, at: datetime) -> None:
    """Write a yes down, unless one holds already."""
    if purpose not in consents_of(session, [user.id], today)[user.id]:
        said = Said(purpose, is_given=True, how=GivenHow.ORAL, given_on=today)
        users.consent(session, user, said, actor_id=actor_id, at=at)
