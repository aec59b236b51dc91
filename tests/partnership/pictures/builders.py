"""Pictures of relations made of what their sides say, without a database."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from directory.bodies.models import BodyKind
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from partnership.assessments.picture import Material, Picture, Said, Shown, is_asked, is_held_by_body
from partnership.relations.models import CoordinationModel, Relation
from partnership.relations.sides import Side
from partnership.staircase.content import Content, read
from partnership.staircase.level import Answers, Point

TODAY = date(2026, 11, 21)
SENT_AT = datetime(2026, 10, 20, 12, tzinfo=ZoneInfo("Europe/Oslo"))
PROPOSAL = Path(__file__).parents[3] / "partnership" / "staircase" / "proposal.v1.json"
CONTENT = read(json.loads(PROPOSAL.read_text(encoding="utf-8")))

Sides = Mapping[Side, Answers]


def a_relation(
    municipality: str = "Kristiansand", organisation: str | None = "Vågsbygd besøksvenner", **facts: Any
) -> Relation:
    """A relation that is in no database."""
    other = None
    if organisation is not None:
        other = Organisation(kind=BodyKind.ORGANISATION, name=organisation)
    values: dict[str, Any] = {
        "id": 6,
        "scope": "",
        "about": "",
        "wished_step": 3,
        "wished_reason": "Vi starter med avtalen og rutinen for hendelser.",
        "coordination_model": CoordinationModel.ORGANISATION if other else CoordinationModel.MUNICIPAL_REFLEXIVE,
    }
    place = Municipality(kind=BodyKind.MUNICIPALITY, name=municipality, official_name=municipality)
    return Relation(municipality=place, organisation=other, **{**values, **facts})


def a_picture(
    municipality: Answers | None,
    organisation: Answers | None,
    *,
    has_organisation: bool = True,
    content: Content = CONTENT,
    comment: str = "",
    as_of: date = TODAY,
) -> Picture:
    """What two sides say, kept as the relation, its bodies and its disputes keep it."""
    told = {Side.MUNICIPALITY: municipality, Side.ORGANISATION: organisation}
    sides = {side: answers for side, answers in told.items() if answers is not None}
    kept: dict[str, dict[Side, dict[str, Said]]] = {
        where: {side: {} for side in Side} for where in ("answers", "bodies", "disputes")
    }
    for point in content.staircase.points:
        for side, answers in sides.items():
            _keep(kept, side, point, Said(answers[point.code].value, comment), has_organisation=has_organisation)
        _settle(kept, sides, point)
    material = Material(
        has_organisation=has_organisation,
        submitted=dict.fromkeys(sides, SENT_AT),
        shown_alone=frozenset(),
        evidence={point.stable_key: tuple(_evidence(sides, point)) for point in content.staircase.points},
        placements={},
        **kept,
    )
    return Picture(content, material, as_of, Side.MUNICIPALITY)


def _keep(
    kept: dict[str, dict[Side, dict[str, Said]]],
    side: Side,
    point: Point,
    said: Said,
    *,
    has_organisation: bool,
) -> None:
    if not is_asked(point, side):
        kept["disputes"][side][point.stable_key] = said
    elif is_held_by_body(point, side, has_organisation=has_organisation):
        kept["bodies"][side][point.stable_key] = said
    else:
        kept["answers"][side][point.code] = said


def _settle(kept: dict[str, dict[Side, dict[str, Said]]], sides: Sides, point: Point) -> None:
    """Nobody disputes what the other says too, and a body has answered before it is asked about this relation."""
    for side, disputes in kept["disputes"].items():
        if point.stable_key not in disputes:
            continue
        other = sides.get(side.other)
        if other is None:
            kept["bodies"][side.other][point.stable_key] = disputes.pop(point.stable_key)
        elif other[point.code].value is disputes[point.stable_key].value:
            del disputes[point.stable_key]


def _evidence(sides: Sides, point: Point) -> Iterator[Shown]:
    for number, answers in enumerate(sides.values(), 1):
        valid_to = answers[point.code].valid_to
        if valid_to is not None:
            yield Shown(number, "Sak 26/1", TODAY, valid_to)
