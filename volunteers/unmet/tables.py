"""The tables of needs that were not met: each divides the same needs in another way, by their reasons."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date

from activities.offers.labels import WEEKDAYS
from activities.offers.models import Weekday
from activities.places.postcodes import find
from kernel.i18n import gettext as _
from kernel.i18n import language
from kernel.small_numbers import sums_told
from kernel.web.spreads import Counts, Spread, spread
from volunteers.transport.labels import KINDS
from volunteers.unmet.labels import PUBLIC_TRANSPORT, REASONS
from volunteers.unmet.models import PublicTransport, UnmetReason

Rows = Sequence[Any]


def tables(rows: Rows, *, is_plain: bool) -> list[Spread]:
    """All tables of the needs that came in time, and one of those asked for on short notice. Source: T10."""
    in_time, short = ([row for row in rows if row.is_short_notice is each] for each in (False, True))
    return [
        areas(in_time, is_plain=is_plain),
        kinds(in_time, is_plain=is_plain),
        _divided("weekday", _("By day of the week"), _("Day of the week"), in_time, _weekday, is_plain=is_plain),
        _divided("month", _("By month"), _("Month"), in_time, _month, is_plain=is_plain),
        _divided("public", _("By public transport"), _("Public transport"), in_time, _public, is_plain=is_plain),
        _divided("short", _("Short notice, by kind"), _("Kind"), short, _kind, is_plain=is_plain),
    ]


def areas(rows: Rows, *, is_plain: bool) -> Spread:
    """How many needs there were from each postcode."""
    counted = sorted(Counter(row.postcode for row in rows).items())
    counts = Counts([_place(code) for code, _n in counted], [_("Needs not met")], [[each] for _code, each in counted])
    in_all = sums_told(list(Counter(row.reason for row in rows).values()))[-1]
    return spread("area", _("By area"), _("Postcode"), counts, is_plain=is_plain, sums=[in_all, in_all])


def kinds(rows: Rows, *, is_plain: bool) -> Spread:
    """How many needs there were of each kind."""
    return _divided("kind", _("By kind"), _("Kind"), rows, _kind, is_plain=is_plain)


def area_codes(rows: Rows) -> list[str]:
    """The postcodes in the order of their table."""
    return sorted({row.postcode for row in rows if not row.is_short_notice})


Part = tuple[Any, str]


def _divided(
    key: str, title: str, part: str, rows: Rows, of: Callable[[Any], Part], *, is_plain: bool
) -> Spread:  # fmt: skip
    counted = Counter((of(row), row.reason) for row in rows)
    parts = sorted({of(row) for row in rows}, key=lambda each: each[0])
    cells = [[counted[(each, reason)] for reason in UnmetReason] for each in parts]
    counts = Counts([name for _key, name in parts], _reasons(), cells)
    return spread(key, title, part, counts, is_plain=is_plain)


def _reasons() -> list[str]:
    return [_(REASONS[reason]) for reason in UnmetReason]


def _kind(row: Any) -> Part:
    return list(KINDS).index(row.kind), _(KINDS[row.kind])


def _weekday(row: Any) -> Part:
    return list(Weekday).index(row.weekday), _(WEEKDAYS[row.weekday])


def _month(row: Any) -> Part:
    first: date = row.wanted_on.replace(day=1)
    return first.isoformat(), format_date(first, "LLLL y", locale=language())


def _public(row: Any) -> Part:
    return list(PublicTransport).index(row.public_transport), _(PUBLIC_TRANSPORT[row.public_transport])


def _place(code: str) -> str:
    found = find(code)
    return f"{code} {found.place}" if found else code
