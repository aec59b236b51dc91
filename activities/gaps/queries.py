"""What is read: where the public offers take place."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from activities.gaps.reach import Stand
from activities.offers.models import Offer, OfferMode, OfferTag, TagKind
from activities.offers.queries import is_public
from activities.places.distance import Position
from partnership.relations.models import TargetGroup


def stands(session: Session, today: date, group: str) -> list[Stand]:
    """Where one can go, also across the municipality's border; for a group when one is chosen."""
    statement = select(Offer.id, Offer.title, Offer.latitude, Offer.longitude).where(
        is_public(today), Offer.latitude.is_not(None), Offer.mode != OfferMode.DIGITAL
    )
    if group in set(TargetGroup):
        tagged = select(OfferTag.offer_id).where(OfferTag.kind == TagKind.TARGET_GROUP, OfferTag.code == group)
        statement = statement.where(Offer.id.in_(tagged))
    return [
        Stand(row.id, row.title, Position(row.latitude, row.longitude))
        for row in session.execute(statement.order_by(Offer.id))
    ]
