"""What happens: requests are received, checked, changed, cancelled, closed and done."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from kernel import clock
from kernel.lifecycle import NotAllowed, _l, ensure_current, ensure_transition
from volunteers.requests import queries, rules
from volunteers.requests.models import RequestStatus, RideRequest
from volunteers.requests.rules import Answers, Wanted
from volunteers.safeguards import queries as safeguards
from volunteers.service_users.models import Purpose, ServiceUser
from volunteers.service_users.queries import consents_of
from volunteers.transport.models import TransportOffer
from volunteers.unmet import actions as unmet
from volunteers.unmet.models import PublicTransport, UnmetReason

PERSONAL = ("destination", "to_postcode")


def receive(
    session: Session, offer: TransportOffer, user: ServiceUser, wanted: Wanted, *, actor_id: int, at: datetime
) -> RideRequest:
    """Write a request down; it waits for a consent where none holds, and the same one sent twice is one."""
    today = clock.local_date(at)
    if user.body_id != offer.provider_id:
        raise NotAllowed(_l("The offer is another body's. Choose one of your own."))
    rules.ensure_may_receive(offer, wanted, today)
    safeguards.ensure_on(session, offer.provider_id, today)
    bodies.lock(session, offer.provider_id)
    if known := queries.same(session, offer.id, user.id, wanted):
        return known
    has_consent = Purpose.TRANSPORT in consents_of(session, [user.id], today)[user.id]
    made = RideRequest(
        offer=offer,
        service_user=user,
        status=RequestStatus.TO_ASSESS if has_consent else RequestStatus.AWAITING_CONSENT,
        public_transport=PublicTransport.NOT_ASKED,
        received_at=at,
        received_by_id=actor_id,
        **vars(wanted),
    )
    session.add(made)
    changes = {"status": (None, made.status), "starts_on": (None, made.starts_on), "channel": (None, made.channel)}
    audit.record(session, made, "received", actor_id=actor_id, at=at, changes=changes)
    return made


def consented(session: Session, user: ServiceUser, *, actor_id: int, at: datetime) -> None:
    """Let what waited for somebody's consent be checked."""
    for request in queries.live_of(session, user.id, lock=True):
        if request.status is RequestStatus.AWAITING_CONSENT:
            _move(session, request, RequestStatus.TO_ASSESS, actor_id=actor_id, at=at)


def assess(
    session: Session, request: RideRequest, answers: Answers, *, version: int, actor_id: int, at: datetime
) -> None:
    """Check whether it suits volunteers; what does not is referred, and counted as a need that was not met."""
    ensure_current(request.version, version)
    today, user_id = clock.local_date(at), request.service_user_id
    has_consent = Purpose.TRANSPORT in consents_of(session, [user_id], today)[user_id]
    rules.ensure_may_assess(request, answers, has_consent=has_consent)
    for name, value in vars(answers).items():
        setattr(request, name, value)
    request.assessed_on, request.assessed_by_id = today, actor_id
    if answers.are_all_yes:
        _move(session, request, RequestStatus.OPEN, actor_id=actor_id, at=at)
    else:
        _move(session, request, RequestStatus.NOT_SUITABLE, actor_id=actor_id, at=at)
        _count(session, request, UnmetReason.UNSUITABLE, at=at)


def change(
    session: Session, request: RideRequest, wanted: Wanted, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write anew what is asked for; raises Stale when somebody else was quicker."""
    ensure_current(request.version, version)
    rules.ensure_may_change(request, wanted)
    if request.generated_to is None:
        rules.ensure_may_receive(request.offer, wanted, clock.local_date(at))
    before = {name: getattr(request, name) for name in vars(wanted)}
    for name, value in vars(wanted).items():
        setattr(request, name, value)
    flag_modified(request, "wants_known")  # the version counts every writing, also of the same
    changes = {name: (old, getattr(request, name)) for name, old in before.items() if old != getattr(request, name)}
    personal = {name: changes.pop(name) for name in PERSONAL if name in changes}
    audit.record(session, request, "changed", actor_id=actor_id, at=at, changes=changes, personal=personal)


def cancel(session: Session, request: RideRequest, *, by_user: bool, actor_id: int | None, at: datetime) -> None:
    """Cancel a request, for the person or for us; whoever cancels for the person is never asked why."""
    wanted = RequestStatus.CANCELLED_BY_USER if by_user else RequestStatus.CANCELLED_BY_OFFER
    _move(session, request, wanted, actor_id=actor_id, at=at)


def withdraw(session: Session, user: ServiceUser, *, actor_id: int, at: datetime) -> int:
    """Cancel all that somebody has asked for, since the consent is taken back; how many. Source: T13."""
    live = queries.live_of(session, user.id, lock=True)
    for request in live:
        cancel(session, request, by_user=True, actor_id=actor_id, at=at)
    return len(live)


def close(session: Session, request: RideRequest, reason: UnmetReason, *, actor_id: int, at: datetime) -> None:
    """Close a request that cannot be met, and count the need without the person."""
    _move(session, request, RequestStatus.UNMET, actor_id=actor_id, at=at)
    _count(session, request, reason, at=at)


def finish(session: Session, request: RideRequest, *, actor_id: int | None, at: datetime) -> None:
    """Note that nothing of a request is left to do."""
    _move(session, request, RequestStatus.DONE, actor_id=actor_id, at=at)


def erase(session: Session, user: ServiceUser) -> None:
    """Empty where somebody wanted to go, in every request."""
    for request in session.scalars(select(RideRequest).where(RideRequest.service_user_id == user.id)).all():
        request.destination = ""


def _move(session: Session, request: RideRequest, status: RequestStatus, *, actor_id: int | None, at: datetime) -> None:
    ensure_transition(rules.TRANSITIONS, request.status, status)
    changes = {"status": (request.status, status)}
    request.status = status
    flag_modified(request, "status")
    audit.record(session, request, "moved", actor_id=actor_id, at=at, changes=changes)


def _count(session: Session, request: RideRequest, reason: UnmetReason, *, at: datetime) -> None:
    received_on = clock.local_date(request.received_at)
    unmet.record(
        session,
        offer=request.offer,
        reason=reason,
        postcode=request.service_user.postcode,
        wanted_on=request.starts_on,
        is_short_notice=rules.is_short_notice(request.offer, request.starts_on, received_on),
        public_transport=request.public_transport,
        once=f"request-{request.id}",
        at=at,
    )
