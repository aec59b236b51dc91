"""What an operator types: `trinn call load`."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from grants.calls import actions
from kernel import clock
from kernel.db import transaction
from kernel.documents import BadContent, read_file
from kernel.lifecycle import NotAllowed

group = AppGroup("call", help="The calls for applications.")


@group.command("load")
@click.argument("file", type=click.Path(path_type=Path))
def load(file: Path) -> None:
    """Take in the call in FILE, shown from its day of publication; safe to repeat, frozen once published."""
    now = clock.now()
    try:
        document = read_file(file)
        with transaction() as opened:
            call = actions.load(opened, document, actor_id=None, at=now, today=clock.local_date(now))
            told = (
                f"Call {call.code}: published on {call.published_on}, open until {call.closes_at:%Y-%m-%dT%H:%M:%SZ}."
            )
    except BadContent as fault:
        _refuse(str(fault) if str(fault).startswith(str(file)) else f"{file}: {fault}")
    except NotAllowed as fault:
        _refuse(f"{file}: {fault.msgid}")
    click.echo(told)


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)
