"""What happens on the day: an application is decided on as the selection says, and a chosen one's team is founded."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from directory.bodies.models import BodyKind
from grants.applications.models import Application, ApplicationStatus
from grants.calls.queries import content_of
from grants.decisions import actions as decisions
from grants.decisions.appeals import STANDARD_DAYS
from grants.decisions.models import AppealRight, Outcome
from grants.decisions.queries import decision_of
from grants.decisions.rules import Proposal
from grants.reviews.queries import standing_of
from grants.selections.founding import welcome
from grants.selections.models import Selection, SelectionLine
from grants.selections.weighing import Ground, read
from kernel.lifecycle import NotAllowed

Writer = Callable[[SelectionLine], str]


def carry_out(session: Session, line: SelectionLine, selection: Selection, *, write: Writer, at: datetime) -> bool:
    """Decide on one application as the selection says, and found its team; `write` says the reason in words.

    False when it is withdrawn, or decided, or a rule says no: then it waits for a caseworker.
    """
    application = line.application
    if selection.made_by_id is None or application.status is not ApplicationStatus.SUBMITTED:
        return False
    try:
        with session.begin_nested():
            _decide(session, line, selection, made_by_id=selection.made_by_id, text=write(line), at=at)
    except NotAllowed:
        session.refresh(application)
        return False
    if line.is_chosen:
        welcome(session, application, actor_id=selection.made_by_id, at=at)
    return True


def _decide(
    session: Session, line: SelectionLine, selection: Selection, *, made_by_id: int, text: str, at: datetime
) -> None:
    application, old = line.application, decision_of(session, line.application_id)
    decision = decisions.propose(
        session,
        application,
        _proposal(session, line, selection, text),
        version=old.version if old else 0,
        actor_id=selection.proposed_by_id,
        at=selection.proposed_at,
    )
    session.flush()
    decisions.make(session, decision, version=decision.version, actor_id=made_by_id, at=at)
    session.flush()


def _proposal(session: Session, line: SelectionLine, selection: Selection, text: str) -> Proposal:
    """The decision that a line comes to, with the reviewers' own words as the reason on each criterion."""
    application, ground = line.application, read(line.facts).ground
    is_municipality = application.applicant.kind is BodyKind.MUNICIPALITY
    outcome = Outcome.GRANTED if line.is_chosen else Outcome.REJECTED
    return Proposal(
        outcome=Outcome.DISMISSED if ground is Ground.NOT_PASSED else outcome,
        summary=text,
        legal_basis=selection.legal_basis,
        appeal_right=AppealRight.UNDER_REVIEW if is_municipality else AppealRight.YES,
        appeal_days=STANDARD_DAYS,
        reasons={} if ground is Ground.NOT_PASSED else _reasons(session, application),
    )


def _reasons(session: Session, application: Application) -> dict[str, str]:
    standing, criteria = standing_of(session, application), content_of(application.call).scale.criteria
    return {
        criterion.code: "\n\n".join(
            score.reason
            for review in standing.counting
            if (score := standing.scores[review.id].get(criterion.code)) is not None
        )
        for criterion in criteria
    }
