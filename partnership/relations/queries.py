"""What is read: the relations that a viewer belongs to."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import Person
from directory.accounts.permissions import PERMISSIONS, Permission, Role, Viewer
from directory.accounts.queries import people_with
from directory.bodies.models import Body
from directory.municipalities.models import County, Municipality
from directory.organisations.models import Organisation
from partnership.relations import rules
from partnership.relations.models import Relation
from partnership.relations.sides import Side

OrganisationBody = Body.__table__.alias("organisation_body")
MunicipalityBody = Body.__table__.alias("municipality_body")


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """Whether a relation is one that the viewer belongs to."""
    municipal = rules.municipal_bodies(viewer, Permission.RELATION_READ)
    return or_(
        Relation.municipality_id.in_(municipal),
        Relation.organisation_id.in_(municipal),
        and_(Relation.organisation_id.is_(None), Relation.municipality_id.in_(rules.represented(viewer))),
    )


def get_visible(session: Session, relation_id: int, *, viewer: Viewer) -> Relation:
    """A relation with its parties; raises NotFound for one that is not the viewer's."""
    statement = (
        select(Relation)
        .where(Relation.id == relation_id, is_visible(viewer))
        .options(joinedload(Relation.municipality).joinedload(Municipality.county), joinedload(Relation.organisation))
    )
    relation = session.scalar(statement)
    if relation is None:
        raise NotFound
    return relation


def relations_of(session: Session, body: Body) -> list[Relation]:
    """The relations of a body with others, oldest first."""
    statement = (
        select(Relation)
        .where(
            or_(Relation.municipality_id == body.id, Relation.organisation_id == body.id),
            Relation.organisation_id.is_not(None),
        )
        .options(joinedload(Relation.municipality), joinedload(Relation.organisation))
    )
    return list(session.scalars(statement.order_by(Relation.id)))


def listed(viewer: Viewer) -> Select[Any]:
    """The viewer's relations as rows of a list."""
    return (
        select(
            Relation.id,
            MunicipalityBody.c.name.label("municipality"),
            County.name.label("county"),
            func.coalesce(OrganisationBody.c.name, "").label("organisation"),
            Relation.scope,
            Relation.wished_step,
            Relation.municipality_id,
            Relation.organisation_id,
        )
        .join(Municipality.__table__, Municipality.__table__.c.id == Relation.municipality_id)
        .join(MunicipalityBody, MunicipalityBody.c.id == Relation.municipality_id)
        .join(County, County.number == Municipality.__table__.c.county_number)
        .outerjoin(OrganisationBody, OrganisationBody.c.id == Relation.organisation_id)
        .where(is_visible(viewer))
    )


def mine(session: Session, viewer: Viewer) -> list[Relation]:
    """All the viewer's relations with their parties."""
    statement = (
        select(Relation)
        .where(is_visible(viewer))
        .options(joinedload(Relation.municipality), joinedload(Relation.organisation))
        .order_by(Relation.id)
    )
    return list(session.scalars(statement))


def existing(session: Session, municipality_id: int, organisation_id: int | None, scope: str) -> Relation | None:
    """The relation between two parties about the same, if there is one."""
    other = (
        Relation.organisation_id.is_(None) if organisation_id is None else Relation.organisation_id == organisation_id
    )
    return session.scalar(
        select(Relation).where(Relation.municipality_id == municipality_id, other, Relation.scope == scope)
    )


def municipalities_of(session: Session, viewer: Viewer) -> list[Municipality]:
    """The municipalities for which the viewer may begin a relation."""
    statement = select(Municipality).where(Municipality.id.in_(viewer.bodies(Permission.RELATION_ADD)))
    return list(session.scalars(statement.order_by(Municipality.name)))


def partners(session: Session) -> list[tuple[int, str, str]]:
    """All organisations that one may cooperate with: id, name and organisation number."""
    statement = select(Organisation.id, Organisation.name, Organisation.org_number).order_by(Organisation.name)
    return [(number, name, org_number or "") for number, name, org_number in session.execute(statement)]


def answerers(session: Session, relation: Relation, side: Side) -> list[Person]:
    """The people who answer for a side; for own volunteers, their representative."""
    is_own = side is Side.ORGANISATION and relation.organisation_id is None
    body_id = relation.organisation_id if side is Side.ORGANISATION and not is_own else relation.municipality_id
    roles = {role for role, allowed in PERMISSIONS.items() if Permission.RELATION_ASSESS in allowed}
    representative = {Role.VOLUNTEERS_REPRESENTATIVE}
    return people_with(session, representative if is_own else roles - representative, body_id)
