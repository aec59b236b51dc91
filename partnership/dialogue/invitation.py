"""A meeting as a calendar file that follows it: moved or cancelled, it is the same event with a higher number.

Source: RFC 5545. Times are in UTC, lines end in CRLF and are folded at 75 octets.
"""

from datetime import UTC, datetime

from partnership.dialogue.models import Meeting, MeetingStatus

WIDEST = 75
KIND = "text/calendar; charset=utf-8; method=PUBLISH"
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar(meeting: Meeting, title: str, host: str, address: str) -> bytes:
    """The file: a title and a place, and no word of who comes or what is talked about."""
    status = "CANCELLED" if meeting.status is MeetingStatus.CANCELLED else "CONFIRMED"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Trinn//Dialogue//NO",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{meeting.calendar_id}@{host}",
        f"SEQUENCE:{meeting.sequence}",
        f"DTSTAMP:{_moment(meeting.edited_at)}",
        f"DTSTART:{_moment(meeting.starts_at)}",
        f"DTEND:{_moment(meeting.ends_at)}",
        f"SUMMARY:{_text(title)}",
        *([f"LOCATION:{_text(meeting.place)}"] if meeting.place else []),
        f"URL:{address}",
        f"STATUS:{status}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Words as a calendar takes them; other control signs have no place there."""
    return "".join(sign for sign in words.translate(ESCAPES) if sign.isprintable() or sign == "\t")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, each after the first begun with a space, none splitting a sign."""
    pieces, width = [""], 0
    for sign in line:
        size = len(sign.encode())
        if width + size > WIDEST:
            pieces.append(" ")
            width = 1
        pieces[-1] += sign
        width += size
    return "\r\n".join(pieces)
