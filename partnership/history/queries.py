"""What is read: all that was said and shown about a relation, in a fixed number of statements."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partnership.assessments.gathering import gather
from partnership.assessments.models import Assessment, AssessmentStatus
from partnership.history.course import Turn, course
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.content import Content
from partnership.staircase.queries import reigns


@dataclass(frozen=True)
class Course:
    """The days on which a level moved, the day until which that is known, and the version in force."""

    turns: tuple[Turn, ...]
    upto: date
    content: Content


def course_of(session: Session, relation: Relation, eyes: Side | None, upto: date) -> Course:
    """How a relation has moved, as a side may see it; the same eight statements however long the history."""
    gathered = gather(session, [relation], whole=True)
    turns = course(gathered.chronicles[relation.id], reigns(session), eyes, upto)
    return Course(turns, upto, gathered.content)


def sent(session: Session, relation: Relation) -> tuple[int, datetime | None]:
    """How many assessments have been sent about a relation, and when the last was."""
    statement = select(func.count(Assessment.id), func.max(Assessment.submitted_at)).where(
        Assessment.relation_id == relation.id, Assessment.status == AssessmentStatus.SUBMITTED
    )
    count, last = session.execute(statement).one()
    return count, last
