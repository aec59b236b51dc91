"""Calendar files: events that a calendar follows; moved or cancelled, each is the same event with a higher number.

Source: RFC 5545, and RFC 7986 for how often a feed is fetched. Times are in UTC, lines end in CRLF and are folded at
75 octets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

WIDEST = 75
KIND = "text/calendar; charset=utf-8; method=PUBLISH"
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Event:
    """One event as its file tells it; `stamped_at` is when it was last changed."""

    calendar_id: str
    sequence: int
    stamped_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    address: str
    place: str = ""
    is_cancelled: bool = False


def calendar(events: Iterable[Event], *, host: str, product: str, every_hours: int | None = None) -> bytes:
    """The file; one that is fetched again and again says how often."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Trinn//{product}//NO", "CALSCALE:GREGORIAN"]
    lines.append("METHOD:PUBLISH")
    if every_hours is not None:
        lines += [f"REFRESH-INTERVAL;VALUE=DURATION:PT{every_hours}H", f"X-PUBLISHED-TTL:PT{every_hours}H"]
    for event in events:
        lines += _event(event, host)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(event: Event, host: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.calendar_id}@{host}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_moment(event.stamped_at)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}",
        f"SUMMARY:{_text(event.title)}",
        *([f"LOCATION:{_text(event.place)}"] if event.place else []),
        f"URL:{event.address}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]


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
