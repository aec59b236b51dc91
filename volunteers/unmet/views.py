"""What people see: which needs were not met in a municipality, as tables and on a map."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from activities.places.mapping import Map, Place, draw
from activities.places.outlines import of_municipality
from activities.places.postcodes import find
from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.web.lists import EXPORTS
from kernel.web.spreads import Spread, download
from volunteers.unmet import queries
from volunteers.unmet.periods import period_form, query_of
from volunteers.unmet.scopes import Scope, ground_of
from volunteers.unmet.tables import area_codes, tables

blueprint = Blueprint("unmet", __name__, url_prefix="/volunteers/unmet")


@blueprint.get("/<municipality:number>/")
@requires(Permission.FIGURES_READ)
def show(number: str) -> ResponseReturnValue:
    """Show the needs that were not met in a municipality: one's own plainly, those of others small numbers hidden."""
    viewer, today = current_viewer(), clock.local_date(clock.now())
    ground = ground_of(session(), number, viewer)
    form = period_form(request.args, today, is_plain=ground.is_plain)
    status = 200 if form.validate() else 422
    period = form.chosen(today)
    parts = []
    for scope in ground.scopes:
        rows = queries.needs(session(), scope.body_ids, scope.municipality_id, period)
        parts.append((scope, rows, tables(rows, is_plain=scope.is_plain)))
    parts.sort(key=lambda part: not part[1])  # first what holds something
    if (wanted := request.args.get("format", "")) in EXPORTS:
        return download(wanted, named(parts), f"unmet-needs-{number}")
    return render_template(
        "volunteers/unmet/show.html",
        municipality=ground.municipality,
        is_plain=ground.is_plain,
        form=form,
        period=period,
        query=query_of(form),
        parts=[(scope, rows, spreads, chart(number, rows)) for scope, rows, spreads in parts],
        titles=titles(),
        elsewhere=[each for each in queries.municipalities_of(session(), viewer) if each.number != number],
    ), status


def titles() -> dict[str, str]:
    """What each scope is called."""
    return {"own": _("Our own"), "others": _("All the others together")}


def named(parts: Sequence[tuple[Scope, Any, Sequence[Spread]]]) -> list[Spread]:
    """The tables of every scope, each with the scope in its title where there is more than one."""
    names = titles()
    return [
        Spread(each.key, f"{names[scope.key]}: {each.title}", each.part, each.heads, each.lines)
        for scope, _rows, spreads in parts
        for each in spreads
    ]


def chart(number: str, rows: Sequence[Any]) -> Map | None:
    """The map of the postcodes with needs that were not met, numbered as in their table."""
    found = [(row, find(code)) for row, code in enumerate(area_codes(rows), 1)]
    places = [Place(row, f"{each.code} {each.place}", each.position, "missing") for row, each in found if each]
    return draw(of_municipality(number), places) if places else None
