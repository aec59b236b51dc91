"""What is allowed: who stands on which side of a relation, and what may be said of it."""

from collections.abc import Collection
from datetime import date
from typing import Any, Protocol

from directory.accounts.permissions import Permission, Role, Viewer
from kernel.lifecycle import NotAllowed, _l
from partnership.relations.models import Condition, Relation
from partnership.relations.sides import Side

CO_CREATION_FROM = 3


class Parties(Protocol):
    """Anything that tells a relation's id and parties: a relation, or a row of a list."""

    @property
    def id(self) -> Any:
        """The relation's id."""

    @property
    def municipality_id(self) -> Any:
        """The municipality's id."""

    @property
    def organisation_id(self) -> Any:
        """The organisation's id; None for own volunteers."""

    @property
    def ended_on(self) -> Any:
        """The day on which it ended; None while it lasts."""


def side_of(relation: Parties, viewer: Viewer, permission: Permission = Permission.RELATION_READ) -> Side | None:
    """The side on which a viewer may do something; the municipality's where somebody belongs to both.

    Nobody answers for either side of a cooperation that has ended.
    """
    if permission is Permission.RELATION_ASSESS and relation.ended_on is not None:
        return None
    return party_of(relation, viewer, permission)


def party_of(relation: Parties, viewer: Viewer, permission: Permission) -> Side | None:
    """The side on which a viewer stands, also when the cooperation has ended."""
    if relation.municipality_id in municipal_bodies(viewer, permission):
        return Side.MUNICIPALITY
    if relation.organisation_id is None:
        represents = viewer.has_role(Role.VOLUNTEERS_REPRESENTATIVE, relation.municipality_id)
        return Side.ORGANISATION if represents else None
    return Side.ORGANISATION if relation.organisation_id in viewer.bodies(permission) else None


def body_of(relation: Parties, side: Side) -> int | None:
    """The body on a side; own volunteers are none."""
    found: int | None = relation.municipality_id if side is Side.MUNICIPALITY else relation.organisation_id
    return found


def municipal_bodies(viewer: Viewer, permission: Permission) -> frozenset[int]:
    """The bodies for which a viewer may do something as more than the volunteers' representative."""
    return frozenset(
        held.body_id
        for held in viewer.holdings
        if held.body_id and held.role is not Role.VOLUNTEERS_REPRESENTATIVE and held.allows(permission)
    )


def represented(viewer: Viewer) -> frozenset[int]:
    """The municipalities whose own volunteers the viewer represents."""
    return frozenset(
        held.body_id for held in viewer.holdings if held.body_id and held.role is Role.VOLUNTEERS_REPRESENTATIVE
    )


def ensure_side(relation: Relation, viewer: Viewer) -> Side:
    """Somebody answers only for their own side, while the cooperation lasts."""
    if relation.ended_on is not None:
        raise NotAllowed(_l("This cooperation has ended. Take it up again to write in it."))
    side = side_of(relation, viewer, Permission.RELATION_ASSESS)
    if side is None:
        raise NotAllowed(_l("You can read this cooperation, but not answer for either of the parties."))
    return side


def ensure_step(step: int, top: int) -> None:
    """A step exists."""
    if not 1 <= step <= top:
        raise NotAllowed(_l("There is no such step."))


def ensure_party(relation: Relation, viewer: Viewer) -> Side:
    """Somebody who answers for a side may take up again what has ended."""
    side = party_of(relation, viewer, Permission.RELATION_ASSESS)
    if side is None:
        raise NotAllowed(_l("You can read this cooperation, but not answer for either of the parties."))
    return side


def ensure_may_end(relation: Relation, ended_on: date, begun_on: date, today: date) -> None:
    """A cooperation ends once, on a day that has come and not before it began."""
    if relation.ended_on is not None:
        raise NotAllowed(_l("This cooperation has ended already."))
    if ended_on > today:
        raise NotAllowed(_l("Write a day that has come; until then the cooperation lasts."))
    if ended_on < begun_on:
        raise NotAllowed(_l("This day is before the cooperation was begun here."))


def may_co_create(agreed_step: int | None) -> bool:
    """Whether the parties agree on a step from which they may say that they co-create. Source: ST-12."""
    return agreed_step is not None and agreed_step >= CO_CREATION_FROM


def ensure_may_co_create(agreed_step: int | None) -> None:
    """Co-creation is a flag for those who agree on step 3 or higher, no step of its own."""
    if not may_co_create(agreed_step):
        raise NotAllowed(_l("You can say that you co-create once you agree on step 3 or higher."))


def missing_conditions(relation: Relation, told: Collection[Condition]) -> list[Condition]:
    """What is not documented yet around a municipality's own volunteers; nothing for an organisation. Source: ST-2."""
    if relation.organisation_id is not None:
        return []
    return [each for each in Condition if each not in told]
