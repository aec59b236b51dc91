"""What waits for those who choose: a call to choose in, a proposal to read, and what could not be carried out."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from grants.calls.queries import content_of
from grants.selections import queries, standing
from grants.selections.models import SelectionStatus
from grants.selections.notice import told_at
from grants.selections.queries import Errand
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work

GRACE = timedelta(hours=1)


@my_work
def to_choose(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which selections wait for the viewer, in one statement, and which have a place that became free."""
    proposes, makes = viewer.may(Permission.DECISION_PROPOSE), viewer.may(Permission.DECISION_MAKE)
    if not (proposes or makes):
        return
    for errand in queries.errands(session, now):
        selection = errand.selection
        if selection is not None and selection.status is SelectionStatus.PROPOSED:
            if makes and selection.proposed_by_id != viewer.id:
                yield _task(errand, _("%(call)s: a selection is proposed", call=errand.call.code), _("Read and decide"))
        elif proposes:
            yield from _for_caseworker(errand, now)
    if proposes:
        for vacant in standing.vacant(session, clock.local_date(now)):
            text = ngettext(
                "%(call)s: %(num)d place has become free", "%(call)s: %(num)d places have become free",
                vacant.free, call=vacant.call.code,
            )  # fmt: skip
            address = url_for("selections.show", call_code=vacant.call.code)
            yield Task(text, address, _("See who is next"), due=vacant.begins_on)


def _for_caseworker(errand: Errand, now: datetime) -> Iterator[Task]:
    call, selection = errand.call, errand.selection
    if selection is None:
        text = ngettext(
            "%(call)s: %(num)d application to choose among", "%(call)s: %(num)d applications to choose among",
            errand.waiting, call=call.code,
        )  # fmt: skip
        yield _task(errand, text, _("Choose who takes part"))
    elif selection.status is SelectionStatus.RETURNED:
        yield _task(errand, _("%(call)s: the proposed selection is returned", call=call.code), _("Change it"))
    elif now > told_at(content_of(call)) + GRACE:
        text = ngettext(
            "%(call)s: %(num)d application could not be decided as the selection says",
            "%(call)s: %(num)d applications could not be decided as the selection says",
            errand.waiting,
            call=call.code,
        )
        yield _task(errand, text, _("See which"))


def _task(errand: Errand, text: str, action: str) -> Task:
    due = content_of(errand.call).notified_on
    return Task(text, url_for("selections.show", call_code=errand.call.code), action, due=due)
