"""What happens: an offer is entered for one of those for whom a viewer may."""

from datetime import datetime

from sqlalchemy.orm import Session

from activities.offers import actions as offers
from activities.offers.content import Content
from activities.offers.models import Offer
from activities.providing import queries, rules
from directory.accounts.permissions import Viewer


def enter(
    session: Session, content: Content, *, provider: str, municipality: str, viewer: Viewer, at: datetime
) -> Offer:
    """Write an offer down as a draft, for a provider by its code, in a municipality by its number."""
    offered_by, entered_by = queries.providers(session, viewer)[provider]
    place = queries.municipality_by_number(session, municipality)
    rules.ensure_own_ground(offered_by, entered_by, place)
    return offers.enter(
        session,
        content,
        provider=offered_by,
        municipality=place,
        entered_by=entered_by,
        actor_id=viewer.id,
        at=at,
    )
