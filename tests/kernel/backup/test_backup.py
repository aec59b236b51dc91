"""A backup holds everything but the keys, is put back as it was, and refuses to be put back halfway."""

import hashlib
import json
import random
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from app import create_app
from kernel.backup import restoring, saving, tables
from kernel.backup.archive import BadBackup, opened
from kernel.backup.restoring import NotEmpty, restore
from kernel.backup.saving import save
from kernel.db import db
from kernel.jobs.outbox import OutboxJob, promise
from tests import services
from tests.builders import NOW, a_person
from tests.conftest import settings_for
from tests.kernel.test_commands import _trinn, environment
from tests.volunteers.builders import a_desk, a_request, a_service_user, a_trip
from volunteers.trips.models import Trip

__all__ = ["environment"]
SECRETS = ("Borghild", "Kaivegen", "91234567", "Volda bibliotek")


@pytest.fixture
def full(app: Flask, session: Session) -> Path:
    """A database with a bit of everything that is hard: sealed texts, rows that point at each other, and a file."""
    desk = a_desk(session)
    request = a_request(session, desk, a_service_user(session, desk, phone="91234567"))
    first = a_trip(session, request)
    second = a_trip(session, a_request(session, desk, a_service_user(session, desk, phone="90000002")))
    first.together_id = second.id
    session.commit()
    files = app.extensions["trinn"].var / "files"
    (files / "year").mkdir(parents=True)
    (files / "year" / "letter.pdf").write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 5000)
    return files


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Flask]:
    """An empty installation beside this one, on SQLite."""
    made = create_app(settings_for(f"sqlite:///{tmp_path / 'other.sqlite3'}", tmp_path / "other"))
    with made.app_context():
        upgrade(directory=str(Path(made.root_path) / "migrations"))
    yield made
    with made.app_context():
        db.engine.dispose()


def contents(connection: Connection) -> dict[str, list[Any]]:
    """Every table as the database keeps it."""
    return {table.name: list(tables.rows_of(connection, table)) for table in tables.tables()}


def everything(app: Flask) -> dict[str, list[Any]]:
    with app.app_context(), db.engine.connect() as connection:
        return contents(connection)


def saved(app: Flask, path: Path) -> Path:
    with app.app_context():
        save(db.engine, app.extensions["trinn"].var / "files", path)
    return path


def put_back(app: Flask, path: Path, *, replace: bool = False) -> dict[str, int]:
    with app.app_context():
        return restore(path, app.extensions["trinn"].var / "files", replace=replace)


def test_what_is_put_back_is_what_was_there(app: Flask, full: Path, other: Flask, tmp_path: Path) -> None:
    path = saved(app, tmp_path / "all.zip")
    before = everything(app)
    assert before["trip"]
    assert before["audit_line"]
    put_back(other, path)
    assert everything(other) == before
    put = other.extensions["trinn"].var / "files" / "year" / "letter.pdf"
    assert put.read_bytes() == (full / "year" / "letter.pdf").read_bytes()


def test_what_was_put_back_can_be_opened_and_goes_on(app: Flask, full: Path, other: Flask, tmp_path: Path) -> None:
    highest = max(row["id"] for row in everything(app)["person"])
    put_back(other, saved(app, tmp_path / "all.zip"))
    with other.app_context(), Session(db.engine) as opened_there:
        trips = opened_there.scalars(select(Trip).order_by(Trip.id)).all()
        assert {trip.from_address for trip in trips} == {"Kaivegen 2"}
        assert trips[0].together_id == trips[1].id
        assert a_person(opened_there).id > highest


def test_it_is_put_back_over_what_is_there_only_when_asked(app: Flask, full: Path, tmp_path: Path) -> None:
    path, before = saved(app, tmp_path / "all.zip"), everything(app)
    with pytest.raises(NotEmpty):
        put_back(app, path)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(update(Trip.__table__).values(sequence=9))
    (full / "later.txt").write_text("later")
    put_back(app, path, replace=True)
    assert everything(app) == before
    assert not (full / "later.txt").exists()
    assert (full / "year" / "letter.pdf").exists()


def test_a_backup_holds_no_service_user_and_no_key(app: Flask, full: Path, tmp_path: Path) -> None:
    path, settings = saved(app, tmp_path / "all.zip"), app.extensions["trinn"]
    with zipfile.ZipFile(path) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    for name, content in {**parts, "the file": path.read_bytes()}.items():
        for secret in (*SECRETS, settings.secret_key, *settings.data_keys):
            assert secret.encode() not in content, (name, secret)
    assert path.stat().st_mode & 0o077 == 0


def test_a_damaged_backup_is_refused_before_anything_is_touched(app: Flask, full: Path, tmp_path: Path) -> None:
    path, before = saved(app, tmp_path / "all.zip"), everything(app)
    whole = path.read_bytes()
    chance = random.Random(5)  # noqa: S311  the same places each time
    for place in (0, *chance.sample(range(len(whole)), 40), len(whole) - 1):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        path.write_bytes(bytes(damaged))
        with suppress(BadBackup):  # where the byte did not matter, everything is put back as it was
            put_back(app, path, replace=True)
        assert everything(app) == before, place
    for cut in (0, 100, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:cut])
        with pytest.raises(BadBackup):
            put_back(app, path, replace=True)
    assert everything(app) == before


@given(st.binary(max_size=400))
def test_any_other_file_is_refused(content: bytes) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        with pytest.raises(BadBackup), opened(Path(file.name)):
            pass


def changed(path: Path, target: Path, **other: Any) -> Path:
    """A backup with another manifest, sealed anew."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        manifest = {**json.loads(old.read("manifest.json")), **other}
        for name in old.namelist():
            text = json.dumps(manifest).encode() if name == "manifest.json" else old.read(name)
            new.writestr(name, text)
        new.comment = hashlib.sha256(json.dumps(manifest).encode()).hexdigest().encode()
    return target


@pytest.mark.parametrize("change", [{"revision": ["0001"]}, {"edition": 2}, {"format": "something"}])
def test_a_backup_of_another_edition_is_refused(app: Flask, full: Path, tmp_path: Path, change: dict[str, Any]) -> None:
    path = changed(saved(app, tmp_path / "all.zip"), tmp_path / "other.zip", **change)
    before = everything(app)
    with pytest.raises(BadBackup):
        put_back(app, path, replace=True)
    assert everything(app) == before


def test_what_goes_wrong_on_the_way_changes_nothing(
    app: Flask, full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = saved(app, tmp_path / "all.zip"), everything(app)

    def breaks(*_args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "_point", breaks)
    with pytest.raises(KeyboardInterrupt):
        put_back(app, path, replace=True)
    assert everything(app) == before
    assert (full / "year" / "letter.pdf").exists()


def test_a_backup_is_of_one_moment_although_others_write(app: Flask, full: Path, tmp_path: Path) -> None:
    before = everything(app)

    with app.app_context():
        first = iter([True])

        def meanwhile(connection: Connection, table: Any) -> Iterator[Any]:
            if next(first, False):
                with Session(db.engine) as beside:
                    a_person(beside, name="Kom til")
                    beside.commit()
            yield from tables.rows_of(connection, table)

        original, saving.rows_of = saving.rows_of, meanwhile
        try:
            save(db.engine, full, tmp_path / "all.zip")
        finally:
            saving.rows_of = original
    with opened(tmp_path / "all.zip") as backup:
        people = [json.loads(line) for line in backup.lines("tables/person.jsonl")]
    assert len(people) == len(before["person"])


def test_an_id_that_was_given_out_never_comes_again(app: Flask, session: Session, other: Flask, tmp_path: Path) -> None:
    for _times in range(3):
        promise(session, "kernel.forget_done_jobs", at=NOW)
    session.commit()
    last = max(session.scalars(select(OutboxJob.id)))
    session.delete(session.get_one(OutboxJob, last))
    session.commit()
    put_back(other, saved(app, tmp_path / "all.zip"))
    with other.app_context(), Session(db.engine) as there:
        promise(there, "kernel.forget_done_jobs", at=NOW)
        assert max(there.scalars(select(OutboxJob.id))) > last


def test_the_commands_answer_with_their_codes(environment: dict[str, str], tmp_path: Path) -> None:
    def trinn(*words: str) -> subprocess.CompletedProcess[str]:
        return _trinn(environment, *words)

    assert trinn("db", "upgrade").returncode == 0
    path = tmp_path / "backups" / "all.zip"
    assert trinn("backup", str(path)).returncode == 2
    path.parent.mkdir()
    done = trinn("backup", str(path))
    assert done.returncode == 0, done.stderr
    assert trinn("restore", str(path)).returncode == 0
    with sqlite3.connect(tmp_path / "trinn.sqlite3") as connection:
        connection.execute("INSERT INTO county VALUES ('15', 'Møre og Romsdal', 'Møre og Romsdal')")
    refused = trinn("restore", str(path))
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert trinn("restore", str(path), "--replace").returncode == 0
    path.write_bytes(b"PK")
    damaged = trinn("restore", str(path))
    assert (damaged.returncode, damaged.stderr.count("\n")) == (2, 1)


def test_a_backup_moves_from_sqlite_to_postgresql_and_back(app: Flask, full: Path, tmp_path: Path) -> None:
    path, before = saved(app, tmp_path / "all.zip"), everything(app)
    with services.postgres() as server, services.database(server) as url:
        there = create_app(settings_for(url.replace("postgresql://", "postgresql+psycopg://"), tmp_path / "pg"))
        with there.app_context():
            upgrade(directory=str(Path(there.root_path) / "migrations"))
        put_back(there, path)
        assert everything(there) == before
        assert put_back(app, saved(there, tmp_path / "back.zip"), replace=True)["files"] == 1
        with there.app_context(), Session(db.engine) as opened_there:
            a_person(opened_there)
            opened_there.rollback()
            db.engine.dispose()
    assert everything(app) == before
