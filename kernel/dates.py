"""Dates as people write them."""

import re
from collections.abc import Iterator
from datetime import date

MONTHS = (
    ("januar", "january", "jan"),
    ("februar", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("desember", "december", "des", "dec"),
)
MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120)
_BY_NAME = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
_NUMERIC = re.compile(r"(\d{1,2})[.\-/ ]+(\d{1,2})[.\-/ ]+(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})\.?\s*([a-zæøå]+)\.?\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read_date(text: str) -> date | None:
    """Read 21.11.2026, 21.11.26, 21. november 2026 or 2026-11-21; None when it is no date."""
    words = text.strip().lower()
    if match := _ISO.fullmatch(words):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMERIC.fullmatch(words):
        day, month, year = (int(part) for part in match.groups())
        year += 2000 if year < 100 else 0
    elif (match := _NAMED.fullmatch(words)) and match[2] in _BY_NAME:
        day, month, year = int(match[1]), _BY_NAME[match[2]], int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_starts(first: date, last: date, most: int) -> Iterator[date]:
    """The beginnings of months after one day and until another, so far apart that there are about so many at most."""
    months = (last.year - first.year) * 12 + last.month - first.month
    apart = next((each for each in MONTHS_APART if months // each <= most), MONTHS_APART[-1])
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month):
        if month % apart == 0:
            yield date(month // 12, month % 12 + 1, 1)
