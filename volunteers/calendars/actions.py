"""What happens: a volunteer's feed gets an address, and a new one closes the old."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from volunteers.calendars import queries
from volunteers.calendars.models import CalendarFeed
from volunteers.register.models import Volunteer


def renew(session: Session, volunteer: Volunteer, *, actor_id: int, at: datetime) -> None:
    """Give a volunteer's feed a new address, which is the only one from then on."""
    feed = queries.feed_of(session, volunteer.id) or CalendarFeed(volunteer_id=volunteer.id)
    feed.salt, feed.made_at = secrets.token_hex(16), at
    session.add(feed)
    audit.record(session, feed, "renewed", actor_id=actor_id, at=at)


def close(session: Session, volunteer: Volunteer, *, actor_id: int, at: datetime) -> None:
    """Close a volunteer's feed, so that its address is nobody's."""
    feed = queries.feed_of(session, volunteer.id)
    if feed is not None:
        audit.record(session, feed, "closed", actor_id=actor_id, at=at)
        session.delete(feed)
