"""What both sides answer together counts when the other side has approved the minutes, and not before."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import NotAllowed, Stale
from partnership.assessments.models import Evidence
from partnership.dialogue import actions, preparing, queries
from partnership.dialogue.actions import Told
from partnership.dialogue.models import Conclusion, MeetingStatus, NoteKind, PointKind
from partnership.relations.sides import Side
from partnership.staircase.queries import edition_in_force
from tests.builders import NOW
from tests.partnership.dialogue.builders import Pair, a_held_meeting, a_meeting, a_slot, approved, told


def level(session: Session, pair: Pair) -> int | None:
    """The step that both agree on."""
    agreed = queries.shared_picture(session, pair.relation, NOW).levels.agreed
    return agreed.number if agreed else None


def promised(session: Session, name: str = "partnership.tell_of_meeting") -> list[dict[str, object]]:
    """What has been promised under a name."""
    return [job.args for job in session.scalars(select(OutboxJob).where(OutboxJob.name == name).order_by(OutboxJob.id))]


def test_a_difference_answered_together_moves_the_agreed_level(session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    told(session, apart, meeting, "3.1", Conclusion.YES)
    told(session, apart, meeting, "3.6", Conclusion.YES)
    assert level(session, apart) == 2

    approved(session, apart, meeting)

    assert level(session, apart) == 3


@pytest.mark.parametrize("sender", Side)
def test_one_side_alone_never_moves_the_agreed_level(session: Session, apart: Pair, sender: Side) -> None:
    meeting = a_held_meeting(session, apart)
    told(session, apart, meeting, "3.1", Conclusion.YES)
    told(session, apart, meeting, "3.6", Conclusion.YES)
    actor_id, content = apart.actor(sender).id, edition_in_force(session).content
    actions.send(session, meeting, sender, version=meeting.version, actor_id=actor_id, at=NOW)
    session.flush()

    with pytest.raises(NotAllowed):
        actions.approve(
            session, apart.relation, meeting, content, sender, version=meeting.version, actor_id=actor_id, at=NOW
        )

    assert (meeting.status, level(session, apart)) == (MeetingStatus.SENT, 2)


def test_nobody_stands_for_minutes_that_were_written_in_after_they_read_them(session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    seen = meeting.version
    told(session, apart, meeting, "3.1", Conclusion.YES)

    with pytest.raises(Stale):
        actions.send(session, meeting, Side.MUNICIPALITY, version=seen, actor_id=apart.kom.id, at=NOW)


def test_to_see_it_differently_still_takes_an_earlier_joint_answer_back(session: Session, apart: Pair) -> None:
    def differing() -> list[str]:
        return [each.point.code for each in queries.shared_picture(session, apart.relation, NOW).differences]

    first = a_held_meeting(session, apart, date(2026, 11, 10))
    told(session, apart, first, "3.1", Conclusion.PARTLY)
    approved(session, apart, first)
    assert differing() == ["3.6"]
    second = a_held_meeting(session, apart, date(2026, 11, 19))
    told(session, apart, second, "3.1", Conclusion.DIFFER)

    approved(session, apart, second)

    assert differing() == ["3.1", "3.6"]


def test_approved_minutes_are_frozen_and_take_corrections(session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    approved(session, apart, meeting)
    point = queries.points_of(session, meeting.id)[0]
    content = edition_in_force(session).content

    with pytest.raises(NotAllowed):
        actions.write(
            session, meeting, point, Told("Nytt"), content, version=point.version, actor_id=apart.kom.id, at=NOW
        )
    with pytest.raises(NotAllowed):
        preparing.add_point(session, meeting, Side.MUNICIPALITY, "Nytt", actor_id=apart.kom.id, at=NOW)
    with pytest.raises(NotAllowed):
        preparing.keep_participants(
            session, meeting, Side.MUNICIPALITY, "Nytt", version=0, actor_id=apart.kom.id, at=NOW
        )
    actions.correct(session, meeting, Side.ORGANISATION, "Det var tirsdag.", actor_id=apart.org.id, at=NOW)

    notes = queries.notes_of(session, meeting.id)
    assert [(note.kind, note.side, note.words) for note in notes] == [
        (NoteKind.CORRECTION, Side.ORGANISATION, "Det var tirsdag.")
    ]


def test_minutes_sent_back_can_be_written_again(session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    actions.send(session, meeting, Side.MUNICIPALITY, version=meeting.version, actor_id=apart.kom.id, at=NOW)
    session.flush()
    actions.send_back(session, meeting, Side.ORGANISATION, "Vi sa delvis.", actor_id=apart.org.id, at=NOW)
    session.flush()

    told(session, apart, meeting, "3.1", Conclusion.PARTLY)

    assert (meeting.status, meeting.sent_by_side) == (MeetingStatus.HELD, None)
    assert [note.words for note in queries.notes_of(session, meeting.id)] == ["Vi sa delvis."]
    assert promised(session)[-1]["side"] == "municipality"


def test_the_agenda_has_the_differences_first_and_stands_when_the_meeting_is_held(
    session: Session, apart: Pair
) -> None:
    meeting = a_held_meeting(session, apart)
    preparing.add_point(session, meeting, Side.ORGANISATION, "Julebordet", actor_id=apart.org.id, at=NOW)
    session.flush()

    points = queries.points_of(session, meeting.id)

    assert [point.code for point in points[:2]] == ["3.1", "3.6"]
    assert len({point.key for point in points if point.key}) == len([point for point in points if point.key])
    assert (points[-1].kind, points[-1].words) == (PointKind.OWN, "Julebordet")


def test_a_side_takes_out_only_its_own_points(session: Session, pair: Pair) -> None:
    meeting = a_meeting(session, pair)
    preparing.add_point(session, meeting, Side.ORGANISATION, "Julebordet", actor_id=pair.org.id, at=NOW)
    session.flush()
    point = queries.points_of(session, meeting.id)[0]

    with pytest.raises(NotAllowed):
        preparing.remove_point(session, meeting, point, Side.MUNICIPALITY, actor_id=pair.kom.id, at=NOW)
    preparing.remove_point(session, meeting, point, Side.ORGANISATION, actor_id=pair.org.id, at=NOW)
    session.flush()

    assert not queries.points_of(session, meeting.id)


def test_what_is_not_done_comes_back_on_the_next_agenda(session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    for what in ("Lage liste", "Ringe laget"):
        promise = preparing.Promise(what, Side.MUNICIPALITY, "Koordinator", date(2026, 12, 1))
        preparing.follow_up(session, meeting, promise, actor_id=apart.kom.id, at=NOW)
    session.flush()
    done = queries.follow_ups_of(session, meeting.id)[1]
    preparing.finish(session, done, is_done=True, actor_id=apart.org.id, at=NOW)
    approved(session, apart, meeting)

    following = a_held_meeting(session, apart, date(2026, 11, 20))

    carried = [point.words for point in queries.points_of(session, following.id) if point.kind is PointKind.FOLLOW_UP]
    assert carried == ["Lage liste"]


def test_two_meetings_with_approved_minutes_show_that_they_were_held(session: Session, apart: Pair) -> None:
    def shown() -> list[tuple[str, date, date]]:
        lines = session.scalars(select(Evidence).where(Evidence.reference.startswith("Møter")))
        return [(line.reference, line.dated_on, line.valid_to) for line in lines]

    approved(session, apart, a_held_meeting(session, apart, date(2026, 3, 10)))
    assert shown() == []

    approved(session, apart, a_held_meeting(session, apart, date(2026, 11, 19)))
    assert shown() == [("Møter 10.03.2026, 19.11.2026", date(2026, 11, 19), date(2027, 3, 9))]


def test_a_meeting_moved_is_the_same_for_calendars_with_a_higher_number(session: Session, pair: Pair) -> None:
    meeting = a_meeting(session, pair)
    calendar_id = meeting.calendar_id

    slot = a_slot(date(2026, 12, 4))
    actions.move(session, meeting, slot, version=meeting.version, actor_id=pair.org.id, at=NOW)
    session.flush()
    actions.move(session, meeting, slot, version=meeting.version, actor_id=pair.org.id, at=NOW)
    session.flush()
    actions.cancel(session, meeting, reason="Sykdom", version=meeting.version, actor_id=pair.kom.id, at=NOW)

    assert (meeting.calendar_id, meeting.sequence, meeting.status) == (calendar_id, 2, MeetingStatus.CANCELLED)
    assert [job["news"] for job in promised(session)] == ["called", "moved", "cancelled"]


def test_a_meeting_that_has_been_is_written_in_without_calling_anybody(session: Session, pair: Pair) -> None:
    a_meeting(session, pair, date(2026, 11, 10))

    assert promised(session) == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(side=st.sampled_from(Side), moves=st.lists(st.sampled_from(["yes", "na", "differ", "send", "approve"])))
def test_whatever_one_side_does_alone_never_moves_the_agreed_level(
    session: Session, apart: Pair, side: Side, moves: list[str]
) -> None:
    actor_id, content = apart.actor(side).id, edition_in_force(session).content
    meeting = a_held_meeting(session, apart)
    for place, move in enumerate(moves):
        points = queries.points_of(session, meeting.id)
        point, version = points[place % len(points)], meeting.version
        with suppress(NotAllowed):
            if move == "send":
                actions.send(session, meeting, side, version=version, actor_id=actor_id, at=NOW)
            elif move == "approve":
                actions.approve(
                    session, apart.relation, meeting, content, side, version=version, actor_id=actor_id, at=NOW
                )
            else:
                words = Told("Vi sa det.", Conclusion(move), "Fordi")
                number = point.version
                actions.write(session, meeting, point, words, content, version=number, actor_id=actor_id, at=NOW)
        session.flush()

    assert level(session, apart) == 2
    assert meeting.status is not MeetingStatus.APPROVED
    session.rollback()
