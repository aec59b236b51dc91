"""What a programme's rules say, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from partnership.programmes import progress, rules
from partnership.programmes.models import (
    EventKind,
    EventMode,
    EventStatus,
    Guidance,
    GuidanceTopic,
    HandIn,
    HandInStatus,
    Homework,
    Participation,
    ProgrammeEvent,
)
from partnership.programmes.saying import hand_in_badge
from partnership.programmes.team_forms import attendance_form
from tests.partnership.programmes.builders import a_programme_draft, an_event_draft

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def a_part(joined_on: date = date(2026, 1, 1)) -> Participation:
    return Participation(team_id=1, joined_on=joined_on)


def a_hand_in(status: HandInStatus, homework_id: int = 1) -> HandIn:
    return HandIn(homework_id=homework_id, team_id=1, status=status, version=1)


def test_a_programme_ends_after_it_starts() -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_programme_fits(a_programme_draft(ends_on=date(2028, 1, 1)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": datetime(2026, 12, 1, 8, 0, tzinfo=UTC)},
        {"mode": EventMode.IN_PERSON, "place": ""},
        {"mode": EventMode.BOTH, "place": ""},
        {"mode": EventMode.BOTH, "place": "Ålesund", "is_travel_needed": True},
        {"is_travel_needed": True},
    ],
)
def test_a_meeting_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_event_fits(an_event_draft(**wrong))


@given(mode=st.sampled_from(EventMode), travels=st.booleans(), place=st.sampled_from(["", "Ålesund"]))
def test_nobody_ever_travels_to_what_can_be_followed_on_a_screen(mode: EventMode, travels: bool, place: str) -> None:
    draft = an_event_draft(mode=mode, is_travel_needed=travels, place=place)
    try:
        rules.ensure_event_fits(draft)
    except NotAllowed:
        return
    assert mode is EventMode.IN_PERSON or not travels


@pytest.mark.parametrize("address", ["", "https://a.no", "http://a.no/b?c=d", "HTTPS://helsedir.no/x#y"])
def test_a_web_address_is_taken(address: str) -> None:
    rules.ensure_address(address)


@pytest.mark.parametrize(
    "address", ["a.no", "javascript:alert(1)", "https://", "https://a", "ftp://a.no", "https://a.no b", "data:x"]
)
def test_what_leads_nowhere_or_runs_something_is_no_address(address: str) -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_address(address)


@given(status=st.none() | st.sampled_from(HandInStatus), days=st.integers(-30, 30), member=st.integers(-30, 30))
def test_what_is_handed_in_due_today_or_due_before_the_team_joined_is_never_overdue(
    status: HandInStatus | None, days: int, member: int
) -> None:
    homework = Homework(title="x", due_on=TODAY + timedelta(days=days))
    found = a_hand_in(status) if status else None
    is_overdue = rules.is_overdue(homework, found, a_part(TODAY + timedelta(days=member)), TODAY)
    assert is_overdue == (member <= days < 0 and status not in {HandInStatus.HANDED_IN, HandInStatus.SEEN})


def test_what_came_back_says_so_also_when_it_is_late() -> None:
    homework = Homework(title="x", due_on=TODAY - timedelta(days=1))
    assert hand_in_badge(homework, a_hand_in(HandInStatus.RETURNED), a_part(), TODAY)[1] == "returned"
    assert hand_in_badge(homework, a_hand_in(HandInStatus.DRAFT), a_part(), TODAY)[1] == "overdue"
    assert hand_in_badge(homework, None, a_part(), TODAY - timedelta(days=1))[1] == "not_begun"
    assert hand_in_badge(homework, None, a_part(TODAY), TODAY)[1] == "not_asked"
    assert hand_in_badge(homework, a_hand_in(HandInStatus.SEEN), a_part(TODAY), TODAY)[1] == "seen"


def test_sending_back_needs_a_word_and_seen_does_not() -> None:
    rules.ensure_feedback("", is_returned=False)
    with pytest.raises(NotAllowed):
        rules.ensure_feedback("", is_returned=True)


def test_homework_is_counted_with_what_is_late() -> None:
    tasks = [Homework(id=number, title="x", due_on=TODAY - timedelta(days=1)) for number in (1, 2, 3)]
    answers = {(1, 1): a_hand_in(HandInStatus.HANDED_IN), (2, 1): a_hand_in(HandInStatus.RETURNED, 2)}
    tally, overdue = progress.homework_of(a_part(), tasks, answers, TODAY)
    assert tally == progress.Tally(1, 3)
    assert [each.id for each in overdue] == [2, 3]
    assert progress.homework_of(a_part(TODAY), tasks, answers, TODAY) == (progress.Tally(1, 1), [])
    late = Participation(team_id=2, joined_on=TODAY)
    assert progress.handed_in(tasks[0], [a_part(), late], answers) == progress.Tally(1, 1)


def test_a_team_was_at_a_meeting_when_anybody_of_it_was_and_meetings_before_it_joined_do_not_count() -> None:
    def held(number: int, days: int, status: EventStatus = EventStatus.HELD) -> ProgrammeEvent:
        return ProgrammeEvent(id=number, kind=EventKind.WEBINAR, starts_at=NOON + timedelta(days=days), status=status)

    events = [held(1, -50), held(2, -20), held(3, -10), held(4, -5, EventStatus.CANCELLED)]
    present = {1: {7}, 2: {7, 99}, 3: {99}, 4: {7}}
    assert progress.attended(events, TODAY - timedelta(days=30), [7, 8], present) == progress.Tally(1, 2)


def test_a_topic_that_waits_is_told_once() -> None:
    asked = [
        Guidance(topic=GuidanceTopic.ROADMAP, answered_at=None),
        Guidance(topic=GuidanceTopic.METHODS, answered_at=NOON),
        Guidance(topic=GuidanceTopic.ROADMAP, answered_at=None),
    ]
    assert progress.waiting_topics(asked) == [GuidanceTopic.ROADMAP]


@given(
    before=st.sets(st.integers(1, 6)),
    mine=st.sets(st.integers(1, 6)),
    theirs=st.sets(st.integers(1, 6)),
)
def test_two_who_note_attendance_at_once_never_undo_one_another(
    before: set[int], mine: set[int], theirs: set[int]
) -> None:
    """What one says counts for those about whom one says something new; a name that only one of them ticks stays."""
    now = set(before)
    for ticked in (mine, theirs):
        said = ticked ^ before
        now = (now - said) | (ticked & said)
    for seat in before | mine | theirs:
        changed = [(seat in ticked) for ticked in (mine, theirs) if (seat in ticked) != (seat in before)]
        assert (seat in now) == (changed[-1] if changed else seat in before)


def test_the_form_of_attendance_says_only_what_is_new() -> None:
    from werkzeug.datastructures import MultiDict

    benches = [(1, "Volda", {7: "Randi", 8: "Ola"}), (2, "Tydal", {9: "Kari"})]
    empty = attendance_form(benches, {7}, None)
    assert empty.seen.data == "7"
    assert [field.data for field in empty.teams] == [["7"], []]
    sent = attendance_form(benches, {7}, MultiDict([("team_1", "8"), ("seen", "7,x,99999999999")]))
    assert sent.validate()
    assert sent.draft() == ({8}, {7, 8})
    assert sent.offered == {7, 8, 9}
