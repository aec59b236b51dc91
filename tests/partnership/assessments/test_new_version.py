"""Another version of the staircase: what was said is carried over to be confirmed, and what was sent stays."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.lifecycle import Stale
from partnership.assessments import actions, queries
from partnership.assessments.models import Answer, Assessment, Origin
from partnership.assessments.picture import Said
from partnership.relations.sides import Side
from partnership.staircase.content import read
from partnership.staircase.level import Value
from partnership.staircase.queries import edition_in_force
from tests.builders import NOW, a_relation, an_assessment, post, sign_in, some_evidence
from tests.partnership.assessments.builders import a_document, look, put_in_force
from tests.partnership.assessments.conftest import Pair

LATER = NOW + timedelta(days=1)
SWAPPED = {"2.1": "2.2", "2.2": "2.1"}


def both(session: Session, pair: Pair) -> None:
    for side in Side:
        an_assessment(session, pair.relation, side, actor=pair.actor(side), upto=3)
    some_evidence(session, pair.relation, actor=pair.kom)
    session.flush()


def test_a_version_that_drops_a_step_leaves_what_was_sent_as_it_was(session: Session, pair: Pair) -> None:
    """X5."""
    both(session, pair)
    sent = session.scalars(select(Assessment)).all()
    kept = {each.id: (each.staircase_id, each.version) for each in sent}
    rows = select(Answer.id, Answer.assessment_id, Answer.code, Answer.value, Answer.comment)
    before = session.execute(rows.order_by(Answer.id)).all()
    put_in_force(session, a_document(steps=2, renamed=SWAPPED), at=LATER)
    seen = look(session, pair.relation)
    assert (seen.content.top, seen.levels.agreed.number) == (2, 2)
    session.expire_all()
    assert {each.id: (each.staircase_id, each.version) for each in session.scalars(select(Assessment))} == kept
    assert session.execute(rows.order_by(Answer.id)).all() == before


def test_answers_follow_their_point_and_are_to_be_confirmed_by_each_side(session: Session, pair: Pair) -> None:
    """X5."""
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, upto=3, q2_1=Value.PARTLY)
    an_assessment(session, pair.relation, Side.ORGANISATION, actor=pair.org, upto=3)
    assert all(look(session, pair.relation).carried(side) == frozenset() for side in Side)
    put_in_force(session, a_document(steps=2, renamed=SWAPPED), at=LATER)
    seen = look(session, pair.relation)
    moved = seen.content.question("2.2").point
    assert moved.stable_key == "prop.2.1"
    assert seen.said(Side.MUNICIPALITY, moved).value is Value.PARTLY
    asked = {
        each.point.code for each in seen.content.questions if each.point.answered_by.value in {"both", "organisation"}
    }
    assert seen.carried(Side.ORGANISATION) == asked
    an_assessment(session, pair.relation, Side.ORGANISATION, actor=pair.org, upto=2, at=LATER)
    after = look(session, pair.relation)
    assert after.carried(Side.ORGANISATION) == frozenset()
    assert after.carried(Side.MUNICIPALITY)


def test_a_point_that_is_new_is_not_answered(session: Session, pair: Pair) -> None:
    both(session, pair)
    document = a_document()
    document["indicators"][0]["stable_key"] = "new.1.1"
    put_in_force(session, document, at=LATER)
    seen = look(session, pair.relation)
    assert "1.1" not in seen.carried(Side.MUNICIPALITY)
    assert seen.said(Side.MUNICIPALITY, seen.content.question("1.1").point) is None
    assert seen.levels.agreed.number == 0


def test_a_joint_answer_and_evidence_follow_their_point(session: Session, pair: Pair) -> None:
    both(session, pair)
    actions.join(session, pair.relation, {"2.1": Said(Value.PARTLY)}, actor_id=pair.kom.id, at=NOW)
    session.flush()
    put_in_force(session, a_document(renamed=SWAPPED), at=LATER)
    seen = look(session, pair.relation)
    assert {code: joint.said.value for code, joint in seen.joint.items()} == {"2.2": Value.PARTLY}
    assert all(seen.last_day(each.point) for each in seen.content.questions)


def test_a_version_can_be_tried_before_it_is_in_force(session: Session, pair: Pair) -> None:
    both(session, pair)
    tried = look(session, pair.relation, content=read(a_document(steps=2)))
    assert (tried.levels.agreed.number, look(session, pair.relation).levels.agreed.number) == (2, 3)
    assert tried.carried(Side.MUNICIPALITY)


def test_a_draft_begun_afterwards_starts_from_what_is_carried(session: Session, pair: Pair) -> None:
    both(session, pair)
    put_in_force(session, a_document(steps=2, renamed=SWAPPED), at=LATER)
    draft = actions.open_draft(session, pair.relation, Side.ORGANISATION, actor_id=pair.org.id, at=LATER)
    session.flush()
    begun = queries.answers_of(session, draft.id)
    assert {row.origin for row in begun.values()} == {Origin.CARRIED}
    assert set(begun) == look(session, pair.relation).carried(Side.ORGANISATION)


def test_a_draft_that_is_open_is_carried_over_and_no_old_page_writes_over_it(session: Session, pair: Pair) -> None:
    draft = actions.open_draft(session, pair.relation, Side.MUNICIPALITY, actor_id=pair.kom.id, at=NOW)
    session.flush()
    old = edition_in_force(session).content
    how = {"actor_id": pair.kom.id, "at": LATER}
    actions.answer(session, draft, old, {"2.1": Said(Value.NO, "ingen")}, version=draft.version, **how)
    session.flush()
    seen = draft.version
    put_in_force(session, a_document(renamed=SWAPPED), at=LATER)
    work = queries.work(session, pair.relation, Side.MUNICIPALITY, LATER.date())
    assert (work.answers["2.2"].comment, work.answers["2.2"].origin) == ("ingen", Origin.CARRIED)
    actions.open_draft(session, pair.relation, Side.MUNICIPALITY, **how)
    session.flush()
    assert draft.version == work.version
    with pytest.raises(Stale):
        actions.answer(session, draft, work.content, {"2.1": Said(Value.YES)}, version=seen, **how)
    actions.answer(session, draft, work.content, {"2.1": Said(Value.YES)}, version=work.version, **how)
    session.flush()
    told = {code: (row.value, row.origin) for code, row in queries.answers_of(session, draft.id).items()}
    assert told == {"2.2": (Value.NO, Origin.CARRIED), "2.1": (Value.YES, Origin.SAID)}


def test_the_pages_say_what_is_to_be_confirmed(client: FlaskClient, session: Session, pair: Pair) -> None:
    both(session, pair)
    put_in_force(session, a_document(steps=2), at=LATER)
    session.commit()
    sign_in(client, session, pair.kom)
    root = f"/partnership/relations/{pair.relation.id}"
    page = client.get(f"{root}/staircase/").get_data(as_text=True)
    assert 'data-status="carried"' in page
    post(client, f"{root}/staircase/quick-start/", {"step": "1", "sentence": "", "version": "0"})
    assert 'data-status="carried"' in client.get(f"{root}/staircase/assessment/2/").get_data(as_text=True)
    assert f'href="{root}/staircase/assessment/"' in client.get("/my-work").get_data(as_text=True)


def test_many_relations_of_two_versions_take_as_many_statements_as_one(
    session: Session, pair: Pair, statements: list[str]
) -> None:
    many = [pair.relation, *(a_relation(session, pair.municipality, None, actor=pair.kom, scope=x) for x in "abcd")]
    for relation in many[:3]:
        for side in Side:
            an_assessment(session, relation, side, actor=pair.actor(side))
    put_in_force(session, a_document(), at=LATER)
    an_assessment(session, many[3], Side.MUNICIPALITY, actor=pair.kom, at=LATER)
    session.commit()
    counts = []
    for relations in (many[:1], many):
        for known_at in (None, LATER):
            statements.clear()
            queries.pictures(session, relations, eyes={}, as_of=LATER.date(), known_at=known_at)
            counts.append(sum(statement.startswith("SELECT") for statement in statements))
    assert set(counts) == {7}
