"""A version as a file: JSON, or the same as a table in CSV; read whole, and refused by place."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kernel.documents import LARGEST, BadContent, check_signs
from partnership.versions import table

LONGEST_TEXT = 4000
LONGEST_CODE = 60
MOST_INDICATORS = 200
KEPT_CONTROLS = {"\n", "\t"}


def read_path(file: Path) -> Mapping[str, Any]:
    """The document in a file of this machine; raises BadContent."""
    try:
        with file.open("rb") as opened:
            return read(file.name, opened.read(LARGEST + 1))
    except OSError as fault:
        raise BadContent(f"The file cannot be read: {fault.strerror}.") from None


def read(name: str, raw: bytes) -> Mapping[str, Any]:
    """The document in a file's bytes, as CSV where its name says so and else as JSON; raises BadContent."""
    if len(raw) > LARGEST:
        raise BadContent("The file is larger than 5 MB.")
    is_table = name.lower().endswith(".csv")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        advice = " Save it as “CSV UTF-8”." if is_table else ""
        raise BadContent(f"The file is not a text file in UTF-8.{advice}") from None
    document = table.read(text) if is_table else _json(text)
    _check_size(document)
    return document


def _json(text: str) -> Mapping[str, Any]:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as fault:
        raise BadContent(f"Line {fault.lineno}, column {fault.colno} is not JSON: {fault.msg}.") from None
    except RecursionError:
        raise BadContent("The file is nested too deeply.") from None
    except ValueError:
        raise BadContent("A number in the file has too many digits.") from None
    if not isinstance(document, Mapping):
        raise BadContent("The document is no object.")
    return document


def _check_size(document: Mapping[str, Any]) -> None:
    """Nothing is longer than a page can show, and nothing is written that cannot be seen."""
    check_signs(document)
    indicators = document.get("indicators")
    if isinstance(indicators, list) and len(indicators) > MOST_INDICATORS:
        raise BadContent(f"There are {len(indicators)} indicators. At most {MOST_INDICATORS} can be taken in.")
    for place, text in _texts(document, ""):
        most = LONGEST_CODE if place.endswith(("code", "stable_key", "proved_by")) else LONGEST_TEXT
        if len(text) > most:
            raise BadContent(f"{place} is {len(text)} signs long. At most {most} can be taken in.")
        if any(unicodedata.category(sign) == "Cc" and sign not in KEPT_CONTROLS for sign in text):
            raise BadContent(f"{place} holds a sign that cannot be seen. Write the text anew.")


def _texts(part: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every text of a document with its place, such as indicators 3 question nb."""
    if isinstance(part, str):
        yield place, part
    parts = part.items() if isinstance(part, Mapping) else enumerate(part, 1) if isinstance(part, list) else ()
    for name, each in parts:
        yield from _texts(each, f"{place} {str(name)[:LONGEST_CODE]}".strip())
