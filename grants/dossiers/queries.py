"""What is read: all that an edition of a dossier shows, and nothing that it does not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from directory.audit.models import AuditLine
from directory.municipalities.models import Municipality
from grants.applications.answers import municipalities
from grants.applications.models import Application
from grants.applications.queries import Folder, by_reference, folder
from grants.decisions.models import Decision, DecisionReason, DecisionStatus
from grants.decisions.queries import decision_of, reasons_of
from grants.dossiers.rules import Edition
from grants.eligibility.models import CheckStatus, FormalCheck, RuleVerdict
from grants.eligibility.queries import check_of, verdicts_of
from grants.eligibility.rules import outcome_of
from grants.reviews.models import DiscussionNote, Review, Score
from grants.reviews.queries import Standing, standing_of
from grants.reviews.scoring import Scoring


@dataclass(frozen=True)
class Record:
    """What one edition shows: a reviewer's has its own review alone, a party's none, and points only when decided."""

    folder: Folder
    edition: Edition
    places: Mapping[str, Municipality]
    check: FormalCheck | None
    verdicts: Mapping[str, RuleVerdict]
    reviews: Sequence[Review]
    scores: Mapping[int, Mapping[str, Score]]
    notes: Mapping[str, DiscussionNote]
    scoring: Scoring | None
    decision: Decision | None
    reasons: Mapping[str, DecisionReason]
    history: Sequence[AuditLine]

    @property
    def application(self) -> Application:
        """The application that the dossier is of."""
        return self.folder.application

    def place(self, number: str) -> str:
        """What a municipality is called."""
        return self.places[number].name if number in self.places else number


def by_any(session: Session, reference: str) -> Application | None:
    """An application by its reference or id, for an operator."""
    statement = select(Application).where(by_reference(reference))
    return session.scalar(
        statement.options(joinedload(Application.call), joinedload(Application.applicant)),
    )


def record_of(session: Session, application: Application, edition: Edition, *, reader_id: int | None = None) -> Record:
    """All that an edition shows of an application; of a reviewer's, `reader_id` says whose."""
    found, check = folder(session, application), check_of(session, application.id)
    if outcome_of(check, application) is CheckStatus.OPEN and edition is not Edition.DIRECTORATE:
        check = None
    decision = decision_of(session, application.id)
    made = decision if decision is not None and decision.status is DecisionStatus.MADE else None
    standing = standing_of(session, application)
    reviews = _shown(standing, edition, reader_id)
    is_inside = edition is Edition.DIRECTORATE
    return Record(
        folder=found,
        edition=edition,
        places=_places(session, found),
        check=check,
        verdicts=verdicts_of(session, check.id) if check else {},
        reviews=reviews,
        scores={review.id: standing.scores[review.id] for review in reviews},
        notes=standing.notes if is_inside else {},
        scoring=standing.scoring if is_inside or made else None,
        decision=made,
        reasons=reasons_of(session, made.id) if made else {},
        history=_history(
            session,
            {
                "application": [application.id],
                "application_partner": [partner.id for partner in found.partners],
                "formal_check": [check.id] if check else [],
                "review": [review.id for review in reviews],
                "discussion_note": [note.id for note in standing.notes.values()] if is_inside else [],
                "decision": [decision.id] if decision and (is_inside or made) else [],
            },
        ),
    )


def _shown(standing: Standing, edition: Edition, reader_id: int | None) -> list[Review]:
    if edition is Edition.DIRECTORATE:
        return list(standing.reviews)
    return [each for each in standing.reviews if edition is Edition.REVIEWER and each.reviewer_id == reader_id]


def _places(session: Session, found: Folder) -> dict[str, Municipality]:
    """The municipalities that are answered, and the applicant when it is one, by their numbers."""
    numbers = municipalities(found.content, found.answers)
    statement = (
        select(Municipality)
        .where(or_(Municipality.number.in_(numbers), Municipality.id == found.application.applicant_id))
        .options(joinedload(Municipality.county))
    )
    return {each.number: each for each in session.scalars(statement)}


def _history(session: Session, subjects: Mapping[str, Collection[int]]) -> Sequence[AuditLine]:
    about = [and_(AuditLine.subject == name, AuditLine.subject_id.in_(ids)) for name, ids in subjects.items() if ids]
    return session.scalars(select(AuditLine).where(or_(*about)).order_by(AuditLine.at, AuditLine.id)).all()
