"""What people see: posts of coordinators, who holds them, and the network."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.bodies.models import Body
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.forms import BaseForm
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale, _l
from kernel.web import lists
from volunteers.coordinators import actions, queries, rules
from volunteers.coordinators.forms import EndForm, HolderForm, NewPostForm, PostForm
from volunteers.coordinators.models import CoordinatorPost, CoordinatorTenure
from volunteers.coordinators.queries import Held
from volunteers.safeguards.queries import bodies_of, get_visible

blueprint = Blueprint("coordinators", __name__, url_prefix="/volunteers/coordinators")


@blueprint.get("/")
@requires(Permission.COORDINATOR_WRITE)
def index() -> ResponseReturnValue:
    """List the posts of the viewer's bodies, and the coordinators in the network."""
    viewer = current_viewer()
    body_name = Body.__table__.c.name
    columns = [
        lists.Column("title", _("Post"), alphabetical(CoordinatorPost.title)),
        lists.Column("holder", _("Who holds it"), alphabetical(CoordinatorTenure.name)),
        lists.Column("share", _("Share in per cent"), CoordinatorPost.share, numeric=True),
        lists.Column("areas", _("Areas"), alphabetical(CoordinatorPost.areas)),
        lists.Column("stand_in_name", _("Stand-in"), alphabetical(CoordinatorPost.stand_in_name)),
        lists.Column("body", _("Who employs the coordinator"), alphabetical(body_name)),
    ]
    return lists.answer(
        session(),
        queries.listed(viewer),
        columns,
        template="volunteers/coordinators/index.html",
        name="coordinators",
        searched=(CoordinatorPost.title, CoordinatorPost.areas, CoordinatorTenure.name, body_name),
        network=queries.network(session(), viewer),
        is_over=lambda row: row.ends_on is not None and row.ends_on < clock.local_date(clock.now()),
    )


@blueprint.get("/new")
@requires(Permission.COORDINATOR_WRITE)
def new() -> ResponseReturnValue:
    """Show the form that sets up a post."""
    return new_page(new_form(None))


def new_form(sent: Any) -> NewPostForm:
    """The form with the viewer's bodies."""
    form = NewPostForm(sent, version="0")
    own = bodies_of(session(), current_viewer(), Permission.COORDINATOR_WRITE)
    form.body.choices = [(str(body.id), body.full_name) for body in own]
    return form


def new_page(form: NewPostForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("volunteers/coordinators/new.html", form=form), status


@blueprint.post("/new")
@requires(Permission.COORDINATOR_WRITE)
def set_up() -> ResponseReturnValue:
    """Set up a post."""
    form, viewer = new_form(request.form), current_viewer()
    if not form.validate():
        return new_page(form, 422)
    with transaction() as opened:
        body = get_visible(opened, form.body_id, viewer=viewer, permission=Permission.COORDINATOR_WRITE)
        post_id = actions.set_up(opened, body, form.draft(), actor_id=viewer.id, at=clock.now()).id
    flash(_("The post is there. Say who holds it."))
    return redirect(url_for(".show", post_id=post_id), 303)


@blueprint.get("/<int:post_id>/")
@requires(Permission.COORDINATOR_WRITE)
def show(post_id: int) -> ResponseReturnValue:
    """Show a post, who holds it and who held it."""
    today = clock.local_date(clock.now())
    held = queries.get_own(session(), post_id, viewer=current_viewer())
    return render_template(
        "volunteers/coordinators/show.html",
        held=held,
        post=held.post,
        is_going_on=rules.lasts(held.post, today),
        counts=rules.counts(held.post, held.tenure, today),
        weeks=rules.vacant_weeks(held.post, held.tenures, today.replace(month=1, day=1), today),
    )


FORMS: dict[str, type[PostForm | HolderForm | EndForm]] = {
    "change": PostForm,
    "begin": HolderForm,
    "describe": HolderForm,
    "end": EndForm,
}
TITLES = {
    "change": _l("Change the post"),
    "begin": _l("Who begins in the post"),
    "describe": _l("About whoever holds the post"),
    "end": _l("End the time in the post"),
}
TOLD = {
    "change": _l("It is kept."),
    "begin": _l("It is kept, and shows in your cooperation."),
    "describe": _l("It is kept."),
    "end": _l("The post is vacant now. Your cooperation shows that."),
}
STEPS = "change, begin, describe, end"


@blueprint.get(f"/<int:post_id>/<any({STEPS}):step>")
@requires(Permission.COORDINATOR_WRITE)
def ask(post_id: int, step: str) -> ResponseReturnValue:
    """Show the form of one step."""
    held = queries.get_own(session(), post_id, viewer=current_viewer())
    form = FORMS[step]()
    shown = row_of(held, step)
    if isinstance(form, PostForm | HolderForm):
        form.version.data = str(held.post.version)
        if shown is not None:
            form.fill(shown, held.post.version)
    return step_page(held, step, form)


def row_of(held: Held, step: str) -> CoordinatorPost | CoordinatorTenure | None:
    """What a step writes anew."""
    return {"change": held.post, "describe": held.tenure}.get(step)


def step_page(held: Held, step: str, form: BaseForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form of a step, with what was typed."""
    template = "volunteers/coordinators/step.html"
    return render_template(template, held=held, post=held.post, step=step, title=TITLES[step], form=form), status


def act_of(step: str, form: Any) -> Callable[..., None]:
    """The action of a step with what was filled in."""
    if step == "end":
        return partial(actions.end, ends_on=form.draft().ends_on)
    if step == "begin":
        return partial(actions.begin, said=form.draft())
    act = actions.change if step == "change" else actions.describe
    return partial(act, said=form.draft(), version=form.version.number)


@blueprint.post(f"/<int:post_id>/<any({STEPS}):step>")
@requires(Permission.COORDINATOR_WRITE)
def take(post_id: int, step: str) -> ResponseReturnValue:
    """Take a step."""
    viewer, form = current_viewer(), FORMS[step](request.form)
    if not form.validate():
        return step_page(queries.get_own(session(), post_id, viewer=viewer), step, form, 422)
    try:
        with transaction() as opened:
            held = queries.get_own(opened, post_id, viewer=viewer, lock=True)
            act_of(step, form)(opened, held, actor_id=viewer.id, at=clock.now())
    except (NotAllowed, Stale) as refusal:
        return refused(post_id, step, form, refusal)
    flash(_(TOLD[step]))
    return redirect(url_for(".show", post_id=post_id), 303)


def refused(post_id: int, step: str, form: Any, refusal: NotAllowed | Stale) -> ResponseReturnValue:
    """Draw the form again with what a rule said, or with what somebody else wrote."""
    held = queries.get_own(session(), post_id, viewer=current_viewer())
    shown = row_of(held, step)
    if isinstance(refusal, Stale) and shown is not None:
        form.show_theirs(shown, held.post.version)
        return step_page(held, step, form, 409)
    form.refuse(sentence(refusal) if isinstance(refusal, NotAllowed) else _("Nobody holds this post now."))
    return step_page(held, step, form, 422)


@blueprint.post("/<int:post_id>/confirm")
@requires(Permission.COORDINATOR_WRITE)
def confirm(post_id: int) -> ResponseReturnValue:
    """Say that all that is written of a post holds."""
    viewer = current_viewer()
    with transaction() as opened:
        held = queries.get_own(opened, post_id, viewer=viewer, lock=True)
        actions.confirm(opened, held, actor_id=viewer.id, at=clock.now())
    flash(_("Thank you. It counts for another year."))
    return redirect(url_for(".show", post_id=post_id), 303)
