"""What people see: the list of requests, and each with how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import panel
from kernel.web import lists
from partnership.relations.cards import Card
from volunteers.desk import following as _following  # noqa: F401  hangs its doors on the blueprint
from volunteers.desk import phone as _phone  # noqa: F401  hangs its doors on the blueprint
from volunteers.desk.pages import blueprint, show_page
from volunteers.requests import labels, queries
from volunteers.requests.models import RequestStatus, RideRequest
from volunteers.safeguards.queries import on_bodies
from volunteers.service_users.models import ServiceUser
from volunteers.transport.models import TransportOffer

__all__ = ["blueprint"]
PLACE = 20


@panel("volunteers.card")
def card(opened: Session, viewer: Viewer, _now: datetime) -> Card | None:
    """Say how many requests wait."""
    if not viewer.may(Permission.TRANSPORT_WRITE):
        return None
    waiting = queries.waiting_count(opened, viewer)
    told = ngettext(
        "%(num)d request waits for consent or a check.", "%(num)d requests wait for consent or a check.", waiting
    )
    return Card(
        title=_("Requests for help to get there"),
        text=told if waiting else _("When somebody rings: one page, while you talk."),
        href=url_for("ride_requests.index"),
        action=_("See the requests"),
        place=PLACE,
        mark=_("Waits for you") if waiting else "",
    )


@dataclass(frozen=True)
class Row:
    """A request as a row of the list, without any name."""

    id: int
    starts_on: date
    offer: str
    code: str
    postcode: str
    recurrence: str
    state: RequestStatus
    status: str


@blueprint.get("/")
@requires(Permission.TRANSPORT_WRITE)
def index() -> ResponseReturnValue:
    """List the requests to the viewer's bodies."""
    viewer = current_viewer()
    columns = [
        lists.Column("starts_on", _("First day"), RideRequest.starts_on),
        lists.Column("offer", _("Which help"), alphabetical(TransportOffer.neutral_name)),
        lists.Column("code", _("Code"), ServiceUser.code),
        lists.Column("postcode", _("Postcode"), ServiceUser.postcode),
        lists.Column("recurrence", _("How often"), RideRequest.recurrence),
        lists.Column("status", _("Status"), RideRequest.status),
    ]
    every = [("", _("All of them")), ("live", _("Those that are not over")), ("waiting", _("Those that wait for us"))]
    named = [(one.value, _(label.msgid)) for one, label in labels.STATUSES.items()]
    on = on_bodies(session(), viewer.bodies(Permission.TRANSPORT_WRITE), clock.local_date(clock.now()))
    statement = queries.narrowed(queries.listed(viewer), status=request.args.get("status", ""))
    return lists.answer(
        session(),
        statement if request.args.get("sort") else queries.waiting_first(statement),
        columns,
        template="volunteers/desk/index.html",
        name="requests",
        usual="-starts_on",
        searched=(ServiceUser.code, ServiceUser.postcode, TransportOffer.neutral_name),
        enrich=told,
        labels=labels,
        is_on=bool(on),
        filters=[("status", _("Status"), [*every, *named])],
    )


def told(rows: Sequence[Any]) -> list[Row]:
    """The rows in words."""
    return [
        Row(
            row.id,
            row.starts_on,
            row.neutral_name,
            row.code,
            row.postcode,
            _(labels.RECURRENCES[row.recurrence]),
            row.status,
            _(labels.STATUSES[row.status].msgid),
        )
        for row in rows
    ]


@blueprint.get("/<int:request_id>/")
@requires(Permission.TRANSPORT_WRITE)
def show(request_id: int) -> ResponseReturnValue:
    """Show a request: what was asked for, consent and check, and its trips."""
    return show_page(queries.get_own(session(), request_id, viewer=current_viewer()))
