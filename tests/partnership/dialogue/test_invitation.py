"""The calendar file, read as strictly as the standard has it."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.dialogue import invitation
from partnership.dialogue.models import Meeting, MeetingStatus
from tests.builders import NOW
from tests.partnership.dialogue.builders import a_slot

ADDRESS = "http://127.0.0.1:8000/partnership/relations/1/dialogue/meetings/1/"
NAMES = ["UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "URL", "STATUS"]


def a_file(
    title: str = "Dialogmøte: Volda kommune – Følgjevenene",
    place: str = "Rådhuset",
    sequence: int = 0,
    status: MeetingStatus = MeetingStatus.PLANNED,
) -> bytes:
    """The file of a meeting."""
    slot = a_slot(date(2026, 12, 3), 13, place)
    meeting = Meeting(
        status=status,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place=place,
        calendar_id="0123abcd",
        sequence=sequence,
        edited_at=NOW,
    )
    return invitation.calendar(meeting, title, "trinn.example.no", ADDRESS)


def properties(content: bytes) -> dict[str, str]:
    """The event's properties with their texts unescaped; raises for what the standard does not allow."""
    assert content.endswith(b"\r\n")
    raw = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in raw)
    assert not any(b"\n" in line or b"\r" in line for line in raw)
    lines: list[str] = []
    for words in content.decode()[:-2].split("\r\n"):
        if words.startswith(" "):
            lines[-1] += words[1:]
        else:
            lines.append(words)
    assert lines[:5] == ["BEGIN:VCALENDAR", "VERSION:2.0", lines[2], "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    assert lines[2].startswith("PRODID:-//")
    assert (lines[5], lines[-2:]) == ("BEGIN:VEVENT", ["END:VEVENT", "END:VCALENDAR"])
    found = {}
    for line in lines[6:-2]:
        name, _, value = line.partition(":")
        assert re.fullmatch(r"[A-Z]+", name)
        assert name not in found
        found[name] = value
    return found


def plain(text: str) -> str:
    """A text as it was before it was escaped; raises for a stray sign."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", text)
    return re.sub(r"\\([\\;,nN])", lambda match: "\n" if match[1] in "nN" else match[1], text)


def test_the_file_says_when_and_where_and_nothing_about_people() -> None:
    found = properties(a_file())

    assert list(found) == NAMES
    assert found["UID"] == "0123abcd@trinn.example.no"
    assert (found["DTSTART"], found["DTEND"]) == ("20261203T130000Z", "20261203T143000Z")
    assert datetime.strptime(found["DTSTAMP"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) == NOW
    assert plain(found["SUMMARY"]) == "Dialogmøte: Volda kommune – Følgjevenene"
    assert (found["SEQUENCE"], found["STATUS"], found["URL"]) == ("0", "CONFIRMED", ADDRESS)


def test_a_cancelled_meeting_is_the_same_event_cancelled() -> None:
    found, before = properties(a_file(sequence=2, status=MeetingStatus.CANCELLED)), properties(a_file())

    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == (before["UID"], "2", "CANCELLED")


def test_a_meeting_without_a_place_says_none() -> None:
    assert "LOCATION" not in properties(a_file(place=""))


def test_what_was_typed_breaks_out_of_no_line() -> None:
    found = properties(a_file(place="Rådhuset; rom 2, 3. etasje\\inngang\r\nATTENDEE:mailto:x@example.no"))

    assert "ATTENDEE" not in found
    assert plain(found["LOCATION"]) == "Rådhuset; rom 2, 3. etasje\\inngang\nATTENDEE:mailto:x@example.no"


@given(st.text(max_size=200), st.text(min_size=1, max_size=300))
@pytest.mark.filterwarnings("error")
def test_every_title_and_place_makes_a_file_that_can_be_read(title: str, place: str) -> None:
    found = properties(a_file(title=title, place=place))

    kept = "".join(sign for sign in place.replace("\r", "") if sign.isprintable() or sign in "\n\t")
    assert plain(found["LOCATION"]) == kept
