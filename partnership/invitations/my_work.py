"""What waits: invitations to answer, and links that have grown old unanswered."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work
from partnership.invitations import queries


@my_work
def to_answer(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:  # noqa: ARG001  every share is called alike
    """Say which municipalities invite the viewer's organisations."""
    for invitation in queries.asked_of(session, viewer):
        yield Task(
            _(
                "%(municipality)s invites %(organisation)s to cooperate",
                municipality=invitation.municipality.full_name,
                organisation=invitation.organisation.name,
            ),
            url_for("relation_invitations.asked.show", invitation_id=invitation.id),
            _("Read and answer"),
        )


@my_work
def unanswered(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:  # noqa: ARG001  links are measured by the real time
    """Say which invitations nobody has answered while their link lasted."""
    for invitation in queries.expired_of(session, viewer, clock.real()):
        yield Task(
            _("%(name)s has not answered your invitation", name=invitation.organisation.name),
            url_for("relation_invitations.show", invitation_id=invitation.id),
            _("Send it again or withdraw it"),
        )
