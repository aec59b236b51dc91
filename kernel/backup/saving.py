"""Taking a backup: every table as it stood at one moment, and the files, while the system runs."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from kernel import clock
from kernel.backup.archive import BLOCK, Writer
from kernel.backup.tables import Row, counters, rows_of, tables


def save(engine: Engine, files: Path, path: Path) -> dict[str, int]:
    """Write everything into one file, and say how many rows and files that were; raises OSError."""
    with Writer(path) as writer, engine.connect() as connection:
        _begin(connection)
        rows = {table.name: 0 for table in tables()}
        for table in tables():
            writer.add(f"tables/{table.name}.jsonl", _counted(rows, table.name, rows_of(connection, table)))
        found = _add_files(writer, files)
        told = {
            "revision": sorted(MigrationContext.configure(connection).get_current_heads()),
            "made_at": clock.real().isoformat(timespec="seconds"),
            "rows": rows,
            "counters": counters(connection, rows),
        }
        writer.finish(told)
    return {"rows": sum(rows.values()), "files": found}


def _begin(connection: Connection) -> None:
    """Let everything that follows see the database as it is now, whatever others write meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    connection.execute(text("SELECT 1 FROM alembic_version"))


def _counted(rows: dict[str, int], name: str, found: Iterable[Row]) -> Iterator[bytes]:
    for row in found:
        rows[name] += 1
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _add_files(writer: Writer, folder: Path) -> int:
    found = 0
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if file.is_file() and not file.is_symlink() and not file.name.endswith(".part"):
            writer.add(f"files/{file.relative_to(folder).as_posix()}", _blocks(file))
            found += 1
    return found


def _blocks(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as read:
            while block := read.read(BLOCK):
                yield block
    except FileNotFoundError:  # taken away meanwhile
        return
