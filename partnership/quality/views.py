"""What people see: what each step asks for, how it stands, the safety gate, and police certificates."""

from datetime import datetime
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import panel
from partnership.assessments.picture import Picture
from partnership.pictures.queries import picture_for
from partnership.pictures.views import read_once
from partnership.quality import actions, labels, queries, rules, saying
from partnership.quality.forms import BasisForm, ShowingForm
from partnership.quality.models import LegalBasis
from partnership.quality.recording import PAGES, blueprint, find, keep, kept
from partnership.quality.requirements import REQUIREMENTS
from partnership.relations import queries as relations
from partnership.relations.cards import Card
from partnership.relations.models import Relation
from partnership.relations.rules import side_of

PLACE = 50
SHOWN = "shown"

__all__ = ["blueprint"]


@panel("relation.card")
def card(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Card:
    """Say what is missing for the step in question, else how much is recorded, and whether the insurance has ended."""
    count, valid_to = queries.recorded_of(opened, relation.id)
    has_ended = valid_to is not None and valid_to < clock.local_date(now)
    return Card(
        title=_("Quality and safety"),
        text=missing_told(relation, read_once(opened, relation, viewer, now))
        or _("You have recorded %(count)s of %(of)s things.", count=count, of=queries.MOST_RECORDED),
        href=url_for("quality.show", relation_id=relation.id),
        action=_("See what is asked for"),
        place=PLACE,
        mark=_("The insurance has ended") if has_ended else "",
    )


def missing_told(relation: Relation, picture: Picture) -> str:
    """What is missing for the step you wish for, or else stand on; nothing until both have answered."""
    step = relation.wished_step or max(picture.basis_level, 1)
    count = rules.lacking(picture, step)
    if count is None:
        return ""
    if not count:
        return str(_("What step %(step)d asks for is in place.", step=step))
    return str(
        ngettext(
            "%(num)d thing is missing for step %(step)d.",
            "%(num)d things are missing for step %(step)d.",
            count,
            step=step,
        )
    )


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def show(relation_id: int) -> ResponseReturnValue:
    """Show what is asked for on the step you stand on and the one you wish for, and how it stands."""
    viewer, now = current_viewer(), clock.now()
    relation = relations.get_visible(session(), relation_id, viewer=viewer)
    picture = picture_for(session(), relation, viewer, now)
    stands = max(picture.basis_level, 1)
    wished = relation.wished_step or picture.next_step or stands
    return render_template(
        "partnership/quality/show.html",
        relation=relation,
        picture=picture,
        steps=sorted({stands, wished}),
        wished=relation.wished_step,
        requirements=REQUIREMENTS,
        records=queries.records_of(session(), relation.id),
        waiting=rules.waiting(picture),
        side=side_of(relation, viewer, Permission.RELATION_ASSESS),
        today=clock.local_date(now),
        rules=rules,
        quality_labels=labels,
        quality_words=saying,
        pages=PAGES,
    )


@blueprint.get("/police-certificate/")
@requires(Permission.RELATION_ASSESS)
def certificate(relation_id: int) -> ResponseReturnValue:
    """Show the legal basis to be chosen first, and what was shown where there is one."""
    return certificate_page(find(relation_id))


def certificate_page(
    relation: Relation,
    basis_form: BasisForm | None = None,
    showing_form: ShowingForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Draw the legal basis, and below it what was shown; without a basis nothing can be filled in there."""
    row = queries.certificates_of(session(), relation.id)
    if basis_form is None:
        basis_form = BasisForm()
        basis_form.fill(row)
    if showing_form is None:
        showing_form = ShowingForm(prefix=SHOWN)
        showing_form.fill(row)
    may_show = row is not None and row.legal_basis is not LegalBasis.NONE
    if not may_show:
        showing_form.disable()
    told = {basis.value: [_(msgid)] for basis, msgid in labels.BASES_TOLD.items()}
    return render_template(
        "partnership/quality/certificate.html",
        relation=relation,
        basis_form=basis_form,
        showing_form=showing_form,
        row=row,
        may_show=may_show,
        told=told,
    ), status


@blueprint.post("/police-certificate/")
@requires(Permission.RELATION_ASSESS)
def choose_basis(relation_id: int) -> ResponseReturnValue:
    """Choose the legal basis."""
    relation, form, status = find(relation_id), BasisForm(request.form), 422
    if form.validate():
        act = partial(actions.assess_basis, said=form.draft())
        status = keep(relation_id, form, act, lambda: queries.certificates_of(session(), relation_id))
    if status != 303:
        return certificate_page(relation, basis_form=form, status=status)
    flash(_("It is kept, and both sides see it."))
    return redirect(url_for(".certificate", relation_id=relation_id), 303)


@blueprint.post("/police-certificate/shown")
@requires(Permission.RELATION_ASSESS)
def note_shown(relation_id: int) -> ResponseReturnValue:
    """Note that certificates were shown."""
    relation, form, status = find(relation_id), ShowingForm(request.form, prefix=SHOWN), 422
    if form.validate():
        act = partial(actions.note_shown, said=form.draft())
        status = keep(relation_id, form, act, lambda: queries.certificates_of(session(), relation_id))
    return kept(relation_id) if status == 303 else certificate_page(relation, showing_form=form, status=status)
