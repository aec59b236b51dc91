"""Reading an uploaded list: what kind of file it is by its content, where its columns are, and what its lines say."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kernel.forms import clean
from kernel.lifecycle import NotAllowed, _l
from partnership.partner_lists.forms import is_address
from partnership.partner_lists.workbook import LONGEST_CELL, WIDEST, Unreadable, rows_of

LARGEST = 1_000_000
MOST_LINES = 500
TITLE_LINES = 10
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
DELIMITERS = ";,\t"
HEADINGS = {
    "number": "organisasjonsnummer organisasjonsnr orgnummer orgnr organisationnumber organizationnumber orgnumber",
    "name": "navn namn name organisasjon organisation organization organisasjonsnavn organisasjonsnamn forening lag",
    "contact": "kontakt kontaktperson kontaktnavn kontaktnamn leder leiar contact contactname contactperson leader",
    "email": "epost epostadresse email emailaddress mail",
    "scope": "område samarbeidsområde area scope",
}
COLUMNS = {heading: column for column, headings in HEADINGS.items() for heading in headings.split()}


@dataclass(frozen=True)
class Line:
    """One line of a list as it was written; `place` is its number among the lines under the headings."""

    place: int
    number: str
    name: str
    contact: str
    email: str
    scope: str
    is_address: bool


def read(content: bytes) -> list[Line]:
    """The lines of a file; raises NotAllowed with a sentence that says what to do instead."""
    if len(content) > LARGEST:
        raise NotAllowed(_l("The file is larger than 1 MB. Take out pictures and other sheets, or send it in parts."))
    rows = [[" ".join(clean(cell).split()) for cell in row] for row in _table(content)]
    columns, body = _under_headings([row for row in rows if any(row)])
    lines = [_line(place, row, columns) for place, row in enumerate(body, start=1)]
    if not lines:
        raise NotAllowed(_l("There are no lines under the headings in the file."))
    if len(lines) > MOST_LINES:
        raise NotAllowed(_l("The list has more than %(most)d lines. Send it in parts."), most=MOST_LINES)
    return lines


def _table(content: bytes) -> Iterator[list[str]]:
    if content.startswith(b"PK"):
        try:
            yield from rows_of(content, MOST_LINES + TITLE_LINES)
        except Unreadable as fault:
            raise NotAllowed(_l("The Excel file cannot be read. Save it anew from Excel, or as CSV.")) from fault
    else:
        yield from _csv(_decoded(content))


def _decoded(content: bytes) -> str:
    if content.startswith(OLD_EXCEL):
        raise NotAllowed(_l("This is an old Excel file, or one with a password. Save it as .xlsx or CSV."))
    if b"\0" in content:
        raise NotAllowed(_l("This is neither an Excel file (.xlsx) nor CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # what Excel writes in Norway when nobody asks it for Unicode


def _csv(text: str) -> Iterator[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for count, row in enumerate(row for row in rows if any(cell.strip() for cell in row)):
            if count > MOST_LINES + TITLE_LINES:
                break
            yield [cell[:LONGEST_CELL] for cell in row[:WIDEST]]
    except csv.Error as fault:
        raise NotAllowed(_l("This is neither an Excel file (.xlsx) nor CSV.")) from fault


def _under_headings(rows: list[list[str]]) -> tuple[dict[str, int], list[list[str]]]:
    """Where each column stands, and the rows below; titles above the headings are passed over."""
    for place, row in enumerate(rows[:TITLE_LINES]):
        found = {
            COLUMNS[known]: spot for spot, cell in reversed(list(enumerate(row))) if (known := _key(cell)) in COLUMNS
        }
        if {"number", "name"} <= found.keys():
            return found, rows[place + 1 :]
    raise NotAllowed(
        _l("We do not find the headings. The list needs one for the organisation number and one for the name.")
    )


def _columns(row: list[str]) -> dict[str, int]:
    """Where the columns stand, by the first heading of each that a row holds."""
    found: dict[str, int] = {}
    for spot, cell in enumerate(row):
        if column := COLUMNS.get(_key(cell)):
            found.setdefault(column, spot)
    return found


def _key(cell: str) -> str:
    """A heading without what people vary: capitals, points, hyphens and spaces."""
    return "".join(sign for sign in cell.casefold() if sign.isalnum())


def _line(place: int, row: list[str], columns: Mapping[str, int]) -> Line:
    told = {name: row[spot] if spot < len(row) else "" for name, spot in columns.items()}
    said = {name: told.get(name, "") for name in HEADINGS}
    email = said["email"].lower()
    return Line(place, **{**said, "email": email}, is_address=bool(email) and is_address(email))
