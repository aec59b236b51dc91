"""What an operator types: `trinn register load`."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from directory.municipalities import actions
from directory.municipalities.register import PACKAGED, BadRegister, RegisterRow, read
from kernel import clock
from kernel.db import transaction

group = AppGroup("register", help="The register of municipalities.")


@group.command("load")
@click.argument("file", type=click.Path(path_type=Path), default=PACKAGED, required=False)
def load(file: Path) -> None:
    """Bring the register in line with FILE, or with the one that comes with Trinn; safe to repeat."""
    rows = _read(file)
    with transaction() as opened:
        outcome = actions.load(opened, rows, actor_id=None, at=clock.now())
    click.echo(
        f"{len(rows)} municipalities: {outcome.added} added, {outcome.changed} changed, {outcome.unchanged} unchanged."
    )


def _read(file: Path) -> list[RegisterRow]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return read(lines)
    except OSError as fault:
        click.echo(f"{file} cannot be read: {fault.strerror}.", err=True)
    except UnicodeDecodeError:
        click.echo(f"{file} is not a text file in UTF-8.", err=True)
    except BadRegister as fault:
        click.echo(f"{file}: {fault}", err=True)
    sys.exit(2)
