"""How plans are begun, written, tried out and learnt from."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from activities.planning_guides import actions, queries
from activities.planning_guides.content import Learnt
from activities.planning_guides.models import GuideStatus, PlanningLesson
from directory.audit.models import AuditLine
from kernel.lifecycle import NotAllowed, Stale
from tests.activities.conftest import Town
from tests.activities.planning_guides.builders import a_plan, some_content
from tests.builders import NOW


def test_a_plan_is_kept_whole(session: Session, town: Town) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom, content=some_content())
    assert queries.content_of(session, guide) == some_content()


def test_writing_rows_alone_makes_a_new_version(session: Session, town: Town) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom, content=some_content())
    before, content = guide.version, some_content()
    actions.keep(session, guide, type(content)(content.words), version=before, actor_id=town.kom.id, at=NOW)
    session.flush()
    assert guide.version == before + 1
    with pytest.raises(Stale):
        actions.keep(session, guide, content, version=before, actor_id=town.kom.id, at=NOW)


def test_the_trail_holds_no_word_that_people_wrote(session: Session, town: Town) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom, content=some_content(wishes="Berit vil ut"))
    actions.learn(session, guide, Learnt(NOW.date(), "Berit kom", ""), actor_id=town.kom.id, at=NOW)
    session.flush()
    lines = session.scalars(select(AuditLine).where(AuditLine.subject.startswith("planning"))).all()
    assert {line.verb for line in lines} == {"begun", "changed", "learnt"}
    assert "Berit" not in str([line.changes for line in lines])


def test_a_plan_moves_and_is_written_no_more_when_given_up(session: Session, town: Town) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom, content=some_content())
    for status in (GuideStatus.TRYING, GuideStatus.GIVEN_UP):
        actions.move(session, guide, status, actor_id=town.kom.id, at=NOW)
    with pytest.raises(NotAllowed):
        actions.keep(session, guide, some_content(), version=guide.version, actor_id=town.kom.id, at=NOW)


def test_what_was_learnt_is_noted_and_can_be_taken_away(session: Session, town: Town) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom)
    said = Learnt(date(2026, 11, 2), "Bussen gjekk for tidleg", "Vi byrjar seinare")
    lesson = actions.learn(session, guide, said, actor_id=town.kom.id, at=NOW)
    session.flush()
    assert [each.learnt for each in queries.lessons_of(session, guide.id)] == ["Bussen gjekk for tidleg"]
    actions.unlearn(session, guide, lesson.id, actor_id=town.kom.id, at=NOW)
    session.flush()
    assert session.scalars(select(PlanningLesson)).all() == []


def test_the_same_sent_twice_is_one(session: Session, town: Town) -> None:
    guide = a_plan(session, town.volda, town.volda, actor=town.kom)
    assert a_plan(session, town.volda, town.volda, actor=town.kom) is guide
    said, by = Learnt(NOW.date(), "Lyset er svakt", ""), {"actor_id": town.kom.id, "at": NOW}
    lesson = actions.learn(session, guide, said, **by)
    assert actions.learn(session, guide, said, **by) is lesson
    actions.keep(session, guide, some_content(), version=guide.version, **by)
    session.flush()
    assert a_plan(session, town.volda, town.volda, actor=town.kom) is not guide, "what has been written on is another"
