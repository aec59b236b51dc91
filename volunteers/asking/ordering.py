"""What happens to the list of stand-ins: somebody is added at the end, comes earlier, or is taken away."""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from volunteers.asking import queries, rules
from volunteers.asking.models import StandIn
from volunteers.transport.models import TransportOffer


def add(session: Session, offer: TransportOffer, volunteer_id: int, *, actor_id: int, at: datetime) -> None:
    """Let a volunteer stand in, after all others; twice is once."""
    order = queries.stand_ins_of(session, offer.id)
    if any(each.volunteer_id == volunteer_id for each in order):
        return
    rules.ensure_room_for(len(order))
    place = order[-1].place + 1 if order else 1
    stand_in = StandIn(offer_id=offer.id, volunteer_id=volunteer_id, place=place)
    session.add(stand_in)
    changes = {"volunteer_id": (None, volunteer_id)}
    audit.record(session, stand_in, "added", actor_id=actor_id, at=at, changes=changes)


def come_earlier(session: Session, stand_in: StandIn, *, actor_id: int, at: datetime) -> None:
    """Let a stand-in be asked before the one who is asked before now; the first stays the first."""
    before = [each for each in queries.stand_ins_of(session, stand_in.offer_id) if each.place < stand_in.place]
    if not before:
        return
    other = before[-1]
    mine, theirs = stand_in.place, other.place
    for each, place in ((stand_in, -mine), (other, mine), (stand_in, theirs)):  # two never hold one place
        each.place = place
        session.flush()
    audit.record(session, stand_in, "moved", actor_id=actor_id, at=at, changes={"place": (mine, theirs)})


def take_away(session: Session, stand_in: StandIn, *, actor_id: int | None, at: datetime) -> None:
    """Let somebody stand in no more."""
    changes = {"volunteer_id": (stand_in.volunteer_id, None)}
    audit.record(session, stand_in, "removed", actor_id=actor_id, at=at, changes=changes)
    session.delete(stand_in)


def leave(session: Session, volunteer_id: int, *, at: datetime) -> None:
    """Take somebody who has ended off every list of stand-ins."""
    for stand_in in queries.places_of(session, volunteer_id):
        take_away(session, stand_in, actor_id=None, at=at)
