"""What a dry run says is what the version then gives, and it costs the same statements for five or fifty."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from kernel import clock
from kernel.jobs import run_due
from kernel.lifecycle import NotAllowed
from partnership.assessments.queries import pictures
from partnership.relations.models import Relation
from partnership.staircase import actions as staircase
from partnership.staircase.level import Value
from partnership.staircase.queries import active_versions, content_of
from partnership.versions import actions, queries
from partnership.versions.comparison import Counts, Move, Track, level_of
from tests.builders import NOW
from tests.partnership.versions.builders import (
    a_document,
    a_draft,
    a_lower_document,
    a_relation_on_step,
    a_stricter_document,
)

TODAY = clock.local_date(NOW)
Levels = dict[int, dict[Track, int | None]]


def levels(session: Session) -> Levels:
    """Every level of every relation as it stands."""
    relations = session.query(Relation).all()
    seen = pictures(session, relations, eyes={}, as_of=TODAY)
    return {number: {track: level_of(picture, track) for track in Track} for number, picture in seen.items()}


def foretold(session: Session, document: dict[str, Any]) -> tuple[Levels, Counts]:
    """The levels that a dry run says there will be, and what it counts."""
    version = a_draft(session, document)
    told = levels(session)
    former, relations = content_of(active_versions(session)[0]), session.query(Relation).all()
    for relation, moved in queries.compared(session, relations, former, content_of(version), TODAY):
        told[relation.id] |= {each.track: each.after for each in moved}
    return told, Counts.kept(actions.try_dry(session, version, at=NOW).counts)


@pytest.mark.parametrize("document", [a_document(), a_stricter_document(), a_lower_document()])
def test_a_dry_run_tells_what_the_version_then_gives(session: Session, document: dict[str, Any]) -> None:
    for step in (1, 3, 5):
        a_relation_on_step(session, step)
    a_relation_on_step(session, 4, organisation=2)
    session.commit()

    told, _counted = foretold(session, document)
    version = staircase.import_version(session, document, actor_id=None, at=NOW)
    staircase.put_in_force(session, version, actor_id=None, at=NOW + timedelta(hours=1))
    session.flush()

    assert told == levels(session)


def test_a_version_with_the_same_questions_changes_no_level(session: Session) -> None:
    a_relation_on_step(session, 3)
    _told, counted = foretold(session, a_document())
    assert (counted.relations, counted.moved) == (1, 0)


def test_a_stricter_version_says_which_point_closes_the_step(session: Session) -> None:
    a_relation_on_step(session, 3)
    a_relation_on_step(session, 4, organisation=2)
    _told, counted = foretold(session, a_stricter_document())
    assert (counted.relations, counted.moved, len(counted.municipalities)) == (2, 2, 2)
    assert counted.steps[Track.AGREED] == {(3, 1): 1, (2, 1): 1}
    assert counted.steps[Track.MUNICIPALITY] == {(3, 1): 1, (2, 1): 1}
    assert counted.closing == {"2.9": 2}
    assert not counted.opening


def test_a_version_without_the_highest_step_lowers_who_stood_there(session: Session) -> None:
    a_relation_on_step(session, 5)
    _told, counted = foretold(session, a_lower_document())
    assert counted.steps[Track.AGREED] == {(5, 4): 1}
    assert not counted.closing


def test_a_version_that_asks_for_less_says_which_points_opened_the_step(session: Session) -> None:
    a_relation_on_step(session, 3, q4_1=Value.YES)
    document = a_document()
    dropped = [each["code"] for each in document["indicators"] if each["step"] == 4 and each["code"] != "4.1"]
    required = [each["code"] for each in document["indicators"] if each["code"] in dropped and each["required"]]
    document["indicators"] = [each for each in document["indicators"] if each["code"] not in dropped]
    _told, counted = foretold(session, document)
    assert counted.steps[Track.AGREED] == {(3, 4): 1}
    assert set(counted.opening) == set(required)
    assert not counted.closing


def test_what_one_side_has_not_shown_moves_nowhere(session: Session) -> None:
    a_relation_on_step(session, 3, is_answered_by_both=False)
    _told, counted = foretold(session, a_stricter_document())
    assert (counted.relations, counted.moved) == (1, 0)


def test_a_dry_run_sends_as_many_statements_for_one_relation_as_for_many(
    session: Session, statements: list[str]
) -> None:
    a_relation_on_step(session, 3)
    version = a_draft(session, a_stricter_document())
    numbers = []
    for step in (1, 2, 3, 4):
        session.commit()
        statements.clear()
        actions.try_dry(session, version, at=NOW)
        numbers.append(len(statements))
        a_relation_on_step(session, step)
    assert len(set(numbers[1:])) == 1  # the first run has none before it to leave


def test_what_is_counted_in_many_parts_is_what_is_counted_in_one(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in (1, 2, 3, 3, 4):
        a_relation_on_step(session, step)
    version = a_draft(session, a_stricter_document())
    whole = actions.try_dry(session, version, at=NOW)
    assert whole.finished_at is not None
    counted = whole.counts
    session.commit()
    monkeypatch.setattr(actions, "BATCH", 2)

    begun = actions.try_dry(session, version, at=NOW)
    assert (begun.finished_at, begun.counts["relations"]) == (None, 2)
    again = actions.try_dry(session, version, at=NOW)  # who begins anew does not count twice
    session.commit()
    while run_due(app):
        pass
    session.refresh(again)
    assert again.finished_at is not None
    assert again.counts == counted


def test_only_a_draft_is_tried(session: Session) -> None:
    a_relation_on_step(session, 3)
    with pytest.raises(NotAllowed, match="Only a draft"):
        actions.try_dry(session, active_versions(session)[0], at=NOW)


@given(st.lists(st.tuples(st.integers(1, 9), st.lists(st.tuples(st.sampled_from(Track), st.integers(0, 9))))))
def test_numbers_that_were_kept_are_the_same_numbers(moved: list[tuple[int, list[tuple[Track, int]]]]) -> None:
    counts = Counts()
    for municipality_id, ways in moved:
        counts.add(municipality_id, [Move(track, step, step + 1, ("1.1",)) for track, step in ways])
    assert Counts.kept(json.loads(json.dumps(counts.plain()))) == counts
