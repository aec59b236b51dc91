"""What is read: for whom somebody may enter an offer, and what an offer holds now."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from activities.offers import queries
from activities.offers.content import Content, Slot, pin_of, words_of
from activities.offers.models import Offer
from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body, BodyKind
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from partnership.relations.models import Relation


def bodies_of(session: Session, viewer: Viewer) -> list[Body]:
    """The bodies for which a viewer writes offers, by name."""
    statement = select(Body).where(Body.id.in_(viewer.bodies(Permission.OFFER_WRITE)))
    return list(session.scalars(statement.order_by(Body.name, Body.id)))


def partners_of(session: Session, municipality_id: int) -> list[Organisation]:
    """The organisations that a municipality cooperates with, for which it may enter an offer."""
    theirs = select(Relation.organisation_id).where(
        Relation.municipality_id == municipality_id, Relation.ended_on.is_(None)
    )
    statement = select(Organisation).where(Organisation.id.in_(theirs)).order_by(Organisation.name, Organisation.id)
    return list(session.scalars(statement))


def providers(session: Session, viewer: Viewer) -> dict[str, tuple[Body, Body]]:
    """For whom a viewer may enter an offer: by a code, the provider and the body that enters it."""
    found: dict[str, tuple[Body, Body]] = {}
    for body in bodies_of(session, viewer):
        found[f"{body.id}-{body.id}"] = (body, body)
        if body.kind is BodyKind.MUNICIPALITY:
            found |= {f"{one.id}-{body.id}": (one, body) for one in partners_of(session, body.id)}
    return found


def municipality_by_number(session: Session, number: str) -> Municipality:
    """A municipality that a form has offered."""
    return session.scalars(select(Municipality).where(Municipality.number == number)).one()


def content_of(session: Session, offer: Offer) -> Content:
    """All that an offer holds."""
    told = queries.told(session, offer)
    slots = tuple(Slot(each.weekday, each.starts, each.ends, each.rhythm) for each in told.times)
    return Content(words_of(offer), slots, told.groups, told.domains, pin_of(offer))


def home_ground(known: Mapping[str, tuple[Body, Body]]) -> set[str]:
    """The numbers of the municipalities where those who enter offers are at home."""
    entering = [entered_by for _provider, entered_by in known.values()]
    homes = [each.home if isinstance(each, Organisation) else each for each in entering]
    return {each.number for each in homes if isinstance(each, Municipality)}
