"""Who is asked whether their offers hold, and by which link they answer."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from activities.offers import queries, rules
from activities.offers.models import Inquiry, Offer, OfferStatus
from directory.accounts.models import Person
from directory.accounts.permissions import PERMISSIONS, Permission
from directory.accounts.queries import holdings, people_with
from kernel import clock, keys

WRITERS = frozenset(role for role, allowed in PERMISSIONS.items() if Permission.OFFER_WRITE in allowed)


def people_of(session: Session, body_id: int) -> list[Person]:
    """The people who write offers for a body."""
    return people_with(session, WRITERS, body_id)


def addresses_of(session: Session, provider_id: int) -> list[str]:
    """Where a provider can be written to that nobody signs in for: the addresses on its offers."""
    offers = queries.asked_about(session, [provider_id])
    return sorted({offer.contact_email for offer in offers if offer.contact_email})


def due(session: Session, at: datetime) -> list[Offer]:
    """The offers whose providers should have been asked more often than they have."""
    today = clock.local_date(at)
    on_behalf = and_(Offer.status == OfferStatus.UNDER_PREPARATION, Offer.entered_by_id != Offer.provider_id)
    asked = or_(Offer.status.in_(rules.PUBLIC), on_behalf)
    statement = select(Offer).where(asked, Offer.asked_stage < rules.Stage.STALE).order_by(Offer.id)
    return [offer for offer in session.scalars(statement) if rules.stage(offer, today) > offer.asked_stage]


def providers_of(session: Session, inquiry: Inquiry) -> Collection[int]:
    """The bodies whose offers an inquiry is about; none for somebody who no longer speaks for any."""
    if inquiry.provider_id is not None:
        return [inquiry.provider_id]
    held = holdings(session, inquiry.person_id or 0)
    return {each.body_id for each in held if each.body_id and each.allows(Permission.OFFER_WRITE)}


def offers_of(session: Session, inquiry: Inquiry) -> list[Offer]:
    """The offers that an inquiry is about."""
    return queries.asked_about(session, providers_of(session, inquiry))


def token_of(inquiry: Inquiry) -> str:
    """The token of an inquiry's link, derived from its salt so that neither row nor job holds it."""
    return f"{inquiry.id}-{keys.sign('offer-inquiry', f'{inquiry.id}:{inquiry.salt}')}"


def by_token(session: Session, token: str, *, now: datetime, lock: bool = False) -> Inquiry | None:
    """The inquiry whose link it is, held for writing when asked; a wrong, an old and a foreign one are nobody's.

    `now` is real, as for every token.
    """
    number, _dash, _seal = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    statement = select(Inquiry).where(Inquiry.id == int(number))
    inquiry = session.scalar(statement.with_for_update() if lock else statement)
    if inquiry is None or now > inquiry.expires_at or not keys.is_same(token, token_of(inquiry)):
        return None
    return inquiry
