"""What is allowed, and what follows: how an offer of transport moves, and what it needs before it runs."""

from collections.abc import Collection
from datetime import date, timedelta

from activities.offers.rules import FRAIL, Gate
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel.lifecycle import NotAllowed, _l, ensure_transition
from partnership.quality.rules import ensure_may_run
from partnership.relations.models import TargetGroup
from volunteers.register.models import VolunteerStatus
from volunteers.transport.models import TransportKind, TransportOffer, TransportStatus, Vehicle

TRANSITIONS = {
    TransportStatus.DRAFT: frozenset({TransportStatus.RUNNING, TransportStatus.ENDED}),
    TransportStatus.RUNNING: frozenset({TransportStatus.PAUSED, TransportStatus.ENDED}),
    TransportStatus.PAUSED: frozenset({TransportStatus.RUNNING, TransportStatus.ENDED}),
    TransportStatus.ENDED: frozenset[TransportStatus](),
}
MOVES = {
    "start": TransportStatus.RUNNING,
    "pause": TransportStatus.PAUSED,
    "end": TransportStatus.ENDED,
}
LIVE = frozenset({TransportStatus.RUNNING, TransportStatus.PAUSED})
RENEWED_AHEAD = timedelta(days=60)


def moves(offer: TransportOffer) -> list[str]:
    """The moves that an offer's status allows, in their order."""
    return [move for move, status in MOVES.items() if status in TRANSITIONS[offer.status]]


def needs_gate(kind: TransportKind, *, is_for_frail: bool, groups: Collection[TargetGroup] = ()) -> bool:
    """Whether the safety gate applies: somebody stays with people, or those who are helped are frail. Source: ST-11."""
    return kind is TransportKind.COMPANION or is_for_frail or bool(FRAIL & set(groups))


def ensure_whole(offer: TransportOffer) -> None:
    """Whoever needs help can ring, and the name that messages carry is there."""
    if not offer.coordinator_phone:
        raise NotAllowed(_l("Write the coordinator's telephone number first. Most people ring."))
    if not offer.neutral_name:
        raise NotAllowed(_l("Write the neutral name first. It is the only one in messages."))


def ensure_gate_open(gate: Gate) -> None:
    """Where the gate is asked for, both sides must say yes to every critical point."""
    if not gate.is_needed:
        return
    if gate.picture is None:
        raise NotAllowed(_l("This is still being prepared: the provider and the municipality have no cooperation yet."))
    ensure_may_run(gate.picture)


def ensure_may_start(offer: TransportOffer, gate: Gate) -> None:
    """An offer runs when it is whole and, where that is asked, the gate lets it."""
    ensure_transition(TRANSITIONS, offer.status, TransportStatus.RUNNING)
    ensure_whole(offer)
    ensure_gate_open(gate)


def ensure_fits(offer: TransportOffer, gate: Gate) -> None:
    """An offer that runs or pauses stays whole, and within what the gate lets run, also when it is changed."""
    if offer.status in LIVE:
        ensure_whole(offer)
        ensure_gate_open(gate)


def ensure_may_change(offer: TransportOffer) -> None:
    """What has ended is history."""
    if offer.status is TransportStatus.ENDED:
        raise NotAllowed(_l("The offer has ended and cannot be changed. Add a new one instead."))


def ensure_own_ground(provider: Body, municipality: Municipality) -> None:
    """A municipality offers only what is within it."""
    if isinstance(provider, Municipality) and provider.id != municipality.id:
        raise NotAllowed(_l("A municipality enters only what is within it. Choose your own municipality."))


def is_to_renew(valid_to: date, today: date) -> bool:
    """Whether what was shown as evidence runs out soon."""
    return valid_to < today + RENEWED_AHEAD


def ensure_right_driver(vehicle: Vehicle, body_id: int) -> None:
    """A volunteer's own car stands with the body that the volunteer helps, and has not ended with."""
    driver = vehicle.volunteer
    if driver is not None and (driver.body_id != body_id or driver.status is VolunteerStatus.ENDED):
        raise NotAllowed(_l("Choose one of your own volunteers."))
