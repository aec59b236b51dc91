"""What waits: who has signed up, who must renew something, and whose break is over."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work, panel
from partnership.relations.cards import Card
from volunteers.register import queries

PLACE = 30


@my_work
def among_volunteers(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say how many volunteers wait for something, each kind one click away."""
    bodies = viewer.bodies(Permission.VOLUNTEER_WRITE)
    if not bodies:
        return
    found = queries.waiting_in(session, bodies, clock.local_date(now))
    told = [
        ("applied", found.applied, _applied(found.applied), None),
        ("renew", found.to_renew, _to_renew(found.to_renew), found.first_to_renew),
        ("back", found.back, _back(found.back), None),
    ]
    for status, number, words, due in told:
        if number:
            yield Task(words, url_for("volunteer_register.index", status=status), _("See who"), due=due)


def _applied(number: int) -> str:
    return str(
        ngettext("%(num)d person has signed up as a volunteer", "%(num)d people have signed up as volunteers", number)
    )


def _to_renew(number: int) -> str:
    return str(
        ngettext(
            "%(num)d volunteer must renew a course or a licence",
            "%(num)d volunteers must renew a course or a licence",
            number,
        )
    )


def _back(number: int) -> str:
    return str(ngettext("%(num)d volunteer: the break is over", "%(num)d volunteers: the break is over", number))


@panel("volunteers.card")
def card(session: Session, viewer: Viewer, now: datetime) -> Card | None:
    """Say how many volunteers there are, and how many have signed up."""
    bodies = viewer.bodies(Permission.VOLUNTEER_WRITE)
    if not bodies:
        return None
    found = queries.waiting_in(session, bodies, clock.local_date(now))
    return Card(
        title=_("Register of volunteers"),
        text=str(ngettext("%(num)d active volunteer.", "%(num)d active volunteers.", found.active)),
        href=url_for("volunteer_register.index"),
        action=_("See the volunteers"),
        place=PLACE,
        mark=_applied(found.applied) if found.applied else "",
    )
