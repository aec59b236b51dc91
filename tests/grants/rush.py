"""Many people at once on a served Trinn: the program, their browsers, and what each of them was answered."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel import clock
from kernel.config import ROOT, Settings
from tests.builders import sign_in
from tests.pages import Form, read
from tests.services import LOOPBACK, ending_with_us

TRINN = [sys.executable, "-c", "from app import cli; cli()"]
START_SECONDS = 60
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What somebody was answered, when they had asked and how long they waited."""

    status: int
    location: str
    text: str
    asked_at: datetime
    seconds: float


class Browser:
    """A browser without a screen, with a new connection for each page; its cookie is kept from answer to answer.

    With `network`, it asks as if through the proxy of this machine, which says so of it.
    """

    def __init__(self, port: int, cookie: str = "", network: str = "") -> None:
        self._port = port
        self._cookie = cookie
        self._said = {"X-Forwarded-For": network} if network else {}

    def get(self, address: str) -> Answer:
        """Open a page."""
        return self._ask("GET", address)

    def post(self, address: str, values: Mapping[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", address, urlencode(values))

    def form(self, address: str, field: str) -> Form:
        """The form of a page that has a field."""
        return next(each for each in read(self.get(address).text).forms if field in each.kinds)

    def _ask(self, method: str, address: str, body: str | None = None) -> Answer:
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"} | self._said
        line = HTTPConnection(LOOPBACK, self._port, timeout=PATIENCE)
        asked_at, started = clock.now(), time.monotonic()
        try:
            line.request(method, address, body, headers)
            given = line.getresponse()
            text = given.read().decode()
        finally:
            line.close()
        if kept := given.getheader("Set-Cookie"):
            self._cookie = kept.partition(";")[0]
        return Answer(given.status, given.getheader("Location", ""), text, asked_at, time.monotonic() - started)


def signed_in(app: Flask, session: Session, person: Person, port: int) -> Browser:
    """The browser of somebody who has signed in."""
    client = app.test_client()
    sign_in(client, session, person)
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    return Browser(port, f"{cookie.key}={cookie.value}")


@contextmanager
def served(settings: Settings, port: int, log: Path) -> Iterator[None]:
    """`trinn serve` as a process of its own, on the same database and the same day."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRINN_")}
    environment = kept | {
        "TRINN_SECRET_KEY": settings.secret_key,
        "TRINN_DATA_KEY": ",".join(settings.data_keys),
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": "",
        "TRINN_VAR": str(settings.var),
        "TRINN_TODAY": clock.local_date(clock.now()).isoformat(),
        "PYTHONPATH": str(ROOT),
    }
    command = [*ending_with_us(), *TRINN, "serve", "--port", str(port)]
    with log.open("wb") as told:
        program = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=told)
    try:
        _wait(program, port, log)
        yield
    finally:
        program.terminate()
        try:
            program.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


def _wait(program: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            assert Browser(port).get("/health/live").status == 200
        except ConnectionError:
            assert program.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        else:
            return
