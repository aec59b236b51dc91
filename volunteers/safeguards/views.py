"""What people see: the front of the wing, what each body has recorded, and the sign-up link."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.bodies.models import Body, BodyKind
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale, _l
from kernel.registry import nav, registry
from partnership.relations.cards import Card
from volunteers.safeguards import actions, queries, rules, sign_up_link
from volunteers.safeguards.forms import SafeguardForm
from volunteers.safeguards.models import Safeguard

blueprint = Blueprint("safeguards", __name__, url_prefix="/volunteers")
nav(
    Permission.FIGURES_READ,
    _l("Volunteers"),
    "safeguards.home",
    told=_l("Find somebody who drives, goes along or stays, and look after those who help."),
    place=35,
)
HOME_CARD = "volunteers.card"
GROUPS = (
    (0, _l("Every day")),
    (30, _l("Those who help, and those who are helped")),
    (50, _l("What you offer")),
    (60, _l("Afterwards, and figures")),
)  # the headings of the cards, each with the place of a card from which on it stands there


@blueprint.get("/")
@requires(Permission.FIGURES_READ)
def home() -> ResponseReturnValue:
    """Show for whom the wing is on, and what there is to do."""
    viewer, now = current_viewer(), clock.now()
    bodies = queries.bodies_of(session(), viewer)
    on = queries.on_bodies(session(), [body.id for body in bodies], clock.local_date(now))
    return render_template(
        "volunteers/safeguards/home.html",
        bodies=bodies,
        on=on,
        is_on_everywhere=len(on) == len(bodies),
        may_receive=bool(on & viewer.bodies(Permission.TRANSPORT_WRITE)),
        groups=grouped([share(session(), viewer, now) for share in registry.panels.get(HOME_CARD, ())]),
    )


def grouped(hung: Sequence[Card | None]) -> list[tuple[str, list[Card]]]:
    """The cards under their headings, each in its place; a heading without cards is left out."""
    cards = sorted((card for card in hung if card is not None), key=lambda card: card.place)
    starts = [start for start, _label in GROUPS]
    under = [bisect_right(starts, card.place) - 1 for card in cards]
    return [
        (_(GROUPS[number][1]), [card for card, at in zip(cards, under, strict=True) if at == number])
        for number in sorted(set(under))
    ]


@blueprint.get("/bodies/<int:body_id>/safeguards/")
@requires(Permission.FIGURES_READ)
def show(body_id: int) -> ResponseReturnValue:
    """Show what a body has recorded."""
    body = queries.get_visible(session(), body_id, viewer=current_viewer())
    kept = queries.of_body(session(), body.id)
    form = form_for(body, None)
    form.fill(actions.said_of(kept), kept.version if kept else 0)
    return page(body, kept, form)


def form_for(body: Body, sent: Any) -> SafeguardForm:
    """The form with what such a body records."""
    form = SafeguardForm(sent)
    if body.kind is not BodyKind.MUNICIPALITY:
        form.leave_out_home_care()
    return form


def page(body: Body, kept: Safeguard | None, form: SafeguardForm, status: int = 200) -> ResponseReturnValue:
    """Draw what a body has recorded, with what was typed where the viewer may write."""
    viewer, today = current_viewer(), clock.local_date(clock.now())
    return render_template(
        "volunteers/safeguards/show.html",
        body=body,
        kept=actions.said_of(kept),
        is_on=rules.is_on(kept, today),
        is_municipality=body.kind is BodyKind.MUNICIPALITY,
        home_care_may=rules.home_care_may(kept, today),
        may_write=viewer.may(Permission.SAFEGUARD_WRITE, body.id),
        link=link_of(kept),
        form=form,
    ), status


def link_of(kept: Safeguard | None) -> str:
    """The whole address by which anybody may sign up; empty while none is open."""
    if kept is None or not kept.sign_up_salt:
        return ""
    path = url_for("sign_up.show", token=sign_up_link.token_of(kept))
    return f"{current_app.extensions['trinn'].base_url}{path}"


@blueprint.post("/bodies/<int:body_id>/safeguards/")
@requires(Permission.SAFEGUARD_WRITE)
def record(body_id: int) -> ResponseReturnValue:
    """Record a body's papers and times."""
    viewer = current_viewer()
    body = queries.get_visible(session(), body_id, viewer=viewer, permission=Permission.SAFEGUARD_WRITE)
    form = form_for(body, request.form)
    if not form.validate():
        return page(body, queries.of_body(session(), body_id), form, 422)
    try:
        with transaction() as opened:
            held = queries.get_visible(opened, body_id, viewer=viewer, permission=Permission.SAFEGUARD_WRITE)
            version = form.version.number
            actions.record(opened, held, form.draft(), version=version, actor_id=viewer.id, at=clock.now())
    except (NotAllowed, Stale) as refusal:
        return refused(body_id, form, refusal)
    flash(_("It is kept."))
    return redirect(url_for(".show", body_id=body_id), 303)


def refused(body_id: int, form: SafeguardForm, refusal: NotAllowed | Stale) -> ResponseReturnValue:
    """Draw the form again with what a rule said, or with what somebody else recorded."""
    body = queries.get_visible(session(), body_id, viewer=current_viewer())
    kept = queries.of_body(session(), body_id)
    if isinstance(refusal, NotAllowed):
        form.refuse(sentence(refusal))
        return page(body, kept, form, 422)
    form.show_theirs(actions.said_of(kept), kept.version if kept else 0)
    return page(body, kept, form, 409)


@blueprint.post("/bodies/<int:body_id>/sign-up-link/<any(open, close):way>")
@requires(Permission.VOLUNTEER_WRITE)
def sign_up(body_id: int, way: str) -> ResponseReturnValue:
    """Open or close the link by which anybody may sign up."""
    viewer = current_viewer()
    act: Callable[..., None] = actions.open_sign_up if way == "open" else actions.close_sign_up
    with transaction() as opened:
        body = queries.get_visible(opened, body_id, viewer=viewer, permission=Permission.VOLUNTEER_WRITE)
        act(opened, body, actor_id=viewer.id, at=clock.now())
    flash(_("The link is open. Share the address.") if way == "open" else _("The link is closed."))
    return redirect(url_for(".show", body_id=body_id, _anchor="sign-up"), 303)
