"""The machine with the whole application around it: every step is a request, and what it wrote is committed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.accounts.permissions import Viewer
from directory.audit import actions as audit
from directory.audit.models import AuditLine
from kernel import clock
from kernel.jobs.outbox import OutboxJob
from kernel.orm import Base
from tests.grants.stateful import standing
from tests.grants.stateful.cast import World
from tests.grants.stateful.machine import Counts
from tests.grants.stateful.pages import Pages
from tests.grants.stateful.reading import Whole
from tests.grants.stateful.rows import WATCHED, Step, rows_of

DONE, REFUSED = frozenset({200, 303}), frozenset({303, 400, 403, 404, 409, 422})
EMPTIED = {model.__tablename__ for model in (*WATCHED, AuditLine, OutboxJob)}


class Refused(Exception):
    """An answer that says no, by its status."""


class Browsing(Whole):
    """The same people and the same steps, each through its page."""

    def __init__(self, engine: Engine, world: World, counts: Counts, browsers: Mapping[str, FlaskClient]) -> None:
        RuleBasedStateMachine.__init__(self)
        with engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name in EMPTIED:
                    connection.execute(table.delete())
        self.browsers = browsers
        self.begin_anew(world, counts, Session(engine, expire_on_commit=False))

    def attempt(
        self, kind: str, viewer: Viewer, door: Callable[..., object], given: tuple[Any, ...], named: dict[str, Any]
    ) -> tuple[Exception | None, Step]:
        """Send what somebody fills in, and see what has come of it."""
        clock.set_today(clock.local_date(self.now))
        at, name = clock.now(), viewer.name
        pages = Pages(self.browsers[name], self.rows, self.world, self.turn, viewer.id)
        answer = getattr(pages, door.__name__)(*given, **named)
        answer.close()
        step = self._seen(kind, viewer, at)
        refusal = Refused(answer.status_code) if answer.status_code not in DONE else None
        assert answer.status_code in DONE | REFUSED, f"{kind}: {answer.status_code}"
        if kind == "read" and answer.status_code == 200:
            self._may_read(viewer, given[0])
        if refusal is None and not step.changes and kind != "read":
            refusal = Refused(answer.status_code)
        if refusal is not None and step.lines:
            self._is_a_logged_refusal(step, viewer)
            step = Step(kind, step.actor, at, step.until, step.before, step.after, ())
        return refusal, step

    def _seen(self, kind: str, viewer: Viewer, at: datetime) -> Step:
        self.session.rollback()
        after, lines = rows_of(self.session), self.new_lines()
        return Step(kind, viewer.id or None, at, clock.now(), self.rows, after, lines)

    def _may_read(self, viewer: Viewer, reference: str) -> None:
        row = self.rows.one("application", reference=reference)
        assert row is not None
        assert standing.sees(self.rows, self.world, viewer, row) or self._declares(viewer, row["id"]), viewer.name

    def _declares(self, viewer: Viewer, number: int) -> bool:
        """Whether all that is shown is the declaration."""
        review = self.rows.one("review", application_id=number, reviewer_id=viewer.id)
        return review is not None and review["status"] == "assigned"

    def _is_a_logged_refusal(self, step: Step, viewer: Viewer) -> None:
        (line,) = step.lines
        assert (line["subject"], line["verb"], line["actor_id"]) == ("review", "refused", viewer.id), (
            f"{step.kind}: {line}"
        )
        self.keep(step.lines)

    def seal(self) -> None:
        """Seal the lines that wait, and commit."""
        self.session.rollback()
        audit.seal_waiting(self.session)
        self.session.commit()

    def teardown(self) -> None:
        """Seal everything, and hold that the chain is whole and nothing missing."""
        try:
            self.session.rollback()
            if self.is_sound:
                self.hold_the_chain()
        finally:
            self.session.close()
