"""Builders for offers that show what matters to a test and hide the rest."""

from dataclasses import fields
from datetime import date, datetime, time
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from activities.offers import actions
from activities.offers.content import Content, Slot, Words
from activities.offers.models import Offer, OfferKind, OfferMode, OfferStatus, Weekday
from directory.accounts.models import Person
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from partnership.relations.models import TargetGroup
from tests.builders import NOW

VOLDA = "1577"
TUESDAY = Slot(Weekday.TUESDAY, time(10), time(11, 30))
FRAIL = (TargetGroup.FRAIL_HOME_DWELLING,)


def some_words(**other: Any) -> Words:
    """The facts of an open group in Volda."""
    usual: dict[str, Any] = {
        "title": "Tur langs fjorden",
        "neutral_name": "Tirsdagstreffet",
        "about": "Vi går en tur og drikker kaffe.",
        "kind": OfferKind.OPEN_GROUP,
        "mode": OfferMode.PHYSICAL,
        "place": "Biblioteket",
        "postcode": "6100",
        "contact_phone": "70070000",
        "contact_email": "post@venene.example",
    }
    return Words(**{**usual, **other})


def some_content(**other: Any) -> Content:
    """The same with its time; `slots`, `groups`, `domains` and `pin` are the content's, the rest its words."""
    own = {name: other.pop(name) for name in ("slots", "groups", "domains", "pin") if name in other}
    return Content(some_words(**other), **{"slots": (TUESDAY,), **own})


def an_offer(
    session: Session,
    provider: Body,
    municipality: Municipality,
    *,
    actor: Person,
    status: OfferStatus = OfferStatus.RUNNING,
    confirmed_on: date | None = date(2026, 11, 1),
    entered_by: Body | None = None,
    at: datetime = NOW,
    **other: Any,
) -> Offer:
    """An offer that runs and is confirmed, unless said otherwise."""
    offer = actions.enter(
        session,
        some_content(**other),
        provider=provider,
        municipality=municipality,
        entered_by=entered_by or provider,
        actor_id=actor.id,
        at=at,
    )
    offer.status = status
    offer.confirmed_on = confirmed_on if status is not OfferStatus.DRAFT else None
    offer.paused_until = date(2026, 12, 24) if status is OfferStatus.PAUSED else None
    session.flush()
    return offer


def shown(client: FlaskClient, address: str) -> str:
    """What a page that is there says."""
    answered = client.get(address)
    assert answered.status_code == 200, (address, answered.status_code)
    return answered.get_data(as_text=True)


def a_form(**other: Any) -> dict[str, Any]:
    """What the first page of an offer sends."""
    kept = {
        field.name: getattr(some_words(), field.name)
        for field in fields(Words)
        if field.name in {"title", "neutral_name", "about", "kind", "mode"}
    }
    return {**kept, "version": "0", **other}
