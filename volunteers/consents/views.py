"""What people see: the register of consents, what one person has said, and who has seen the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import ngettext, sentence
from kernel.lifecycle import NotAllowed
from kernel.registry import panel
from kernel.web import lists
from partnership.relations.cards import Card
from volunteers.consents import actions, queries
from volunteers.consents.forms import SaidForm, usual
from volunteers.service_users import labels, reading, rules
from volunteers.service_users import queries as users
from volunteers.service_users.models import Consent, Place, Purpose, ServiceUser

blueprint = Blueprint("consents", __name__, url_prefix="/volunteers/consents")
PLACE = 40


@panel("volunteers.card")
def card(_opened: Session, viewer: Viewer, _now: datetime) -> Card | None:
    """Lead to what people have said yes and no to."""
    if not viewer.may(Permission.TRANSPORT_WRITE):
        return None
    return Card(
        title=_("Consents"),
        text=_("Who has said yes to what, until when, and who has seen whom."),
        href=url_for("consents.index"),
        action=_("See the consents"),
        place=PLACE,
    )


@dataclass(frozen=True)
class Row:
    """An answer as a row of the register, without any name."""

    id: int
    service_user_id: int
    code: str
    purpose: str
    standing: rules.Standing
    state: str
    how: str
    by: str
    given_on: date
    valid_to: date | None
    withdrawn_on: date | None


@blueprint.get("/")
@requires(Permission.TRANSPORT_WRITE)
def index() -> ResponseReturnValue:
    """List who has said what."""
    columns = [
        lists.Column("code", _("Code"), ServiceUser.code),
        lists.Column("purpose", _("What it is about"), Consent.purpose),
        lists.Column("state", _("Answer")),
        lists.Column("how", _("How")),
        lists.Column("by", _("Said by")),
        lists.Column("given_on", _("When"), Consent.given_on),
        lists.Column("valid_to", _("Valid to and with"), Consent.valid_to),
        lists.Column("withdrawn_on", _("Withdrawn"), Consent.withdrawn_at),
    ]
    purpose = request.args.get("purpose", "")
    listed = queries.narrowed(
        queries.listed(current_viewer()),
        state=request.args.get("state", ""),
        purpose=purpose if purpose in set(Purpose) else "",
        today=clock.local_date(clock.now()),
    )
    return lists.answer(
        session(),
        listed,
        columns,
        template="volunteers/consents/index.html",
        name="consents",
        searched=(ServiceUser.code,),
        enrich=told,
        labels=labels,
        filters=filters(),
    )


def filters() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the register can be narrowed by."""
    states = [
        ("", _("All of them")),
        ("standing", _("Yes that holds")),
        ("ending", _("Ends soon, or has ended")),
        ("refused", _("Said no")),
        ("withdrawn", _("Withdrawn")),
    ]
    purposes = [("", _("All of them")), *((one.value, _(label)) for one, label in labels.PURPOSES.items())]
    return [("state", _("Answer"), states), ("purpose", _("What it is about"), purposes)]


def told(rows: Sequence[Any]) -> list[Row]:
    """The rows in words."""
    today = clock.local_date(clock.now())
    return [row_of(row, today) for row in rows]


def row_of(row: Any, today: date) -> Row:
    """An answer in words, with how it stands on a day."""
    standing = rules.answer_stands(
        is_given=row.is_given, valid_to=row.valid_to, is_withdrawn=row.withdrawn_at is not None, today=today
    )
    return Row(
        row.id,
        row.service_user_id,
        row.code,
        _(labels.PURPOSES[row.purpose]),
        standing,
        _(labels.STANDINGS[standing].msgid),
        _(labels.GIVEN[row.how]),
        _("A representative") if row.is_by_representative else _("The person"),
        row.given_on,
        row.valid_to,
        clock.local_date(row.withdrawn_at) if row.withdrawn_at else None,
    )


def own(service_user_id: int) -> ServiceUser:
    """Somebody of one of the viewer's bodies."""
    return users.get_own(session(), service_user_id, viewer=current_viewer())


@blueprint.get("/<int:service_user_id>/")
@requires(Permission.TRANSPORT_WRITE)
def show(service_user_id: int) -> ResponseReturnValue:
    """Show what somebody has said for each purpose; the representative's name is read here as well."""
    user = own(service_user_id)
    reading.note([user.id], Place.PROFILE)
    said = users.answers_of(session(), [user.id])[user.id]
    today = clock.local_date(clock.now())
    standings = {purpose: rules.standing(said.get(purpose), today) for purpose in labels.PURPOSES}
    return render_template(
        "volunteers/consents/show.html",
        user=user,
        said=said,
        standings=standings,
        labels=labels,
        Standing=rules.Standing,
    )


@blueprint.get("/<int:service_user_id>/record")
@requires(Permission.TRANSPORT_WRITE)
def ask(service_user_id: int) -> ResponseReturnValue:
    """Show the form that writes an answer down."""
    begun = usual(request.args.get("purpose", ""), clock.local_date(clock.now()))
    return record_page(own(service_user_id), SaidForm(data=begun))


def record_page(user: ServiceUser, form: SaidForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what a no would cancel."""
    coming = queries.trips_to_come(session(), user.id, clock.local_date(clock.now()))
    return render_template("volunteers/consents/record.html", user=user, form=form, coming=coming), status


@blueprint.post("/<int:service_user_id>/record")
@requires(Permission.TRANSPORT_WRITE)
def record(service_user_id: int) -> ResponseReturnValue:
    """Write an answer down."""
    viewer, form = current_viewer(), SaidForm(request.form)
    if not form.validate():
        return record_page(own(service_user_id), form, 422)
    try:
        with transaction() as opened:
            user = users.get_own(opened, service_user_id, viewer=viewer, lock=True)
            actions.record(opened, user, form.draft(), actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return record_page(own(service_user_id), form, 422)
    flash(_("The answer is written down."))
    return redirect(url_for(".show", service_user_id=service_user_id), 303)


@blueprint.get("/given/<int:consent_id>/withdraw")
@requires(Permission.TRANSPORT_WRITE)
def ask_withdraw(consent_id: int) -> ResponseReturnValue:
    """Say what taking it back does, before it is done."""
    consent = queries.get_own(session(), consent_id, viewer=current_viewer())
    rules.ensure_may_withdraw(consent)
    coming = queries.trips_to_come(session(), consent.service_user_id, clock.local_date(clock.now()))
    return render_template(
        "volunteers/consents/withdraw.html",
        consent=consent,
        user=consent.service_user,
        purpose=_(labels.PURPOSES[consent.purpose]),
        coming=coming if consent.purpose is Purpose.TRANSPORT else None,
    )


@blueprint.post("/given/<int:consent_id>/withdraw")
@requires(Permission.TRANSPORT_WRITE)
def withdraw(consent_id: int) -> ResponseReturnValue:
    """Take a yes back; trips to come are cancelled in the same moment."""
    viewer = current_viewer()
    with transaction() as opened:
        consent = queries.get_own(opened, consent_id, viewer=viewer, lock=True)
        rules.ensure_may_withdraw(consent)
        user = users.get_own(opened, consent.service_user_id, viewer=viewer, lock=True)
        purpose = consent.purpose
        stopped = actions.withdraw(opened, user, purpose, actor_id=viewer.id, at=clock.now())
        address = url_for(".show", service_user_id=user.id)
    cancelled = ngettext("%(num)d trip to come is cancelled.", "%(num)d trips to come are cancelled.", stopped)
    flash(" ".join([_("The consent is withdrawn."), *([cancelled] if purpose is Purpose.TRANSPORT else [])]))
    return redirect(address, 303)


@blueprint.get("/<int:service_user_id>/who-has-seen")
@requires(Permission.TRANSPORT_WRITE)
def readings(service_user_id: int) -> ResponseReturnValue:
    """List who has read about somebody; it can be printed and given to the person."""
    user = own(service_user_id)
    reading.note([user.id], Place.PROFILE)
    return render_template(
        "volunteers/consents/readings.html",
        user=user,
        readings=users.readings_of(session(), user.id),
        most=users.SHOWN_READINGS,
        labels=labels,
        today=clock.local_date(clock.now()),
    )
