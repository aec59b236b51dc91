"""What people see of reviews: who has which, points side by side, and each reviewer's own list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Role, Viewer
from grants.applications.models import Application, ApplicationStatus
from grants.applications.queries import ApplicantBody, Folder
from grants.applications.views import PAGE_PANELS, find
from grants.eligibility.queries import check_of, involved_in
from grants.eligibility.rules import ensure_impartial
from grants.reviews import actions, labels, queries, rules
from grants.reviews.comparing import lines
from grants.reviews.forms import AssignForm, DisqualifyForm, NoteForm, assign_form, disqualify_form, note_form
from grants.reviews.models import Review, ReviewStatus
from grants.reviews.queries import Standing
from kernel import clock
from kernel.db import session, transaction
from kernel.forms import BaseForm
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale, _l, refusal_of
from kernel.registry import Panel, nav, panel
from kernel.web import lists

blueprint = Blueprint("reviews", __name__, url_prefix="/grants")
REVIEWS = "/applications/<ref:reference>/reviews"
nav(
    Permission.REVIEW_WRITE,
    _l("My reviews"),
    "reviews.index",
    told=_l("Say whether you are impartial, read, and give points with reasons."),
    place=31,
)


@dataclass(frozen=True)
class Reading:
    """An application whose reviews the viewer may read, where they stand, and the viewer's own among them."""

    application: Application
    standing: Standing
    own: Review | None

    @property
    def may_note(self) -> bool:
        """Whether the viewer may write what came of talking."""
        is_own = self.own is not None or current_viewer().may(Permission.APPLICATION_CHECK)
        return is_own and self.application.status is ApplicationStatus.SUBMITTED

    @property
    def may_assign(self) -> bool:
        """Whether the viewer says who reviews."""
        is_open = self.application.status is ApplicationStatus.SUBMITTED
        return is_open and current_viewer().may(Permission.APPLICATION_CHECK)


@blueprint.app_context_processor
def names_of_things() -> dict[str, Any]:
    """Give templates the names of reviews' statuses."""
    return {"review_labels": labels}


@blueprint.get("/reviews/")
@requires(Permission.REVIEW_WRITE)
def index() -> ResponseReturnValue:
    """List the applications that the viewer has been asked to review."""
    columns = [
        lists.Column("reference", _("Reference"), Application.reference),
        lists.Column("title", _("Measure"), Application.title),
        lists.Column("applicant", _("Applicant"), ApplicantBody.c.name),
        lists.Column("status", _("Your review"), Review.status),
        lists.Column("assigned_at", _("Given to you"), Review.assigned_at),
    ]
    return lists.answer(
        session(),
        queries.listed(current_viewer()),
        columns,
        template="grants/reviews/index.html",
        name="reviews",
        searched=(Application.reference, Application.title, ApplicantBody.c.name),
    )


@blueprint.get(f"{REVIEWS}/")
@requires(Permission.APPLICATION_READ)
def show(reference: str) -> ResponseReturnValue:
    """Show who reviews an application, how far they are, and what they say side by side."""
    return page(read(session(), reference))


def read(opened: Session, reference: str) -> Reading:
    """The reviews of an application for the office, or for a reviewer who has sent; raises NotFound or NotAllowed."""
    application, viewer = find(reference, opened), current_viewer()
    standing = queries.standing_of(opened, application)
    own = next((review for review in standing.reviews if review.reviewer_id == viewer.id), None)
    if own is None and not (viewer.has_role(Role.CASEWORKER) or viewer.has_role(Role.LEAD)):
        raise NotFound
    rules.ensure_may_read(own)
    ensure_impartial(viewer.id, involved_in(opened, application))
    return Reading(application, standing, own)


def page(found: Reading, refused: BaseForm | None = None, status: int = 200) -> ResponseReturnValue:
    """Draw the reviews; `refused` is the form that was sent and could not be taken."""
    scale = actions.scale_of(found.application)
    compared = lines(scale, found.standing)
    notes = {
        line.criterion.code: note_form(None, line.criterion.code, text=line.note.text, version=line.note.version)
        for line in compared
        if line.note is not None
    }
    if isinstance(refused, NoteForm):
        notes[refused.criterion] = refused
    disqualifying = {review.id: disqualify_form(None, review.id) for review in found.standing.reviews}
    if isinstance(refused, DisqualifyForm):
        disqualifying[refused.review_id] = refused
    return render_template(
        "grants/reviews/show.html",
        application=found.application,
        found=found,
        standing=found.standing,
        scale=scale,
        lines=compared,
        notes=notes,
        assigning=assigning(found, refused) if found.may_assign else None,
        refusal=refusal_to_assign(found) if found.may_assign else None,
        disqualifying=disqualifying,
        refused=refused,
    ), status


def assigning(found: Reading, refused: BaseForm | None) -> AssignForm:
    """The choice of a reviewer, as it was sent when it was refused."""
    return refused if isinstance(refused, AssignForm) else choice_of_reviewer(found, None)


def choice_of_reviewer(found: Reading, sent: Any) -> AssignForm:
    """The choice among the reviewers who may be given an application."""
    return assign_form(sent, queries.candidates(session(), found.application))


def refusal_to_assign(found: Reading) -> NotAllowed | None:
    """Why no more reviewers can be assigned, if that is so."""
    application = found.application
    check, scale = check_of(session(), application.id), actions.scale_of(application)
    return refusal_of(rules.ensure_may_assign, application, check, found.standing.reviews, 0, scale)


@blueprint.post(f"{REVIEWS}/assign")
@requires(Permission.APPLICATION_CHECK)
def assign(reference: str) -> ResponseReturnValue:
    """Give an application to a reviewer."""
    found = read(session(), reference)
    form = choice_of_reviewer(found, request.form)
    if not form.validate():
        return page(found, form, 422)
    try:
        with transaction() as opened:
            application = read(opened, reference).application
            actions.assign(opened, application, form.reviewer_id(), actor_id=current_viewer().id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return page(read(session(), reference), form, 422)
    flash(_("The reviewer has been given the application, and is told by e-mail."))
    return redirect(url_for(".show", reference=reference), 303)


@blueprint.post(f"{REVIEWS}/<int:review_id>/disqualify")
@requires(Permission.APPLICATION_CHECK)
def disqualify(reference: str, review_id: int) -> ResponseReturnValue:
    """Disqualify a reviewer when a connection is found."""
    found, form = read(session(), reference), disqualify_form(request.form, review_id)
    one_of(found, review_id)
    if not form.validate():
        return page(found, form, 422)
    with transaction() as opened:
        review = one_of(read(opened, reference), review_id)
        actions.disqualify(opened, review, ground=form.draft(), actor_id=current_viewer().id, at=clock.now())
    flash(_("The reviewer is disqualified, and no longer has access to the application."))
    return redirect(url_for(".show", reference=reference), 303)


def one_of(found: Reading, review_id: int) -> Review:
    """One of an application's reviews; raises NotFound."""
    review = next((each for each in found.standing.reviews if each.id == review_id), None)
    if review is None:
        raise NotFound
    return review


@blueprint.post(f"{REVIEWS}/notes/<criterion>")
@requires(Permission.APPLICATION_READ)
def note(reference: str, criterion: str) -> ResponseReturnValue:
    """Write what came of talking about a wide difference."""
    found = read(session(), reference)
    if not found.may_note or criterion not in found.standing.notes:
        raise NotFound
    form = note_form(request.form, criterion)
    if not form.validate():
        return page(found, form, 422)
    draft = form.draft()
    try:
        with transaction() as opened:
            application = read(opened, reference).application
            actions.note(
                opened,
                application,
                criterion,
                text=draft.text,
                version=draft.version,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        found = read(session(), reference)
        kept = found.standing.notes[criterion]
        form.show_saved({"text": kept.text}, kept.version)
        return page(found, form, 409)
    flash(_("The note is saved."))
    return redirect(url_for(".show", reference=reference) + f"#note-{criterion}", 303)


@panel(PAGE_PANELS)
def own_review(opened: Session, folder: Folder, viewer: Viewer, _now: datetime) -> Panel | None:
    """Lead a reviewer from the application's page to its own review."""
    if not viewer.may(Permission.REVIEW_WRITE):
        return None
    review = queries.review_of(opened, folder.application.id, viewer.id)
    if review is None or review.status is ReviewStatus.DISQUALIFIED:
        return None
    return Panel("grants/reviews/panel.html", {"application": folder.application, "review": review})
