"""Both databases, a small application on each, and programs that are started to be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from kernel import clock, jobs
from kernel import db as database
from kernel.config import ROOT, Settings, from_environment
from kernel.db import transaction
from kernel.jobs.outbox import promise, woken
from kernel.jobs.pace import Pace
from kernel.orm import Base
from kernel.registry import registry
from tests.conftest import TODAY
from tests.services import database as fresh_database
from tests.services import ending_with_us, postgres

QUICK = Pace(poll=0.05, lease=timedelta(seconds=0.6), backoff=timedelta(seconds=0.01), attempts=3)


@pytest.fixture(scope="session")
def postgres_for_jobs() -> Iterator[str]:
    """One server for all tests of this folder."""
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'trinn.sqlite3'}"
    else:
        with fresh_database(request.getfixturevalue("postgres_for_jobs")) as url:
            yield url


@pytest.fixture
def environment(database_url: str, tmp_path: Path) -> dict[str, str]:
    """What a program is told about its surroundings."""
    return {"TRINN_DEMO": "1", "TRINN_VAR": str(tmp_path), "DATABASE_URL": database_url}


@pytest.fixture
def app(environment: dict[str, str]) -> Iterator[Flask]:
    """A small application with the tables of this slice, in this process."""
    settings: Settings = from_environment(environment)
    small = Flask("small")
    small.extensions["trinn"] = settings
    database.init(small, settings)
    jobs.init(small, settings, pace=QUICK)
    with small.app_context():
        make_tables(database.db.engine)
    clock.set_today(None)
    yield small
    with small.app_context():
        database.db.engine.dispose()
    clock.set_today(TODAY)  # as all other tests have it
    woken.clear()


def make_tables(engine: Engine) -> None:
    """The tables of this slice, on SQLite with the log that migrations leave it with before others open it."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    Base.metadata.create_all(engine, tables=[Base.metadata.tables[name] for name in ("outbox_job", "schedule")])


@pytest.fixture
def given_job(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Register a job for one test; nothing else is scheduled meanwhile."""
    monkeypatch.setattr(registry, "jobs", dict(registry.jobs))
    monkeypatch.setattr(registry, "outside", set(registry.outside))
    monkeypatch.setattr(registry, "schedule", {})

    def register(name: str, function: Callable[..., None], *, outside: bool = False, every: int | None = None) -> None:
        registry.jobs[name] = function
        if outside:
            registry.outside.add(name)
        if every is not None:
            registry.schedule[name] = every

    return register


def promised(app: Flask, name: str, **options: Any) -> None:
    """Commit one promise."""
    with app.app_context(), transaction() as session:
        promise(session, name, at=clock.now(), **options)


def rows(app: Flask, statement: str = "SELECT * FROM outbox_job ORDER BY id") -> list[Any]:
    """What stands in the database, as rows with names."""
    with app.app_context():
        found = list(database.session().execute(text(statement)))
        database.session().rollback()
    return found


def until(question: Callable[[], object], *, seconds: float = 20) -> None:
    """Wait until something is so, but not for ever."""
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end
        time.sleep(0.02)


class Programs:
    """Programs of their own process group each, ended at the latest with the test."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment = environment
        self.log = folder / "programs.log"
        self.url = environment["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://")
        self._running: list[subprocess.Popen[str]] = []

    def start(self, *arguments: object, **environment: str) -> subprocess.Popen[str]:
        """Start the small application with these arguments."""
        with self.log.open("ab") as log:
            program = subprocess.Popen(
                [*ending_with_us(), sys.executable, "-m", "tests.kernel.jobs.program", *map(str, arguments)],
                cwd=ROOT,
                env={**os.environ, **self.environment, **environment, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self._running.append(program)
        return program

    def run(self, *arguments: object, **environment: str) -> int:
        """Start it and wait for its end."""
        return self.start(*arguments, **environment).wait(30)

    def kill(self, program: subprocess.Popen[str]) -> None:
        """Kill a program with all its children, as when the power goes."""
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()

    def end(self) -> None:
        """Leave nothing running."""
        for program in self._running:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()
            if program.stdout:
                program.stdout.close()

    def ask(self, statement: str) -> list[Any]:
        """Read from the database beside the programs."""
        with self.engine() as engine, engine.connect() as connection:
            return list(connection.execute(text(statement)))

    def wait_for(self, statement: str, expected: object, *, seconds: float = 30) -> None:
        """Wait until a question is answered as expected; fail with the log if it never is."""
        until = time.monotonic() + seconds
        answer: object = None
        with self.engine() as engine:
            while time.monotonic() < until:
                with engine.connect() as connection:
                    answer = connection.execute(text(statement)).scalar()
                if answer == expected:
                    return
                time.sleep(0.05)
        pytest.fail(f"{statement}: {answer}, not {expected}\n{self.log.read_text()[-6000:]}")

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        """A connection of the tests' own."""
        engine = create_engine(self.url)
        try:
            yield engine
        finally:
            engine.dispose()


@pytest.fixture
def programs(environment: dict[str, str], tmp_path: Path) -> Iterator[Programs]:
    """The small application in processes of its own, with its tables made."""
    made = Programs(environment, tmp_path)
    try:
        with made.engine() as engine:
            make_tables(engine)
            with engine.begin() as connection:
                connection.execute(text("CREATE TABLE effect (key TEXT, note TEXT)"))
                connection.execute(text("CREATE TABLE receipt (note TEXT PRIMARY KEY)"))
        yield made
    finally:
        made.end()
