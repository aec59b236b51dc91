"""What happens at the desk: who rings is enrolled or found again, and a request and its trips move together."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from directory.bodies import actions as bodies
from kernel import clock
from kernel.lifecycle import NotAllowed, _l
from volunteers.desk import queries
from volunteers.requests import actions as requests
from volunteers.requests.models import RideRequest
from volunteers.requests.rules import Answers, Wanted, ensure_may_receive, last_day_of
from volunteers.safeguards import queries as safeguards
from volunteers.service_users import actions as users
from volunteers.service_users.actions import Profile, Said
from volunteers.service_users.models import GivenHow, Purpose, ServiceUser
from volunteers.service_users.queries import with_phone
from volunteers.transport.models import TransportOffer
from volunteers.trips import actions as trips
from volunteers.trips.models import Trip
from volunteers.trips.queries import ahead_of
from volunteers.unmet.models import UnmetReason

HORIZON = timedelta(weeks=8)


def receive(
    session: Session,
    offer: TransportOffer,
    profile: Profile,
    wanted: Wanted,
    *,
    known_id: int | None,
    actor_id: int,
    at: datetime,
) -> RideRequest:
    """Write down what somebody rings about; who is known is found again, whoever is not is enrolled."""
    today = clock.local_date(at)
    ensure_may_receive(offer, wanted, today)
    safeguards.ensure_on(session, offer.provider_id, today)
    ensure_own_volunteer(session, wanted.regular_volunteer_id, offer.provider_id)
    bodies.lock(session, offer.provider_id)
    user = known_as(with_phone(session, [offer.provider_id], profile.phone), profile, known_id)
    if user is None:
        user = users.enrol(session, offer.provider, offer.municipality, profile, actor_id=actor_id, at=at)
    else:
        users.complete(session, user, profile, was_shown=user.id == known_id, actor_id=actor_id, at=at)
    return requests.receive(session, offer, user, wanted, actor_id=actor_id, at=at)


def ensure_own_volunteer(session: Session, volunteer_id: int | None, body_id: int) -> None:
    """Whoever is wished for is a volunteer of the body that the request is to."""
    if volunteer_id is not None and not queries.is_volunteer_of(session, volunteer_id, body_id):
        raise NotAllowed(_l("This volunteer belongs to another body. Choose somebody else."))


def known_as(found: list[ServiceUser], profile: Profile, known_id: int | None) -> ServiceUser | None:
    """Who of those with a telephone number is meant: the one that the page was filled in with, or the same name."""
    return next((each for each in found if each.id == known_id), None) or next(
        (each for each in found if is_same_name(each.first_name, profile.first_name)), None
    )


def is_same_name(one: str, other: str) -> bool:
    """Whether two first names are the same, whatever stands after them."""
    return one.casefold().split()[:1] == other.casefold().split()[:1]


def agree(session: Session, request: RideRequest, how: GivenHow, *, actor_id: int, at: datetime) -> None:
    """Write down that the person says yes to being helped, and let what waited for that be checked."""
    said = Said(Purpose.TRANSPORT, is_given=True, how=how, given_on=clock.local_date(at))
    users.consent(session, request.service_user, said, actor_id=actor_id, at=at)
    requests.consented(session, request.service_user, actor_id=actor_id, at=at)


def assess(
    session: Session, request: RideRequest, answers: Answers, *, version: int, actor_id: int, at: datetime
) -> int | None:
    """Check a request and, where it suits volunteers, make its trips at once; the first of them."""
    requests.assess(session, request, answers, version=version, actor_id=actor_id, at=at)
    if not answers.are_all_yes:
        _call_off(session, request, actor_id=actor_id, at=at)
        return None
    session.flush()
    trips.generate(session, request, upto=clock.local_date(at) + HORIZON, at=at)
    return queries.first_trip(session, request.id)


def change(
    session: Session, request: RideRequest, wanted: Wanted, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write a request anew; trips that lie after its new end are cancelled, those that it now reaches are made."""
    ensure_own_volunteer(session, wanted.regular_volunteer_id, request.offer.provider_id)
    requests.change(session, request, wanted, version=version, actor_id=actor_id, at=at)
    session.flush()
    trips.generate(session, request, upto=clock.local_date(at) + HORIZON, at=at)
    for trip in queries.beyond(session, request.id, last_day_of(request)):
        trips.cancel(session, trip, by_user=True, actor_id=actor_id, at=at)


def cancel(session: Session, request: RideRequest, *, by_user: bool, actor_id: int, at: datetime) -> None:
    """Cancel a request with all its trips to come; those concerned are told."""
    trips.cancel_request(session, request, by_user=by_user, actor_id=actor_id, at=at)


def close(session: Session, request: RideRequest, reason: UnmetReason, *, actor_id: int, at: datetime) -> None:
    """Close a request that cannot be met, with all its trips to come."""
    requests.close(session, request, reason, actor_id=actor_id, at=at)
    _call_off(session, request, actor_id=actor_id, at=at)


def _call_off(session: Session, request: RideRequest, *, actor_id: int, at: datetime) -> None:
    for trip in ahead_of(session, Trip.request_id == request.id, now=at):
        trips.cancel(session, trip, by_user=False, actor_id=actor_id, at=at)
