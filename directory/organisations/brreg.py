"""A small client of the registers at Brønnøysund: legal entities, and voluntary organisations.

Every field but the number may be absent. Source: https://data.brreg.no, the open data of Brønnøysundregistrene (NLOD).
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from directory.organisations.answers import Answers
from kernel.forms import clean

TIMEOUT = 3
LARGEST = 1_000_000
MOST_HITS = 10
UNITS = "enhetsregisteret/api/enheter"
VOLUNTARY = "frivillighetsregisteret/api/frivillige-organisasjoner"
NOT_THERE = frozenset({404, 410})
WINDING_UP = ("underAvvikling", "underTvangsavviklingEllerTvangsopplosning")


class RegisterDown(Exception):
    """The register did not answer in time, or not in a way that can be read."""


class Standing(StrEnum):
    """Whether an entity is alive."""

    ACTIVE = "active"
    WINDING_UP = "winding_up"
    BANKRUPT = "bankrupt"
    DELETED = "deleted"


@dataclass(frozen=True)
class Entry:
    """What the registers say of an entity; what they leave out is empty, or unknown."""

    org_number: str
    name: str
    form: str
    standing: Standing
    municipality_number: str
    written_form: str
    about: str
    is_voluntary: bool | None = None
    categories: tuple[str, ...] = ()


class _NoRedirect(HTTPRedirectHandler):
    """Nothing leads to another address than the one in the settings."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        """Follow nothing."""


_opener = build_opener(_NoRedirect)
_answers = Answers()


def look_up(base_url: str, org_number: str) -> Entry | None:
    """The entity with a number, None where there is none; raises RegisterDown."""
    unit = _get(base_url, f"{UNITS}/{org_number}")
    if unit is None:
        return None
    entry = _entry(unit)
    if entry.org_number != org_number:
        raise RegisterDown
    return entry if entry.standing is Standing.DELETED else _with_voluntary(base_url, entry)


def search(base_url: str, name: str) -> list[Entry]:
    """The first entities with a name like this; raises RegisterDown."""
    found = _get(base_url, f"{UNITS}?{urlencode({'navn': name, 'size': MOST_HITS})}") or {}
    units = _mapping(found.get("_embedded")).get("enheter")  # absent where nothing is found
    return [_entry(unit) for unit in units if isinstance(unit, dict)][:MOST_HITS] if isinstance(units, list) else []


def forget() -> None:
    """Forget what was answered, so that the next one who asks gets a fresh answer."""
    _answers.forget()


def _with_voluntary(base_url: str, entry: Entry) -> Entry:
    """Ask the second register too; where it does not answer, what the first said of it stands."""
    try:
        found = _get(base_url, f"{VOLUNTARY}/{entry.org_number}")
    except RegisterDown:
        return entry
    listed = found.get("icnpoKategorier") if found else None
    categories = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    categories.sort(key=lambda each: _number(each.get("rekkefoelge")))
    codes = tuple(_text(each.get("icnpoNummer")) for each in categories)
    return Entry(**{**vars(entry), "is_voluntary": found is not None, "categories": codes})


def _entry(unit: Mapping[str, Any]) -> Entry:
    address = _mapping(unit.get("forretningsadresse")) or _mapping(unit.get("postadresse"))
    voluntary = unit.get("registrertIFrivillighetsregisteret")
    return Entry(
        org_number=_text(unit.get("organisasjonsnummer")),
        name=_text(unit.get("navn")),
        form=_text(_mapping(unit.get("organisasjonsform")).get("kode")),
        standing=_standing(unit),
        municipality_number=_text(address.get("kommunenummer")),
        written_form=_text(unit.get("maalform")),
        about=_lines(unit.get("vedtektsfestetFormaal")) or _lines(unit.get("aktivitet")),
        is_voluntary=voluntary if isinstance(voluntary, bool) else None,
    )


def _standing(unit: Mapping[str, Any]) -> Standing:
    if unit.get("slettedato"):
        return Standing.DELETED
    if unit.get("konkurs") is True:
        return Standing.BANKRUPT
    return Standing.WINDING_UP if any(unit.get(name) is True for name in WINDING_UP) else Standing.ACTIVE


def _get(base_url: str, path: str) -> dict[str, Any] | None:
    """What stands at a path, from a short memory if it was asked for just now."""
    address = f"{base_url}/{path}"
    return _answers.of(address, lambda: _ask(address), keeps=RegisterDown)


def _ask(address: str) -> dict[str, Any] | None:
    request = Request(address, headers={"Accept": "application/json", "User-Agent": "Trinn"})  # noqa: S310  the settings' address
    try:
        with _opener.open(request, timeout=TIMEOUT) as response:
            found = json.loads(_read(response))
    except HTTPError as fault:
        with fault:
            if fault.code in NOT_THERE:
                return None
        raise RegisterDown from fault
    except (OSError, HTTPException, ValueError, RecursionError) as fault:
        raise RegisterDown from fault
    if not isinstance(found, dict):
        raise RegisterDown
    return found


def _read(response: HTTPResponse) -> bytes:
    """The body, as far as it is no larger and comes no slower than it should."""
    latest, body = time.monotonic() + TIMEOUT, b""
    while piece := response.read1(65_536):
        body += piece
        if len(body) > LARGEST or time.monotonic() > latest:
            raise RegisterDown
    return body


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def _lines(value: object) -> str:
    return "\n".join(filter(None, (_text(line) for line in value))) if isinstance(value, list) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else LARGEST
