"""What a reviewer sees of its own review: the declaration first, then points with reasons, and sending."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.queries import names
from grants.applications import answers
from grants.applications.models import ApplicationStatus
from grants.applications.queries import Folder, folder
from grants.eligibility.rules import ensure_waits
from grants.reviews import actions, queries, rules
from grants.reviews.forms import DeclarationForm, MarksDraft, MarksForm, SeenForm, marks_form, values_of
from grants.reviews.models import Review, ReviewStatus
from grants.reviews.rules import Marks
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.lifecycle import Stale

blueprint = Blueprint("review", __name__, url_prefix="/grants/applications/<ref:reference>/review")


@blueprint.get("/")
@requires(Permission.REVIEW_WRITE)
def show(reference: str) -> ResponseReturnValue:
    """Show the declaration, or after it the points and reasons."""
    review = find_own(session(), reference)
    if review.status is ReviewStatus.ASSIGNED:
        return declaration_page(review, DeclarationForm())
    return review_page(review, form_for(review, None))


def find_own(opened: Session, reference: str) -> Review:
    """The viewer's own review of what is before the directorate; raises NotFound, Disqualified or NotAllowed."""
    review = queries.get_own(opened, reference, viewer=current_viewer())
    rules.ensure_not_disqualified(review)
    if review.application.status is not ApplicationStatus.DECIDED:
        ensure_waits(review.application)
    return review


def declaration_page(review: Review, form: DeclarationForm, status: int = 200) -> ResponseReturnValue:
    """Draw the declaration with who is behind the application, and nothing of what it says."""
    found = folder(session(), review.application)
    return render_template(
        "grants/reviews/declaration.html",
        application=review.application,
        content=found.content,
        partners=[partner.name for partner in found.partners],
        municipalities=municipalities(found),
        form=form,
    ), status


def municipalities(found: Folder) -> list[str]:
    """The names of the municipalities that an application is for."""
    numbers = answers.municipalities(found.content, found.answers)
    called = names(session()) if numbers else {}
    return sorted(called.get(number, number) for number in numbers)


@blueprint.post("/declare")
@requires(Permission.REVIEW_WRITE)
def declare(reference: str) -> ResponseReturnValue:
    """Declare oneself impartial, or disqualified."""
    form, viewer = DeclarationForm(request.form), current_viewer()
    review = find_own(session(), reference)
    if not form.validate():
        return declaration_page(review, form, 422)
    draft = form.draft()
    with transaction() as opened:
        actions.declare(
            opened,
            find_own(opened, reference),
            is_impartial=draft.is_impartial,
            ground=draft.ground,
            actor_id=viewer.id,
            at=clock.now(),
        )
    if draft.is_impartial:
        flash(_("Thank you. Now you can read the application and give points."))
        return redirect(url_for(".show", reference=reference), 303)
    flash(_("Thank you. You no longer have access to the application, and somebody else reviews it."))
    return redirect(url_for("reviews.index"), 303)


def form_for(review: Review, sent: Any) -> MarksForm:
    """The form of a review with what has been given."""
    return marks_form(sent, actions.scale_of(review.application), given(review), review.version)


def given(review: Review) -> dict[str, Marks]:
    """What has been given on each criterion; nothing yet on those not begun."""
    kept = queries.marks_of(session(), review.id)
    codes = [criterion.code for criterion in actions.scale_of(review.application).criteria]
    return {code: kept.get(code, Marks(None)) for code in codes}


def review_page(review: Review, form: MarksForm, status: int = 200) -> ResponseReturnValue:
    """Draw a review, with what was typed."""
    waits = review.application.status is ApplicationStatus.SUBMITTED
    return render_template(
        "grants/reviews/own.html",
        application=review.application,
        review=review,
        form=form,
        scale=form.scale,
        marks=given(review),
        may_write=waits and review.status is ReviewStatus.DECLARED,
        may_take_up=waits and review.status is ReviewStatus.SUBMITTED,
        is_outdated=review.submitted_at is not None and not rules.counts(review, review.application),
    ), status


@blueprint.post("/")
@requires(Permission.REVIEW_WRITE)
def save(reference: str) -> ResponseReturnValue:
    """Save points and reasons, and send the review when asked to."""
    review = find_own(session(), reference)
    if review.status is ReviewStatus.ASSIGNED:
        rules.ensure_may_score(review)
    form = form_for(review, request.form)
    if form.is_sending and review.status is ReviewStatus.SUBMITTED:
        return redirect(url_for(".show", reference=reference), 303)
    if not form.validate():
        return review_page(review, form, 422)
    try:
        return sent_or_kept(reference, form, write(reference, form.draft()))
    except Stale:
        review = find_own(session(), reference)
        form.show_saved(values_of(given(review)), review.version)
        return review_page(review, form, 409)


def sent_or_kept(reference: str, form: MarksForm, version: int) -> ResponseReturnValue:
    """Send what is written when asked to and nothing is missing, or say that it is kept."""
    if not form.is_sending:
        flash(_("Saved."))
        return redirect(url_for(".show", reference=reference), 303)
    if gaps := rules.unmarked(form.draft().marks, form.scale):
        form.ask_for(gaps)
        form.show_saved({}, version)
        return review_page(find_own(session(), reference), form, 422)
    with transaction() as opened:
        review = find_own(opened, reference)
        actions.submit(opened, review, version=version, actor_id=current_viewer().id, at=clock.now())
    flash(_("The review is sent."))
    return redirect(url_for(".show", reference=reference), 303)


def write(reference: str, draft: MarksDraft) -> int:
    """Write points and reasons and give the new version; raises Stale."""
    with transaction() as opened:
        review = find_own(opened, reference)
        actions.save_scores(
            opened, review, draft.marks, version=draft.version, actor_id=current_viewer().id, at=clock.now()
        )
        opened.flush()
        return review.version


@blueprint.post("/autosave")
@requires(Permission.REVIEW_WRITE)
def autosave(reference: str) -> ResponseReturnValue:
    """Keep what can be kept of a review while it is being written."""
    form = form_for(find_own(session(), reference), request.form)
    form.validate()
    try:
        return jsonify(version=write(reference, form.draft()))
    except Stale:
        return jsonify(version=-1), 409


@blueprint.post("/take-up")
@requires(Permission.REVIEW_WRITE)
def take_up(reference: str) -> ResponseReturnValue:
    """Take a sent review up again."""
    seen = SeenForm(request.form)
    with transaction() as opened:
        review = find_own(opened, reference)
        actions.take_up(opened, review, version=seen.version.number, actor_id=current_viewer().id, at=clock.now())
    flash(_("The review is taken up again. It counts when you send it anew."))
    return redirect(url_for(".show", reference=reference), 303)
