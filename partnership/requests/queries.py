"""What is read: requests, as those see them who asked and those who are asked."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import Person
from directory.accounts.permissions import PERMISSIONS, Permission, Viewer
from directory.accounts.queries import people_with
from directory.bodies.models import Body
from directory.organisations.models import Organisation
from partnership.requests.models import RelationRequest, RequestStatus

OrganisationBody = Body.__table__.alias("asking_body")
MunicipalityBody = Body.__table__.alias("asked_body")


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """Whether a request is one that the viewer may send or answer."""
    return or_(
        RelationRequest.organisation_id.in_(viewer.bodies(Permission.RELATION_ASK)),
        RelationRequest.municipality_id.in_(viewer.bodies(Permission.RELATION_ADD)),
    )


def get_visible(session: Session, request_id: int, *, viewer: Viewer, lock: bool = False) -> RelationRequest:
    """A request with its parties, held for writing where that is asked for; raises NotFound when not the viewer's."""
    statement = (
        select(RelationRequest)
        .where(RelationRequest.id == request_id, is_visible(viewer))
        .options(joinedload(RelationRequest.organisation), joinedload(RelationRequest.municipality))
    )
    found = session.scalar(statement.with_for_update(of=RelationRequest) if lock else statement)
    if found is None:
        raise NotFound
    return found


def waiting(session: Session, organisation_id: int, municipality_id: int, scope: str) -> RelationRequest | None:
    """The request between two about the same that waits for an answer."""
    return session.scalar(
        select(RelationRequest).where(
            RelationRequest.organisation_id == organisation_id,
            RelationRequest.municipality_id == municipality_id,
            RelationRequest.scope == scope,
            RelationRequest.status == RequestStatus.WAITING,
        )
    )


def waiting_for(session: Session, viewer: Viewer) -> list[RelationRequest]:
    """The requests that the viewer may answer, oldest first."""
    statement = (
        select(RelationRequest)
        .where(
            RelationRequest.municipality_id.in_(viewer.bodies(Permission.RELATION_ADD)),
            RelationRequest.status == RequestStatus.WAITING,
        )
        .options(joinedload(RelationRequest.organisation), joinedload(RelationRequest.municipality))
    )
    return list(session.scalars(statement.order_by(RelationRequest.asked_at, RelationRequest.id)))


def listed(viewer: Viewer) -> Select[Any]:
    """The viewer's requests, sent and received, as rows of a list."""
    return (
        select(
            RelationRequest.id,
            OrganisationBody.c.name.label("organisation"),
            MunicipalityBody.c.name.label("municipality"),
            RelationRequest.scope,
            RelationRequest.status,
            RelationRequest.asked_at,
        )
        .join(OrganisationBody, OrganisationBody.c.id == RelationRequest.organisation_id)
        .join(MunicipalityBody, MunicipalityBody.c.id == RelationRequest.municipality_id)
        .where(is_visible(viewer))
    )


def organisations_of(session: Session, viewer: Viewer) -> list[Organisation]:
    """The organisations for which the viewer may ask."""
    statement = (
        select(Organisation)
        .where(Organisation.id.in_(viewer.bodies(Permission.RELATION_ASK)))
        .options(joinedload(Organisation.home))
    )
    return list(session.scalars(statement.order_by(Organisation.name)))


def people_who(session: Session, permission: Permission, body_id: int) -> list[Person]:
    """The people who may do something for a body."""
    roles = {role for role, allowed in PERMISSIONS.items() if permission in allowed}
    return people_with(session, roles, body_id)
