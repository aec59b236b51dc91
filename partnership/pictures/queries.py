"""What is read: pictures as a viewer may see them, and the rows of the relations' list."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.accounts.permissions import Viewer
from kernel import clock
from partnership.assessments.picture import Picture
from partnership.assessments.queries import pictures
from partnership.relations.models import Relation
from partnership.relations.rules import Parties, side_of


def picture_for(session: Session, relation: Relation, viewer: Viewer, now: datetime) -> Picture:
    """Where a relation stands, as a viewer may see it."""
    return seen(session, [relation], viewer, clock.local_date(now))[relation.id]


def seen(session: Session, relations: Sequence[Parties], viewer: Viewer, as_of: date) -> dict[int, Picture]:
    """Where relations stand, as a viewer may see them, by their ids."""
    eyes = {each.id: side_of(each, viewer) for each in relations}
    return pictures(session, relations, eyes=eyes, as_of=as_of)
