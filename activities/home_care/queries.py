"""What is read: the municipality that a viewer shares offers in, and when they were gone through."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from activities.home_care.models import Briefing
from directory.accounts.permissions import Permission, Viewer
from directory.municipalities.models import Municipality

SHOWN = 20


def get_visible(session: Session, number: str, *, viewer: Viewer) -> Municipality:
    """A municipality whose offers the viewer shares with home care; raises NotFound for any other."""
    shared = viewer.bodies(Permission.OFFER_SHARE)
    found = session.scalar(select(Municipality).where(Municipality.number == number, Municipality.id.in_(shared)))
    if found is None:
        raise NotFound
    return found


def briefings(session: Session, municipality_id: int) -> list[Briefing]:
    """When the offers were gone through, the latest first."""
    statement = select(Briefing).where(Briefing.municipality_id == municipality_id)
    return list(session.scalars(statement.order_by(Briefing.held_on.desc(), Briefing.id.desc()).limit(SHOWN)))


def same(session: Session, briefing: Briefing) -> Briefing | None:
    """The same briefing, recorded before."""
    return session.scalar(
        select(Briefing).where(
            Briefing.municipality_id == briefing.municipality_id,
            Briefing.held_on == briefing.held_on,
            Briefing.with_whom == briefing.with_whom,
            Briefing.sheets == briefing.sheets,
        )
    )


def latest_days(session: Session, municipality_ids: frozenset[int]) -> dict[int, date]:
    """The latest day in each municipality that has any."""
    statement = (
        select(Briefing.municipality_id, func.max(Briefing.held_on))
        .where(Briefing.municipality_id.in_(municipality_ids))
        .group_by(Briefing.municipality_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}
