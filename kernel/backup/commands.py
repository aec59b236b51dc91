"""What an operator types: `trinn backup FILE` and `trinn restore FILE`."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from kernel.backup.archive import BadBackup
from kernel.backup.restoring import NotEmpty, restore
from kernel.backup.saving import save
from kernel.config import Settings
from kernel.db import db

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE)
@with_appcontext
def backup_command(file: Path) -> None:
    """Write everything into one FILE while the system runs; the keys are not in it, so keep them elsewhere."""
    try:
        counted = save(db.engine, _files(), file)
    except OSError as fault:
        _leave(f"{file} cannot be written: {fault.strerror}.")
    click.echo(f"{counted['rows']} rows and {counted['files']} files are in {file}. The keys are not: keep them apart.")


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Throw away what the database and the files hold now.")
@with_appcontext
def restore_command(file: Path, *, replace: bool) -> None:
    """Put everything back from FILE; stop the site and its worker first."""
    try:
        counted = restore(file, _files(), replace=replace)
    except BadBackup as fault:
        _leave(str(fault))
    except NotEmpty:
        _leave("The database or var/files is not empty. Nothing was done; --replace throws away what is there.")
    click.echo(f"{counted['rows']} rows and {counted['files']} files are back.")


def _files() -> Path:
    settings: Settings = current_app.extensions["trinn"]
    return settings.var / "files"


def _leave(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(2)
