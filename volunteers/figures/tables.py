"""The tables of figures: volunteers, hours, trips, coordinators and incidents of some bodies, plain or hidden."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kernel.i18n import gettext as _
from kernel.i18n import number
from kernel.small_numbers import FEWEST_SHOWN, Count, few_behind
from kernel.web.spreads import Counts, Spread, spread, told
from volunteers.coordinators.queries import Held
from volunteers.coordinators.rules import full_time_equivalents, vacant_weeks
from volunteers.figures.queries import Ledger
from volunteers.figures.rules import OUTCOMES, OUTCOMES_TOLD, Outcome
from volunteers.hours.labels import WORKS
from volunteers.hours.models import Work
from volunteers.incidents.labels import SEVERITIES
from volunteers.register.labels import AFFILIATIONS
from volunteers.register.models import Affiliation
from volunteers.transport.labels import KINDS
from volunteers.transport.models import TransportKind
from volunteers.unmet.tables import kinds


def tables(ledger: Ledger, *, is_plain: bool) -> list[Spread]:
    """Every table of some bodies."""
    return [
        *volunteers(ledger, is_plain=is_plain),
        hours(ledger, is_plain=is_plain),
        trips(ledger, is_plain=is_plain),
        reached(ledger, is_plain=is_plain),
        _unmet(ledger, is_plain=is_plain),
        coordination(ledger, is_plain=is_plain),
        incidents(ledger, is_plain=is_plain),
    ]


def ages() -> list[str]:
    """How volunteers are told apart by age."""
    return [_("60 years or more"), _("Younger, or not told")]


def volunteers(ledger: Ledger, *, is_plain: bool) -> list[Spread]:
    """Active, new and ended volunteers by affiliation; of which 60 or more. Source: R7."""
    sums: Counter[tuple[Affiliation, str]] = Counter()
    for _body, affiliation, moved in ledger.movements:
        sums.update({(affiliation, name): value for name, value in vars(moved).items()})
    parts, part = [_(AFFILIATIONS[each]) for each in Affiliation], _("Whose volunteers")
    active = [by_age(sums[each, "active"], sums[each, "active_older"]) for each in Affiliation]
    moved_parts = [Moved(*(sums[each, name] for name in ("new", "new_older", "ended"))) for each in Affiliation]
    return [
        spread("active", active_title(), part, Counts(parts, ages(), active), is_plain=is_plain),
        flow(part, parts, moved_parts, is_plain=is_plain),
    ]


def active_title() -> str:
    """What the table of active volunteers is called."""
    return str(_("Active volunteers on the last day"))


def by_age(every: int, older: int) -> list[int]:
    """A number divided by age."""
    return [older, every - older]


@dataclass(frozen=True)
class Moved:
    """How many came, of which so many were 60 or more, and how many ended."""

    new: int
    new_older: int
    ended: int


def flow(part: str, parts: Sequence[str], moved: Sequence[Moved], *, is_plain: bool) -> Spread:
    """How many came and ended; both are hidden where one is small, for what is active tells the difference."""
    rows = [[each.new, each.new_older, each.ended] for each in moved]
    rows.append([sum(column) for column in zip(*rows, strict=True)] if rows else [0, 0, 0])
    fewest = [min((number for number in (row[0], row[2]) if number), default=0) for row in rows]
    hidden = frozenset() if is_plain else few_behind(fewest[:-1], fewest[-1])
    shown = [0, 1, 2] if is_plain else [0, 2]
    heads = [_("New"), _("Of the new, 60 years or more"), _("Ended")]
    lines = [
        (name, [told(None if place in hidden else Count(row[column])) for column in shown])
        for place, (name, row) in enumerate(zip([*parts, _("In all")], rows, strict=True))
    ]
    return Spread("flow", _("Volunteers who came and who ended"), part, [heads[each] for each in shown], lines)


def hours(ledger: Ledger, *, is_plain: bool) -> Spread:
    """Hours planned and given to each kind of work, hidden where few have given them. Source: R8."""
    sums: Counter[tuple[Work, str]] = Counter()
    for row in ledger.hours:
        sums.update({(row.work, name): getattr(row, name) or 0 for name in ("planned", "given", "people")})
    people = [sums[work, "people"] for work in Work]
    hidden = frozenset() if is_plain else few_behind(people, sum(row.people for row in ledger.givers))
    cells = [[sums[work, name] for name in ("planned", "given")] for work in Work]
    cells.append([sum(column) for column in zip(*cells, strict=True)])
    names = [*(_(WORKS[work]) for work in Work), _("In all")]
    lines = [
        (name, [told(None) if place in hidden else hours_told(minutes) for minutes in line])
        for place, (name, line) in enumerate(zip(names, cells, strict=True))
    ]
    return Spread("hours", _("Volunteers' hours"), _("Work"), [_("Planned"), _("Given")], lines)


def hours_told(minutes: int) -> str:
    """Minutes as hours with at most one decimal."""
    return number(float((Decimal(minutes) / 60).quantize(Decimal("0.1"))))


def trips(ledger: Ledger, *, is_plain: bool) -> Spread:
    """What became of the trips of each kind. Source: R9."""
    counted: Counter[tuple[TransportKind, Outcome]] = Counter()
    for row in ledger.trips:
        if row.status in OUTCOMES:
            counted[row.kind, OUTCOMES[row.status]] += row.number
    cells = [[counted[kind, outcome] for outcome in Outcome] for kind in TransportKind]
    counts = Counts([_(KINDS[kind]) for kind in TransportKind], outcomes(), cells)
    return spread("trips", _("Trips"), _("Kind"), counts, is_plain=is_plain)


def outcomes() -> list[str]:
    """What may become of a trip."""
    return [_(OUTCOMES_TOLD[each]) for each in Outcome]


def reached(ledger: Ledger, *, is_plain: bool) -> Spread:
    """How many persons were helped, and how far was driven for it."""
    persons = count_told(sum(row.people for row in ledger.persons), is_plain=is_plain)
    driven, drivers = (sum(getattr(row, name) or 0 for row in ledger.kilometres) for name in ("driven", "people"))
    shown = number(driven) if is_plain or not 0 < drivers < FEWEST_SHOWN else told(None)
    heads = [_("Persons helped"), _("Kilometres in approved claims")]
    return Spread("reached", _("Persons and kilometres"), "", heads, [(_("In all"), [persons, shown])])


def count_told(count: int, *, is_plain: bool) -> str:
    """A number that stands alone."""
    return told(Count(count, is_small=not is_plain and 0 < count < FEWEST_SHOWN))


def _unmet(ledger: Ledger, *, is_plain: bool) -> Spread:
    found = kinds([row for row in ledger.needs if not row.is_short_notice], is_plain=is_plain)
    return Spread("unmet", _("Needs not met, short notice left out"), found.part, found.heads, found.lines)


def coordination(ledger: Ledger, *, is_plain: bool) -> Spread:
    """How much time is set aside for coordinators, and for how long their posts stood empty. Source: R11."""
    heads = [_("Full-time equivalents on the last day"), _("Weeks without anybody")]
    shown = posts_told(ledger.posts, ledger.period.first, ledger.as_of)
    is_hidden = not is_plain and 0 < len(ledger.posts) < FEWEST_SHOWN
    cells = [told(None)] * len(shown) if is_hidden else shown
    return Spread("coordinators", _("Coordinators"), "", heads, [(_("In all"), cells)])


def posts_told(posts: Sequence[Held], first: date, last: date) -> list[str]:
    """What posts come to on the last day of a period, and the weeks in it without anybody."""
    full = full_time_equivalents([each.post for each in posts], last)
    weeks = sum(vacant_weeks(each.post, each.tenures, first, last) for each in posts)
    return [number(float(full)), number(weeks)]


def incidents(ledger: Ledger, *, is_plain: bool) -> Spread:
    """How many incidents there were of each severity. Source: R18."""
    counted: Counter[int] = Counter()
    for row in ledger.incidents:
        counted[row.severity] += row.number
    parts = [_(label.msgid) for label in SEVERITIES.values()]
    counts = Counts(parts, [_("Incidents")], [[counted[severity]] for severity in SEVERITIES])
    return spread("incidents", _("Incidents"), _("Severity"), counts, is_plain=is_plain)
