"""What people see: one point of a relation, what each side says about it, and what shows it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed
from kernel.registry import registry
from partnership.assessments import actions
from partnership.assessments.picture import Picture
from partnership.pictures.views import context, find
from partnership.points.forms import DisputeForm, EvidenceForm
from partnership.relations.models import Relation
from partnership.relations.rules import ensure_side
from partnership.staircase import labels
from partnership.staircase.content import Question
from partnership.staircase.level import Value

blueprint = Blueprint("points", __name__, url_prefix="/partnership/relations/<int:relation_id>/staircase/points/<code>")
RENEWS = "point.renewed"


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def point(relation_id: int, code: str) -> ResponseReturnValue:
    """Show one point: what each side says, and what shows it."""
    relation, picture = find(relation_id)
    question = question_of(picture, code)
    return point_page(
        relation, picture, question, evidence_form=EvidenceForm(), other_form=dispute_form(None, picture, question)
    )


def question_of(picture: Picture, code: str) -> Question:
    """The question with a code; raises NotFound."""
    question = picture.content.question(code)
    if question is None:
        raise NotFound
    return question


def dispute_form(sent: Any, picture: Picture, question: Question) -> DisputeForm:
    """The form for another answer than the other side's."""
    form = DisputeForm(sent)
    theirs = picture.said(picture.eyes.other, question.point) if picture.eyes else None
    left = [value for value in (Value.YES, Value.PARTLY, Value.NO) if theirs is None or value is not theirs.value]
    form.value.choices = [(value.value, _(labels.VALUES[value].msgid)) for value in left]
    return form


def point_page(
    relation: Relation,
    picture: Picture,
    question: Question,
    *,
    evidence_form: EvidenceForm,
    other_form: DisputeForm,
    status: int = 200,
) -> ResponseReturnValue:
    """Draw one point, with what was typed and what the slices say renews it."""
    viewer = current_viewer()
    hung = [share(session(), relation, viewer, question) for share in registry.panels.get(RENEWS, ())]
    return render_template(
        "partnership/points/point.html",
        question=question,
        renewals_elsewhere=[each for each in hung if each is not None],
        evidence_form=evidence_form,
        dispute_form=other_form,
        **context(relation, picture, viewer),
    ), status


@blueprint.post("/evidence")
@requires(Permission.RELATION_ASSESS)
def show_evidence(relation_id: int, code: str) -> ResponseReturnValue:
    """Show evidence for a point."""
    form = EvidenceForm(request.form)
    relation, picture = find(relation_id)
    question = question_of(picture, code)
    if not form.validate():
        return point_page(
            relation,
            picture,
            question,
            evidence_form=form,
            other_form=dispute_form(None, picture, question),
            status=422,
        )
    viewer, now = current_viewer(), clock.now()
    try:
        with transaction() as opened:
            relation, picture = find(relation_id, opened)
            actions.show_evidence(
                opened,
                relation,
                question,
                ensure_side(relation, viewer),
                form.draft(),
                actor_id=viewer.id,
                at=now,
                today=clock.local_date(now),
            )
    except NotAllowed as refusal:
        form.complain("dated_on", sentence(refusal))
        other_form = dispute_form(None, picture, question)
        return point_page(relation, picture, question, evidence_form=form, other_form=other_form, status=422)
    flash(_("The evidence is kept, and both sides see it."))
    return redirect(url_for(".point", relation_id=relation_id, code=code), 303)


@blueprint.post("/dispute")
@requires(Permission.RELATION_ASSESS)
def dispute(relation_id: int, code: str) -> ResponseReturnValue:
    """Say something else than the other side."""
    relation, picture = find(relation_id)
    question = question_of(picture, code)
    form = dispute_form(request.form, picture, question)
    if not form.validate():
        return point_page(relation, picture, question, evidence_form=EvidenceForm(), other_form=form, status=422)
    viewer, said = current_viewer(), form.draft()
    try:
        with transaction() as opened:
            relation, picture = find(relation_id, opened)
            side = ensure_side(relation, viewer)
            actions.dispute(
                opened,
                relation,
                picture,
                question,
                side,
                value=said.value,
                comment=said.comment,
                actor_id=viewer.id,
                at=clock.now(),
            )
    except NotAllowed as refusal:
        form.complain("value", sentence(refusal))
        return point_page(relation, picture, question, evidence_form=EvidenceForm(), other_form=form, status=422)
    flash(_("The other side sees that you see it differently."))
    return redirect(url_for(".point", relation_id=relation_id, code=code), 303)


@blueprint.post("/agree")
@requires(Permission.RELATION_ASSESS)
def agree(relation_id: int, code: str) -> ResponseReturnValue:
    """Take a dispute back."""
    viewer = current_viewer()
    with transaction() as opened:
        relation, picture = find(relation_id, opened)
        side = ensure_side(relation, viewer)
        question = question_of(picture, code)
        actions.withdraw(opened, relation, picture, question, side, actor_id=viewer.id, at=clock.now())
    flash(_("You say the same as the other side now."))
    return redirect(url_for(".point", relation_id=relation_id, code=code), 303)


@blueprint.post("/part")
@requires(Permission.RELATION_ASSESS)
def part(relation_id: int, code: str) -> ResponseReturnValue:
    """Take a joint answer back."""
    viewer = current_viewer()
    with transaction() as opened:
        relation, picture = find(relation_id, opened)
        ensure_side(relation, viewer)
        question_of(picture, code)
        actions.part(opened, relation, code, actor_id=viewer.id, at=clock.now())
    flash(_("The joint answer is taken back. Now each side's own answer counts again."))
    return redirect(url_for(".point", relation_id=relation_id, code=code), 303)
