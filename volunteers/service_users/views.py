"""What people see: the list by code, the page of one, and the form that changes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from kernel.registry import panel
from kernel.web import lists
from partnership.relations.cards import Card
from volunteers.service_users import actions, labels, queries, reading, rules
from volunteers.service_users.forms import ProfileForm, kept
from volunteers.service_users.models import Place, ServiceUser

blueprint = Blueprint("service_users", __name__, url_prefix="/volunteers/service-users")
PLACE = 38


@panel("volunteers.card")
def card(_opened: Session, viewer: Viewer, _now: datetime) -> Card | None:
    """Lead to those who are helped."""
    if not viewer.may(Permission.TRANSPORT_WRITE):
        return None
    return Card(
        title=_("Those who are helped"),
        text=_("Each by a code. Names stand only on the person's own page."),
        href=url_for("service_users.index"),
        action=_("See the list"),
        place=PLACE,
    )


@dataclass(frozen=True)
class Row:
    """Somebody as a row of the list: a code, and nothing that tells who it is."""

    id: int
    code: str
    body: str
    postcode: str
    age: str
    standing: rules.Standing
    consent: str
    registered_at: datetime


@blueprint.get("/")
@requires(Permission.TRANSPORT_WRITE)
def index() -> ResponseReturnValue:
    """List those who are helped, by code."""
    columns = [
        lists.Column("code", _("Code"), ServiceUser.code),
        lists.Column("body", _("Registered with"), alphabetical(Body.name)),
        lists.Column("postcode", _("Postcode"), ServiceUser.postcode),
        lists.Column("age", _("Age"), ServiceUser.age_band),
        lists.Column("consent", _("Consent to be helped")),
        lists.Column("registered_at", _("Registered"), ServiceUser.registered_at),
    ]
    age = request.args.get("age", "")
    return lists.answer(
        session(),
        queries.narrowed(queries.listed(current_viewer()), age=age),
        columns,
        template="volunteers/service_users/index.html",
        name="service-users",
        searched=(ServiceUser.code, ServiceUser.postcode),
        enrich=told,
        labels=labels,
        filters=[("age", _("Age"), [("", _("Any")), *((one.value, _(told)) for one, told in labels.AGES.items())])],
    )


def told(rows: Sequence[Any]) -> list[Row]:
    """The rows with how each one's consent stands, in one statement more."""
    today = clock.local_date(clock.now())
    standings = queries.transport_standings(session(), [row.id for row in rows], today)
    return [
        Row(
            row.id,
            row.code,
            row.body,
            row.postcode,
            _(labels.AGES[row.age_band]),
            standings[row.id],
            _(labels.STANDINGS[standings[row.id]].msgid),
            row.registered_at,
        )
        for row in rows
    ]


@blueprint.get("/<int:service_user_id>/")
@requires(Permission.TRANSPORT_WRITE)
def show(service_user_id: int) -> ResponseReturnValue:
    """Show one who is helped; that it was seen is written down."""
    user = queries.get_own(session(), service_user_id, viewer=current_viewer())
    reading.note([user.id], Place.PROFILE)
    today = clock.local_date(clock.now())
    said = queries.answers_of(session(), [user.id])[user.id]
    return render_template(
        "volunteers/service_users/show.html",
        user=user,
        needs=[_(labels.NEEDS[need]) for need in rules.codes(user.needs)],
        standings={purpose: rules.standing(said.get(purpose), today) for purpose in labels.PURPOSES},
        labels=labels,
    )


@blueprint.get("/<int:service_user_id>/edit")
@requires(Permission.TRANSPORT_WRITE)
def edit(service_user_id: int) -> ResponseReturnValue:
    """Show the form that changes a profile."""
    user = queries.get_own(session(), service_user_id, viewer=current_viewer())
    return edit_page(user, ProfileForm(data=kept(user) | {"version": str(user.version)}))


def edit_page(user: ServiceUser, form: ProfileForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    reading.note([user.id], Place.PROFILE)
    return render_template("volunteers/service_users/edit.html", user=user, form=form), status


@blueprint.post("/<int:service_user_id>/edit")
@requires(Permission.TRANSPORT_WRITE)
def change(service_user_id: int) -> ResponseReturnValue:
    """Change a profile."""
    viewer, form = current_viewer(), ProfileForm(request.form)
    user = queries.get_own(session(), service_user_id, viewer=viewer)
    if not form.validate():
        return edit_page(user, form, 422)
    try:
        with transaction() as opened:
            held = queries.get_own(opened, service_user_id, viewer=viewer, lock=True)
            seen = form.version.number
            actions.change(opened, held, form.draft(), version=seen, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return edit_page(queries.get_own(session(), service_user_id, viewer=viewer), form, 422)
    except Stale:
        user = queries.get_own(session(), service_user_id, viewer=viewer)
        form.compare(user)
        return edit_page(user, form, 409)
    flash(_("The profile is saved."))
    return redirect(url_for(".show", service_user_id=service_user_id), 303)
