"""What happens later: those concerned are told, once each, and reminded."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.queries import person_by_email
from kernel import clock
from kernel.db import transaction
from kernel.i18n import force_locale
from kernel.jobs import mail, sms
from kernel.registry import job
from volunteers.messages import actions, queries, rules, saying
from volunteers.messages.models import By, Notice, NoticeKind, Recipient
from volunteers.trips.models import Trip

QUARTER = 15 * 60


@job("volunteers.tell")
def tell(
    session: Session,
    *,
    key: str,  # noqa: ARG001  every job is called alike
    now: datetime,
    trip_id: int,
    kind: str,
    volunteer_id: int = 0,
) -> None:
    """Say who is to be told of something that happened to a trip."""
    actions.tell(session, session.get_one(Trip, trip_id), NoticeKind(kind), volunteer_id, at=now)


@job("volunteers.remind", every=QUARTER)
def remind(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Remind the volunteer when the address opens, and the passenger the day before; who has just been told is not."""
    trips = queries.to_remind(session, now)
    lately = queries.last_told(session, [trip.id for trip in trips])
    for trip in trips:
        wanted: list[tuple[Recipient, int | None]] = []
        if rules.reminds_volunteer(trip, now):
            wanted.append((Recipient.VOLUNTEER, trip.volunteer_id))
        if rules.reminds_passenger(trip, now.astimezone(clock.OSLO)):
            wanted.append((Recipient.PASSENGER, None))
        for recipient, volunteer_id in wanted:
            if not rules.is_just_told(trip, lately.get((trip.id, volunteer_id))):
                actions.note(session, trip, NoticeKind.REMINDER, recipient, volunteer_id, at=now)


@job("volunteers.send_notice", outside=True)
def send_notice(session: Session, *, key: str, now: datetime, notice_id: int) -> None:
    """Tell one recipient what belongs together, in words put together now."""
    with transaction() as writing:
        actions.carry(writing, notice_id, key=key, at=now)
    notices = [each for each in queries.carried(session, key) if rules.is_still_so(each, each.trip, now)]
    if notices:
        ids = [each.id for each in notices]
        _send(session, key, notices)
        with transaction() as writing:
            actions.mark(writing, ids, at=now)


def _send(session: Session, key: str, notices: list[Notice]) -> None:
    """Send one message by mail or as a text; somebody whose address is erased meanwhile is not written to."""
    settings, first = current_app.extensions["trinn"], notices[0]
    to = address_of(first)
    with force_locale(saying.language_of(_language(session, first), first.trip.offer)):
        words = saying.words(notices, settings.base_url)
    if to and first.by is By.MAIL:
        mail.send(settings, key=key, to=to, subject=words.subject, text=words.mail)
    elif to and first.by is By.TEXT:
        sms.send(settings, key=key, to=to, text=words.text)


def address_of(notice: Notice) -> str:
    """The address or number that a notice goes to; it stands in no job."""
    if notice.recipient is Recipient.COORDINATOR:
        return notice.trip.offer.coordinator_email
    if notice.volunteer is None:
        return notice.trip.service_user.phone
    return notice.volunteer.email if notice.by is By.MAIL else notice.volunteer.phone


def _language(session: Session, notice: Notice) -> str | None:
    if notice.recipient is Recipient.COORDINATOR:
        person = person_by_email(session, notice.trip.offer.coordinator_email)
    else:
        person = notice.volunteer.person if notice.volunteer else None
    return person.language if person else None
