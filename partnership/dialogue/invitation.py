"""A meeting as a calendar file that follows it."""

from kernel.calendar_files import KIND, Event
from kernel.calendar_files import calendar as file_of
from partnership.dialogue.models import Meeting, MeetingStatus

__all__ = ["KIND", "calendar"]


def calendar(meeting: Meeting, title: str, host: str, address: str) -> bytes:
    """The file: a title and a place, and no word of who comes or what is talked about."""
    event = Event(
        calendar_id=meeting.calendar_id,
        sequence=meeting.sequence,
        stamped_at=meeting.edited_at,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=title,
        address=address,
        place=meeting.place,
        is_cancelled=meeting.status is MeetingStatus.CANCELLED,
    )
    return file_of([event], host=host, product="Dialogue")
