"""What waits: a part to confirm, and partners that have not answered when the deadline is near."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from grants.applications.rules import closes_at, takes_it
from grants.partners import queries
from grants.partners.rules import LAST_DAYS
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work


@my_work
def to_confirm(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say what the viewer's own bodies are asked to confirm."""
    if not viewer.may(Permission.APPLICATION_WRITE):
        return
    for partner in queries.waiting_for(session, viewer):
        application = partner.application
        if takes_it(application, now):
            yield Task(
                _(
                    "%(applicant)s asks you to confirm your part in %(title)s",
                    applicant=application.applicant.full_name,
                    title=application.title or application.reference,
                ),
                url_for("invitations.own", reference=application.reference),
                _("Read and answer"),
                due=clock.local_date(closes_at(application)),
            )


@my_work
def still_silent(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say how many partners of each draft have not answered, in the last two weeks before its deadline."""
    if not viewer.may(Permission.APPLICATION_WRITE):
        return
    silent = queries.silent_in_own(session, viewer)
    for application, partners in groupby(silent, key=lambda partner: partner.application):
        if takes_it(application, now) and closes_at(application) - now <= LAST_DAYS:
            yield Task(
                ngettext(
                    "%(title)s: %(num)d partner has not confirmed",
                    "%(title)s: %(num)d partners have not confirmed",
                    len(list(partners)),
                    title=application.title or application.reference,
                ),
                url_for("partners.index", reference=application.reference),
                _("See the partners"),
                due=clock.local_date(closes_at(application)),
            )
