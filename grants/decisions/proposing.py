"""What a caseworker sees when proposing a decision: what it rests on, and a reason for each criterion."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.bodies.models import BodyKind
from grants.applications.models import Application
from grants.applications.views import find
from grants.calls.content import Content
from grants.calls.queries import content_of
from grants.decisions import actions, queries, rules, wording
from grants.decisions.forms import ProposalForm, first_values, meanings, proposal_form, values_of
from grants.decisions.models import AppealRight, Decision, DecisionStatus, Outcome
from grants.decisions.rules import Grounds
from grants.eligibility.models import CheckStatus
from grants.eligibility.rules import ensure_waits
from grants.reviews.comparing import lines
from grants.reviews.queries import standing_of
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale, refusal_of

blueprint = Blueprint("proposals", __name__, url_prefix="/grants/applications/<ref:reference>/decision/proposal")


@dataclass(frozen=True)
class Case:
    """An application that may be decided on, what a decision would rest on, and what has been proposed."""

    application: Application
    content: Content
    grounds: Grounds
    decision: Decision | None

    @property
    def version(self) -> int:
        """The version that a form must have seen."""
        return self.decision.version if self.decision else 0

    @property
    def is_settled(self) -> bool:
        """Whether it is not for the caseworker now: proposed, or made."""
        return self.decision is not None and self.decision.status is not DecisionStatus.RETURNED

    @property
    def refusal(self) -> NotAllowed | None:
        """Why nothing can be proposed yet, if that is so."""
        if self.grounds.check is CheckStatus.FAILED:
            return None
        unready = refusal_of(rules.ensure_ready, self.grounds.scoring, self.grounds.under_way)
        return refusal_of(rules.ensure_concluded, self.grounds) or unready


@blueprint.get("/")
@requires(Permission.DECISION_PROPOSE)
def show(reference: str) -> ResponseReturnValue:
    """Show the proposal, or that something must come before it."""
    case = find_case(session(), reference)
    if case.is_settled:
        return redirect(url_for("decisions.show", reference=reference), 303)
    return page(case, form_for(case, None))


def find_case(opened: Session, reference: str) -> Case:
    """An application for somebody who may decide on it; raises NotFound or NotAllowed."""
    application = find(reference, opened)
    grounds = queries.grounds_of(opened, application)
    rules.ensure_apart(current_viewer().id, grounds)
    decision = queries.decision_of(opened, application.id)
    if decision is None or decision.status is not DecisionStatus.MADE:
        ensure_waits(application)
    return Case(application, content_of(application.call), grounds, decision)


def form_for(case: Case, sent: Any) -> ProposalForm:
    """The form of a proposal with what has been proposed before."""
    return proposal_form(sent, case.content.scale.criteria, case.grounds, kept(case), case.version)


def kept(case: Case) -> dict[str, Any]:
    """What stands in the form; whether a municipality may appeal is looked into first. Source: P22."""
    if case.decision is not None:
        return values_of(queries.proposal_of(session(), case.decision))
    is_municipality = case.application.applicant.kind is BodyKind.MUNICIPALITY
    right = AppealRight.UNDER_REVIEW if is_municipality else AppealRight.YES
    return first_values(Outcome.DISMISSED if case.grounds.check is CheckStatus.FAILED else None, right)


def page(case: Case, form: ProposalForm, status: int = 200) -> ResponseReturnValue:
    """Draw a proposal, with what was typed, beside what the reviewers say."""
    compared = lines(case.content.scale, standing_of(session(), case.application))
    return render_template(
        "grants/decisions/proposal.html",
        application=case.application,
        parties=wording.parties(case.application),
        content=case.content,
        case=case,
        grounds=case.grounds,
        form=form,
        lines=compared,
        meanings=meanings(has_money=case.content.has_money),
        is_dismissal=case.grounds.check is CheckStatus.FAILED,
    ), status


@blueprint.post("/")
@requires(Permission.DECISION_PROPOSE)
def propose(reference: str) -> ResponseReturnValue:
    """Propose a decision."""
    case = find_case(session(), reference)
    if case.decision is not None and case.is_settled:
        if case.decision.proposed_by_id != current_viewer().id:
            raise Stale
        return redirect(url_for("decisions.show", reference=reference), 303)
    form = form_for(case, request.form)
    if not form.validate():
        return page(case, form, 422)
    try:
        with transaction() as opened:
            actions.propose(
                opened,
                find_case(opened, reference).application,
                form.draft(),
                version=form.version.number,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        return again(reference, form, None, 409)
    except NotAllowed as refusal:
        return again(reference, form, refusal, 422)
    flash(_("The decision is proposed. Somebody else makes it."))
    return redirect(url_for("decisions.show", reference=reference), 303)


def again(reference: str, form: ProposalForm, refusal: NotAllowed | None, status: int) -> ResponseReturnValue:
    """Show a proposal that was not taken, with what somebody else wrote meanwhile or what a rule said."""
    case = find_case(session(), reference)
    if case.is_settled:
        raise refusal or Stale
    saved = {name: value for name, value in kept(case).items() if name in form} if refusal is None else {}
    form.show_saved(saved, case.version)
    if refusal is not None:
        form.refuse(sentence(refusal))
    return page(case, form, status)
