"""A small application in a process of its own, with jobs whose every effect is counted, to be killed by the tests."""

import dataclasses
import logging
import os
import random
import signal
import sys
import time
from datetime import datetime, timedelta
from uuid import uuid4

from flask import Flask, current_app
from flask.cli import ScriptInfo
from sqlalchemy import column, insert, table
from sqlalchemy.orm import Session

from kernel import clock, jobs
from kernel import db as database
from kernel.config import Settings, from_environment
from kernel.db import transaction
from kernel.jobs import commands, mail, outbox
from kernel.jobs.pace import Pace
from kernel.registry import job

effect = table("effect", column("key"), column("note"))
receipt = table("receipt", column("note"))

BRISK = Pace(
    poll=0.1, lease=timedelta(seconds=1), relay_again=timedelta(seconds=1), backoff=timedelta(seconds=0.2), attempts=50
)


@job("test.note")
def note(session: Session, *, key: str, now: datetime, note: str, seconds: float) -> None:
    """Write one row, with time enough before and after it to be killed in."""
    time.sleep(seconds * random.random())  # noqa: S311
    session.execute(insert(effect).values(key=key, note=note))
    time.sleep(seconds * random.random())  # noqa: S311


@job("test.mail", outside=True)
def send(session: Session, *, key: str, now: datetime, note: str, seconds: float) -> None:
    """Send one mail, and count the attempts beside it."""
    settings: Settings = current_app.extensions["trinn"]
    (settings.var / f"attempt-{key}-{uuid4().hex}").touch()
    time.sleep(seconds / 2)
    mail.send(settings, key=key, to="ola@example.com", subject=note, text=note)
    time.sleep(seconds / 2)


def build() -> Flask:
    """The application, at a brisk pace."""
    settings = dataclasses.replace(from_environment(), today=None)
    app = Flask("program")
    app.extensions["trinn"] = settings
    database.init(app, settings)
    jobs.init(app, settings, pace=BRISK)
    app.cli.add_command(commands.worker)
    return app


def web(app: Flask, name: str, numbers: range, seconds: float) -> None:
    """Do as the web process does: write receipts with their promises in one commit, then tell; work beside it."""
    notes = [f"note {number}" for number in numbers]
    with app.app_context(), transaction() as session:
        for text in notes:
            session.execute(insert(receipt).values(note=text))
            outbox.promise(session, name, at=clock.now(), note=text, seconds=seconds)
    jobs.start_embedded(app)
    sys.stdout.writelines(f"{text}\n" for text in notes)
    sys.stdout.flush()
    time.sleep(600)


def die(app: Flask, *, before_commit: bool) -> None:
    """Write a receipt and its promise, and be killed right before the commit or right after it."""
    with app.app_context():
        with transaction() as session:
            session.execute(insert(receipt).values(note="last words"))
            outbox.promise(session, "test.note", at=clock.now(), note="last words", seconds=0)
            if before_commit:
                os.kill(os.getpid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Do what the first argument names."""
    app = build()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
    what, *rest = sys.argv[1:]
    if what == "die":
        die(app, before_commit=rest == ["before"])
    elif what == "web":
        name, first, last, seconds = rest
        web(app, name, range(int(first), int(last)), float(seconds))
    else:
        app.cli.main([what, *rest], obj=ScriptInfo(create_app=lambda: app))


if __name__ == "__main__":
    main()
