"""The whole application on a port of its own: story told, served by waitress, jobs run by the embedded worker."""

import email
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from email import policy
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.orm import Session
from waitress import create_server

from app import create_app
from demo import story, visits  # noqa: F401  the visits hang themselves on the front page
from directory.accounts.models import Person
from kernel.db import db, transaction
from kernel.jobs import start_embedded
from tests.builders import sign_in
from tests.conftest import settings_for
from tests.services import LOOPBACK, free_port

PATIENCE = 15
NO_LETTERS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Site:
    """A running site, and what a test may know of its inside."""

    app: Flask
    base: str
    mail: Path
    relations: dict[str, int]

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session beside the application's."""
        with self.app.app_context():
            engine = db.engine
        with Session(engine, expire_on_commit=False) as opened:
            yield opened

    def client(self, account: str | None) -> FlaskClient:
        """A browser without a screen in which one of the story's people is signed in, or nobody."""
        client = self.app.test_client()
        if account is not None:
            with self.app.app_context(), transaction() as opened:
                person = opened.scalars(select(Person).where(Person.email == address(account))).one()
                sign_in(client, opened, person)
        return client

    def cookie_of(self, client: FlaskClient) -> str:
        """The value of a browser's session cookie."""
        cookie = client.get_cookie(self.cookie_name)
        assert cookie is not None
        return cookie.value

    @property
    def cookie_name(self) -> str:
        """The name of the session cookie."""
        return str(self.app.config["SESSION_COOKIE_NAME"])

    def letters(self, account: str) -> dict[str, str]:
        """The letters that have come to one of the story's people, by the names of their files."""
        return self.letters_to(address(account))

    def letters_to(self, mailbox: str) -> dict[str, str]:
        """The letters that have come to an e-mail address, by the names of their files."""
        found = {}
        for path in self.mail.glob("*.eml"):
            letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            if letter["To"] == mailbox:
                found[path.name] = letter.get_content()
        return found

    def next_link(self, account: str, known: dict[str, str]) -> str:
        """Wait for a letter that was not known before, and give the link for signing in that is in it."""
        return self.link_to(address(account), "/sign-in/link/", known)

    def link_to(self, mailbox: str, path: str, known: Mapping[str, str] = NO_LETTERS) -> str:
        """Wait for a letter that was not known before, and give the link in it that begins with a path."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for text in [text for name, text in self.letters_to(mailbox).items() if name not in known]:
                if link := re.search(rf"{re.escape(self.base + path)}\S*", text):
                    return link[0]
            time.sleep(0.05)
        raise AssertionError(f"No link to {path} came to {mailbox} in {PATIENCE} seconds.")


def address(account: str) -> str:
    """The e-mail address of one of the story's people."""
    return f"{account}@demo.example"


@contextmanager
def running(database_url: str, var: Path) -> Iterator[Site]:
    """The site while it is needed."""
    port = free_port()
    base = f"http://{LOOPBACK}:{port}"
    app = create_app(replace(settings_for(database_url, var), base_url=base, demo=True))
    with app.app_context():
        upgrade(directory=str(Path(app.root_path) / "migrations"))
        engine = db.engine
    with app.app_context(), Session(engine) as opened:  # its words are in each one's language
        relations = {code: relation.id for code, relation in story.tell(opened).items()}
        opened.commit()
    embedded = start_embedded(app)
    try:
        with _served(app, port):
            yield Site(app, base, var / "mail", relations)
    finally:
        embedded.stop()
        engine.dispose()


@contextmanager
def _served(app: Flask, port: int) -> Iterator[None]:
    server = create_server(app, host=LOOPBACK, port=port, threads=6)

    def serve() -> None:
        with suppress(OSError):  # the socket is closed under the loop when the site is ended
            server.run()

    thread = threading.Thread(target=serve, name="site", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(PATIENCE)
