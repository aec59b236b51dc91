"""What is allowed: who stands on which side of a relation."""

from typing import Any, Protocol

from directory.accounts.permissions import Permission, Role, Viewer
from kernel.lifecycle import NotAllowed, _l
from partnership.relations.models import Relation
from partnership.relations.sides import Side


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


def side_of(relation: Parties, viewer: Viewer, permission: Permission = Permission.RELATION_READ) -> Side | None:
    """The side on which a viewer may do something; the municipality's where somebody belongs to both."""
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
    """Somebody answers only for their own side."""
    side = side_of(relation, viewer, Permission.RELATION_ASSESS)
    if side is None:
        raise NotAllowed(_l("You can read this cooperation, but not answer for either of the parties."))
    return side


def ensure_step(step: int, top: int) -> None:
    """A step exists."""
    if not 1 <= step <= top:
        raise NotAllowed(_l("There is no such step."))
