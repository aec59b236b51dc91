"""Putting a backup back: looked through first, then all of it in one transaction, or nothing."""

import json
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, bindparam, update
from sqlalchemy.exc import IntegrityError, StatementError

from kernel.backup import tables as kept
from kernel.backup.archive import Backup, BadBackup, opened
from kernel.config import ROOT
from kernel.db import session, transaction


class NotEmpty(Exception):
    """The database holds something already."""


def restore(path: Path, files: Path, *, replace: bool) -> dict[str, int]:
    """Put everything back from one file, and say how much that was; raises BadBackup and NotEmpty."""
    with opened(path) as backup:
        _ensure_same_edition(backup)
        _ensure_tables(backup)
        fresh = files.with_name(f"{files.name}.restoring")
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            for name in backup.files():
                backup.unpack(name, fresh / name.removeprefix("files/"))
            with transaction() as writing:
                connection = writing.connection()
                _make_room(connection, files, replace=replace)
                rows = _fill(connection, backup)
            _swap(fresh, files)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return {"rows": rows, "files": len(backup.files())}


def _ensure_same_edition(backup: Backup) -> None:
    """The backup, the code and the database have the same tables."""
    ours = sorted(ScriptDirectory(str(ROOT / "migrations")).get_heads())
    theirs = backup.manifest["revision"]
    if theirs != ours:
        raise BadBackup(f"The backup has the tables of {_named(theirs)}, this Trinn those of {_named(ours)}.")
    there = sorted(MigrationContext.configure(session().connection()).get_current_heads())
    session().rollback()
    if there != ours:
        raise BadBackup("The database has other tables than this edition of Trinn; run `trinn db upgrade` first.")


def _named(heads: list[str]) -> str:
    return ", ".join(heads) or "nothing"


def _ensure_tables(backup: Backup) -> None:
    wanted = {f"tables/{table.name}.jsonl" for table in kept.tables()}
    found = {name for name in backup.manifest["members"] if name.startswith("tables/")}
    if wanted != found:
        raise BadBackup("The backup has other tables than this edition of Trinn.")


def _make_room(connection: Connection, files: Path, *, replace: bool) -> None:
    """An empty database is filled; one that is not is emptied only when that was asked for."""
    is_empty = all(kept.is_empty(connection, table) for table in kept.tables())
    if not replace and (not is_empty or (files.is_dir() and any(files.iterdir()))):
        raise NotEmpty
    for table in reversed(kept.tables()):
        for name in kept.own_references(table):
            connection.execute(update(table).values({name: None}))
        connection.execute(table.delete())


def _fill(connection: Connection, backup: Backup) -> int:
    total = 0
    for table in kept.tables():
        later = kept.own_references(table)
        waiting = _rows(backup, table)
        while rows := list(islice(waiting, kept.BATCH)):
            total += len(rows)
            _insert(connection, table, [{**row, **dict.fromkeys(later)} for row in rows])
        for name in later:
            _point(connection, table, name, _rows(backup, table))
        kept.count_on(connection, table, backup.manifest["counters"].get(table.name, 0))
    return total


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    try:
        connection.execute(table.insert(), rows)
    except (IntegrityError, StatementError) as fault:
        raise BadBackup(f"The backup does not hold together: {table.name} was refused by the database.") from fault


def _point(connection: Connection, table: Table, name: str, rows: Iterator[dict[str, Any]]) -> None:
    """Let rows point at others of the same table, now that all are there."""
    pointing = [{"row": row["id"], "to": row[name]} for row in rows if row[name] is not None]
    if pointing:
        pointed = update(table).where(table.c.id == bindparam("row")).values({name: bindparam("to")})
        connection.execute(pointed, pointing)


def _rows(backup: Backup, table: Table) -> Iterator[dict[str, Any]]:
    for line in backup.lines(f"tables/{table.name}.jsonl"):
        try:
            yield kept.read(table, json.loads(line))
        except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as fault:
            raise BadBackup(f"The backup holds a row that does not belong to {table.name}.") from fault


def _swap(fresh: Path, files: Path) -> None:
    """Let the files of the backup take the place of those that were there."""
    if files.is_dir():
        shutil.rmtree(files)
    if fresh.is_dir():
        fresh.replace(files)
