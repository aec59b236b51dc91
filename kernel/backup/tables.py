"""Tables as they stand in the database: sealed texts stay sealed, and every value has its way into JSON and back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Enum,
    MetaData,
    Numeric,
    Table,
    Text,
    Time,
    func,
    select,
    text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from kernel.orm import Base, UtcDateTime
from kernel.sealed import Sealed

BATCH = 500
Row = Mapping[str, Any]


def tables() -> list[Table]:
    """Every table, each after those that it points at, with its columns as the database keeps them."""
    bare = MetaData()
    return [_bare(table, bare) for table in Base.metadata.sorted_tables]


def _bare(table: Table, bare: MetaData) -> Table:
    columns = [Column(each.name, _kept_as(each.type), primary_key=each.primary_key) for each in table.columns]
    return Table(table.name, bare, *columns)


def _kept_as(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """What a column is to the database: a code or a sealed text is a text, and stays as it is."""
    if isinstance(kind, Enum | Sealed):
        return Text()
    return kind.impl_instance if isinstance(kind, TypeDecorator) and not isinstance(kind, UtcDateTime) else kind


def own_references(table: Table) -> list[str]:
    """The columns that point at the same table; they are filled when all its rows are there."""
    declared = Base.metadata.tables[table.name]
    return [each.name for each in declared.columns if any(key.column.table is declared for key in each.foreign_keys)]


def rows_of(connection: Connection, table: Table) -> Iterator[Row]:
    """All rows of a table, a few at a time, in the order of their keys."""
    statement = select(table).order_by(*table.primary_key.columns)
    with connection.execution_options(yield_per=BATCH).execute(statement) as result:
        for row in result.mappings():
            yield {name: written(value) for name, value in row.items()}


def is_empty(connection: Connection, table: Table) -> bool:
    """Whether a table has no row."""
    return connection.execute(select(table).limit(1)).first() is None


def written(value: Any) -> Any:
    """A value as JSON has it; a moment in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value) if isinstance(value, date | time | Decimal) else value


READERS: Mapping[type[Any], Callable[[str], Any]] = {
    DateTime: datetime.fromisoformat,
    UtcDateTime: datetime.fromisoformat,
    Date: date.fromisoformat,
    Time: time.fromisoformat,
    Numeric: Decimal,
}


def read(table: Table, row: Row) -> dict[str, Any]:
    """A row as it is inserted; raises ValueError, KeyError or TypeError where it is not of its table."""
    if row.keys() != set(table.columns.keys()):
        raise ValueError("other columns")
    return {name: _read(table.columns[name].type, value) for name, value in row.items()}


def _read(kind: TypeEngine[Any], value: Any) -> Any:
    reader = next((READERS[each] for each in READERS if isinstance(kind, each)), None)
    return value if value is None or reader is None else reader(value)


def counters(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The last id that each table has given out, where the database counts them apart from the rows."""
    if connection.dialect.name == "postgresql":
        counted = [name for name in names if _sequence(connection, name)]
        found = {name: connection.scalar(LAST_GIVEN, {"table": name}) for name in counted}
        return {name: value for name, value in found.items() if value}
    if not connection.scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")):
        return {}
    kept = {row.name: row.seq for row in connection.execute(text("SELECT name, seq FROM sqlite_sequence"))}
    return {name: kept[name] for name in names if name in kept}


LAST_GIVEN = text("SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:table, 'id') AS regclass))")


def _sequence(connection: Connection, name: str) -> str | None:
    if "id" not in Base.metadata.tables[name].columns:
        return None
    found: str | None = connection.scalar(select(func.pg_get_serial_sequence(name, "id")))
    return found


def count_on(connection: Connection, table: Table, last_given: int) -> None:
    """Let a table's next id come after the highest that is there, and after the last that was ever given."""
    if "id" not in table.columns:
        return
    last = max(connection.scalar(select(func.max(table.c.id))) or 0, last_given)
    if connection.dialect.name != "postgresql":
        if last_given:  # only tables whose ids never come again are counted here
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
            values = {"name": table.name, "seq": last}
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), values)
    elif sequence := _sequence(connection, table.name):
        values = {"sequence": sequence, "value": max(last, 1), "is_called": last > 0}
        connection.execute(text("SELECT setval(CAST(:sequence AS regclass), :value, :is_called)"), values)
