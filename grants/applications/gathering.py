"""What is known about an applicant before the first page is opened, read from relations and earlier applications."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Viewer
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from grants.applications import queries
from grants.applications.prefill import Known, Proven
from grants.applications.queries import Folder
from grants.calls.content import CallKind
from partnership.assessments.picture import Picture
from partnership.assessments.queries import pictures
from partnership.relations.models import Relation
from partnership.relations.queries import relations_of
from partnership.relations.sides import Side
from partnership.staircase.level import Value


def side_of(relation: Relation, body_id: int) -> Side:
    """The side of a relation on which a body stands."""
    return Side.MUNICIPALITY if relation.municipality_id == body_id else Side.ORGANISATION


def other_of(relation: Relation, body: Body) -> Body:
    """The other party of a relation."""
    if side_of(relation, body.id) is Side.MUNICIPALITY and relation.organisation is not None:
        return relation.organisation
    return relation.municipality


def pictures_of(session: Session, relations: Sequence[Relation], body: Body, today: date) -> dict[int, Picture]:
    """Where relations stand in a body's eyes, by their ids."""
    eyes: dict[int, Side | None] = {relation.id: side_of(relation, body.id) for relation in relations}
    return pictures(session, relations, eyes=eyes, as_of=today)


def known(
    session: Session,
    applicant: Body,
    relations: Sequence[Relation],
    writer: Person | Viewer,
    today: date,
    *,
    kind: CallKind | None = None,
) -> Known:
    """All that an application of an applicant with these relations begins with, in a call of a kind."""
    seen = pictures_of(session, relations, applicant, today)
    before = queries.latest_of(session, applicant, kind)
    return Known(
        contact_name=writer.name,
        contact_email=writer.email,
        municipalities=_municipalities(applicant, relations),
        proven=[
            point for relation in relations for point in _proven(seen[relation.id], other_of(relation, applicant).name)
        ],
        has_relation=bool(relations),
        earlier=queries.folder(session, before).answers if before else {},
    )


def standings(session: Session, folder: Folder, today: date) -> list[dict[str, Any]]:
    """Where the applicant's relations with its partners stand, in both parties' eyes (ST-16); plain values to keep."""
    bodies = {partner.body_id for partner in folder.partners if partner.body_id}
    applicant = folder.application.applicant
    relations = [each for each in relations_of(session, applicant) if other_of(each, applicant).id in bodies]
    if not relations:
        return []
    seen = pictures_of(session, relations, applicant, today)
    return [_standing(relation, seen[relation.id]) for relation in relations]


def _standing(relation: Relation, picture: Picture) -> dict[str, Any]:
    levels = picture.levels
    shown = {"municipality": levels.municipality, "organisation": levels.organisation, "agreed": levels.agreed}
    return {
        "relation_id": relation.id,
        "municipality": relation.municipality.name,
        "organisation": relation.organisation.name if relation.organisation else "",
        "municipality_number": relation.municipality.number,
        "levels": {name: level.number if level else None for name, level in shown.items()},
        "top": picture.content.top,
        "wished_step": relation.wished_step,
        "differences": [_difference(picture, each.point.code) for each in picture.differences],
        "staircase": picture.content.code,
    }


def _difference(picture: Picture, code: str) -> dict[str, Any]:
    question = next(each for each in picture.content.questions if each.point.code == code)
    said = {side: picture.heard_from(side, question.point) for side in Side}
    return {
        "code": code,
        "text": {name: text for name, text in vars(question.text).items() if text},
        "municipality": said[Side.MUNICIPALITY],
        "organisation": said[Side.ORGANISATION],
    }


def _municipalities(applicant: Body, relations: Iterable[Relation]) -> list[str]:
    own = [applicant.number] if isinstance(applicant, Municipality) else []
    return list(dict.fromkeys([*own, *(relation.municipality.number for relation in relations)]))


def _proven(picture: Picture, partner: str) -> list[Proven]:
    """The points that somebody says are in place, with the evidence that lasts longest."""
    found = []
    for question in picture.content.questions:
        shown = picture.material.evidence.get(question.point.stable_key, ())
        is_said = any(picture.heard_from(side, question.point) is Value.YES for side in Side)
        if shown and is_said:
            best = max(shown, key=lambda each: each.valid_to)
            found.append(Proven(question.point.code, question.text, partner, best.reference, best.valid_to))
    return found
