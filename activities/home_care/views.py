"""What people see: the sheets for home care, and when the offers were gone through."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from activities.home_care import actions, queries, rules
from activities.home_care.document import all_offers
from activities.home_care.forms import BriefingForm
from activities.offers import queries as offers
from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed
from kernel.pdf.document import render
from kernel.web.files import answer_with
from kernel.web.page import demo_mark

blueprint = Blueprint("home_care", __name__, url_prefix="/activities/offers/municipalities/<municipality:number>")


@blueprint.get("/home-care/")
@requires(Permission.OFFER_SHARE)
def show(number: str) -> ResponseReturnValue:
    """Show the offers for home care, and when they were gone through."""
    return page(number, BriefingForm())


def page(number: str, form: BriefingForm, status: int = 200) -> ResponseReturnValue:
    """Draw the page, with what was typed."""
    today = clock.local_date(clock.now())
    municipality = queries.get_visible(session(), number, viewer=current_viewer())
    held = queries.briefings(session(), municipality.id)
    return render_template(
        "activities/home_care/show.html",
        municipality=municipality,
        offers=offers.public_in(session(), municipality.id, today),
        briefings=held,
        is_due=rules.is_due(held[0].held_on if held else None, today),
        form=form,
    ), status


@blueprint.post("/home-care/")
@requires(Permission.OFFER_SHARE)
def record(number: str) -> ResponseReturnValue:
    """Record that the offers were gone through."""
    viewer, form = current_viewer(), BriefingForm(request.form)
    if not form.validate():
        return page(number, form, 422)
    try:
        with transaction() as opened:
            municipality = queries.get_visible(opened, number, viewer=viewer)
            actions.record(opened, municipality, **vars(form.draft()), actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.complain("held_on", sentence(refusal))
        return page(number, form, 422)
    flash(_("Thank you. It is recorded, and shows in your cooperation."))
    return redirect(url_for(".show", number=number), 303)


@blueprint.get("/sheet.pdf")
@requires(Permission.OFFER_SHARE)
def sheet(number: str) -> ResponseReturnValue:
    """Answer with all the municipality's offers in large print."""
    today = clock.local_date(clock.now())
    municipality = queries.get_visible(session(), number, viewer=current_viewer())
    found = offers.public_in(session(), municipality.id, today)
    told = offers.told_of(session(), [offer.id for offer in found])
    made = all_offers(municipality, found, told, today, mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"offers-{number}.pdf", opens=True)
