"""What is read: a municipality's relations as its own people see them, and how many stand where in the country."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.municipalities.models import County, Municipality, SizeBand
from directory.municipalities.queries import municipality
from partnership.assessments.queries import pictures
from partnership.overview.models import Distribution
from partnership.relations import queries as relations
from partnership.relations.models import Relation
from partnership.relations.rules import municipal_bodies

BATCH = 200


@dataclass(frozen=True)
class Place:
    """Where a relation is, in the three ways in which the country is divided, and the step that is agreed."""

    band: SizeBand
    county: str
    centrality: int
    step: int | None

    @property
    def key(self) -> str:
        """The place as it is kept in a count."""
        return "|".join(
            (self.band.value, self.county, str(self.centrality), "" if self.step is None else str(self.step))
        )

    @staticmethod
    def of(key: str) -> "Place":
        """The place that a key stands for."""
        band, county, centrality, step = key.split("|")
        return Place(SizeBand(band), county, int(centrality), int(step) if step else None)


def own_municipality(session: Session, number: str, viewer: Viewer) -> Municipality:
    """A municipality for which the viewer reads relations; raises NotFound for any other."""
    found = municipality(session, number)
    if found is None or found.id not in municipal_bodies(viewer, Permission.RELATION_READ):
        raise NotFound
    return found


def relations_of(session: Session, found: Municipality, viewer: Viewer) -> Sequence[Any]:
    """The relations of a municipality as rows, in the order of the organisations' names."""
    statement = relations.listed(viewer).where(Relation.municipality_id == found.id)
    name = func.coalesce(relations.OrganisationBody.c.name, "")
    return session.execute(statement.order_by(name, Relation.scope, Relation.id)).all()


def counties(session: Session) -> dict[str, str]:
    """The counties' names by their numbers, in the order of the numbers."""
    rows = session.execute(select(County.number, County.name).order_by(County.number))
    return {row.number: row.name for row in rows}


def places(session: Session, as_of: date, *, after: int) -> tuple[int, list[Place]]:
    """Where the next relations of the country stand, and the id of the last of them; an ended one stands nowhere."""
    statement = (
        select(
            Relation.id,
            Relation.municipality_id,
            Relation.organisation_id,
            Relation.ended_on,
            Municipality.size_band,
            Municipality.county_number,
            Municipality.centrality,
        )
        .join(Municipality, Municipality.id == Relation.municipality_id)
        .where(Relation.id > after, Relation.ended_on.is_(None))
        .order_by(Relation.id)
        .limit(BATCH)
    )
    rows = session.execute(statement).all()
    found = pictures(session, rows, eyes={}, as_of=as_of)
    agreed = {row.id: found[row.id].levels.agreed for row in rows}
    placed = [
        Place(row.size_band, row.county_number, row.centrality, level.number if level else None)
        for row in rows
        for level in [agreed[row.id]]
    ]
    return rows[-1].id if rows else after, placed


def last_count(session: Session) -> Distribution | None:
    """The last count that is done."""
    statement = select(Distribution).where(Distribution.done_at.is_not(None)).order_by(Distribution.id.desc())
    return session.scalar(statement.limit(1))


def counted(distribution: Distribution, name: str) -> Counter[tuple[Any, int | None]]:
    """How many relations there were for each value of a division and each step."""
    counts: Counter[tuple[Any, int | None]] = Counter()
    for key, number in distribution.counts.items():
        place = Place.of(key)
        counts[getattr(place, name), place.step] += number
    return counts
