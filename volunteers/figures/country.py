"""The tables of the whole country by county, in which nobody can be found."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kernel.i18n import gettext as _
from kernel.i18n import number
from kernel.small_numbers import few_behind
from kernel.web.spreads import Counts, Spread, spread, told
from volunteers.coordinators.queries import Held
from volunteers.figures.queries import Ledger
from volunteers.figures.rules import OUTCOMES, Outcome
from volunteers.figures.tables import Moved, active_title, ages, by_age, flow, hours, hours_told, outcomes, posts_told

NOWHERE = ""


def tables(ledger: Ledger, names: Mapping[str, str], county_of: Mapping[int, str]) -> list[Spread]:
    """Every table of the country; what belongs to no county stands last."""
    places = _Places({**names, NOWHERE: _("No county")}, county_of)
    return [
        *_volunteers(ledger, places),
        hours(ledger, is_plain=False),
        _hours(ledger, places),
        _trips(ledger, places),
        _counted("persons", _("Persons helped"), ledger.persons, places),
        _amounts("kilometres", _("Kilometres in approved claims"), ledger.kilometres, places),
        _needs(ledger, places),
        _posts(ledger, places),
    ]


class _Places:
    """The counties in their order, and which of them a row belongs to."""

    def __init__(self, names: Mapping[str, str], county_of: Mapping[int, str]) -> None:
        self.codes, self.names, self.county_of = list(names), list(names.values()), county_of
        self.part = _("County")

    def of_body(self, body_id: int) -> str:
        """The county where a body is at home."""
        return self.county_of.get(body_id, NOWHERE)

    def of_trip(self, row: Any) -> str:
        """The county in which it was driven, or was to be."""
        return self.county_of.get(row.municipality_id, NOWHERE)


def _volunteers(ledger: Ledger, places: _Places) -> list[Spread]:
    sums: Counter[tuple[str, str]] = Counter()
    for body, _affiliation, moved in ledger.movements:
        sums.update({(places.of_body(body), name): value for name, value in vars(moved).items()})
    active = [by_age(sums[code, "active"], sums[code, "active_older"]) for code in places.codes]
    moved_parts = [Moved(*(sums[code, name] for name in ("new", "new_older", "ended"))) for code in places.codes]
    return [
        spread("active", active_title(), places.part, Counts(places.names, ages(), active), is_plain=False),
        flow(places.part, places.names, moved_parts, is_plain=False),
    ]


def _hours(ledger: Ledger, places: _Places) -> Spread:
    given: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for row in ledger.hours:
        given[places.of_body(row.body_id)] += row.given or 0
    for row in ledger.givers:
        people[places.of_body(row.body_id)] += row.people
    told_as = [hours_told(given[code]) for code in places.codes] + [hours_told(given.total())]
    return _hidden("hours-county", _("Hours given"), places, people, told_as)


def _amounts(key: str, title: str, rows: Sequence[Any], places: _Places) -> Spread:
    driven: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for row in rows:
        driven[places.of_trip(row)] += row.driven or 0
        people[places.of_trip(row)] += row.people
    told_as = [number(driven[code]) for code in places.codes] + [number(driven.total())]
    return _hidden(key, title, places, people, told_as)


def _hidden(key: str, title: str, places: _Places, people: Counter[str], told_as: Sequence[str]) -> Spread:
    hidden = few_behind([people[code] for code in places.codes], people.total())
    names = [*places.names, _("The whole country")]
    lines = [
        (name, [told(None) if place in hidden else words])
        for place, (name, words) in enumerate(zip(names, told_as, strict=True))
    ]
    return Spread(key, title, places.part, [title], lines)


def _trips(ledger: Ledger, places: _Places) -> Spread:
    counted: Counter[tuple[str, Outcome]] = Counter()
    for row in ledger.trips:
        if row.status in OUTCOMES:
            counted[places.of_trip(row), OUTCOMES[row.status]] += row.number
    cells = [[counted[code, outcome] for outcome in Outcome] for code in places.codes]
    return spread("trips", _("Trips"), places.part, Counts(places.names, outcomes(), cells), is_plain=False)


def _counted(key: str, title: str, rows: Sequence[Any], places: _Places) -> Spread:
    counted: Counter[str] = Counter()
    for row in rows:
        counted[places.of_trip(row)] += row.people
    counts = Counts(places.names, [title], [[counted[code]] for code in places.codes])
    return spread(key, title, places.part, counts, is_plain=False)


def _needs(ledger: Ledger, places: _Places) -> Spread:
    counted = Counter(places.of_trip(row) for row in ledger.needs if not row.is_short_notice)
    title = _("Needs not met, short notice left out")
    counts = Counts(places.names, [title], [[counted[code]] for code in places.codes])
    return spread("unmet", title, places.part, counts, is_plain=False)


def _posts(ledger: Ledger, places: _Places) -> Spread:
    held: defaultdict[str, list[Held]] = defaultdict(list)
    for each in ledger.posts:
        held[places.of_body(each.post.body_id)].append(each)
    first, last = ledger.period.first, ledger.as_of
    cells = [posts_told(held[code], first, last) for code in places.codes] + [posts_told(ledger.posts, first, last)]
    hidden = few_behind([len(held[code]) for code in places.codes], len(ledger.posts))
    names = [*places.names, _("The whole country")]
    lines = [
        (name, [told(None) if place in hidden else words for words in line])
        for place, (name, line) in enumerate(zip(names, cells, strict=True))
    ]
    heads = [_("Full-time equivalents on the last day"), _("Weeks without anybody")]
    return Spread("coordinators", _("Coordinators"), places.part, heads, lines)
