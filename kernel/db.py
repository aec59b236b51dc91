"""The database: SQLite or PostgreSQL behind one session, and the house's only commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from kernel.config import Settings
from kernel.orm import Base

db = SQLAlchemy(model_class=Base, disable_autonaming=True)

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=10000")
_writing: ContextVar[bool] = ContextVar("writing", default=False)


def init(app: Flask, settings: Settings) -> None:
    """Connect the application to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    options: dict[str, Any] = (
        {"connect_args": {"timeout": 10}}
        if settings.is_sqlite
        else {"pool_pre_ping": True, "pool_size": 10, "connect_args": {"connect_timeout": 5}}
    )
    # what people wrote is in no log, not even when a statement fails
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {**options, "hide_parameters": True}
    if settings.is_sqlite:
        settings.var.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    if settings.is_sqlite:
        with app.app_context():
            _listen(db.engine)


def session() -> Session:
    """The session of this request, job or command."""
    return db.session()


@contextmanager
def transaction() -> Iterator[Session]:
    """Do all of it or nothing: the one place that commits.

    What was read before in the same session is read anew, so that a write never builds on an old picture.
    """
    if _writing.get():
        raise RuntimeError("A transaction is already open.")
    opened = session()
    opened.rollback()
    token = _writing.set(True)
    try:
        yield opened
        opened.commit()
    except BaseException:
        opened.rollback()
        raise
    finally:
        _writing.reset(token)


def wipe() -> None:
    """Empty SQLite's log of writes, so that what was written over stands nowhere; PostgreSQL tidies up by itself."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _listen(engine: Engine) -> None:
    """Set SQLite up: WAL, foreign keys, full syncs, what is deleted written over, and the write lock taken first."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
