"""What waits: claims that were sent back to a volunteer, and claims that wait to be approved."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work, panel
from partnership.relations.cards import Card
from volunteers.mileage import queries
from volunteers.mileage.models import ClaimStatus

PLACE = 65


@my_work
def sent_back(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:  # noqa: ARG001  every share is called alike
    """Say how many claims a volunteer is to look at again."""
    count = queries.returned_to(session, viewer.id) if viewer.may(Permission.TRIP_OWN) else 0
    if count:
        words = ngettext("%(num)d claim was sent back to you", "%(num)d claims were sent back to you", count)
        yield Task(str(words), url_for("mileage.index"), _("See your claims"))


@my_work
def to_approve(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:  # noqa: ARG001  every share is called alike
    """Say how many claims wait to be approved."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    count = queries.waiting_for(session, bodies, ClaimStatus.SENT) if bodies else 0
    if count:
        words = ngettext("%(num)d claim for kilometres waits", "%(num)d claims for kilometres wait", count)
        yield Task(str(words), url_for("mileage_approval.index", status=ClaimStatus.SENT), _("Look at them"))


@panel("volunteers.card")
def card(opened: Session, viewer: Viewer, now: datetime) -> Card | None:  # noqa: ARG001  every card is called alike
    """Say how many claims wait to be approved."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    if not bodies:
        return None
    count = queries.waiting_for(opened, bodies, ClaimStatus.SENT)
    words = ngettext("%(num)d claim waits to be approved.", "%(num)d claims wait to be approved.", count)
    return Card(
        title=_("Kilometres"),
        text=str(words) if count else _("No claim waits."),
        href=url_for("mileage_approval.index"),
        action=_("See the claims"),
        place=PLACE,
    )
