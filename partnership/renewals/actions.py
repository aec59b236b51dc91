"""What happens: reminders are noted once, and given their day."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from kernel.clock import local_date
from partnership.assessments.queries import pictures
from partnership.relations.rules import Parties
from partnership.renewals import noticing, queries
from partnership.renewals.models import Reminder


def note(session: Session, relations: Sequence[Parties], *, at: datetime) -> None:
    """Note what the people of some relations are to be reminded of and have not been; as many statements for all."""
    eyes = dict.fromkeys((each.id for each in relations), None)
    seen = pictures(session, relations, eyes=eyes, as_of=local_date(at))
    found = {due for each in relations for due in noticing.due(each, seen[each.id], at)}
    new = sorted(found - queries.given(session, relations), key=lambda due: (due.since, due.body_id, due.key))
    if new:
        session.execute(insert(Reminder), [vars(due) | {"told_on": None} for due in new])


def give_day(session: Session, day: date) -> None:
    """Let what has been noted be told on a day; what is found after the mails of a day waits for the next."""
    if not queries.was_told(session, day):
        untold = update(Reminder).where(Reminder.told_on.is_(None)).values(told_on=day)
        session.execute(untold.execution_options(synchronize_session=False))
