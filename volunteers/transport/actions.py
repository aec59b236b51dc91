"""What happens: offers of transport are entered, changed, set running, paused and ended; vehicles are noted."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current, ensure_transition
from partnership.assessments.actions import Proof, prove, unprove
from volunteers.safeguards.queries import ensure_on
from volunteers.transport import queries, rules
from volunteers.transport.content import Content, VehicleDraft, words_of
from volunteers.transport.models import TransportOffer, TransportStatus, TransportTime, Vehicle

PROOF = "transport_running"
PERSONAL = frozenset(
    {"coordinator_name", "coordinator_phone", "coordinator_email", "stand_in_name", "stand_in_phone"}
)  # fmt: skip


def enter(
    session: Session, content: Content, *, provider: Body, municipality: Municipality, actor_id: int, at: datetime
) -> TransportOffer:
    """Write an offer down as a draft."""
    rules.ensure_own_ground(provider, municipality)
    offer = TransportOffer(
        provider_id=provider.id,
        municipality_id=municipality.id,
        provider=provider,
        municipality=municipality,
        status=TransportStatus.DRAFT,
        created_at=at,
        **vars(content.words),
    )
    session.add(offer)
    session.flush()
    _hang(session, offer, content)
    audit.record(session, offer, "entered", actor_id=actor_id, at=at, changes={"name": (None, offer.name)})
    return offer


def change(
    session: Session, offer: TransportOffer, content: Content, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write an offer anew; raises Stale when somebody else was quicker."""
    rules.ensure_may_change(offer)
    ensure_current(offer.version, version)
    before, kept = vars(words_of(offer)), vars(content.words)
    changes: dict[str, tuple[object, object]] = {
        name: (before[name], kept[name]) for name in kept if before[name] != kept[name]
    }
    for name in changes:
        setattr(offer, name, kept[name])
    flag_modified(offer, "name")  # the version counts every writing
    rules.ensure_fits(offer, queries.gate_of(session, offer, clock.local_date(at)))
    session.execute(delete(TransportTime).where(TransportTime.offer_id == offer.id))
    _hang(session, offer, content)
    personal = {name: changes.pop(name) for name in PERSONAL & changes.keys()}
    audit.record(session, offer, "changed", actor_id=actor_id, at=at, changes=changes, personal=personal)
    if offer.status is TransportStatus.RUNNING:
        if "name" in changes:
            _unshow(session, offer, before["name"], actor_id=actor_id, at=at)
        _show(session, offer, actor_id=actor_id, at=at)


def _hang(session: Session, offer: TransportOffer, content: Content) -> None:
    for each in content.hours:
        session.add(TransportTime(offer_id=offer.id, **vars(each)))


def start(session: Session, offer: TransportOffer, *, actor_id: int, at: datetime) -> None:
    """Set an offer running, which shows in the cooperation that it belongs to."""
    today = clock.local_date(at)
    ensure_on(session, offer.provider_id, today)
    rules.ensure_may_start(offer, queries.gate_of(session, offer, today))
    _move(session, offer, TransportStatus.RUNNING, actor_id=actor_id, at=at)
    _show(session, offer, actor_id=actor_id, at=at)


def pause(session: Session, offer: TransportOffer, *, actor_id: int, at: datetime) -> None:
    """Pause an offer: nothing new is taken on, and what is planned stands."""
    ensure_transition(rules.TRANSITIONS, offer.status, TransportStatus.PAUSED)
    _move(session, offer, TransportStatus.PAUSED, actor_id=actor_id, at=at)
    _unshow(session, offer, offer.name, actor_id=actor_id, at=at)


def end(session: Session, offer: TransportOffer, *, actor_id: int, at: datetime) -> None:
    """End an offer for good; the trips that are planned are called off, and those concerned are told."""
    ensure_transition(rules.TRANSITIONS, offer.status, TransportStatus.ENDED)
    _move(session, offer, TransportStatus.ENDED, actor_id=actor_id, at=at)
    _unshow(session, offer, offer.name, actor_id=actor_id, at=at)
    outbox.promise(session, "volunteers.call_off_trips", at=at, offer_id=offer.id, actor_id=actor_id)


def _move(session: Session, offer: TransportOffer, status: TransportStatus, *, actor_id: int, at: datetime) -> None:
    changes = {"status": (offer.status, status)}
    offer.status = status
    audit.record(session, offer, "moved", actor_id=actor_id, at=at, changes=changes)


def _show(session: Session, offer: TransportOffer, *, actor_id: int, at: datetime) -> None:
    today = clock.local_date(at)
    for relation in queries.relations_of(session, offer):
        last = queries.last_shown(session, relation, PROOF, offer.name)
        if last is None or rules.is_to_renew(last.valid_to, today):
            prove(session, relation, PROOF, Proof(offer.name, today), actor_id=actor_id, at=at)


def _unshow(session: Session, offer: TransportOffer, name: str, *, actor_id: int, at: datetime) -> None:
    session.flush()
    if queries.running_beside(session, offer, name):
        return
    for relation in queries.relations_of(session, offer):
        unprove(session, relation, PROOF, name, actor_id=actor_id, at=at)


def add_vehicle(session: Session, body: Body, draft: VehicleDraft, *, actor_id: int, at: datetime) -> Vehicle:
    """Note a vehicle."""
    vehicle = Vehicle(body_id=body.id, **vars(draft))
    session.add(vehicle)
    session.flush()
    rules.ensure_right_driver(vehicle, body.id)
    audit.record(session, vehicle, "added", actor_id=actor_id, at=at, changes={"seats": (None, draft.seats)})
    return vehicle


def change_vehicle(
    session: Session, vehicle: Vehicle, draft: VehicleDraft, *, version: int, actor_id: int, at: datetime
) -> None:
    """Note a vehicle anew; raises Stale when somebody else was quicker."""
    ensure_current(vehicle.version, version)
    kept = vars(draft)
    changes: dict[str, tuple[object, object]] = {
        name: (getattr(vehicle, name), kept[name]) for name in kept if getattr(vehicle, name) != kept[name]
    }
    for name in changes:
        setattr(vehicle, name, kept[name])
    flag_modified(vehicle, "name")  # the version counts every writing
    session.flush()
    session.expire(vehicle, ["volunteer"])
    rules.ensure_right_driver(vehicle, vehicle.body_id)
    audit.record(session, vehicle, "changed", actor_id=actor_id, at=at, changes=changes)


def lay_up(session: Session, volunteer_id: int, *, at: datetime) -> None:
    """Take the own cars of a volunteer who has ended out of use; done twice, it is done once."""
    for vehicle in queries.cars_of(session, volunteer_id):
        vehicle.is_in_use = False
        audit.record(session, vehicle, "laid_up", actor_id=None, at=at, changes={"is_in_use": (True, False)})


def renew(session: Session, *, at: datetime) -> None:
    """Show anew that offers still run, before what was shown runs out, in the name of whoever showed it last."""
    for offer in queries.all_running(session):
        shown = [queries.last_shown(session, each, PROOF, offer.name) for each in queries.relations_of(session, offer)]
        for last in filter(None, shown):
            _show(session, offer, actor_id=last.added_by_id, at=at)
