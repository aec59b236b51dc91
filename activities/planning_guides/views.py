"""What people see: their plans, each with its points, what comes of it, and the sheet to bring along."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from activities.offers.labels import KINDS
from activities.planning_guides import actions, document, labels, queries, rules, saying
from activities.planning_guides.content import words_of
from activities.planning_guides.models import GuideStatus, PlanningGuide
from activities.planning_guides.writing import blueprint, find
from activities.providing import actions as entering
from activities.providing.forms import NewForm
from activities.providing.views import new_form
from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, refusal_of
from kernel.pdf.document import render
from kernel.web import lists
from kernel.web.files import answer_with
from kernel.web.page import demo_mark

__all__ = ["blueprint"]
SHOW = "activities/planning_guides/show.html"
STEPS = {
    "try": GuideStatus.TRYING,
    "settle": GuideStatus.SETTLED,
    "plan": GuideStatus.PLANNING,
    "stop": GuideStatus.GIVEN_UP,
}


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index() -> ResponseReturnValue:
    """List the viewer's plans."""
    columns = [
        lists.Column("title", _("The plan"), alphabetical(PlanningGuide.title)),
        lists.Column("owner", _("Who plans it"), alphabetical(queries.Owner.c.name)),
        lists.Column("municipality", _("Municipality"), alphabetical(queries.Place.c.name)),
        lists.Column("kind", _("Kind")),
        lists.Column("status", _("Status"), PlanningGuide.status),
        lists.Column("trial_to", _("Tried out until"), PlanningGuide.trial_to),
        lists.Column("begun_on", _("Begun on"), PlanningGuide.begun_on),
    ]
    return lists.answer(
        session(),
        queries.listed(current_viewer()),
        columns,
        template="activities/planning_guides/index.html",
        name="plans",
        searched=(PlanningGuide.title, queries.Owner.c.name, queries.Place.c.name),
        usual="-begun_on",
        may_plan=bool(rules.bodies_of(current_viewer())),
        labels=labels,
        kinds=KINDS,
    )


@blueprint.get("/<int:guide_id>/")
@requires(Permission.TEAM_READ)
def show(guide_id: int) -> ResponseReturnValue:
    """Show a plan: how its points stand, what can be done, and what was learnt."""
    return page(find(guide_id))


def page(guide: PlanningGuide, status: int = 200, told: str = "") -> ResponseReturnValue:
    """Draw a plan, with a word on what happened if there is one."""
    content = queries.content_of(session(), guide)
    moves = [(step, each) for step, each in STEPS.items() if each in rules.TRANSITIONS[guide.status]]
    return render_template(
        SHOW,
        guide=guide,
        content=content,
        standings=rules.standings(content),
        lessons=queries.lessons_of(session(), guide.id),
        moves=[
            (step, each, refusal_of(rules.ensure_may_move, guide.status, each, content.words)) for step, each in moves
        ],
        is_over=guide.status is GuideStatus.TRYING and rules.is_over(guide.trial_to, clock.local_date(clock.now())),
        may_offer=current_viewer().may(Permission.OFFER_WRITE) and guide.status is not GuideStatus.GIVEN_UP,
        kinds=KINDS,
        labels=labels,
        saying=saying,
        told=told,
    ), status


@blueprint.post("/<int:guide_id>/<any(plan, try, settle, stop):step>")
@requires(Permission.TEAM_READ)
def move(guide_id: int, step: str) -> ResponseReturnValue:
    """Try a plan out, settle it, give it up, or take it up again."""
    viewer, wanted = current_viewer(), STEPS[step]
    try:
        with transaction() as opened:
            guide = queries.get_own(opened, guide_id, viewer=viewer, lock=True)
            actions.move(opened, guide, wanted, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        return page(find(guide_id), 409, sentence(refusal))
    flash(_(labels.TOLD[wanted]))
    return redirect(url_for(".show", guide_id=guide_id), 303)


@blueprint.get("/<int:guide_id>/offer")
@requires(Permission.OFFER_WRITE)
def new_offer(guide_id: int) -> ResponseReturnValue:
    """Show the form for the offer that a plan leads to, filled in with what the plan says."""
    guide = find(guide_id)
    words = words_of(guide)
    kept: dict[str, Any] = {
        "title": words.title,
        "about": words.formats or words.wishes,
        "kind": words.kind,
        "mode": words.mode,
        "not_suited": words.not_suited,
        "municipality": guide.municipality.number,
        "provider": f"{guide.body_id}-{guide.body_id}",
    }
    return offer_page(guide, new_form(None, **kept))


def offer_page(guide: PlanningGuide, form: NewForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("activities/planning_guides/offer.html", guide=guide, form=form), status


@blueprint.post("/<int:guide_id>/offer")
@requires(Permission.OFFER_WRITE)
def lead_to_offer(guide_id: int) -> ResponseReturnValue:
    """Write the offer down as a draft, and tie it to its plan."""
    viewer, form, guide = current_viewer(), new_form(request.form), find(guide_id)
    if not form.validate():
        return offer_page(guide, form, 422)
    at = clock.now()
    try:
        with transaction() as opened:
            held = queries.get_own(opened, guide_id, viewer=viewer, lock=True)
            rules.ensure_no_offer(words_of(held))
            provider, municipality = form.provider.data, form.municipality.data
            offer = entering.enter(
                opened, form.begun(), provider=provider, municipality=municipality, viewer=viewer, at=at
            )
            actions.lead_to(opened, held, offer, actor_id=viewer.id, at=at)
            address = url_for("providing.part", offer_id=offer.id, part="when")
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return offer_page(find(guide_id), form, 422)
    flash(_("The offer is a draft. Fill in the rest before you set it running."))
    return redirect(address, 303)


@blueprint.get("/<int:guide_id>/sheet.pdf")
@requires(Permission.TEAM_READ)
def sheet(guide_id: int) -> ResponseReturnValue:
    """Give a plan on paper."""
    guide = find(guide_id)
    lessons = queries.lessons_of(session(), guide.id)
    made = document.sheet(guide, queries.content_of(session(), guide), lessons, mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"plan-{guide.id}.pdf", opens=True)
