"""What is read: a body's safeguards, and the bodies that a viewer may read of or write for."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from kernel.alphabet import alphabetical
from volunteers.safeguards import rules
from volunteers.safeguards.models import Safeguard


def of_body(session: Session, body_id: int) -> Safeguard | None:
    """What a body has recorded, if anything."""
    return session.scalar(select(Safeguard).where(Safeguard.body_id == body_id))


def on_bodies(session: Session, body_ids: Iterable[int], today: date) -> frozenset[int]:
    """The bodies, among these, for which the wing is on."""
    kept = session.scalars(select(Safeguard).where(Safeguard.body_id.in_(list(body_ids))))
    return frozenset(each.body_id for each in kept if rules.is_on(each, today))


def ensure_on(session: Session, body_id: int, today: date) -> Safeguard:
    """What switches the wing on for a body; raises NotAllowed where it is off."""
    return rules.ensure_is_on(of_body(session, body_id), today)


def bodies_of(session: Session, viewer: Viewer, permission: Permission = Permission.FIGURES_READ) -> list[Body]:
    """The bodies for which the viewer works with volunteers, by name."""
    statement = select(Body).where(Body.id.in_(viewer.bodies(permission)))
    return list(session.scalars(statement.order_by(alphabetical(Body.name), Body.id)))


def get_visible(
    session: Session, body_id: int, *, viewer: Viewer, permission: Permission = Permission.FIGURES_READ
) -> Body:
    """A body for which the viewer works with volunteers; raises NotFound for any other."""
    found = session.scalar(select(Body).where(Body.id == body_id, Body.id.in_(viewer.bodies(permission))))
    if found is None:
        raise NotFound
    return found
