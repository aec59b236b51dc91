"""What an operator types to see Trinn with the story in it: `trinn demo`."""

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask
from flask.cli import ScriptInfo
from flask_migrate import upgrade
from sqlalchemy import make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from demo import cast, story, visits  # noqa: F401  the visits hang themselves on the front page
from kernel import db
from kernel.commands import HOST, serve
from kernel.config import Settings


@click.command("demo")
@click.option("--today", metavar="DATE", help="The day on which the demo begins, such as 2027-04-06.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=f"The port on {HOST}.")
@click.option("--no-serve", is_flag=True, help="Only build the database.")
@click.option("--reset", is_flag=True, help="Throw the demo's database away, and build it anew.")
@click.pass_context
def demo(context: click.Context, *, today: str | None, port: int, no_serve: bool, reset: bool) -> None:
    """Build the demo in var/ where it is not there yet, and serve it."""
    os.environ["TRINN_DEMO"] = "1"
    os.environ.setdefault("TRINN_BASE_URL", f"http://{HOST}:{port}")
    if today:
        os.environ["TRINN_TODAY"] = today
    app = context.ensure_object(ScriptInfo).load_app()
    with app.app_context():
        _ensure_ours()
        if reset:
            _throw_away(app)
        _build()
        click.echo(accounts(db.session()))
        db.session().rollback()
        if not no_serve:
            context.invoke(serve, port=port)


def accounts(opened: Session) -> str:
    """The accounts as a table."""
    rows = cast.roster(opened)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(["", *lines, "", f"Everybody's password: {cast.PASSWORD}", ""])


def _ensure_ours() -> None:
    """The demo touches no database that others use."""
    try:
        is_somebody_elses = story.is_somebody_elses(db.session())
    except DatabaseError:
        is_somebody_elses = False  # no tables yet, or those of another version
    db.session().rollback()
    if is_somebody_elses:
        _refuse("This database is in use and holds no demo. Give the demo another one with DATABASE_URL or TRINN_VAR.")


def _throw_away(app: Flask) -> None:
    settings: Settings = app.extensions["trinn"]
    path = make_url(settings.database_url).database
    if not settings.is_sqlite or not path:
        _refuse("Only a demo on SQLite can be thrown away; empty the database that DATABASE_URL names yourself.")
    db.db.session.remove()
    db.db.engine.dispose()
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    shutil.rmtree(settings.var / "mail", ignore_errors=True)


def _build() -> None:
    upgrade()
    if story.is_told(db.session()):
        return
    with db.transaction() as opened:
        story.tell(opened)


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)
