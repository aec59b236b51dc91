"""What people see: the figures of their own bodies, of their municipality, and of the country."""

from collections.abc import Sequence

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.lifecycle import _l
from kernel.registry import nav
from kernel.web.lists import EXPORTS
from kernel.web.spreads import Spread, download
from volunteers.figures import country as whole
from volunteers.figures import queries
from volunteers.figures.tables import tables
from volunteers.safeguards.queries import bodies_of
from volunteers.unmet.periods import PeriodForm, period_form, query_of
from volunteers.unmet.queries import municipalities_of
from volunteers.unmet.scopes import ground_of
from volunteers.unmet.views import titles

blueprint = Blueprint("figures", __name__, url_prefix="/volunteers/figures")
nav(
    Permission.DISTRIBUTION_READ,
    _l("The volunteers in the country"),
    "figures.country",
    told=_l("How many help, for how long and with what in each county, without naming anybody."),
    place=45,
)


@blueprint.get("/")
@requires(Permission.FIGURES_READ)
def index() -> ResponseReturnValue:
    """Show the figures of one of the viewer's own bodies, as they are."""
    viewer, today = current_viewer(), clock.local_date(clock.now())
    bodies = bodies_of(session(), viewer)
    asked = request.args.get("body", "")
    body = next((each for each in bodies if str(each.id) == asked), bodies[0] if bodies and not asked else None)
    if body is None:
        abort(404)
    form = PeriodForm(request.args)
    status = 200 if form.validate() else 422
    ledger = queries.ledger(session(), [body.id], None, form.chosen(today), today)
    drawn = tables(ledger, is_plain=True)
    if (wanted := request.args.get("format", "")) in EXPORTS:
        return download(wanted, drawn, "figures")
    return render_template(
        "volunteers/figures/own.html",
        body=body,
        bodies=bodies,
        places=municipalities_of(session(), viewer),
        form=form,
        ledger=ledger,
        spreads=drawn,
        query=f"body={body.id}&{query_of(form)}",
    ), status


@blueprint.get("/<municipality:number>/")
@requires(Permission.FIGURES_READ)
def show(number: str) -> ResponseReturnValue:
    """Show the figures of a municipality: one's own plainly, those of others with small numbers hidden."""
    viewer, today = current_viewer(), clock.local_date(clock.now())
    ground = ground_of(session(), number, viewer)
    form = period_form(request.args, today, is_plain=ground.is_plain)
    status = 200 if form.validate() else 422
    everybody = sorted({body for scope in ground.scopes for body in scope.body_ids})
    ledger = queries.ledger(session(), everybody, ground.municipality.id, form.chosen(today), today)
    parts = [
        (titles()[scope.key], scope.key, tables(ledger.of(scope.body_ids), is_plain=scope.is_plain))
        for scope in ground.scopes
    ]
    parts.sort(key=lambda part: all(each.is_empty for each in part[2]))  # first what holds something
    if (wanted := request.args.get("format", "")) in EXPORTS:
        return download(wanted, named(parts), f"figures-{number}")
    return render_template(
        "volunteers/figures/show.html",
        municipality=ground.municipality,
        is_plain=ground.is_plain,
        form=form,
        ledger=ledger,
        parts=parts,
        query=query_of(form),
    ), status


def named(parts: Sequence[tuple[str, str, Sequence[Spread]]]) -> list[Spread]:
    """The tables of every scope, each with the scope in its title."""
    return [
        Spread(each.key, f"{title}: {each.title}", each.part, each.heads, each.lines)
        for title, _key, spreads in parts
        for each in spreads
    ]


@blueprint.get("/country/")
@requires(Permission.DISTRIBUTION_READ)
def country() -> ResponseReturnValue:
    """Show the figures of the country by county, small numbers hidden."""
    today = clock.local_date(clock.now())
    form = period_form(request.args, today, is_plain=False)
    status = 200 if form.validate() else 422
    ledger = queries.country(session(), form.chosen(today), today)
    drawn = whole.tables(ledger, *queries.counties(session()))
    if (wanted := request.args.get("format", "")) in EXPORTS:
        return download(wanted, drawn, "figures-country")
    return render_template(
        "volunteers/figures/country.html", form=form, ledger=ledger, spreads=drawn, query=query_of(form)
    ), status
