"""X5: a new version that drops one step leaves old assessments as they are, and marks what is carried over."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from partnership.assessments.models import Answer, Assessment
from partnership.assessments.queries import pictures
from partnership.relations.sides import Side
from partnership.staircase import actions as staircase
from partnership.staircase.queries import edition_in_force
from tests.builders import NOW
from tests.partnership.versions.builders import a_draft, a_lower_document, a_relation_on_step


def test_old_assessments_keep_their_version_and_what_is_carried_over_is_to_be_confirmed(session: Session) -> None:
    relation = a_relation_on_step(session, 5)
    former = edition_in_force(session)
    answered = select(Assessment.staircase_id, Assessment.side, Answer.code, Answer.value).join(Answer)
    before = session.execute(answered.order_by(Answer.id)).all()

    version = a_draft(session, a_lower_document())
    staircase.put_in_force(session, version, actor_id=None, at=NOW)
    session.flush()

    assert session.execute(answered.order_by(Answer.id)).all() == before
    picture = pictures(session, [relation], eyes={}, as_of=clock.local_date(NOW))[relation.id]
    kept = {question.point.code for question in former.content.questions if question.point.step < 5}
    assert picture.carried(Side.MUNICIPALITY) | picture.carried(Side.ORGANISATION) == kept
    assert picture.levels.agreed is not None
    assert picture.levels.agreed.number == 4
