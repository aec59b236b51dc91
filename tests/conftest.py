"""What every test stands on: the application on a database of its own, emptied after each test."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event
from sqlalchemy.orm import Session

from app import create_app
from kernel import clock
from kernel.config import Settings
from kernel.db import db
from tests import services
from tests.storytelling import Story, empty, tell

TODAY = date(2026, 11, 21)
hypothesis_settings.register_profile("house", deadline=None, derandomize=True)
hypothesis_settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is the same on both databases runs once, on SQLite: what opens none, and what is marked so."""
    if os.environ.get("TRINN_TEST_DATABASE") != "postgresql":
        return
    config.hook.pytest_deselected(items=[each for each in items if not needs_both(each)])
    items[:] = filter(needs_both, items)


def needs_both(test: pytest.Item) -> bool:
    """Whether a test, or what it stands on, asks for the database of the run, and may see a difference.

    Tests that bring a database of each kind themselves do so in the first run.
    """
    brings_its_own = "database_url" in getattr(getattr(test, "callspec", None), "params", {})
    is_asked_for = "database_url" in getattr(test, "fixturenames", ()) and not brings_its_own
    return is_asked_for and test.get_closest_marker("either") is None


@pytest.fixture(autouse=True)
def today() -> None:
    """Each test begins on the same day, whatever the one before did, and also when midnight passes in between."""
    clock.set_today(TODAY)


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The database of this run: SQLite, or PostgreSQL when TRINN_TEST_DATABASE says so."""
    if os.environ.get("TRINN_TEST_DATABASE") != "postgresql":
        yield f"sqlite:///{tmp_path_factory.mktemp('db') / 'trinn.sqlite3'}"
        return
    with services.postgres() as server, services.database(server) as url:
        yield url.replace("postgresql://", "postgresql+psycopg://")


def settings_for(database_url: str, var: Path) -> Settings:
    """Settings that need nothing from the environment."""
    return Settings(
        secret_key="s" * 40,
        data_keys=("d" * 40,),
        database_url=database_url,
        redis_url=None,
        smtp_url=None,
        mail_from="trinn@example.no",
        base_url="http://127.0.0.1:8000",
        var=var,
        today=TODAY,
        demo=False,
        help_contact="hjelp@example.no, 21 00 00 00",
    )


def nothing_unsaved(_fault: BaseException | None) -> None:
    """A request that changes something outside a transaction fails its test."""
    opened = db.session()
    unsaved = [*opened.new, *opened.dirty, *opened.deleted]
    assert not unsaved, "changed outside a transaction"


def unordered(connection: Any, _record: Any) -> None:
    """Rows come backwards from SQLite where no order is asked for, so that whoever counts on one is found out."""
    connection.execute("PRAGMA reverse_unordered_selects=ON")


@pytest.fixture(scope="session")
def whole_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application, with its tables made by the migrations."""
    made = create_app(settings_for(database_url, tmp_path_factory.mktemp("var")))
    made.config["TESTING"] = True
    made.teardown_request(nothing_unsaved)
    with made.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", unordered)
        upgrade(directory=str(Path(made.root_path) / "migrations"))
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def whole_story(whole_app: Flask) -> Story:
    """The demo's story, as rows that can be put back."""
    return tell(whole_app)


@pytest.fixture
def app(whole_app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The application with an empty database; its settings are put back, whatever a test makes of them."""
    settings = whole_app.extensions["trinn"]
    whole_app.extensions["trinn"] = replace(settings, var=tmp_path)
    yield whole_app
    whole_app.extensions["trinn"] = settings
    with whole_app.app_context():
        db.session.remove()
        empty(db.engine)


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session beside the application's, for preparing and looking; it is not the request's."""
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as opened:
        yield opened


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a screen."""
    return app.test_client()


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The statements sent to the database while the test runs."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
