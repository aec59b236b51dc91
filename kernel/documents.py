"""Documents that come in as files: read whole, checked, and told by place when they are not of their form."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kernel.orm import Translated

LANGUAGES = ("nb", "nn", "en")
LARGEST = 5 * 1024 * 1024


class BadContent(Exception):
    """A document is not of its form; the sentence names the place in it."""


def read_file(file: Path) -> Mapping[str, Any]:
    """The JSON object in a file; raises BadContent."""
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise BadContent(f"{file} is larger than 5 MB.")
        document = json.loads(text.decode("utf-8-sig"))
    except OSError as fault:
        raise BadContent(f"{file} cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise BadContent(f"{file} is not a text file in UTF-8.") from None
    except json.JSONDecodeError as fault:
        raise BadContent(f"{file}: line {fault.lineno}, column {fault.colno} is not JSON: {fault.msg}.") from None
    except RecursionError:
        raise BadContent(f"{file} is nested too deeply.") from None
    if not isinstance(document, Mapping):
        raise BadContent(f"{file}: the document is no object.")
    return document


def check_signs(document: Mapping[str, Any]) -> None:
    """A database keeps neither half a sign, nor NUL, nor a number that is none."""
    try:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError:
        raise BadContent("The document holds half a sign, or a number that is none.") from None
    if "\\u0000" in text:
        raise BadContent("The document holds a NUL sign.")


def part(raw: Any, name: str, place: str) -> Any:
    """What stands under a name."""
    if not isinstance(raw, Mapping) or name not in raw:
        raise BadContent(f"{place} has no {name}.")
    return raw[name]


def listed(raw: Any, name: str, place: str = "the document") -> list[Any]:
    """The list under a name."""
    found = part(raw, name, place)
    if not isinstance(found, list):
        raise BadContent(f"{name} must be a list.")
    return found


def whole(raw: Any, name: str, place: str, most: int) -> int:
    """The whole number under a name, from 0."""
    found = part(raw, name, place)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= most:
        raise BadContent(f"{place}: {name} must be a whole number from 0 to {most}.")
    return found


def flag(raw: Any, name: str, place: str) -> bool:
    """The yes or no under a name."""
    found = part(raw, name, place)
    if not isinstance(found, bool):
        raise BadContent(f"{place}: {name} must be true or false.")
    return found


def word(raw: Any, name: str, place: str) -> str:
    """The text under a name."""
    found = part(raw, name, place)
    if not isinstance(found, str) or not found.strip():
        raise BadContent(f"{place}: {name} must be a text.")
    return found


def translated(raw: Any, name: str, place: str) -> Translated:
    """The text under a name in each language."""
    found = part(raw, name, place)
    texts = [found.get(code) for code in LANGUAGES] if isinstance(found, Mapping) else [None]
    if any(not isinstance(text, str) or not text.strip() for text in texts):
        raise BadContent(f"{place} {name} must have its text in {', '.join(LANGUAGES)}.")
    return Translated(**{code: found[code] for code in LANGUAGES})


def moment(raw: Any, name: str, place: str) -> datetime:
    """The moment under a name, in UTC as 2026-03-16T12:00:00Z."""
    found = word(raw, name, place)
    try:
        return datetime.strptime(found, "%Y-%m-%dT%H:%M:%S%z")
    except ValueError:
        raise BadContent(f"{place}: {name} must be a moment such as 2026-03-16T12:00:00Z.") from None


def day(raw: Any, name: str, place: str) -> date:
    """The date under a name, as 2026-03-16."""
    found = word(raw, name, place)
    try:
        return date.fromisoformat(found)
    except ValueError:
        raise BadContent(f"{place}: {name} must be a date such as 2026-03-16.") from None
