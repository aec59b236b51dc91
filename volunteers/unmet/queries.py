"""What is read: needs that were not met, and who helps where."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, or_, select, union
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.alphabet import alphabetical
from volunteers.transport.models import TransportOffer
from volunteers.unmet.models import UnmetNeed
from volunteers.unmet.periods import Period


def helping_in(session: Session, municipality_id: int) -> frozenset[int]:
    """The bodies that offer a way of getting there in a municipality, and the organisations at home in it."""
    offering = select(TransportOffer.provider_id).where(TransportOffer.municipality_id == municipality_id)
    at_home = select(Organisation.id).where(Organisation.home_id == municipality_id)
    return frozenset(session.scalars(select(union(offering, at_home).subquery().c[0])))


def municipalities_of(session: Session, viewer: Viewer) -> list[Municipality]:
    """The municipalities of which a viewer sees figures, by name."""
    mine = viewer.bodies(Permission.FIGURES_READ)
    offering = select(TransportOffer.municipality_id).where(TransportOffer.provider_id.in_(mine))
    at_home = select(Organisation.home_id).where(Organisation.id.in_(mine))
    theirs = or_(Municipality.id.in_(mine), Municipality.id.in_(offering), Municipality.id.in_(at_home))
    order = (alphabetical(Municipality.name), Municipality.number)
    return list(session.scalars(select(Municipality).where(theirs).order_by(*order)))


def needs(
    session: Session, body_ids: Collection[int] | None, municipality_id: int | None, period: Period
) -> list[Any]:  # fmt: skip
    """The needs that were not met in a period, one row each and nothing of whose they were."""
    statement = select(
        UnmetNeed.body_id,
        UnmetNeed.municipality_id,
        UnmetNeed.kind,
        UnmetNeed.reason,
        UnmetNeed.postcode,
        UnmetNeed.weekday,
        UnmetNeed.wanted_on,
        UnmetNeed.is_short_notice,
        UnmetNeed.public_transport,
    ).where(UnmetNeed.wanted_on.between(period.first, period.last))
    if body_ids is not None:
        statement = statement.where(UnmetNeed.body_id.in_(body_ids))
    if municipality_id is not None:
        statement = statement.where(UnmetNeed.municipality_id == municipality_id)
    return list(session.execute(statement))


def count_of(session: Session, body_ids: Collection[int], period: Period) -> int:
    """How many needs some bodies could not meet in a period, short notice left out."""
    statement = select(func.count()).where(
        UnmetNeed.body_id.in_(body_ids),
        UnmetNeed.wanted_on.between(period.first, period.last),
        UnmetNeed.is_short_notice.is_(False),
    )
    return session.scalar(statement) or 0
