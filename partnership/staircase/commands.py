"""What an operator types: `trinn staircase import`."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from kernel import clock
from kernel.db import session, transaction
from kernel.documents import BadContent, read_file
from kernel.lifecycle import NotAllowed
from partnership.staircase import actions, content, queries
from partnership.staircase.models import StaircaseVersion, VersionStatus

group = AppGroup("staircase", help="The versions of the involvement staircase.")


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check the file and say what would happen, without saving.")
def import_(file: Path, *, dry_run: bool) -> None:
    """Take in the version in FILE, in force at once if it is the first; safe to repeat."""
    try:
        document = read_file(file)
    except BadContent as fault:
        _refuse(str(fault))
    try:
        if dry_run:
            told = _would(document)
        else:
            with transaction() as opened:
                told = _imported(opened, document)
    except BadContent as fault:
        _refuse(f"{file}: {fault}")
    except NotAllowed as fault:
        _refuse(f"{file}: {fault.msgid}")
    click.echo(told)


def _imported(opened: Session, document: Mapping[str, Any]) -> str:
    before = queries.version_by_code(opened, content.read(document).code)
    version = actions.import_version(opened, document, actor_id=None, at=clock.now())
    if before is not None:
        return f"Version {version.code} is there already, with the same text."
    return f"Version {version.code} taken in{_standing(version)}."


def _standing(version: StaircaseVersion) -> str:
    return " and in force" if version.status is VersionStatus.ACTIVE else " as a draft; another version is in force"


def _would(document: Mapping[str, Any]) -> str:
    """The import in a transaction that is taken back."""
    opened = session()
    try:
        told = _imported(opened, document)
        size = f"{len(document['steps']) - 1} steps, {len(document['indicators'])} indicators"
        return f"{size}. With the import: {told} Nothing has been saved."
    finally:
        opened.rollback()


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)
