"""What people see: where in a municipality no offer is within reach, as a table and on a map."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from activities.gaps import queries
from activities.gaps.reach import REACHES, USUAL, Distance, distances
from activities.home_care.queries import get_visible
from activities.places.distance import WINDING
from activities.places.mapping import Map, Place, draw
from activities.places.outlines import of_municipality
from activities.places.postcodes import of_municipality as postcodes_of
from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from partnership.relations.labels import GROUPS

blueprint = Blueprint("gaps", __name__, url_prefix="/activities/offers/municipalities/<municipality:number>/gaps")


@blueprint.get("/")
@requires(Permission.OFFER_SHARE)
def show(number: str) -> ResponseReturnValue:
    """Show the postcodes without an offer within reach."""
    municipality = get_visible(session(), number, viewer=current_viewer())
    asked = request.args.get("reach", "")
    reach = int(asked) if asked in {str(each) for each in REACHES} else USUAL
    group = request.args.get("group", "")
    stands = queries.stands(session(), clock.local_date(clock.now()), group)
    found = distances(postcodes_of(number), stands)
    missing = [each for each in found if not each.is_within(reach)]
    return render_template(
        "activities/gaps/show.html",
        municipality=municipality,
        found=found,
        missing=missing,
        reach=reach,
        group=group,
        reaches=REACHES,
        groups=[("", _("Any")), *((one.value, _(label)) for one, label in GROUPS.items())],
        winding=WINDING,
        chart=chart(number, missing),
    )


def chart(number: str, missing: Sequence[Distance]) -> Map | None:
    """The map of the postcodes without an offer, numbered as in the table."""
    places = [
        Place(row, f"{each.postcode.code} {each.postcode.place}", each.postcode.position, "missing")
        for row, each in enumerate(missing, 1)
    ]
    return draw(of_municipality(number), places) if places else None
