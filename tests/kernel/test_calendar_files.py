"""Calendar files with several events; what each line may hold is tested where a meeting is one."""

from dataclasses import replace
from datetime import timedelta

from kernel.calendar_files import Event, calendar
from tests.builders import NOW

EVENT = Event("a1", 3, NOW, NOW, NOW + timedelta(hours=2), "Tysdagsturen", "https://trinn.example/1/")


def lines(*events: Event, every_hours: int | None = None) -> list[str]:
    """The lines of a file."""
    return calendar(events, host="trinn.example", product="Trips", every_hours=every_hours).decode().split("\r\n")


def test_a_feed_holds_each_event_and_says_how_often_it_is_fetched() -> None:
    found = lines(EVENT, replace(EVENT, calendar_id="b2", is_cancelled=True), every_hours=2)
    assert [line for line in found if line.startswith("UID")] == ["UID:a1@trinn.example", "UID:b2@trinn.example"]
    assert [line for line in found if line.startswith("STATUS")] == ["STATUS:CONFIRMED", "STATUS:CANCELLED"]
    assert found.count("BEGIN:VEVENT") == found.count("END:VEVENT") == 2
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT2H" in found


def test_a_feed_without_events_is_a_calendar_all_the_same() -> None:
    assert lines()[-2:] == ["END:VCALENDAR", ""]
    assert not any("REFRESH" in line for line in lines(EVENT))
