"""What an operator types: `trinn staircase import`."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from kernel import clock
from kernel.db import session, transaction
from kernel.documents import BadContent
from kernel.lifecycle import NotAllowed
from partnership.relations.models import Relation
from partnership.staircase import actions, queries
from partnership.staircase.content import read
from partnership.staircase.models import StaircaseVersion, VersionStatus
from partnership.versions.actions import BATCH
from partnership.versions.comparison import Counts, Move
from partnership.versions.queries import compared, relations_after
from partnership.versions.reading import read_path

group = AppGroup("staircase", help="The versions of the involvement staircase.")


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and which levels would change, without saving.")
def import_(file: Path, *, dry_run: bool) -> None:
    """Take in the version in FILE (JSON, or a table in CSV), in force at once if it is the first; safe to repeat."""
    try:
        document = read_path(file)
        if dry_run:
            for line in _would(document):
                click.echo(line)
        else:
            with transaction() as opened:
                told = _imported(opened, document)
            click.echo(told)
    except BadContent as fault:
        _refuse(f"{file}: {fault}")
    except NotAllowed as fault:
        _refuse(f"{file}: {fault.msgid}")


def _imported(opened: Session, document: Mapping[str, Any]) -> str:
    before = queries.version_by_code(opened, read(document).code)
    version = actions.import_version(opened, document, actor_id=None, at=clock.now())
    if before is not None:
        return f"Version {version.code} is there already, with the same text."
    return f"Version {version.code} taken in{_standing(version)}."


def _standing(version: StaircaseVersion) -> str:
    return " and in force" if version.status is VersionStatus.ACTIVE else " as a draft; another version is in force"


def _would(document: Mapping[str, Any]) -> Iterator[str]:
    """The import in a transaction that is taken back, and what the version would change if it came in force today."""
    opened = session()
    try:
        told = _imported(opened, document)
        yield f"{len(document['steps']) - 1} steps, {len(document['indicators'])} indicators."
        yield from _changes(opened, document)
        yield f"With the import: {told} Nothing has been saved."
    finally:
        opened.rollback()


def _changes(opened: Session, document: Mapping[str, Any]) -> Iterator[str]:
    former, content = queries.edition_in_force(opened).content, read(document)
    today = clock.local_date(clock.now())
    counts, after = Counts(), 0
    while relations := relations_after(opened, after, BATCH):
        for relation, moved in compared(opened, relations, former, content, today):
            counts.add(relation.municipality_id, moved)
            if moved:
                yield f"  {_named(relation)}: {'; '.join(_told(each) for each in moved)}"
        after = relations[-1].id
    yield f"In force today it would change the level of {counts.moved} of {counts.relations} relations."


def _named(relation: Relation) -> str:
    other = relation.organisation.name if relation.organisation else "own volunteers"
    scope = f" ({relation.scope})" if relation.scope else ""
    return f"{relation.municipality.full_name} – {other}{scope}"


def _told(move: Move) -> str:
    causes = f" ({', '.join(move.causes)})" if move.causes else ""
    return f"{move.track} {move.before} → {move.after}{causes}"


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)
