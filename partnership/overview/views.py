"""What people see: a municipality's relations on the steps, and how the country's relations are spread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.models import SIZE_BAND_BOUNDS, SIZE_BAND_LABELS
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.i18n import language, ngettext
from kernel.lifecycle import _l
from kernel.registry import nav
from kernel.small_numbers import Count, suppress
from kernel.web.lists import EXPORTS, Column
from partnership.assessments.picture import Picture
from partnership.overview import queries
from partnership.overview.crowd import Crowd, gather
from partnership.pictures.queries import seen
from partnership.pictures.sketch import Row
from partnership.staircase.content import Content
from partnership.staircase.drawing import StepView, Words
from partnership.staircase.queries import edition_in_force

CENTRALITIES = range(1, 7)

blueprint = Blueprint("overview", __name__, url_prefix="/partnership")
nav(
    Permission.DISTRIBUTION_READ,
    _l("The cooperation in the country"),
    "overview.distribution",
    told=_l("How many cooperations stand on each step, without naming anybody."),
    place=40,
)


@dataclass(frozen=True)
class Numbered:
    """A relation with its number in the drawing and the step that is agreed."""

    number: int
    row: Row
    step: int | None


@dataclass(frozen=True)
class Spread:
    """One table: how the relations of each part of the country are spread over the steps."""

    key: str
    title: str
    lines: Sequence[tuple[str, Sequence[str]]]


@blueprint.get("/municipalities/<municipality:number>/staircase/")
@requires(Permission.RELATION_READ)
def municipality(number: str) -> ResponseReturnValue:
    """Show a municipality's relations on the steps of the staircase, in the order of names."""
    viewer, today = current_viewer(), clock.local_date(clock.now())
    found = queries.own_municipality(session(), number, viewer)
    rows = queries.relations_of(session(), found, viewer)
    pictures = seen(session(), rows, viewer, today)
    content = edition_in_force(session()).content
    numbered = [
        Numbered(place, _row(each, pictures[each.id]), _step(pictures[each.id])) for place, each in enumerate(rows, 1)
    ]
    return render_template(
        "partnership/overview/municipality.html",
        municipality=found,
        content=content,
        numbered=numbered,
        crowd=_crowd(content, numbered),
        step_names=_step_names(content),
    )


def _row(row: Any, picture: Picture) -> Row:
    return Row(
        id=row.id,
        organisation_name=row.organisation or _("Own volunteers"),
        municipality=row.municipality,
        scope=row.scope,
        wished_step=row.wished_step,
        picture=picture,
    )


def _step(picture: Picture) -> int | None:
    return picture.levels.agreed.number if picture.levels.agreed else None


def _step_names(content: Content) -> dict[int, str]:
    return {step.number: step.name.pick(language())[0] for step in content.steps}


def _crowd(content: Content, numbered: Sequence[Numbered]) -> Crowd:
    standing: dict[int, list[int]] = {}
    for each in numbered:
        if each.step is not None:
            standing.setdefault(each.step, []).append(each.number)
    names = _step_names(content)
    counts = {number: len(standing.get(number, ())) for number in names if number}
    views = [
        StepView(number, names[number], _count_words(count), count, len(numbered)) for number, count in counts.items()
    ]
    return gather(views, standing, Words(names[0], "", "", "", ""))


def _count_words(count: int) -> str:
    return str(ngettext("%(num)d cooperation", "%(num)d cooperations", count))


@blueprint.get("/distribution/")
@requires(Permission.DISTRIBUTION_READ)
def distribution() -> ResponseReturnValue:
    """Show how the country's relations are spread over the steps, small numbers hidden."""
    counted = queries.last_count(session())
    if counted is None:
        return render_template("partnership/overview/distribution.html", spreads=[], heads=[], as_of=None)
    content = edition_in_force(session()).content
    steps: list[int | None] = [*(step.number for step in content.steps), None]
    spreads = [_spread(key, title, parts, queries.counted(counted, key), steps) for key, title, parts in _divisions()]
    heads = [_step_head(step, _step_names(content)) for step in steps] + [_("In all")]
    wanted = request.args.get("format", "")
    if wanted in EXPORTS:
        return _download(wanted, spreads, heads)
    return render_template("partnership/overview/distribution.html", spreads=spreads, heads=heads, as_of=counted.as_of)


def _divisions() -> list[tuple[str, str, Mapping[Any, str]]]:
    bands = {band: f"{_(label)}, {_(SIZE_BAND_BOUNDS[band])}" for band, label in SIZE_BAND_LABELS.items()}
    classes = {each: _("Class %(class)s of 6", **{"class": each}) for each in CENTRALITIES}
    return [
        ("band", _("By the municipalities' size"), bands),
        ("county", _("By county"), queries.counties(session())),
        ("centrality", _("By centrality, where class 1 is the most central"), classes),
    ]


def _step_head(step: int | None, names: Mapping[int, str]) -> str:
    return str(_("Not computed yet")) if step is None else f"{step} {names[step]}"


def _spread(
    key: str, title: str, parts: Mapping[Any, str], counts: Mapping[Any, int], steps: Sequence[int | None]
) -> Spread:
    table = suppress([[counts.get((part, step), 0) for step in steps] for part in parts])
    names = [*parts.values(), _("The whole country")]
    lines = [(str(name), [_told(each) for each in line]) for name, line in zip(names, table, strict=True)]
    return Spread(key, title, lines)


def _told(count: Count) -> str:
    if count.is_small:
        return str(_("fewer than 5"))
    return str(_("hidden")) if count.is_cover else str(count.number)


def _download(wanted: str, spreads: Sequence[Spread], heads: Sequence[str]) -> ResponseReturnValue:
    columns = [
        Column("division", _("Divided by")),
        Column("part", _("Part of the country")),
        *(Column(f"c{place}", head) for place, head in enumerate(heads)),
    ]
    rows = [
        SimpleNamespace(division=spread.title, part=part, **{f"c{place}": text for place, text in enumerate(line)})
        for spread in spreads
        for part, line in spread.lines
    ]
    return EXPORTS[wanted](rows, columns, "samarbeid-i-landet")
