"""What waits for a caseworker: sent applications of closed calls without a concluded check."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from grants.applications.models import Application
from grants.calls.rules import is_open
from grants.eligibility import queries
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work

FEW = 5
T = TypeVar("T")


def gathered(waiting: Sequence[T], one: Callable[[T], Task], all_of_them: Callable[[int, T], Task]) -> Iterator[Task]:
    """A task for each of a few; of more than that one for them all, which begins with the first."""
    if len(waiting) > FEW:
        yield all_of_them(len(waiting), waiting[0])
        return
    for each in waiting:
        yield one(each)


def named(application: Application) -> str:
    """An application in a line: its reference, and what its measure is called."""
    return f"{application.reference} {application.title}".strip()


@my_work
def to_check(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which sent applications wait for their formal check, in one statement."""
    if not viewer.may(Permission.APPLICATION_CHECK):
        return
    waiting = [each for each in queries.waiting_for_check(session) if not is_open(each.call, now)]
    yield from gathered(waiting, _one, _all)


def _one(application: Application) -> Task:
    text = _("%(application)s waits for its formal check", application=named(application))
    return Task(text, url_for("eligibility.show", reference=application.reference), _("Check it"))


def _all(number: int, first: Application) -> Task:
    text = _("%(number)d applications wait for their formal check", number=number)
    return Task(text, url_for("eligibility.show", reference=first.reference), _("Take the first"))
