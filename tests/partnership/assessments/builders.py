"""Versions of the staircase that differ from the proposal, and joint answers."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from partnership.assessments import actions, queries
from partnership.assessments.picture import Picture, Said
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase import actions as staircase
from partnership.staircase.level import Value
from tests.builders import NOW, PROPOSAL


def a_document(code: str = "ny-1", *, steps: int = 4, renamed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The proposal without its highest steps, and with other codes for some of its points."""
    document: dict[str, Any] = json.loads(PROPOSAL.read_text(encoding="utf-8"))
    document["version"]["code"] = code
    document["steps"] = [step for step in document["steps"] if step["no"] <= steps]
    document["indicators"] = [each for each in document["indicators"] if each["step"] <= steps]
    for each in document["indicators"]:
        each["code"] = (renamed or {}).get(each["code"], each["code"])
    return document


def put_in_force(session: Session, document: dict[str, Any], *, at: datetime) -> None:
    """Let a version take the place of the one in force."""
    version = staircase.import_version(session, document, actor_id=None, at=at)
    session.flush()
    staircase.put_in_force(session, version, actor_id=None, at=at)
    session.flush()


def look(session: Session, relation: Relation, eyes: Side | None = None, **how: Any) -> Picture:
    """Where a relation stands."""
    how.setdefault("as_of", NOW.date())
    return queries.pictures(session, [relation], eyes={relation.id: eyes}, **how)[relation.id]


def a_joint_answer(
    session: Session, relation: Relation, code: str, value: Value, *, actor_id: int, at: datetime = NOW
) -> None:
    """What both answer together about a point."""
    actions.join(session, relation, {code: Said(value, "Avtalt i møtet.")}, actor_id=actor_id, at=at)
    session.flush()
