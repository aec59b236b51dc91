"""What is read: incidents of one's own bodies, and those that a volunteer has told of."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import Person
from directory.accounts.permissions import Permission, Viewer
from kernel.alphabet import alphabetical
from kernel.web.lists import Statement
from partnership.relations.models import Relation
from partnership.relations.queries import is_visible
from volunteers.incidents.models import Incident
from volunteers.incidents.rules import Report
from volunteers.transport.models import TransportOffer

SHOWN = 50
SEVERITIES = ("1", "2", "3")


def _is_ours(viewer: Viewer) -> ColumnElement[bool]:
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    return Incident.offer_id.in_(select(TransportOffer.id).where(TransportOffer.provider_id.in_(bodies)))


def get_own(session: Session, incident_id: int, *, viewer: Viewer, lock: bool = False) -> Incident:
    """An incident of the viewer's bodies, held for writing when asked; raises NotFound for any other."""
    where = (Incident.id == incident_id, _is_ours(viewer))
    if lock:
        session.execute(select(Incident.id).where(*where).with_for_update())
    found = session.scalar(select(Incident).where(*where).options(joinedload(Incident.offer)))
    if found is None:
        raise NotFound
    return found


def listed(viewer: Viewer, *, severity: str = "", state: str = "") -> Statement:
    """The incidents of the viewer's bodies, as rows of a list."""
    statement = (
        select(
            Incident.id,
            Incident.happened_on,
            Incident.kind,
            Incident.severity,
            Incident.told_to,
            Incident.what,
            Incident.action,
            Incident.closed_on,
            TransportOffer.neutral_name,
        )
        .join(TransportOffer, TransportOffer.id == Incident.offer_id)
        .where(_is_ours(viewer))
    )
    if severity in SEVERITIES:
        statement = statement.where(Incident.severity == int(severity))
    if state == "open":
        statement = statement.where(Incident.closed_on.is_(None))
    return statement


def told_by(session: Session, person_id: int) -> list[Incident]:
    """What somebody has told of, the latest first."""
    statement = select(Incident).where(Incident.reported_by_id == person_id).options(joinedload(Incident.offer))
    return list(session.scalars(statement.order_by(Incident.happened_on.desc(), Incident.id.desc()).limit(SHOWN)))


def same(session: Session, offer_id: int, trip_id: int | None, said: Report) -> Incident | None:
    """The same incident, reported before."""
    statement = select(Incident).where(Incident.offer_id == offer_id, Incident.happened_on == said.happened_on)
    statement = statement.where(Incident.trip_id == trip_id if trip_id else Incident.trip_id.is_(None))
    alike = (Incident.kind == said.kind, Incident.severity == said.severity, Incident.what == said.what)
    return session.scalar(statement.where(*alike).limit(1))


def offers_of(session: Session, viewer: Viewer) -> list[TransportOffer]:
    """The offers that the viewer may report on, ended ones as well, by name."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    statement = select(TransportOffer).where(TransportOffer.provider_id.in_(bodies))
    return list(session.scalars(statement.order_by(alphabetical(TransportOffer.neutral_name), TransportOffer.id)))


def open_count(session: Session, body_ids: Collection[int]) -> tuple[int, int]:
    """How many incidents of some bodies are open, and how many of these are grave."""
    statement = (
        select(func.count(), func.count().filter(Incident.severity == 3))
        .select_from(Incident)
        .join(TransportOffer, TransportOffer.id == Incident.offer_id)
        .where(TransportOffer.provider_id.in_(body_ids), Incident.closed_on.is_(None))
    )
    found = session.execute(statement).one()
    return found[0], found[1]


def relations_of(session: Session, viewer: Viewer) -> list[Relation]:
    """The cooperations in which the viewer may go through incidents together with the other side."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    ours = Relation.municipality_id.in_(bodies) | Relation.organisation_id.in_(bodies)
    statement = select(Relation).where(is_visible(viewer), ours, Relation.ended_on.is_(None))
    statement = statement.options(joinedload(Relation.municipality), joinedload(Relation.organisation))
    return list(session.scalars(statement.order_by(Relation.id).limit(SHOWN)))


def person(session: Session, person_id: int) -> Person:
    """Somebody who is told."""
    return session.get_one(Person, person_id)


def counted(session: Session, body_ids: Collection[int], municipality_id: int | None, first: date, last: date) -> Any:
    """How many incidents of each severity each body had from one day to another. Source: R18."""
    statement = (
        select(TransportOffer.provider_id.label("body_id"), Incident.severity, func.count().label("number"))
        .join(TransportOffer, TransportOffer.id == Incident.offer_id)
        .where(TransportOffer.provider_id.in_(body_ids), Incident.happened_on.between(first, last))
        .group_by(TransportOffer.provider_id, Incident.severity)
    )
    if municipality_id is not None:
        statement = statement.where(TransportOffer.municipality_id == municipality_id)
    return session.execute(statement).all()
