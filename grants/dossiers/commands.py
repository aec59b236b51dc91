"""What an operator types: `trinn dossier application`."""

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from grants.applications.models import Application
from grants.dossiers import queries, rules
from grants.dossiers.document import dossier
from grants.dossiers.rules import Edition
from kernel.db import session
from kernel.i18n import LANGUAGES, force_locale
from kernel.lifecycle import NotAllowed
from kernel.pdf.document import render
from kernel.web import ReferenceConverter
from kernel.web.page import demo_mark

group = AppGroup("dossier", help="The dossiers of applications.")


@group.command("application")
@click.argument("reference")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), help="Else the one the application is written in.")
def application(reference: str, *, out: Path, language: str | None) -> None:
    """Write the caseworker's dossier of the application REFERENCE as a PDF."""
    found = _find(reference)
    record = queries.record_of(session(), found, Edition.DIRECTORATE)
    with force_locale(language or found.language):
        _write(out, render(dossier(record, mark=demo_mark())))
    click.echo(f"{out}: the dossier of {found.reference}.")


def _find(reference: str) -> Application:
    is_one = re.fullmatch(ReferenceConverter.regex, reference)
    found = queries.by_any(session(), reference) if is_one else None
    if found is None:
        _refuse(f"There is no application {reference}.")
    try:
        rules.ensure_sent(found)
    except NotAllowed:
        _refuse(f"The application {found.reference} has not been sent, so there is nothing to make a dossier of.")
    return found


def _write(out: Path, content: bytes) -> None:
    """Write beside the place first, so that a file there is whole, the old one or the new."""
    draft = Path(f"{out}.part")
    try:
        draft.write_bytes(content)
        draft.replace(out)
    except OSError as fault:
        with suppress(OSError):
            draft.unlink()
        _refuse(f"{out} cannot be written: {fault.strerror}.")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)
