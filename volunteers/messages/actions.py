"""What happens: somebody is to be told, a job carries what belongs together, and what was told is ticked off."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel.jobs import outbox
from volunteers.messages import queries, rules
from volunteers.messages.models import By, Notice, NoticeKind, Recipient
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.trips.models import Trip


def tell(session: Session, trip: Trip, kind: NoticeKind, volunteer_id: int, *, at: datetime) -> None:
    """Note all who are to be told of something; the same twice is once."""
    for recipient, concerned in rules.recipients(kind, trip, volunteer_id):
        note(session, trip, kind, recipient, concerned, at=at)


def note(
    session: Session, trip: Trip, kind: NoticeKind, recipient: Recipient, volunteer_id: int | None, *, at: datetime
) -> None:
    """Note that one is to be told, once, and promise the message; a call waits for who makes it."""
    by = _way(session, trip, kind, recipient, volunteer_id)
    once = rules.once(kind, trip, recipient, volunteer_id)
    if by is None or queries.by_once(session, once) is not None:
        return
    values = {
        "trip_id": trip.id,
        "kind": kind,
        "recipient": recipient,
        "volunteer_id": volunteer_id,
        "by": by,
        "once": once,
        "created_at": at,
    }
    outbox.insert_new(session, Notice, values)
    noted = queries.by_once(session, once)
    if noted is not None and by is not By.CALL:
        outbox.promise(session, "volunteers.send_notice", at=at, notice_id=noted.id)


def _way(session: Session, trip: Trip, kind: NoticeKind, recipient: Recipient, volunteer_id: int | None) -> By | None:
    """How one is told; None for one who is not. Who has said no and goes all the same is rung, and never written to."""
    if recipient is Recipient.PASSENGER:
        return None if trip.service_user.erased_at else rules.way_to_passenger(trip.service_user)
    if recipient is Recipient.COORDINATOR:
        return By.MAIL if trip.offer.coordinator_email else None
    volunteer = session.get_one(Volunteer, volunteer_id)
    if volunteer.status is VolunteerStatus.ENDED:
        return None
    if queries.is_silent(session, trip, volunteer.id, kind):
        return By.CALL if trip.volunteer_id == volunteer.id else None
    return rules.way_to_volunteer(volunteer)


def carry(session: Session, notice_id: int, *, key: str, at: datetime) -> None:
    """Let a job carry a notice with all that belongs to the same message, unless another job does.

    What has been overtaken, and what somebody is not to hear any more, is forgotten.
    """
    notice = session.scalar(select(Notice).where(Notice.id == notice_id).with_for_update())
    if notice is None or notice.told_at is not None or notice.carried_by is not None:
        return
    for each in queries.alike(session, notice):
        if rules.is_still_so(each, each.trip, at) and not _is_silenced(session, each):
            each.carried_by = key
        else:
            session.delete(each)


def _is_silenced(session: Session, notice: Notice) -> bool:
    volunteer_id = notice.volunteer_id
    return volunteer_id is not None and queries.is_silent(session, notice.trip, volunteer_id, notice.kind)


def mark(session: Session, notice_ids: Iterable[int], *, at: datetime) -> None:
    """Mark notices as told by a message."""
    for notice in session.scalars(select(Notice).where(Notice.id.in_(list(notice_ids))).with_for_update()):
        notice.told_at = notice.told_at or at


def tick(session: Session, notices: Iterable[Notice], *, actor_id: int, at: datetime) -> None:
    """Tick off what somebody was told by telephone; ticked twice, it is ticked once."""
    for notice in notices:
        if notice.told_at is None:
            notice.told_at, notice.told_by_id = at, actor_id
            audit.record(session, notice, "told", actor_id=actor_id, at=at, changes={"kind": (None, notice.kind)})
