"""The register's file: read as rows, or refused with the place in it."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from directory.bodies.models import LanguageForm
from directory.bodies.rules import read_org_number

PACKAGED = Path(__file__).with_name("municipalities.csv")
FORMS = {"bokmål": LanguageForm.NB, "nynorsk": LanguageForm.NN, "nøytral": LanguageForm.NEUTRAL}
YEARLY = re.compile(r"population_(\d{4})")
NUMBER = re.compile(r"\d{4}", re.ASCII)
NEEDED = (
    "municipality_number",
    "name",
    "official_name",
    "county_number",
    "county_name",
    "county_official_name",
    "language_form",
    "centrality_class_2024",
    "lat",
    "lon",
    "org_number",
    "website",
)


class BadRegister(Exception):
    """The file is no register; the sentence says where."""


@dataclass(frozen=True)
class RegisterRow:
    """One municipality as the file has it."""

    number: str
    name: str
    official_name: str
    org_number: str
    language_form: LanguageForm
    county_number: str
    county_name: str
    county_official_name: str
    population: int
    population_67: int
    population_80: int
    figures_year: int
    centrality: int
    latitude: float
    longitude: float
    website: str


def read(lines: Iterable[str]) -> list[RegisterRow]:
    """Read the register with the newest figures in it; raises BadRegister."""
    reader = csv.DictReader(lines)
    columns = reader.fieldnames or []
    years = [int(match[1]) for column in columns if (match := YEARLY.fullmatch(column))]
    if not years:
        raise BadRegister("The file has no column such as population_2026.")
    year = max(years)
    figures = (f"population_{year}", f"pop_67plus_{year}", f"pop_80plus_{year}")
    if missing := [column for column in (*NEEDED, *figures) if column not in columns]:
        raise BadRegister(f"The file has no column {missing[0]}.")
    rows = [_row(raw, reader.line_num, year) for raw in reader]
    _ensure_unique(rows)
    return rows


def _row(raw: dict[str, str], line: int, year: int) -> RegisterRow:
    try:
        return RegisterRow(
            number=_number(raw["municipality_number"]),
            name=_words(raw["name"]),
            official_name=_words(raw["official_name"]),
            org_number=_org_number(raw["org_number"]),
            language_form=FORMS[raw["language_form"]],
            county_number=_words(raw["county_number"]),
            county_name=_words(raw["county_name"]),
            county_official_name=_words(raw["county_official_name"]),
            population=int(raw[f"population_{year}"]),
            population_67=int(raw[f"pop_67plus_{year}"]),
            population_80=int(raw[f"pop_80plus_{year}"]),
            figures_year=year,
            centrality=int(raw["centrality_class_2024"]),
            latitude=float(raw["lat"]),
            longitude=float(raw["lon"]),
            website=raw["website"] or "",
        )
    except (ValueError, TypeError) as fault:
        raise BadRegister(f"Line {line}: {fault}.") from None
    except KeyError as fault:
        raise BadRegister(f"Line {line}: the language form {fault} is none of {', '.join(FORMS)}.") from None


def _words(text: str) -> str:
    if not text:
        raise ValueError("a name or a number is missing")
    return text


def _number(text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise ValueError(f"the municipality number {text!r} is not four digits")
    return text


def _org_number(text: str) -> str:
    number = read_org_number(text)
    if number is None:
        raise ValueError(f"the organisation number {text!r} is wrong")
    return number


def _ensure_unique(rows: list[RegisterRow]) -> None:
    if not rows:
        raise BadRegister("The file has no municipality.")
    for what in ("number", "org_number"):
        seen: set[str] = set()
        for row in rows:
            value = getattr(row, what)
            if value in seen:
                raise BadRegister(f"{value} stands twice in the file.")
            seen.add(value)
