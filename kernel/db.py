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


def _listen(engine: Engine) -> None:
    """Set SQLite up: WAL, foreign keys, full syncs, and the write lock taken first so that no update is lost."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
