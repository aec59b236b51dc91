"""A version as a table: one row for the version, one for each step and one for each indicator.

The columns are the document's own names, and a text has one for each language, such as question_nb. A cell that does
not belong to its row stays empty. Whoever wants to write one downloads the version in force and changes it.
"""

import csv
import io
from collections.abc import Mapping
from typing import Any

from kernel.documents import LANGUAGES, BadContent
from kernel.web.lists import FORMULA_STARTS, safe_cell
from partnership.staircase.content import STEP_TEXTS

ROW = "row"
WHOLE = ("no", "step", "validity_months", "max_partly_per_step", "grace_days")
FLAGS = ("critical", "required", "na_allowed")
TEXTS = {
    "version": ("source_note",),
    "step": ("name", "definition", *STEP_TEXTS),
    "indicator": ("question", "evidence"),
}
PLAIN = {
    "version": ("code", "source_kind", "max_partly_per_step", "grace_days"),
    "step": ("code", "no"),
    "indicator": (
        "code",
        "stable_key",
        "step",
        *FLAGS,
        "answered_by",
        "held_by",
        "validity_months",
        "proved_by",
    ),
}
COLUMNS = [
    ROW,
    *dict.fromkeys(name for names in PLAIN.values() for name in names),
    *(f"{name}_{code}" for names in TEXTS.values() for name in names for code in LANGUAGES),
]
YES, NO = {"yes", "true", "1", "ja", "sann"}, {"no", "false", "0", "nei", "usann"}
WIDEST = 200


def read(text: str) -> dict[str, Any]:
    """The document that a table says; raises BadContent with the line."""
    document: dict[str, Any] = {"steps": [], "indicators": []}
    for line, cells in _rows(text):
        kind = cells.get(ROW, "").lower()
        if kind not in PLAIN:
            raise BadContent(f"Line {line}: {ROW} must be version, step or indicator.")
        made = _row(kind, cells, f"Line {line}")
        if kind != "version":
            document[f"{kind}s"].append(made)
        elif "version" in document:
            raise BadContent(f"Line {line}: there is already a row for the version.")
        else:
            document["version"] = made
    return document


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """The rows that say something, by line; the sign between cells is the one that the heads are parted by."""
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(";,\t", key=head.count))
    try:
        heads = [name.strip().lower() for name in next(reader, [])]
        if ROW not in heads or len(heads) > WIDEST or len(heads) != len(set(heads)):
            raise BadContent(f"Line 1 must name the columns, each once, and one of them is {ROW}.")
        if unknown := [name for name in heads if name not in COLUMNS]:
            raise BadContent(f"Line 1: there is no column called {unknown[0][:40] or 'nothing'}.")
        found = [(reader.line_num, dict(zip(heads, map(_cell, row), strict=False))) for row in reader]
    except csv.Error as fault:
        raise BadContent(f"Line {reader.line_num} is not CSV: {fault}.") from None
    return [(line, cells) for line, cells in found if any(cells.values())]


def _cell(text: str) -> str:
    """What a cell says, without the mark that keeps a spreadsheet from counting with it."""
    plain = text.strip()
    return plain[1:] if plain.startswith("'") and plain[1:].startswith(FORMULA_STARTS) else plain


def _row(kind: str, cells: Mapping[str, str], place: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name in PLAIN[kind]:
        if text := cells.get(name, ""):
            made[name] = _value(name, text, place)
    for name in TEXTS[kind]:
        words = {code: cells.get(f"{name}_{code}", "") for code in LANGUAGES}
        if any(words.values()):
            made[name] = words
    return made


def _value(name: str, text: str, place: str) -> str | int | bool:
    if name in WHOLE:
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise BadContent(f"{place}: {name} must be a whole number.")
        return int(text)
    if name in FLAGS:
        if text.lower() not in YES | NO:
            raise BadContent(f"{place}: {name} must be yes or no.")
        return text.lower() in YES
    return text


def written(document: Mapping[str, Any]) -> str:
    """A document as a table, which `read` reads back."""
    opened = io.StringIO()
    writer = csv.writer(opened, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = [("version", document["version"])]
    rows += [("step", step) for step in document["steps"]]
    rows += [("indicator", indicator) for indicator in document["indicators"]]
    for kind, part in rows:
        cells = {ROW: kind} | {name: _told(part[name]) for name in PLAIN[kind] if name in part}
        cells |= {f"{name}_{code}": part[name][code] for name in TEXTS[kind] if name in part for code in LANGUAGES}
        writer.writerow([safe_cell(cells.get(column, "")) for column in COLUMNS])
    return opened.getvalue()


def _told(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
