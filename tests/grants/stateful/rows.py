"""What stands in the tables, as plain rows, and what one step has changed of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from grants.applications.models import AnswerPage, Application, Partner
from grants.decisions.models import Decision, DecisionReason
from grants.eligibility.models import FormalCheck, RuleVerdict
from grants.reviews.models import DiscussionNote, Review, Score
from kernel.jobs.outbox import OutboxJob
from kernel.orm import Base

WATCHED = (
    Application,
    AnswerPage,
    Partner,
    FormalCheck,
    RuleVerdict,
    Review,
    Score,
    DiscussionNote,
    Decision,
    DecisionReason,
)
Row = Mapping[str, Any]
ById = Mapping[int, Row]


@dataclass(frozen=True)
class Rows:
    """Every row of the grants, by table and id, and how many jobs have been promised."""

    tables: Mapping[str, ById]
    promised: int

    def of(self, table: str, **wanted: object) -> list[Row]:
        """The rows of a table with these values, the oldest first."""
        found = (row for _, row in sorted(self.tables[table].items()))
        return [row for row in found if all(row[name] == value for name, value in wanted.items())]

    def one(self, table: str, **wanted: object) -> Row | None:
        """The only such row, if there is one."""
        found = self.of(table, **wanted)
        assert len(found) <= 1, f"more than one {table} with {wanted}"
        return found[0] if found else None


def rows_of(session: Session) -> Rows:
    """What stands in the tables now."""
    tables: list[Table] = [Base.metadata.tables[model.__tablename__] for model in WATCHED]
    read = {table.name: {row["id"]: dict(row) for row in session.execute(select(table)).mappings()} for table in tables}
    return Rows(read, session.scalar(select(func.count()).select_from(OutboxJob)) or 0)


def lines_after(session: Session, last: int) -> list[Row]:
    """The lines that the trail has got after one."""
    table = Base.metadata.tables[AuditLine.__tablename__]
    found = session.execute(select(table).where(table.c.id > last).order_by(table.c.id))
    return [dict(row) for row in found.mappings()]


@dataclass(frozen=True)
class Change:
    """One row that came, went or became another."""

    table: str
    id: int
    old: Row | None
    new: Row | None

    @property
    def row(self) -> Row:
        """The row as it is, or as it was when it went."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def names(self) -> frozenset[str]:
        """The columns with another value than before; all of them for a row that came or went."""
        if self.old is None or self.new is None:
            return frozenset(self.row)
        return frozenset(name for name in self.row if self.old[name] != self.new[name])

    @property
    def is_new(self) -> bool:
        """Whether the row came."""
        return self.old is None


@dataclass(frozen=True)
class Step:
    """One thing that somebody tried, and what became of it; between two moments; `actor` is None for a link."""

    kind: str
    actor: int | None
    at: datetime
    until: datetime
    before: Rows
    after: Rows
    lines: Sequence[Row]

    @property
    def changes(self) -> list[Change]:
        """What is not as it was."""
        return list(changed(self.before, self.after))


def changed(before: Rows, after: Rows) -> Iterator[Change]:
    """The rows that differ."""
    for table, news in after.tables.items():
        olds = before.tables[table]
        for number in sorted(olds.keys() | news.keys()):
            if olds.get(number) != news.get(number):
                yield Change(table, number, olds.get(number), news.get(number))
