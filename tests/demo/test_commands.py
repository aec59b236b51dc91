"""`trinn demo`, run as a process of its own as an operator runs it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.services import free_port

TRINN = (sys.executable, "-c", "from app import cli; cli(prog_name='trinn')")
SECONDS = 60


def environment(var: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRINN_", "DATABASE_", "REDIS_"))}
    return {**kept, "TRINN_VAR": str(var), **more}


def trinn(var: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*TRINN, *arguments], env=environment(var, **more), capture_output=True, text=True, timeout=SECONDS, check=False
    )


def execute(var: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(var / "trinn.sqlite3")) as connection, connection:
        return connection.execute(statement).fetchall()


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo has been built."""
    folder = tmp_path_factory.mktemp("demo")
    built = trinn(folder, "demo", "--no-serve")
    assert built.returncode == 0, built.stderr
    assert "kom.volda@demo.example" in built.stdout
    assert "trinn-demo-2026" in built.stdout
    return folder


def test_a_second_start_keeps_what_is_there(var: Path) -> None:
    execute(var, "UPDATE person SET title = 'Ny tittel' WHERE email = 'adm@demo.example'")

    again = trinn(var, "demo", "--no-serve")

    assert again.returncode == 0
    assert "Ny tittel" in again.stdout
    assert execute(var, "SELECT count(*) FROM relation") == [(9,)]


def test_a_reset_builds_it_anew(var: Path) -> None:
    execute(var, "UPDATE person SET title = 'Slettet' WHERE email = 'adm@demo.example'")

    anew = trinn(var, "demo", "--reset", "--no-serve")

    assert anew.returncode == 0
    assert "Slettet" not in anew.stdout
    assert execute(var, "SELECT count(*) FROM person") == [(28,)]


def test_a_database_that_others_use_is_left_alone(var: Path, tmp_path: Path) -> None:
    taken = tmp_path / "trinn.sqlite3"
    taken.write_bytes((var / "trinn.sqlite3").read_bytes())
    execute(tmp_path, "UPDATE person SET email = replace(email, '@demo.example', '@kommune.example')")
    before = taken.read_bytes()

    refused = [trinn(tmp_path, "demo", "--no-serve", *more) for more in ([], ["--reset"])]

    assert [each.returncode for each in refused] == [2, 2]
    assert all("holds no demo" in each.stderr for each in refused)
    assert taken.read_bytes() == before


def test_a_day_that_is_none_is_refused_in_one_sentence(tmp_path: Path) -> None:
    refused = trinn(tmp_path, "demo", "--no-serve", "--today", "i morgen")

    assert refused.returncode == 2
    assert refused.stderr.strip().splitlines() == ["TRINN_TODAY must be a date such as 2026-11-21."]


def test_it_serves_on_the_port_and_the_day_that_were_asked_for(var: Path) -> None:
    port = free_port()
    command = [*TRINN, "demo", "--port", str(port), "--today", "2027-04-06"]
    with subprocess.Popen(command, env=environment(var), stdout=subprocess.DEVNULL) as served:
        try:
            page = _read_when_ready(f"http://127.0.0.1:{port}/")
        finally:
            served.send_signal(signal.SIGTERM)

    assert "DEMO" in page
    assert "2027" in page
    assert "kom.krs@demo.example" in page


def _read_when_ready(address: str) -> str:
    until = time.monotonic() + SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  our own loopback address
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
