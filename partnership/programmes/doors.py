"""What the doors of this slice share: finding a programme for its viewer, and writing as one with what is refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.forms import BaseForm
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from partnership.programmes import labels, queries, saying
from partnership.programmes.models import Programme

Act = Callable[[Session, Programme], Any]


def find(code: str) -> Programme:
    """A programme that the viewer may read; raises NotFound."""
    return queries.get_visible(session(), code, viewer=current_viewer())


def managed(code: str) -> Programme:
    """A programme that the viewer runs; raises NotFound."""
    return queries.get_managed(session(), code, viewer=current_viewer())


@contextmanager
def holding(code: str, *, as_centre: bool = False) -> Iterator[tuple[Session, Programme]]:
    """One transaction about a programme of the viewer's, or one that the viewer runs."""
    get = queries.get_managed if as_centre else queries.get_visible
    with transaction() as opened:
        yield opened, get(opened, code, viewer=current_viewer())


def keep(form: BaseForm, code: str, act: Act, theirs: Act | None = None, *, as_centre: bool = False) -> int:
    """Do what a form says; the status to answer with, 303 where it is done or stood there already.

    `theirs` finds what somebody else wrote meanwhile, for a form that can show it.
    """
    try:
        with holding(code, as_centre=as_centre) as (opened, programme):
            act(opened, programme)
    except Stale:
        if theirs is None:
            raise
        return _conflict(form, theirs(session(), find(code)))
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return 422
    return 303


def _conflict(form: Any, row: Any) -> int:
    form.show_theirs(row)
    return 409 if form.conflicts else 303


def away(address: str, words: str) -> ResponseReturnValue:
    """Go on to a page, and say what was done."""
    flash(words)
    return redirect(address, 303)


def context(programme: Programme) -> dict[str, Any]:
    """What every page of this slice is drawn with."""
    viewer = current_viewer()
    now = clock.now()
    return {
        "programme": programme,
        "is_centre": viewer.may(Permission.PROGRAMME_MANAGE),
        "may_write": viewer.may(Permission.TEAM_WRITE),
        "labels": labels,
        "saying": saying,
        "now": now,
        "today": clock.local_date(now),
    }
