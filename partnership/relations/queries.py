"""What is read: the relations that a viewer belongs to."""

from enum import StrEnum
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
from partnership.relations.models import (
    Condition,
    Relation,
    RelationGroup,
    TargetGroup,
    VolunteerCondition,
)
from partnership.relations.sides import Side

OrganisationBody = Body.__table__.alias("organisation_body")
MunicipalityBody = Body.__table__.alias("municipality_body")


class Lasting(StrEnum):
    """Which relations a list shows."""

    CURRENT = "current"
    ENDED = "ended"
    ALL = "all"


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """Whether a relation is one that the viewer belongs to."""
    municipal = rules.municipal_bodies(viewer, Permission.RELATION_READ)
    return or_(
        Relation.municipality_id.in_(municipal),
        Relation.organisation_id.in_(municipal),
        and_(Relation.organisation_id.is_(None), Relation.municipality_id.in_(rules.represented(viewer))),
    )


def get_visible(session: Session, relation_id: int, *, viewer: Viewer, lock: bool = False) -> Relation:
    """A relation with its parties, held for writing where that is asked for; raises NotFound when not the viewer's."""
    statement = (
        select(Relation)
        .where(Relation.id == relation_id, is_visible(viewer))
        .options(joinedload(Relation.municipality).joinedload(Municipality.county), joinedload(Relation.organisation))
    )
    relation = session.scalar(statement.with_for_update(of=Relation) if lock else statement)
    if relation is None:
        raise NotFound
    return relation


def relations_of(session: Session, body: Body) -> list[Relation]:
    """The relations of a body with others that have not ended, oldest first."""
    statement = (
        select(Relation)
        .where(
            or_(Relation.municipality_id == body.id, Relation.organisation_id == body.id),
            Relation.organisation_id.is_not(None),
            Relation.ended_on.is_(None),
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
            Relation.ended_on,
        )
        .join(Municipality.__table__, Municipality.__table__.c.id == Relation.municipality_id)
        .join(MunicipalityBody, MunicipalityBody.c.id == Relation.municipality_id)
        .join(County, County.number == Municipality.__table__.c.county_number)
        .outerjoin(OrganisationBody, OrganisationBody.c.id == Relation.organisation_id)
        .where(is_visible(viewer))
    )


def narrowed(statement: Select[Any], *, lasting: str, group: str) -> Select[Any]:
    """The list of what lasts, unless other is asked for, and for one target group; what is no group narrows nothing."""
    if lasting != Lasting.ALL:
        statement = statement.where(Relation.ended_on.is_not(None) == (lasting == Lasting.ENDED))
    if group in set(TargetGroup):
        having = select(RelationGroup.relation_id).where(RelationGroup.target_group == TargetGroup(group))
        statement = statement.where(Relation.id.in_(having))
    return statement


def mine(session: Session, viewer: Viewer) -> list[Relation]:
    """All the viewer's relations that have not ended, with their parties."""
    statement = (
        select(Relation)
        .where(is_visible(viewer), Relation.ended_on.is_(None))
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


def own_municipalities(session: Session, viewer: Viewer) -> list[Municipality]:
    """The municipalities whose relations the viewer reads all of."""
    own = rules.municipal_bodies(viewer, Permission.RELATION_READ)
    return list(session.scalars(select(Municipality).where(Municipality.id.in_(own)).order_by(Municipality.name)))


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


def group_rows(session: Session, relation_id: int) -> list[RelationGroup]:
    """The rows of whom a relation is for."""
    return list(session.scalars(select(RelationGroup).where(RelationGroup.relation_id == relation_id)))


def groups_of(session: Session, relation_id: int) -> list[TargetGroup]:
    """Whom a relation is for, in the order of the code list."""
    found = {row.target_group for row in group_rows(session, relation_id)}
    return [group for group in TargetGroup if group in found]


def condition_rows(session: Session, relation_id: int) -> dict[Condition, VolunteerCondition]:
    """What has been written about the conditions around a municipality's own volunteers."""
    rows = session.scalars(select(VolunteerCondition).where(VolunteerCondition.relation_id == relation_id))
    return {row.condition: row for row in rows}


def conditions_of(session: Session, relation_id: int) -> dict[Condition, VolunteerCondition]:
    """The conditions that are documented."""
    return {each: row for each, row in condition_rows(session, relation_id).items() if row.text}


def areas_of(session: Session, relation: Relation) -> list[Relation]:
    """The other areas in which the same two cooperate, or have done."""
    same = and_(
        Relation.municipality_id == relation.municipality_id,
        Relation.organisation_id.is_(None)
        if relation.organisation_id is None
        else Relation.organisation_id == relation.organisation_id,
    )
    statement = select(Relation).where(same, Relation.id != relation.id).order_by(Relation.scope)
    return list(
        session.scalars(statement.options(joinedload(Relation.municipality), joinedload(Relation.organisation)))
    )
