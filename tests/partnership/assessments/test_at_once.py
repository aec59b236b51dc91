"""Two who write about the same relation in the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partnership.assessments import actions
from partnership.assessments.models import Evidence, JointAnswer
from partnership.assessments.picture import Said
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from tests.builders import NOW, a_relation, an_assessment, an_organisation
from tests.grants.decisions.test_at_once import at_once
from tests.partnership.assessments.conftest import Pair

A_MOMENT = 0.4


def there(session: Session, model: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_who_proves_the_same_a_moment_later_finds_it_shown(app: Flask, session: Session, pair: Pair) -> None:
    """Through two relations of the body that holds it, and while the first is still being written."""
    sibling = a_relation(session, pair.municipality, an_organisation(session), actor=pair.kom)
    session.commit()

    def prove(opened: Session, relation_id: int) -> None:
        relation = opened.get_one(Relation, relation_id)
        gone_through = actions.Proof("Gjennomgang", date(2026, 11, 1))
        actions.prove(opened, relation, "home_care_informed", gone_through, actor_id=pair.kom.id, at=NOW)
        opened.flush()

    prove(session, pair.relation.id)
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(at_once, app, lambda opened: prove(opened, sibling.id))
        time.sleep(A_MOMENT)
        session.commit()
        assert later.result(20) == ["done"]
    assert there(session, Evidence) == 1


def test_two_who_record_a_joint_answer_leave_one_that_stands(app: Flask, session: Session, pair: Pair) -> None:
    for side in Side:
        an_assessment(session, pair.relation, side, actor=pair.actor(side))
    session.commit()

    def with_value(value: Value):
        def act(opened: Session) -> None:
            relation = opened.get_one(Relation, pair.relation.id)
            actions.join(opened, relation, {"2.1": Said(value)}, actor_id=pair.kom.id, at=NOW)

        return act

    assert at_once(app, *(with_value(each) for each in (Value.YES, Value.PARTLY, Value.YES))) == ["done"] * 3
    assert there(session, JointAnswer) in {2, 3}
    standing = select(func.count()).where(JointAnswer.until.is_(None))
    assert session.scalar(standing) == 1
