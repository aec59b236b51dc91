"""Builders of posts that show what matters to a test and hide the rest."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.bodies.models import Body
from tests.builders import NOW
from volunteers.coordinators import actions, queries
from volunteers.coordinators.actions import HolderSaid, PostSaid
from volunteers.coordinators.models import CoordinatorPost
from volunteers.coordinators.queries import Held

KARI = HolderSaid("Kari Koordinator", "90000000", "kari@example.no", "Ni dagar", True, date(2026, 2, 1))


def said(**other: Any) -> PostSaid:
    """A post of 30 per cent with a stand-in."""
    usual: dict[str, Any] = {
        "title": "Frivilligkoordinator",
        "share": 30,
        "areas": "Heile kommunen",
        "stand_in_name": "Sverre",
        "stand_in_phone": "70070001",
        "begins_on": date(2026, 1, 1),
        "ends_on": None,
    }
    return PostSaid(**{**usual, **other})


def a_post(
    session: Session, body: Body, *, actor: Person, holder: HolderSaid | None = KARI, **other: Any
) -> CoordinatorPost:
    """A post, held by somebody unless said otherwise."""
    made = actions.set_up(session, body, said(**other), actor_id=actor.id, at=NOW)
    session.flush()
    if holder is not None:
        actions.begin(session, Held(made), holder, actor_id=actor.id, at=NOW)
        session.flush()
    return made


def held(session: Session, post: CoordinatorPost) -> Held:
    """A post as it stands now."""
    return next(each for each in queries.posts_of(session, [post.body_id]) if each.post.id == post.id)
