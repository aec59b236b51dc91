"""The demo's story in the tests' database: told once for each process, put back for whoever needs it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Engine, RowMapping, Table, insert, select
from sqlalchemy.orm import Session

from demo import story
from kernel.db import db


@dataclass(frozen=True)
class Story:
    """The rows of a story that has been told, and the ids of its relations by code."""

    rows: Mapping[Table, Sequence[RowMapping]]
    relations: dict[str, int]


def tell(app: Flask) -> Story:
    """Tell the story in an empty database, which is empty again afterwards."""
    with app.app_context(), _emptied(app) as engine, Session(engine) as opened:
        relations = {code: relation.id for code, relation in story.tell(opened).items()}
        opened.commit()
        return Story({table: _rows(opened, table) for table in db.metadata.sorted_tables}, relations)


@contextmanager
def telling(app: Flask, whole: Story) -> Iterator[Session]:
    """A session in which the story has been told, until the database is emptied."""
    with _emptied(app) as engine, Session(engine, expire_on_commit=False) as opened:
        for table, rows in whole.rows.items():
            if rows:
                opened.execute(insert(table), rows)
        opened.commit()
        yield opened


def _rows(opened: Session, table: Table) -> Sequence[RowMapping]:
    return opened.execute(select(table).order_by(*table.primary_key)).mappings().all()


@contextmanager
def _emptied(app: Flask) -> Iterator[Engine]:
    with app.app_context():
        engine = db.engine
    yield engine
    empty(engine)


def empty(engine: Engine) -> None:
    """Take every row away, as plain text: a third of the time of statements that are built first."""
    with engine.begin() as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.exec_driver_sql(f'DELETE FROM "{table.name}"')  # noqa: S608  our own names
