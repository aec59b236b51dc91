"""What is read: versions and their proposals, and what a version would change in all relations."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import PERMISSIONS, Permission, Role
from directory.audit.models import AuditLine
from partnership.assessments.models import Assessment
from partnership.assessments.queries import pictures
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.content import Content
from partnership.staircase.models import StaircaseVersion
from partnership.versions.comparison import Move, moves
from partnership.versions.models import Activation, ActivationStatus, DryRun

ANSWERING = frozenset(role for role, allowed in PERMISSIONS.items() if Permission.RELATION_ASSESS in allowed)


def versions(session: Session) -> Sequence[StaircaseVersion]:
    """All versions, the last taken in first."""
    return session.scalars(select(StaircaseVersion).order_by(StaircaseVersion.id.desc())).all()


def version(session: Session, version_id: int) -> StaircaseVersion:
    """A version; raises NotFound. Every administrator sees every version."""
    found = session.get(StaircaseVersion, version_id)
    if found is None:
        raise NotFound
    return found


def activations(session: Session) -> Sequence[Activation]:
    """Every proposal with its people, the oldest first."""
    statement = select(Activation).options(joinedload(Activation.proposed_by), joinedload(Activation.decided_by))
    return session.scalars(statement.options(joinedload(Activation.staircase)).order_by(Activation.id)).all()


def activations_of(session: Session, version_id: int) -> Sequence[Activation]:
    """The proposals of a version, the oldest first."""
    statement = select(Activation).where(Activation.staircase_id == version_id).order_by(Activation.id)
    return session.scalars(
        statement.options(joinedload(Activation.proposed_by), joinedload(Activation.decided_by))
    ).all()


def planned(session: Session) -> Sequence[Activation]:
    """The proposals that wait for their day, the earliest day first."""
    statement = select(Activation).where(Activation.status == ActivationStatus.PLANNED)
    return session.scalars(statement.order_by(Activation.valid_from, Activation.id)).all()


def importers(session: Session) -> dict[int, str]:
    """Who took in each version, by the version's id; those from the command line are by nobody."""
    statement = (
        select(AuditLine.subject_id, Person.name)
        .join(Person, Person.id == AuditLine.actor_id)
        .where(AuditLine.subject == StaircaseVersion.__tablename__, AuditLine.verb == "imported")
    )
    return dict(session.execute(statement).all())


def to_confirm(session: Session, version_id: int, after: int, limit: int) -> Sequence[int]:
    """The next people, by id, who answer for a side whose latest answers were given in another version."""
    is_own = and_(Assessment.side == Side.ORGANISATION, Relation.organisation_id.is_(None))
    others = func.coalesce(Relation.organisation_id, Relation.municipality_id)
    body_id = case((Assessment.side == Side.MUNICIPALITY, Relation.municipality_id), else_=others)
    statement = (
        select(Person.id)
        .distinct()
        .select_from(Assessment)
        .join(Relation, Relation.id == Assessment.relation_id)
        .join(RoleHolding, RoleHolding.body_id == body_id)
        .join(Person, Person.id == RoleHolding.person_id)
        .where(
            Assessment.is_latest,
            Assessment.staircase_id != version_id,
            Relation.ended_on.is_(None),
            RoleHolding.ended_at.is_(None),
            RoleHolding.role.in_(ANSWERING),
            (RoleHolding.role == Role.VOLUNTEERS_REPRESENTATIVE) == is_own,
            Person.is_active,
            Person.id > after,
        )
        .order_by(Person.id)
        .limit(limit)
    )
    return session.scalars(statement).all()


def relations_after(session: Session, after: int, limit: int) -> Sequence[Relation]:
    """The next relations that have not ended, by id, with their parties."""
    parties = joinedload(Relation.municipality), joinedload(Relation.organisation)
    statement = select(Relation).where(Relation.id > after, Relation.ended_on.is_(None)).order_by(Relation.id)
    return session.scalars(statement.limit(limit).options(*parties)).all()


def compared(
    session: Session, relations: Sequence[Relation], former: Content, content: Content, as_of: date
) -> Iterator[tuple[Relation, list[Move]]]:
    """How levels would move from one version to another; as many statements for one relation as for hundreds."""
    old = pictures(session, relations, eyes={}, as_of=as_of, content=former)
    new = pictures(session, relations, eyes={}, as_of=as_of, content=content)
    for each in relations:
        yield each, list(moves(old[each.id], new[each.id]))


def dry_run_of(session: Session, version_id: int) -> DryRun | None:
    """The last dry run of a version, if there was one."""
    statement = select(DryRun).where(DryRun.staircase_id == version_id)
    return session.scalar(statement.options(joinedload(DryRun.former)))


def dry_run(session: Session, run_id: int) -> DryRun | None:
    """A dry run that is under way, held until this transaction ends; None when it was begun anew meanwhile."""
    return session.scalar(select(DryRun).where(DryRun.id == run_id).with_for_update())
