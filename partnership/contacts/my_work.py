"""What waits: contacts to confirm."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work
from partnership.contacts import queries, rules
from partnership.contacts.rules import Freshness
from partnership.relations.naming import title_of


@my_work
def to_confirm(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which of the lists that the viewer keeps are due or stale."""
    if not viewer.may(Permission.RELATION_ASSESS):
        return
    for contacts in queries.own_of(session, viewer, now):
        confirmed_on = clock.local_date(contacts.confirmed_at)
        if rules.freshness(confirmed_on, clock.local_date(now)) is not Freshness.FRESH:
            yield Task(
                _("%(title)s: are your contacts still right?", title=title_of(contacts.relation)),
                url_for("contacts.index", relation_id=contacts.relation_id),
                _("Look and confirm"),
                due=rules.valid_to(confirmed_on),
            )
