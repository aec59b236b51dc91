"""What happens: the register is loaded."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit import actions as audit
from directory.municipalities.models import County, Municipality
from directory.municipalities.register import RegisterRow
from directory.municipalities.rules import size_band


@dataclass(frozen=True)
class Outcome:
    """What a load did to the register."""

    added: int
    changed: int
    unchanged: int


def load(session: Session, rows: Sequence[RegisterRow], *, actor_id: int | None, at: datetime) -> Outcome:
    """Bring the register in line with a file, by organisation number; municipalities not in it stay as they are."""
    _load_counties(session, rows)
    kept = {one.org_number: one for one in session.scalars(select(Municipality))}
    added = [Municipality(**_values(row)) for row in rows if row.org_number not in kept]
    known = [row for row in rows if row.org_number in kept]
    changed = sum(_bring_in_line(kept[row.org_number], _values(row)) for row in known)
    session.add_all(added)
    session.flush()
    outcome = Outcome(len(added), changed, len(known) - changed)
    touched = [*added, *(kept[row.org_number] for row in known)]
    if (added or changed) and touched:
        told = {"added": (None, outcome.added), "changed": (None, outcome.changed)}
        audit.record(session, touched[0], "register_loaded", actor_id=actor_id, at=at, changes=told)
    return outcome


def _load_counties(session: Session, rows: Iterable[RegisterRow]) -> None:
    for number, (name, official_name) in {
        row.county_number: (row.county_name, row.county_official_name) for row in rows
    }.items():
        session.merge(County(number=number, name=name, official_name=official_name))
    session.flush()


def _values(row: RegisterRow) -> dict[str, Any]:
    values = asdict(row)
    del values["county_name"], values["county_official_name"]
    return {**values, "size_band": size_band(row.population)}


def _bring_in_line(municipality: Municipality, values: dict[str, Any]) -> bool:
    changes = {name: value for name, value in values.items() if getattr(municipality, name) != value}
    for name, value in changes.items():
        setattr(municipality, name, value)
    return bool(changes)
