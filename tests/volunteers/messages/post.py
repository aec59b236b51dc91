"""What has been sent: the mails and text messages that lie in var, and what there is to ring about."""

import json
from collections.abc import Iterable
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from flask import Flask

from kernel import clock
from kernel.db import transaction
from kernel.jobs import outbox, run_due
from volunteers.messages.models import NoticeKind
from volunteers.trips.models import Trip


def tell(app: Flask, kind: NoticeKind, trip_id: int, volunteer_id: int = 0) -> None:
    """Let it be told that something happened to a trip, and all that follows from it."""
    promise(app, "volunteers.tell", trip_id=trip_id, kind=kind.value, volunteer_id=volunteer_id)


def tell_all(app: Flask, kind: NoticeKind, trips: Iterable[Trip], volunteer_id: int = 0) -> None:
    """Let it be told that the same has happened to several trips in one go."""
    with app.app_context(), transaction() as opened:
        for trip in trips:
            told = {"trip_id": trip.id, "kind": kind.value, "volunteer_id": volunteer_id}
            outbox.promise(opened, "volunteers.tell", at=clock.now(), **told)
    run(app)


def promise(app: Flask, name: str, **args: Any) -> None:
    """Promise a job, and run all that is due."""
    with app.app_context(), transaction() as opened:
        outbox.promise(opened, name, at=clock.now(), **args)
    run(app)


def run(app: Flask) -> None:
    """Run all that is due, and all that comes of it."""
    while run_due(app):
        pass


def move_clock(to: datetime) -> None:
    """Let the domain's clock show a moment, for as long as a test takes."""
    clock._shift = to - clock.real()


def mails(app: Flask) -> list[EmailMessage]:
    """The mails in the order in which they were laid."""
    laid = sorted(Path(app.extensions["trinn"].var).glob("mail/*.eml"), key=lambda path: int(path.stem))
    return [cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=default)) for path in laid]


def texts(app: Flask) -> list[str]:
    """The text messages in the order in which they were laid."""
    laid = sorted(Path(app.extensions["trinn"].var).glob("messages/*.json"), key=lambda path: int(path.stem))
    return [json.loads(path.read_text(encoding="utf-8"))["text"] for path in laid]


def everything(app: Flask) -> str:
    """All that was sent, as one text."""
    sent = [f"{mail['Subject']} {mail.get_content()}" for mail in mails(app)]
    return "\n".join([*sent, *texts(app)])
