"""The script of the story: the texts beside it, read as frozen values."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kernel.clock import OSLO
from kernel.config import ROOT
from partnership.assessments.actions import Proof
from partnership.assessments.picture import Said
from partnership.relations.models import CoordinationModel
from partnership.relations.sides import Side
from partnership.staircase.level import Value

TEXTS = Path(__file__).with_name("texts")
STAIRCASE = ROOT / "partnership" / "staircase" / "proposal.v1.json"


@dataclass(frozen=True)
class Wish:
    """Who wishes for which step, when and why."""

    by: str
    at: datetime
    step: int
    reason: str


@dataclass(frozen=True)
class Part:
    """What one side of a relation says: yes up to a step and no above it, but for its own answers and disputes.

    `first` is an earlier round, before the story's own.
    """

    by: str
    placed_at: datetime
    placed: int
    sentence: str
    sent_at: datetime
    yes_up_to: int
    answers: Mapping[str, Said]
    disputed_at: datetime | None
    disputes: Mapping[str, Said]
    first: "Part | None" = None


@dataclass(frozen=True)
class Scene:
    """One relation of the story; `evidence` is its own, before the usual one."""

    code: str
    municipality: str
    organisation: str | None
    model: CoordinationModel
    about: str
    begun_at: datetime
    case: str
    wish: Wish | None
    parts: Mapping[Side, Part]
    evidence: Mapping[str, Proof]


@dataclass(frozen=True)
class UsualEvidence:
    """What usually shows that a point is in place, in each written form, and its age when it is shown."""

    nb: str
    nn: str
    days_before: int

    def of(self, scene: Scene, language: str, shown_on: date) -> Proof:
        """The evidence in one relation, shown on a day."""
        text = self.nn if language == "nn" else self.nb
        return Proof(text.format(case=scene.case), shown_on - timedelta(days=self.days_before))


def staircase() -> dict[str, Any]:
    """The staircase that the story climbs: the proposal that comes with Trinn."""
    return dict(json.loads(STAIRCASE.read_text(encoding="utf-8")))


def cast() -> dict[str, Any]:
    """Who takes part."""
    return _read("cast.toml")


def held() -> dict[str, dict[str, Said]]:
    """What bodies hold, where it is not yes: by the number of the body and the code of the point."""
    return {number: _said(raw) for number, raw in _read("held.toml").items()}


def usual_evidence() -> dict[str, UsualEvidence]:
    """What usually shows that a point is in place, by its code."""
    return {code: UsualEvidence(**raw) for code, raw in _read("evidence.toml").items()}


def scenes() -> list[Scene]:
    """The relations, in the order of their codes."""
    return [_scene(path) for path in sorted((TEXTS / "relations").glob("*.toml"))]


def calls() -> list[dict[str, Any]]:
    """The documents of the calls: those written out, as JSON or TOML, and those that are another's with changes."""
    written = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (TEXTS / "calls").glob("*.json")}
    changed = [_read(f"calls/{path.name}") for path in sorted((TEXTS / "calls").glob("*.toml"))]
    return [*written.values(), *({**written.get(raw.pop("base", ""), {}), **raw} for raw in changed)]


def published_at(document: Mapping[str, Any]) -> datetime:
    """When a call comes in: on the morning of its publication."""
    return datetime.combine(date.fromisoformat(document["dates"]["published_on"]), time(7), OSLO)


def applications() -> list[dict[str, Any]]:
    """The applications, in the order of their numbers."""
    return [_read(f"applications/{path.name}") for path in sorted((TEXTS / "applications").glob("*.toml"))]


def shared() -> dict[str, dict[str, Any]]:
    """What the parties of each relation keep together, by its code."""
    return {path.stem.upper(): _read(f"shared/{path.name}") for path in sorted((TEXTS / "shared").glob("*.toml"))}


def offers() -> dict[str, dict[str, Any]]:
    """What is offered in each municipality, by its number."""
    return {path.stem: _read(f"offers/{path.name}") for path in sorted((TEXTS / "offers").glob("*.toml"))}


def helping() -> list[dict[str, Any]]:
    """How each body that helps does it."""
    return [_read(f"helping/{path.name}") for path in sorted((TEXTS / "helping").glob("3*.toml"))]


def municipal_help() -> dict[str, Any]:
    """What municipalities have recorded of volunteers."""
    return _read("helping/municipalities.toml")


def programmes() -> list[dict[str, Any]]:
    """The centre's programmes, and what happens in each."""
    return [_read(f"programmes/{path.name}") for path in sorted((TEXTS / "programmes").glob("*.toml"))]


def teams() -> list[dict[str, Any]]:
    """What each core team does, by the number of the municipality that leads it."""
    return [_read(f"teams/{path.name}") for path in sorted((TEXTS / "teams").glob("*.toml"))]


def planning_guides() -> list[dict[str, Any]]:
    """What is being planned by somebody who wants to offer something new."""
    return list(_read("planning_guides.toml")["guides"])


def asking() -> dict[str, Any]:
    """Who asks for a cooperation, and who is invited to one."""
    return _read("asking.toml")


def parts_of(told: Mapping[str, Any], name: str) -> list[Any]:
    """The parts of a text that have a name: several, one or none."""
    found = told.get(name, [])
    return found if isinstance(found, list) else [found]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / name).read_text(encoding="utf-8"))


def _scene(path: Path) -> Scene:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    wish = raw.get("wish")
    return Scene(
        code=path.stem.upper(),
        municipality=raw["municipality_number"],
        organisation=raw.get("organisation_number"),
        model=CoordinationModel(raw["model"]),
        about=raw["about"],
        begun_at=moment(raw["begun_at"]),
        case=raw["case"],
        wish=Wish(**{**wish, "at": moment(wish["at"])}) if wish else None,
        parts={side: _part(raw[side]) for side in Side if side in raw},
        evidence={
            code: Proof(own["reference"], own["dated"], own["valid_to"])
            for code, own in raw.get("evidence", {}).items()
        },
    )


def _part(raw: dict[str, Any]) -> Part:
    disputes = dict(raw.get("disputes", {}))
    disputed_at = disputes.pop("at", None)
    return Part(
        by=raw["by"],
        placed_at=moment(raw["placed_at"]),
        placed=raw["placed"],
        sentence=raw["sentence"],
        sent_at=moment(raw["sent_at"]),
        yes_up_to=raw["yes_up_to"],
        answers=_said(raw.get("answers", {})),
        disputed_at=moment(disputed_at) if disputed_at else None,
        disputes=_said(disputes),
        first=_part({"by": raw["by"], **raw["first"]}) if "first" in raw else None,
    )


def _said(raw: dict[str, str | list[str]]) -> dict[str, Said]:
    """A value alone, or a value and a comment."""
    pairs = {code: [said] if isinstance(said, str) else said for code, said in raw.items()}
    return {code: Said(Value(said[0]), *said[1:]) for code, said in pairs.items()}


def moment(local: datetime) -> datetime:
    """The texts tell the time of day in Oslo."""
    return local.replace(tzinfo=OSLO)
