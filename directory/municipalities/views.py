"""What people see: the register of municipalities."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import requires
from directory.accounts.permissions import Permission
from directory.bodies.models import LANGUAGE_FORM_LABELS
from directory.bodies.rules import spaced
from directory.municipalities import queries
from directory.municipalities.models import SIZE_BAND_BOUNDS, SIZE_BAND_LABELS, County, Municipality
from kernel.alphabet import alphabetical
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from kernel.registry import nav
from kernel.web.lists import Column, answer

blueprint = Blueprint("municipalities", __name__, url_prefix="/directory/municipalities")
blueprint.add_app_template_filter(spaced, "org_number")
nav(
    Permission.REGISTER_READ,
    _l("Municipalities"),
    "municipalities.index",
    told=_l("See any municipality's inhabitants, size and written form."),
    place=60,
)


@blueprint.get("/")
@requires(Permission.REGISTER_READ)
def index() -> ResponseReturnValue:
    """List the register."""
    opened = session()
    county, band = request.args.get("county", ""), request.args.get("band", "")
    counties = [(one.number, one.name) for one in queries.counties(opened)]
    bands = [(one.value, f"{_(label)}: {_(SIZE_BAND_BOUNDS[one])}") for one, label in SIZE_BAND_LABELS.items()]
    return answer(
        opened,
        queries.narrowed(queries.register(), county=county, band=band),
        columns(),
        template="directory/municipalities/index.html",
        name="municipalities",
        searched=(Municipality.name, Municipality.official_name, Municipality.number, County.name),
        filters=[
            ("county", _("County"), [("", _("All counties")), *counties]),
            ("band", _("Size"), [("", _("All sizes")), *bands]),
        ],
        band_labels=SIZE_BAND_LABELS,
    )


def columns() -> list[Column]:
    """The columns of the list, named in the person's language."""
    return [
        Column("name", _("Municipality"), alphabetical(Municipality.name)),
        Column("number", _("Number"), Municipality.number),
        Column("county", _("County"), alphabetical(County.name)),
        Column("population", _("Inhabitants"), Municipality.population, numeric=True),
        Column("population_67", _("67 and over"), Municipality.population_67, numeric=True),
        Column("population_80", _("80 and over"), Municipality.population_80, numeric=True),
        Column("size_band", _("Size"), Municipality.population),
    ]


@blueprint.get("/<municipality:number>/")
@requires(Permission.REGISTER_READ)
def show(number: str) -> ResponseReturnValue:
    """Show a municipality with its figures."""
    found = queries.municipality(session(), number)
    if found is None:
        abort(404)
    return render_template(
        "directory/municipalities/show.html",
        municipality=found,
        band_label=SIZE_BAND_LABELS[found.size_band],
        band_bounds=SIZE_BAND_BOUNDS[found.size_band],
        form_label=LANGUAGE_FORM_LABELS[found.language_form],
    )
