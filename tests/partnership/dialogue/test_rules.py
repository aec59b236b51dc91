"""The rules of meetings and minutes, without a database."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from kernel.orm import Translated
from partnership.dialogue import rules
from partnership.dialogue.forms import read_hour
from partnership.dialogue.models import Conclusion, Meeting, MeetingStatus, PointKind
from partnership.relations.sides import Side
from partnership.staircase.content import Question
from partnership.staircase.level import AnsweredBy, Holder, Point
from tests.builders import NOW
from tests.partnership.dialogue.builders import bare_meeting, bare_point

HOUR = timedelta(hours=1)
SENDER, APPROVER = 1, 2


def a_question(*, na_allowed: bool) -> Question:
    """A question that may be called not relevant, or not."""
    point = Point("3.1", "valid_written_agreement", 3, False, True, na_allowed, AnsweredBy.BOTH, Holder.RELATION, 12)
    return Question(point, Translated(nb="Finnes en avtale?"), Translated(nb="avtale"))


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [
        (NOW, NOW),
        (NOW, NOW - HOUR),
        (NOW, NOW + 13 * HOUR),
        (NOW - timedelta(days=400), NOW - timedelta(days=400) + HOUR),
        (NOW + timedelta(days=400), NOW + timedelta(days=400) + HOUR),
    ],
)
def test_a_time_that_cannot_be_meant_is_refused(starts_at: datetime, ends_at: datetime) -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_time_fits(starts_at, ends_at, NOW)


def test_a_meeting_may_lie_ahead_or_have_been() -> None:
    for days in (-300, 0, 300):
        starts_at = NOW + timedelta(days=days)
        rules.ensure_time_fits(starts_at, starts_at + HOUR, NOW)


def test_minutes_begin_when_the_meeting_has_begun() -> None:
    meeting = bare_meeting()

    with pytest.raises(NotAllowed):
        rules.ensure_may_hold(meeting, meeting.starts_at - HOUR)
    rules.ensure_may_hold(meeting, meeting.starts_at)


@pytest.mark.parametrize("status", [status for status in MeetingStatus if status is not MeetingStatus.PLANNED])
def test_only_a_planned_meeting_is_moved(status: MeetingStatus) -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_planned(bare_meeting(status))


@pytest.mark.parametrize("status", [status for status in MeetingStatus if status is not MeetingStatus.HELD])
def test_minutes_are_written_only_between_the_meeting_and_the_sending(status: MeetingStatus) -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_writing(bare_meeting(status))


@pytest.mark.parametrize(
    ("side", "actor_id", "is_allowed"),
    [
        (Side.ORGANISATION, APPROVER, True),
        (Side.MUNICIPALITY, APPROVER, False),
        (Side.ORGANISATION, SENDER, False),
        (Side.MUNICIPALITY, SENDER, False),
    ],
)
def test_minutes_are_approved_by_another_person_on_the_other_side(side: Side, actor_id: int, is_allowed: bool) -> None:
    meeting = bare_meeting(MeetingStatus.SENT, sent_by=SENDER)

    assert rules.may_approve(meeting, side, actor_id) is is_allowed
    if is_allowed:
        rules.ensure_may_approve(meeting, side, actor_id)
    else:
        with pytest.raises(NotAllowed):
            rules.ensure_may_approve(meeting, side, actor_id)


@pytest.mark.parametrize("status", [MeetingStatus.PLANNED, MeetingStatus.HELD, MeetingStatus.APPROVED])
def test_only_minutes_that_are_sent_are_approved(status: MeetingStatus) -> None:
    meeting: Meeting = bare_meeting(status, sent_by=SENDER if status is MeetingStatus.APPROVED else None)

    assert not rules.may_approve(meeting, Side.ORGANISATION, APPROVER)
    with pytest.raises(NotAllowed):
        rules.ensure_may_approve(meeting, Side.ORGANISATION, APPROVER)


def test_somebody_without_a_side_approves_nothing() -> None:
    assert not rules.may_approve(bare_meeting(MeetingStatus.SENT, sent_by=SENDER), None, APPROVER)


def _refuses(act: Callable[[], object]) -> bool:
    try:
        act()
    except NotAllowed:
        return True
    return False


@pytest.mark.parametrize(
    ("joint", "reason", "na_allowed", "is_refused"),
    [
        (None, "", False, False),
        (Conclusion.YES, "", False, False),
        (Conclusion.DIFFER, "", False, False),
        (Conclusion.NA, "Ingen hjemmetjeneste her", True, False),
        (Conclusion.NA, "", True, True),
        (Conclusion.NA, "Ingen hjemmetjeneste her", False, True),
    ],
)
def test_not_relevant_needs_leave_and_a_reason_also_together(
    joint: Conclusion | None, reason: str, na_allowed: bool, is_refused: bool
) -> None:
    question = a_question(na_allowed=na_allowed)

    assert _refuses(lambda: rules.ensure_joint_fits(bare_point(), question, joint, reason)) is is_refused


def test_a_joint_answer_is_for_a_point_of_the_staircase_that_is_still_there() -> None:
    own = bare_point(PointKind.OWN, Side.MUNICIPALITY)

    assert _refuses(lambda: rules.ensure_joint_fits(own, None, Conclusion.YES, ""))
    assert _refuses(lambda: rules.ensure_joint_fits(bare_point(), None, Conclusion.YES, ""))


@pytest.mark.parametrize(
    ("point", "is_refused"),
    [
        (bare_point(PointKind.OWN, Side.ORGANISATION), False),
        (bare_point(PointKind.OWN, Side.MUNICIPALITY), True),
        (bare_point(PointKind.DIFFERENCE), True),
    ],
)
def test_a_side_takes_out_its_own_points_only(point: object, is_refused: bool) -> None:
    assert _refuses(lambda: rules.ensure_own_point(point, Side.ORGANISATION)) is is_refused  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ([], None),
        ([date(2026, 11, 19)], None),
        ([date(2026, 11, 19), date(2026, 11, 19)], None),
        ([date(2025, 11, 19), date(2026, 11, 19)], None),
        ([date(2025, 11, 20), date(2026, 11, 19)], (date(2025, 11, 20), date(2026, 11, 19), date(2026, 11, 19))),
        (
            [date(2026, 9, 1), date(2026, 3, 10), date(2025, 1, 1)],
            (date(2026, 3, 10), date(2026, 9, 1), date(2027, 3, 9)),
        ),
    ],
)
def test_two_meetings_count_for_as_long_as_both_lie_in_the_last_twelve_months(
    held: list[date], shown: tuple[date, date, date] | None
) -> None:
    assert rules.shown_by(held) == shown


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 12, 31)), max_size=6))
def test_two_meetings_never_count_longer_than_twelve_months_from_the_earlier(held: list[date]) -> None:
    shown = rules.shown_by(held)
    if shown is not None:
        earlier, later, last = shown
        assert {earlier, later} <= set(held)
        assert earlier < later <= last < earlier + timedelta(days=366)
        assert sum(day > earlier for day in set(held)) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("14.00", "14:00"),
        ("14:05", "14:05"),
        ("1430", "14:30"),
        ("9", "09:00"),
        ("kl. 9.15", "09:15"),
        ("24.00", None),
        ("14.60", None),
        ("om ettermiddagen", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, shown: str | None) -> None:
    hour = read_hour(text)
    assert (f"{hour:%H:%M}" if hour else None) == shown
