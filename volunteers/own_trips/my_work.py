"""What waits: a volunteer's trips today, and what the volunteer has been asked."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work
from volunteers.asking.queries import token_of
from volunteers.own_trips import queries, saying
from volunteers.trips.rules import BOOKED


@my_work
def today(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Name the viewer's trips today, and those of yesterday that are not over, by their neutral names."""
    if not viewer.may(Permission.TRIP_OWN):
        return
    day = clock.local_date(now)
    for trip in queries.mine(session, viewer, now):
        if trip.status in BOOKED and trip.on_date <= day:
            name = trip.offer.neutral_name
            words = _("%(name)s today at %(time)s", name=name, time=saying.at(trip.leave_at))
            if trip.on_date < day:
                words = _("%(name)s, %(day)s: say how it went", name=name, day=saying.within(trip.on_date))
            yield Task(words, url_for("own_trips.show", trip_id=trip.id), _("See the trip"), on=trip.on_date)


@my_work
def unanswered(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Name what the viewer has been asked and has not answered."""
    if not viewer.may(Permission.TRIP_OWN):
        return
    for ask in queries.asked(session, viewer, now):
        words = _(
            "Can you take %(name)s, %(day)s?", name=ask.trip.offer.neutral_name, day=saying.within(ask.trip.on_date)
        )
        yield Task(
            words, url_for("asking.show", token=token_of(ask)), _("Answer"), due=clock.local_date(ask.expires_at)
        )
