"""What happens later: once a day relations are gone through, and each person gets at most one mail of reminders."""

from datetime import date, datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.clock import local_date
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail, outbox
from kernel.registry import job
from partnership.renewals import actions, queries, saying

DAY = 24 * 60 * 60
RELATIONS, PEOPLE = 100, 100  # so that no transaction lasts for more than a second or two


@job("partnership.remind", every=DAY)
def remind(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Begin the day's round with the first relations."""
    outbox.promise(session, "partnership.note_reminders", at=now, after=0)


@job("partnership.note_reminders")
def note_reminders(session: Session, *, key: str, now: datetime, after: int) -> None:  # noqa: ARG001  every job is called alike
    """Note what is due in the next relations, and go on with those after them, or with telling."""
    relations = queries.relations_after(session, after, RELATIONS)
    if relations:
        actions.note(session, relations, at=now)
        outbox.promise(session, "partnership.note_reminders", at=now, after=relations[-1].id)
        return
    today = local_date(now)
    actions.give_day(session, today)
    outbox.promise(session, "partnership.tell_reminders", at=now, day=today.isoformat(), after=0)


@job("partnership.tell_reminders")
def tell_reminders(session: Session, *, key: str, now: datetime, day: str, after: int) -> None:  # noqa: ARG001  every job is called alike
    """Promise a mail to each of the next people who have something to be told of."""
    people = queries.people_told(session, date.fromisoformat(day), after, PEOPLE)
    for person_id in people:
        once = f"partnership.mail_reminders {day} {person_id}"
        outbox.promise(session, "partnership.mail_reminders", at=now, once=once, person_id=person_id, day=day)
    if people:
        outbox.promise(session, "partnership.tell_reminders", at=now, day=day, after=people[-1])


@job("partnership.mail_reminders", outside=True)
def mail_reminders(session: Session, *, key: str, now: datetime, person_id: int, day: str) -> None:  # noqa: ARG001  every job is called alike
    """Tell one person of all that is due on a day."""
    person, settings = session.get_one(Person, person_id), current_app.extensions["trinn"]
    lines = queries.lines_for(session, person_id, date.fromisoformat(day))
    if not lines:
        return
    with force_locale(person.language or DEFAULT):
        text = _(
            "Hello %(name)s\n\nThis waits for you:\n\n%(lines)s\n\nYou find it all here:\n\n%(address)s\n\n"
            "You are told of each of these once at each stage.\n",
            name=person.name,
            lines=saying.listed(lines),
            address=f"{settings.base_url}/my-work",
        )
        mail.send(settings, key=key, to=person.email, subject=_("What waits for you in Trinn"), text=text)
