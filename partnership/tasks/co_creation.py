"""What people see of co-creation: a flag with a reason, for those who agree on step 3 or higher; never a step."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from kernel.registry import panel
from partnership.pictures.queries import picture_for
from partnership.relations import actions
from partnership.relations import queries as relations
from partnership.relations.cards import Card
from partnership.relations.models import Relation
from partnership.relations.rules import ensure_side, may_co_create, side_of
from partnership.tasks.forms import NO, YES, CoCreationForm

blueprint = Blueprint("co_creation", __name__, url_prefix="/co-creation")


@panel("relation.about")
def co_creation_card(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Card:  # noqa: ARG001  every card is called alike
    """Say on the page about the cooperation whether the parties co-create."""
    may_write = side_of(relation, viewer, Permission.RELATION_ASSESS) is not None
    if relation.co_creation:
        text = _("Yes: %(reason)s", reason=relation.co_creation_reason)
    else:
        text = _("Not said. It can be said by those who agree on step 3 or higher; it is a way of working, no step.")
    return Card(
        title=_("Co-creation"),
        text=text,
        href=url_for("tasks.co_creation.show", relation_id=relation.id),
        action=_("Say whether you co-create") if may_write else "",
        place=10,
    )


def writing(relation_id: int, opened: Session | None = None) -> Relation:
    """A relation that the viewer answers for, held while something is written; raises NotFound or NotAllowed."""
    viewer = current_viewer()
    relation = relations.get_visible(opened or session(), relation_id, viewer=viewer, lock=opened is not None)
    ensure_side(relation, viewer)
    return relation


def agreed_step(opened: Session, relation: Relation) -> int | None:
    """The step that both agree on today; None until both have answered."""
    agreed = picture_for(opened, relation, current_viewer(), clock.now()).levels.agreed
    return agreed.number if agreed else None


@blueprint.get("/")
@requires(Permission.RELATION_ASSESS)
def show(relation_id: int) -> ResponseReturnValue:
    """Show whether the parties co-create, and ask."""
    relation = writing(relation_id)
    answer = YES if relation.co_creation else NO
    version = str(relation.version)
    form = CoCreationForm(None, answer=answer, reason=relation.co_creation_reason, version=version)
    return co_creation_page(relation, form)


def co_creation_page(relation: Relation, form: CoCreationForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    step = agreed_step(session(), relation)
    return render_template(
        "partnership/tasks/co_creation.html", relation=relation, form=form, step=step, may_say=may_co_create(step)
    ), status


@blueprint.post("/")
@requires(Permission.RELATION_ASSESS)
def keep(relation_id: int) -> ResponseReturnValue:
    """Keep whether the parties co-create."""
    relation, form = writing(relation_id), CoCreationForm(request.form)
    if not form.validate():
        return co_creation_page(relation, form, 422)
    reason, version = form.draft()
    try:
        with transaction() as opened:
            relation = writing(relation_id, opened)
            step = agreed_step(opened, relation)
            actions.co_create(
                opened,
                relation,
                reason=reason,
                agreed_step=step,
                version=version,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except NotAllowed as refusal:
        form.complain("answer", sentence(refusal))
        return co_creation_page(writing(relation_id), form, 422)
    except Stale:
        relation = writing(relation_id)
        if relation.co_creation_reason != reason:
            saved = {"reason": relation.co_creation_reason}
            if relation.co_creation != bool(reason):
                saved["answer"] = _("Yes") if relation.co_creation else _("No")
            form.show_saved(saved, relation.version)
            return co_creation_page(relation, form, 409)
    flash(_("What you say about co-creation is kept."))
    return redirect(url_for("relations.describing.about", relation_id=relation_id), 303)
