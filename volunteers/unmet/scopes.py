"""Whose figures somebody sees: one's own as they are, those of others with small numbers hidden."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.municipalities.models import Municipality
from directory.municipalities.queries import municipality
from volunteers.unmet import queries


@dataclass(frozen=True)
class Scope:
    """Some bodies, in one municipality or wherever they help; `is_plain` to those whose own figures they are."""

    key: str
    body_ids: Collection[int]
    municipality_id: int | None
    is_plain: bool


@dataclass(frozen=True)
class Ground:
    """A municipality with the scopes that a viewer has there."""

    municipality: Municipality
    scopes: tuple[Scope, ...]

    @property
    def is_plain(self) -> bool:
        """Whether nothing needs to be hidden."""
        return all(scope.is_plain for scope in self.scopes)


def ground_of(session: Session, number: str, viewer: Viewer) -> Ground:
    """What a viewer may see of a municipality's figures; raises NotFound where that is nothing."""
    found, mine = municipality(session, number), viewer.bodies(Permission.FIGURES_READ)
    if found is None:
        raise NotFound
    there = queries.helping_in(session, found.id) | {found.id}
    own = Scope("own", sorted(there & mine), found.id, is_plain=True)
    if found.id in mine:
        return Ground(found, (own, Scope("others", sorted(there - mine), found.id, is_plain=False)))
    if not own.body_ids:
        raise NotFound
    return Ground(found, (own,))
