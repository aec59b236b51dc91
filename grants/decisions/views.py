"""What people see of decisions: a proposal before it is made, and the decision as the applicant reads it."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Role, Viewer
from grants.applications.models import Application, ApplicationStatus
from grants.applications.queries import Folder
from grants.applications.views import PAGE_PANELS, find
from grants.calls.content import CallKind
from grants.calls.queries import content_of
from grants.decisions import actions, labels, queries, rules, wording
from grants.decisions.appeals import appeal_until
from grants.decisions.forms import MakeForm, ReturnForm
from grants.decisions.models import Decision, DecisionStatus
from grants.decisions.steps import Step, next_step
from grants.eligibility.queries import check_of, involved_in
from grants.eligibility.rules import eligible_amount, outcome_of
from grants.reviews.queries import standing_of
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed, Stale, _l, refusal_of
from kernel.registry import Panel, panel

blueprint = Blueprint("decisions", __name__, url_prefix="/grants/applications/<ref:reference>/decision")


@blueprint.app_context_processor
def names_of_things() -> dict[str, Any]:
    """Give templates the names of outcomes and proposals."""
    return {"decision_labels": labels}


@blueprint.get("/")
@requires(Permission.APPLICATION_READ)
def show(reference: str) -> ResponseReturnValue:
    """Show the decision, or to those who decide what is proposed."""
    application, decision = find_decision(session(), reference)
    if decision.status is DecisionStatus.MADE:
        return decision_page(application, decision)
    return proposal_page(application, decision, ReturnForm(None, version=str(decision.version)))


def find_decision(opened: Session, reference: str) -> tuple[Application, Decision]:
    """An application and the decision that the viewer sees; raises NotFound or NotAllowed."""
    application = find(reference, opened)
    decision = queries.seen_decision(opened, application, viewer=current_viewer())
    if decision is None:
        raise NotAllowed(_l("There is no decision on this application yet."))
    return application, decision


def decision_page(application: Application, decision: Decision) -> ResponseReturnValue:
    """Draw a decision that is made, as the applicant reads it."""
    eligible = eligible_amount(application, check_of(session(), application.id))
    return render_template(
        "grants/decisions/show.html",
        application=application,
        content=content_of(application.call),
        decision=decision,
        parties=wording.parties(application),
        outcome=wording.outcome_sentence(decision, eligible),
        further=wording.further_sentence(decision),
        appeal=wording.appeal_sentence(decision),
        may_appeal=appeal_until(decision) is not None,
        next=wording.next_sentence(decision),
        reasons=queries.reasons_of(session(), decision.id),
        scoring=standing_of(session(), application).scoring,
    )


def proposal_page(
    application: Application, decision: Decision, form: ReturnForm, status: int = 200
) -> ResponseReturnValue:
    """Draw what is proposed, with what it rests on, for those who decide."""
    viewer, opened = current_viewer(), session()
    grounds = queries.grounds_of(opened, application)
    rules.ensure_apart(viewer.id, grounds)
    proposal = queries.proposal_of(opened, decision)
    is_maker = viewer.may(Permission.DECISION_MAKE) and decision.status is DecisionStatus.PROPOSED
    return render_template(
        "grants/decisions/proposed.html",
        application=application,
        content=content_of(application.call),
        decision=decision,
        parties=wording.parties(application),
        outcome=wording.outcome_sentence(decision, grounds.eligible),
        further=wording.further_sentence(decision),
        proposal=proposal,
        grounds=grounds,
        form=form,
        is_maker=is_maker,
        refusal=refusal_of(rules.ensure_may_make, decision, proposal, viewer.id, grounds) if is_maker else None,
        may_propose=viewer.may(Permission.DECISION_PROPOSE) and decision.status is DecisionStatus.RETURNED,
    ), status


@blueprint.post("/make")
@requires(Permission.DECISION_MAKE)
def make(reference: str) -> ResponseReturnValue:
    """Make a decision; a second press finds it made."""
    form, viewer = MakeForm(request.form), current_viewer()
    _application, decision = find_decision(session(), reference)
    if decision.status is not DecisionStatus.MADE or decision.made_by_id != viewer.id:
        with transaction() as opened:
            _application, decision = find_decision(opened, reference)
            actions.make(opened, decision, version=form.version.number, actor_id=viewer.id, at=clock.now())
        flash(_("The decision is made. The applicant and the partners are told by e-mail."))
    return redirect(url_for(".show", reference=reference), 303)


@blueprint.post("/return")
@requires(Permission.DECISION_MAKE)
def send_back(reference: str) -> ResponseReturnValue:
    """Return a proposal with a remark."""
    form = ReturnForm(request.form)
    application, decision = find_decision(session(), reference)
    if decision.status is not DecisionStatus.PROPOSED:
        flash(_("The proposal has been returned or decided already."), "warning")
        return redirect(url_for(".show", reference=reference), 303)
    if not form.validate():
        return proposal_page(application, decision, form, 422)
    try:
        with transaction() as opened:
            remark = form.draft()
            _application, decision = find_decision(opened, reference)
            actions.send_back(
                opened,
                decision,
                remark=remark.text,
                version=remark.version,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        application, decision = find_decision(session(), reference)
        form.show_saved({}, decision.version)
        form.refuse(_("The proposal has changed since you opened the page. Look it over again."))
        return proposal_page(application, decision, form, 409)
    flash(_("The proposal is returned to the caseworker."))
    return redirect(url_for("applications.show", reference=reference), 303)


@panel(PAGE_PANELS)
def way_to_decision(opened: Session, folder: Folder, viewer: Viewer, _now: datetime) -> Panel | None:
    """Say on the application's page what is to be done next, or that there is a decision."""
    application = folder.application
    is_office = viewer.has_role(Role.CASEWORKER) or viewer.has_role(Role.LEAD)
    is_office = is_office and viewer.id not in involved_in(opened, application)
    if application.status is ApplicationStatus.DECIDED:
        made = {"decision": queries.decision_of(opened, application.id), "is_office": is_office}
        return Panel("grants/decisions/made.html", {"application": application, **made})
    if application.status is not ApplicationStatus.SUBMITTED or not is_office:
        return None
    standing = standing_of(opened, application)
    if viewer.id in standing.reviewer_ids:
        return None
    decision = queries.decision_of(opened, application.id)
    check = outcome_of(check_of(opened, application.id), application)
    return Panel(
        "grants/decisions/next.html",
        {
            "application": application,
            "check": check,
            "standing": standing,
            "decision": decision,
            "step": next_step(check, standing, decision),
            "Step": Step,
            "is_chosen_together": folder.content.kind is CallKind.PROGRAMME_PARTICIPATION,
        },
    )
