"""What people see: about how long the ways of a municipality are, and what can be set and written about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from activities.places.postcodes import Postcode, of_municipality
from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.models import Municipality
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from volunteers.roads import actions, queries, servers
from volunteers.roads.estimate import SPEED, WINDING, Leg, Roads
from volunteers.roads.forms import SettingForm, WayForm
from volunteers.roads.labels import KNOWN
from volunteers.roads.models import RoadSetting

blueprint = Blueprint("roads", __name__, url_prefix="/volunteers/roads")


@dataclass(frozen=True)
class Way:
    """A postcode, and about how far it is from the one that was asked from."""

    postcode: Postcode
    leg: Leg


@blueprint.get("/<municipality:number>")
@requires(Permission.TRANSPORT_WRITE)
def show(number: str) -> ResponseReturnValue:
    """Show the ways from one postcode of a municipality to its others, and what is written about them."""
    return roads_page(queries.get_own(session(), number, viewer=current_viewer()))


def roads_page(
    municipality: Municipality,
    setting_form: SettingForm | None = None,
    way_form: WayForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Draw the page, with what was typed."""
    setting = queries.setting_of(session(), municipality.id)
    codes = of_municipality(municipality.number)
    start = request.args.get("from", "")
    start = start if any(code.code == start for code in codes) else (codes[0].code if codes else "")
    roads = queries.roads_of(session(), municipality.id)
    return render_template(
        "volunteers/roads/show.html",
        municipality=municipality,
        setting_form=setting_form or kept(setting),
        way_form=way_form or WayForm(),
        codes=codes,
        start=start,
        ways=ways_from(roads, start, codes),
        overrides=queries.overrides_of(session(), municipality.id),
        server=servers.chosen(),
        known=KNOWN,
    ), status


def kept(setting: RoadSetting | None) -> SettingForm:
    """The form with what is set."""
    known = {"winding": setting.winding, "speed": setting.speed} if setting else {"winding": WINDING, "speed": SPEED}
    return SettingForm(data={**known, "version": str(setting.version if setting else 0)})


def ways_from(roads: Roads, start: str, codes: Sequence[Postcode]) -> list[Way]:
    """The ways from a postcode to the others, the nearest first."""
    ways = [Way(code, roads.between(start, code.code)) for code in codes]
    return sorted(ways, key=lambda way: (way.leg.minutes, way.postcode.code))


@blueprint.post("/<municipality:number>")
@requires(Permission.TRANSPORT_WRITE)
def set_roads(number: str) -> ResponseReturnValue:
    """Set how winding and how fast the roads are."""
    viewer, form = current_viewer(), SettingForm(request.form)
    municipality = queries.get_own(session(), number, viewer=viewer)
    if not form.validate():
        return roads_page(municipality, setting_form=form, status=422)
    try:
        with transaction() as opened:
            held = queries.get_own(opened, number, viewer=viewer, lock=True)
            wanted, seen = vars(form.draft()), form.version.number
            actions.set_roads(opened, held, **wanted, version=seen, actor_id=viewer.id, at=clock.now())
    except Stale:
        setting = queries.setting_of(session(), municipality.id)
        if setting is None:
            raise
        form.show_saved({"winding": setting.winding, "speed": setting.speed}, setting.version)
        return roads_page(queries.get_own(session(), number, viewer=viewer), setting_form=form, status=409)
    flash(_("Saved. New trips are planned with this."))
    return redirect(url_for(".show", number=number), 303)


@blueprint.post("/<municipality:number>/ways")
@requires(Permission.TRANSPORT_WRITE)
def write(number: str) -> ResponseReturnValue:
    """Write down how long a way between two postcodes takes."""
    viewer, form = current_viewer(), WayForm(request.form)
    municipality = queries.get_own(session(), number, viewer=viewer)
    if not form.validate():
        return roads_page(municipality, way_form=form, status=422)
    draft = form.draft()
    try:
        with transaction() as opened:
            held = queries.get_own(opened, number, viewer=viewer, lock=True)
            actions.write(
                opened,
                held,
                draft.one,
                draft.other,
                metres=draft.kilometres * 1000,
                minutes=draft.minutes,
                why=draft.why,
                actor_id=viewer.id,
                at=clock.now(),
            )
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return roads_page(queries.get_own(session(), number, viewer=viewer), way_form=form, status=422)
    flash(_("Saved. New trips are planned with this."))
    return redirect(url_for(".show", number=number), 303)


@blueprint.post("/<municipality:number>/ways/<int:override_id>/take-away")
@requires(Permission.TRANSPORT_WRITE)
def take_away(number: str, override_id: int) -> ResponseReturnValue:
    """Take away what was written of a way."""
    viewer = current_viewer()
    with transaction() as opened:
        held = queries.get_own(opened, number, viewer=viewer, lock=True)
        override = queries.get_override(opened, held.id, override_id)
        actions.take_away(opened, override, actor_id=viewer.id, at=clock.now())
    flash(_("Taken away. The estimate holds again."))
    return redirect(url_for(".show", number=number), 303)
