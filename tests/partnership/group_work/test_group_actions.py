"""What happens in group work, in the database."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from kernel.lifecycle import NotAllowed, Stale
from partnership.group_work import actions, queries, rules
from partnership.group_work.models import GroupAnswer, GroupPlace, GroupWork, GroupWorkStatus
from tests.builders import NOW
from tests.partnership.group_work.builders import (
    BEGUN,
    QUESTIONS,
    a_draft,
    a_room,
    begun,
    closed,
    opened,
    said,
    some_work,
    texts,
)


def sizes(session: Session, work: GroupWork) -> list[int]:
    return sorted(queries.crowd_of(session, work).sizes.values())


def test_group_work_is_made_with_its_questions_in_order(session: Session) -> None:
    room = a_room(session)
    assert room.work.status is GroupWorkStatus.DRAFT
    assert [each.text for each in queries.questions_of(session, room.work)] == list(QUESTIONS)
    by = room.centre.caseworker.id
    assert some_work(session, room.centre.programme, actor_id=by) is room.work, "the same sent twice is one"
    assert some_work(session, room.centre.programme, actor_id=by, minutes=9) is not room.work


def test_it_may_be_changed_until_the_groups_begin_and_not_over_what_somebody_else_wrote(session: Session) -> None:
    room = a_room(session)
    by, seen = room.centre.caseworker.id, room.work.version
    actions.change(session, room.work, a_draft(questions=("Én?",)), version=seen, actor_id=by, at=NOW)
    session.flush()
    assert [each.text for each in queries.questions_of(session, room.work)] == ["Én?"]
    assert room.work.version == seen + 1
    with pytest.raises(Stale):
        actions.change(session, room.work, a_draft(), version=seen, actor_id=by, at=NOW)
    begun(session, room)
    with pytest.raises(NotAllowed, match="have begun"):
        actions.change(session, room.work, a_draft(), version=room.work.version, actor_id=by, at=NOW)


def test_each_has_a_code_of_its_own(session: Session) -> None:
    room = a_room(session)
    opened(session, room)
    other = some_work(session, room.centre.programme, actor_id=room.centre.caseworker.id)
    actions.open_joining(session, other, actor_id=room.centre.caseworker.id, at=NOW)
    assert room.work.code != other.code
    assert queries.by_code(session, room.work.code or "") is room.work
    assert queries.by_code(session, "ABCDEF") is None


def test_it_moves_only_along_its_table(session: Session) -> None:
    room = a_room(session)
    by = room.centre.caseworker.id
    for act in (actions.close, actions.start):
        with pytest.raises(NotAllowed):
            act(session, room.work, actor_id=by, at=NOW)
    opened(session, room)
    with pytest.raises(NotAllowed, match="Nobody has joined"):
        actions.start(session, room.work, actor_id=by, at=NOW)


def test_a_phone_is_in_once_however_often_it_asks(session: Session) -> None:
    room = a_room(session)
    opened(session, room, "one", "one", "two")
    assert queries.crowd_of(session, room.work).joined == 2


def test_the_groups_are_equally_large_and_who_comes_later_is_put_in_the_smallest(session: Session) -> None:
    room = a_room(session)
    begun(session, room, *(f"phone {number}" for number in range(13)))
    assert sizes(session, room.work) == [4, 4, 5]
    late = actions.join(session, room.work, "late", at=BEGUN)
    assert queries.crowd_of(session, room.work).sizes[late.group_number or 0] == 5
    actions.join(session, room.work, "later", at=BEGUN)
    assert sizes(session, room.work) == [5, 5, 5]


def test_the_groups_are_made_once_and_have_no_time_before(session: Session) -> None:
    room = a_room(session)
    opened(session, room, "one", "two")
    by = room.centre.caseworker.id
    with pytest.raises(NotAllowed, match="have not begun"):
        actions.add_minutes(session, room.work, 5, version=room.work.version, actor_id=by, at=NOW)
    actions.start(session, room.work, actor_id=by, at=BEGUN)
    closed(session, room)
    with pytest.raises(NotAllowed, match="made already"):
        actions.start(session, room.work, actor_id=by, at=BEGUN)
    assert room.work.status is GroupWorkStatus.CLOSED


def test_the_groups_are_drawn_by_lot(session: Session) -> None:
    room = a_room(session, group_size=2)
    work = begun(session, room, *(f"phone {number:02}" for number in range(40)))
    numbers = [each.group_number for each in queries.places_of(session, work)]
    assert Counter(numbers) == Counter(rules.numbered(40, 2))
    assert numbers != rules.numbered(40, 2)  # by lot this would be one of more than 10 to the 36th


def test_what_is_sent_twice_is_there_once_and_what_is_said_twice_is_there_twice(session: Session) -> None:
    room = a_room(session)
    begun(session, room, "one", "two")
    for key in ("a", "a", "b"):
        said(session, room, "one", "Skyss", key=key)
    said(session, room, "two", "Skyss", key="a")
    said(session, room, "one", "Mat", key="a")  # gone back to, and something else sent from the same page
    assert texts(session, room) == ["Mat", "Skyss", "Skyss", "Skyss"]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("kl"), st.sampled_from(["Mat", "Tur"])), max_size=12))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_answer_is_ever_lost_or_doubled(session: Session, sent: list[tuple[str, str, str]]) -> None:
    room = a_room(session)
    begun(session, room, "a", "b")
    for phone, key, text in sent:
        said(session, room, phone, text, key=key)
    assert texts(session, room) == sorted(text for _phone, _key, text in set(sent))
    session.rollback()


def test_an_answer_is_refused_before_the_start_after_the_end_and_from_nobody(session: Session) -> None:
    room = a_room(session)
    opened(session, room, "one")
    with pytest.raises(NotAllowed, match="have not begun"):
        said(session, room, "one", "Mat", at=NOW)
    actions.start(session, room.work, actor_id=room.centre.caseworker.id, at=BEGUN)
    with pytest.raises(NotAllowed, match="Join first"):
        said(session, room, "stranger", "Mat")
    said(session, room, "one", "I tide", at=BEGUN + timedelta(minutes=20, seconds=30))
    with pytest.raises(NotAllowed, match="The time was up"):
        said(session, room, "one", "For seint", at=BEGUN + timedelta(minutes=20, seconds=31))
    assert texts(session, room) == ["I tide"]


def test_a_group_cannot_be_flooded(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_ANSWERS", 2)
    room = a_room(session)
    begun(session, room)
    for text in ("a", "b"):
        said(session, room, "one", text)
    with pytest.raises(NotAllowed, match="no room for more"):
        said(session, room, "one", "c")


def test_more_time_opens_again_what_was_closed(session: Session) -> None:
    room = a_room(session)
    begun(session, room)
    late = closed(session, room)
    by = {"actor_id": room.centre.caseworker.id, "at": late}
    seen = room.work.version
    actions.add_minutes(session, room.work, 5, version=seen, **by)
    session.flush()
    assert room.work.status is GroupWorkStatus.RUNNING
    assert rules.seconds_left(room.work, late) == 300
    with pytest.raises(Stale):
        actions.add_minutes(session, room.work, 5, version=seen, **by)
    assert rules.seconds_left(room.work, late) == 300
    said(session, room, "one", "Likevel", at=late)


def test_nothing_that_is_kept_leads_from_an_answer_to_a_phone(session: Session) -> None:
    room = a_room(session)
    work = begun(session, room, "one", "two")
    said(session, room, "one", "Mat", key="k")
    assert {column.key for column in inspect(GroupAnswer).columns} == {
        "id", "question_id", "group_number", "text", "theme", "key", "is_read",
    }  # fmt: skip
    kept = [*session.scalars(select(GroupAnswer.key)), *session.scalars(select(GroupPlace.digest))]
    assert len(set(kept)) == 3
    assert not any(secret in text for text in kept for secret in ("one", "two"))
    other = some_work(session, room.centre.programme, actor_id=room.centre.caseworker.id)
    assert queries.digests_of(work, "one") != queries.digests_of(other, "one")
    told = session.scalars(select(AuditLine.subject).where(AuditLine.subject.in_(["group_place", "group_answer"])))
    assert list(told) == []


def test_answers_are_summed_up_by_theme_and_not_over_what_somebody_else_wrote(session: Session) -> None:
    room = a_room(session)
    begun(session, room)
    question = said(session, room, "one", "Mat")
    by, now, seen = room.centre.caseworker.id, closed(session, room), question.version
    (answer,) = queries.answers_to(session, question)
    actions.sum_up(session, room.work, question, {answer.id: "Kafé"}, "", version=seen, actor_id=by, at=now)
    session.flush()
    assert (answer.theme, question.version) == ("Kafé", seen + 1)
    with pytest.raises(Stale):
        actions.sum_up(session, room.work, question, {}, "Mye mat", version=seen, actor_id=by, at=now)
    assert [row[2:] for row in queries.to_sum_up(session)] == [(room.work.title, 1)]
    actions.sum_up(session, room.work, question, {}, "Mye mat", version=seen + 1, actor_id=by, at=now)
    session.flush()
    assert queries.to_sum_up(session) == []


def test_what_is_to_be_summed_up_is_told_until_each_question_with_answers_has_its_words(session: Session) -> None:
    room = a_room(session)
    begun(session, room)
    question = said(session, room, "one", "Mat")
    said(session, room, "one", "Alle", place=2)
    said(session, room, "one", "Også jeg", place=2, key="l")
    by, now, title = room.centre.caseworker.id, closed(session, room), room.work.title
    assert [row[2:] for row in queries.to_sum_up(session)] == [(title, 2)]
    (answer,) = queries.answers_to(session, question)
    actions.sum_up(session, room.work, question, {answer.id: ""}, "Mat.", version=question.version, actor_id=by, at=now)
    session.flush()
    assert [row[2:] for row in queries.to_sum_up(session)] == [(title, 1)]


def test_an_answer_that_names_somebody_is_taken_away_and_the_trail_does_not_repeat_it(session: Session) -> None:
    room = a_room(session)
    begun(session, room)
    question = said(session, room, "one", "Ola Nordmann drikker")
    (answer,) = queries.answers_to(session, question)
    actions.take_away(session, room.work, answer.id, actor_id=room.centre.caseworker.id, at=BEGUN)
    session.flush()
    assert session.scalar(select(func.count()).select_from(GroupAnswer)) == 0
    (line,) = session.scalars(select(AuditLine).where(AuditLine.subject == "group_answer"))
    assert "Ola" not in str(line.changes)
