"""What is read: all that is recorded about safety in a relation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partnership.quality.models import (
    IncidentReview,
    IncidentRoutine,
    Insurance,
    PoliceCertificates,
    Preparation,
    PreparationKind,
)

RECORDED_ONCE = (Preparation, Insurance, IncidentRoutine, PoliceCertificates)
MOST_RECORDED = len(PreparationKind) + len(RECORDED_ONCE) - 1


@dataclass(frozen=True)
class Records:
    """What is recorded in a relation; reviews the latest first."""

    preparations: Mapping[PreparationKind, Preparation]
    insurance: Insurance | None
    routine: IncidentRoutine | None
    reviews: tuple[IncidentReview, ...]
    certificates: PoliceCertificates | None


def records_of(session: Session, relation_id: int) -> Records:
    """All that is recorded in a relation, in five statements."""
    preparations = session.scalars(select(Preparation).where(Preparation.relation_id == relation_id))
    return Records(
        preparations={each.kind: each for each in preparations},
        insurance=insurance_of(session, relation_id),
        routine=routine_of(session, relation_id),
        reviews=reviews_of(session, relation_id),
        certificates=certificates_of(session, relation_id),
    )


def recorded_of(session: Session, relation_id: int) -> tuple[int, date | None]:
    """How many things are recorded in a relation, and the last day of its insurance, in one statement."""
    counts = [
        select(func.count()).select_from(kind).where(kind.relation_id == relation_id).scalar_subquery()
        for kind in RECORDED_ONCE
    ]
    insured = select(Insurance.valid_to).where(Insurance.relation_id == relation_id).scalar_subquery()
    *found, valid_to = session.execute(select(*counts, insured)).one()
    return sum(found), valid_to


def preparation_of(session: Session, relation_id: int, kind: PreparationKind) -> Preparation | None:
    """How many volunteers are ready in a way, if that is recorded."""
    statement = select(Preparation).where(Preparation.relation_id == relation_id)
    return session.scalar(statement.where(Preparation.kind == kind))


def insurance_of(session: Session, relation_id: int) -> Insurance | None:
    """What insures a relation's volunteers, if that is recorded."""
    return session.scalar(select(Insurance).where(Insurance.relation_id == relation_id))


def routine_of(session: Session, relation_id: int) -> IncidentRoutine | None:
    """A relation's routine for incidents, if that is recorded."""
    return session.scalar(select(IncidentRoutine).where(IncidentRoutine.relation_id == relation_id))


def reviews_of(session: Session, relation_id: int) -> tuple[IncidentReview, ...]:
    """When incidents were gone through together, the latest first."""
    statement = select(IncidentReview).where(IncidentReview.relation_id == relation_id)
    return tuple(session.scalars(statement.order_by(IncidentReview.reviewed_on.desc())))


def certificates_of(session: Session, relation_id: int) -> PoliceCertificates | None:
    """What is decided and shown about police certificates, if anything."""
    return session.scalar(select(PoliceCertificates).where(PoliceCertificates.relation_id == relation_id))
