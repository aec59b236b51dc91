"""The machine: its clock, its memory, and what it does with every step whatever the step is."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from directory.accounts.permissions import Role, Viewer
from directory.audit import actions as audit
from directory.audit.models import AuditLine
from directory.audit.queries import sealed
from directory.audit.rules import first_break
from grants.applications.models import Partner
from grants.partners.queries import token_of
from grants.reviews.actions import log_refusal
from grants.reviews.queries import disqualified
from grants.reviews.rules import Disqualified
from kernel.lifecycle import NotAllowed, Stale
from tests.grants.stateful import moving, standing
from tests.grants.stateful.cast import CLOSES, STARTS, WRITERS, World
from tests.grants.stateful.doors import Doors
from tests.grants.stateful.rows import Row, Rows, Step, lines_after, rows_of

REFUSALS = (NotAllowed, Stale, HTTPException)
TERMS = ("name", "task", "mode", "hours", "amount")
OLD = -1  # what is added to a version to make it one that is no longer so
COMPOSED = {"say"}  # of two actions, where what the first one wrote is undone when the second one refuses
NOBODY = Viewer(0, "", "", None, 0, False, "", STARTS, 0, ())


class Counts:
    """How often each kind of step succeeded and was refused, and what it was refused with, over a whole run."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self.idle: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.lines = 0

    def __str__(self) -> str:
        kinds = sorted(self.done | self.idle | self.refused)
        told = [
            f"{kind}: {self.done[kind]} done, {self.idle[kind]} idle, {self.refused[kind]} refused" for kind in kinds
        ]
        steps = sum((self.done + self.idle + self.refused).values())
        told += [f"{number} x {reason}" for reason, number in self.reasons.most_common()]
        return "\n".join([*told, f"{steps} steps, {self.lines} lines"])


class Machine(RuleBasedStateMachine):
    """A stage on which people act one after another, each as a request of its own; undone when the curtain falls."""

    def __init__(self, connection: Connection, world: World, counts: Counts) -> None:
        super().__init__()
        self.curtain = connection.begin_nested()
        self.begin_anew(world, counts, Session(connection, join_transaction_mode="create_savepoint"))

    def begin_anew(self, world: World, counts: Counts, session: Session) -> None:
        """Remember nothing but what stands."""
        self.world, self.counts, self.session, self.now = world, counts, session, STARTS
        self.rows: Rows = rows_of(session)
        self.last = session.scalar(select(func.max(AuditLine.id))) or 0
        self.count = session.scalar(select(func.count()).select_from(AuditLine)) or 0
        self.confirmed: dict[int, Mapping[str, Any]] = {}
        self.links: dict[str, int] = {}
        self.is_sound = True
        self.turn = self.waited = self.sealed = 0

    # what a step is

    def take(self, kind: str, who: str | None, door: Callable[..., object], *given: Any, **named: Any) -> bool:
        """Let somebody try something, and hold what must hold; whether anything came of it."""
        self.now += timedelta(seconds=1)
        self.turn, self.is_sound = self.turn + 1, False
        viewer = self.world.people[who] if who else NOBODY
        refusal, step = self.attempt(kind, viewer, door, given, named)
        if refusal is None:
            assert OLD not in given or not step.changes, f"{kind}: written over what its writer had not seen"
            self._done(step, viewer)
        else:
            self._refused(step, refusal)
        self.is_sound = True
        return refusal is None and bool(step.changes)

    def attempt(
        self, kind: str, viewer: Viewer, door: Callable[..., object], given: tuple[Any, ...], named: dict[str, Any]
    ) -> tuple[Exception | None, Step]:
        """Open a door as a request of its own does; what is refused is looked at before it is undone."""
        self.session.expunge_all()
        savepoint, refusal = self.session.begin_nested(), None
        try:
            door(Doors(self.session, viewer, self.now), *given, **named)
        except REFUSALS as no:
            refusal = no
        self.session.flush()
        if refusal is not None and kind in COMPOSED:
            savepoint.rollback()
        after, lines = rows_of(self.session), self.new_lines()
        if refusal is None:
            savepoint.commit()
        elif savepoint.is_active:
            savepoint.rollback()
        step = Step(kind, viewer.id or None, self.now, self.now, self.rows, after, lines)
        if isinstance(refusal, Disqualified) and kind == "read":
            self._log(step, viewer, given[0])
        return refusal, step

    def new_lines(self) -> list[Row]:
        """The lines that have come since the last step."""
        return lines_after(self.session, self.last)

    def _refused(self, step: Step, refusal: Exception) -> None:
        """A refusal leaves everything as it was, and comes before anything is written."""
        self.counts.refused[step.kind] += 1
        self.counts.reasons[f"{type(refusal).__name__} {refusal}"] += 1
        assert not step.changes, f"{step.kind} was refused, and has changed {step.changes}"
        assert not step.lines, f"{step.kind} was refused, and a line tells of it"
        assert step.before.promised == step.after.promised, f"{step.kind} was refused, and a job is promised"

    def _log(self, step: Step, viewer: Viewer, reference: str) -> None:
        """Who is disqualified and asks to read is refused, and the trail gets its line."""
        review = disqualified(self.session, reference, viewer=viewer)
        assert review is not None
        log_refusal(self.session, review, at=self.now)
        self.session.flush()
        (line,) = self.new_lines()
        assert (line["subject"], line["verb"], line["actor_id"]) == ("review", "refused", viewer.id)
        assert rows_of(self.session) == step.before
        self.keep([line])

    def _done(self, step: Step, viewer: Viewer) -> None:
        (self.counts.done if step.changes else self.counts.idle)[step.kind] += 1
        moving.hold(step, self.world)
        self.keep(step.lines)
        self.rows = step.after
        self._remember(step)
        people = list(self.world.people.values())
        shown = viewer if viewer.id and self.turn % 2 else people[self.turn // 2 % len(people)]
        standing.hold(self.session, self.rows, self.world, shown)

    def keep(self, lines: Sequence[Row]) -> None:
        """Count lines that have come."""
        self.count += len(lines)
        self.counts.lines += len(lines)
        self.last = max([self.last, *(line["id"] for line in lines)])

    def _remember(self, step: Step) -> None:
        """Keep what each partner was shown when it said yes, and hold that it still stands."""
        for change in step.changes:
            if change.table == "application_partner" and step.kind in {"answer", "answer by link"} and change.old:
                self.confirmed[change.id] = {name: change.old[name] for name in TERMS}
        for row in self.rows.of("application_partner"):
            if row["confirmed_at"]:
                assert self.confirmed[row["id"]] == {name: row[name] for name in TERMS}, "confirmed for other terms"
            if row["invited_at"]:
                token = token_of(Partner(id=row["id"], salt=row["salt"]))
                self.links[token] = row["id"]

    # who and what a step is about

    def chosen(self, which: int, *, table: str = "application", **wanted: Any) -> Row | None:
        """One of the rows with these values, if there are any."""
        found = self.rows.of(table, **wanted)
        return found[which % len(found)] if found else None

    def timely(self, which: int, table: str, stage: str = "submitted", *, fit: bool, **wanted: Any) -> Row:
        """One of the rows with these values whose application is at a stage; or, when none fits, any."""
        waiting = {row["id"] for row in self.rows.of("application", status=stage)}
        found = [row for row in self.rows.of(table, **wanted) if row["application_id"] in waiting]
        every = self.rows.of(table)
        return found[which % len(found)] if fit and found else every[which % len(every)]

    def reference_of(self, application_id: int) -> str:
        """What people call an application."""
        return str(self.rows.tables["application"][application_id]["reference"])

    def who_writes(self, body_id: int, which: int = 0) -> str:
        """Somebody who writes for a body."""
        names = [name for name, each in self.world.people.items() if self.world.holds(each.id, WRITERS, body_id)]
        return names[which % len(names)]

    def who_is(self, role: Role, which: int = 0) -> str:
        """Somebody with a role."""
        names = [name for name, each in self.world.people.items() if each.has_role(role)]
        return names[which % len(names)]

    def named(self, person_id: int) -> str:
        """What a person is called here."""
        return next(name for name, each in self.world.people.items() if each.id == person_id)

    @property
    def is_closed(self) -> bool:
        """Whether the call has closed."""
        return self.now.replace(microsecond=0) > CLOSES

    # the trail

    def seal(self) -> None:
        """Seal the lines that wait, as the job does each minute."""
        audit.seal_waiting(self.session)
        self.session.flush()

    def teardown(self) -> None:
        """Seal everything, hold that the chain is whole and nothing missing, and undo all that was done."""
        try:
            if self.is_sound:
                self.hold_the_chain()
        finally:
            self.session.close()
            self.curtain.rollback()

    def hold_the_chain(self) -> None:
        """Hold that every line is there, sealed in its place."""
        while audit.seal_waiting(self.session):
            self.session.flush()
        self.session.expunge_all()
        lines = list(sealed(self.session))
        assert first_break(lines) is None, "the chain is broken"
        assert len(lines) == self.count, f"{len(lines)} lines, and {self.count} were written"
        assert audit.count_waiting(self.session) == 0
