"""What an operator types: `trinn audit verify`."""

import sys

import click
from flask.cli import AppGroup

from directory.audit import actions, queries, rules
from kernel.db import session, transaction

group = AppGroup("audit", help="The audit trail.")


@group.command("verify")
def verify() -> None:
    """Seal what waits and check the whole chain."""
    sealed = 0
    while True:
        with transaction() as opened:
            count = actions.seal_waiting(opened)
        sealed += count
        if count == 0:
            break
    broken = rules.first_break(queries.sealed(session()))
    if broken is not None:
        click.echo(f"The chain is broken at line {broken}.", err=True)
        sys.exit(1)
    click.echo(f"The chain is whole; {sealed} lines were sealed now.")
