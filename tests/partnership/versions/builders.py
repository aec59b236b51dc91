"""Builders of versions and of those who decide on them."""

import copy
import json
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase import actions as staircase
from partnership.staircase.level import Value
from partnership.staircase.models import StaircaseVersion
from partnership.staircase.queries import active_versions
from partnership.versions import actions
from partnership.versions.models import Activation
from tests.builders import (
    NOW,
    PROPOSAL,
    a_municipality,
    a_person,
    a_relation,
    an_assessment,
    an_organisation,
    some_evidence,
    the_staircase,
)

DOCUMENT: dict[str, Any] = json.loads(PROPOSAL.read_text(encoding="utf-8"))


def a_document(code: str = "lokal-2") -> dict[str, Any]:
    """The proposal under another code."""
    document = copy.deepcopy(DOCUMENT)
    document["version"]["code"] = code
    return document


def a_stricter_document(code: str = "lokal-2") -> dict[str, Any]:
    """One that also asks for something new on step 2, which nobody has answered."""
    document = a_document(code)
    asked = {name: part for name, part in document["indicators"][10].items() if name != "proved_by"}
    document["indicators"].append(
        asked | {"code": "2.9", "stable_key": "something_new", "step": 2, "required": True, "critical": True}
    )
    return document


def a_lower_document(code: str = "lokal-2") -> dict[str, Any]:
    """One without the highest step."""
    document = a_document(code)
    top = document["steps"][-1]["no"]
    document["steps"] = document["steps"][:-1]
    document["indicators"] = [each for each in document["indicators"] if each["step"] < top]
    return document


def an_administrator(session: Session, name: str = "Ada Administrator") -> Person:
    """Somebody who manages versions."""
    return a_person(session, Role.ADMINISTRATOR, name=name)


def a_draft(session: Session, document: dict[str, Any] | None = None) -> StaircaseVersion:
    """A version that waits as a draft, beside the one in force."""
    made = staircase.import_version(session, document or a_document(), actor_id=None, at=NOW)
    session.flush()
    return made


def a_proposal(
    session: Session, version: StaircaseVersion, *, actor: Person, valid_from: date | None = None
) -> Activation:
    """A proposal to put a version in force."""
    made = actions.propose(session, version, valid_from=valid_from, actor_id=actor.id, at=NOW)
    session.flush()
    return made


def a_relation_on_step(
    session: Session,
    step: int = 3,
    *,
    organisation: int | None = None,
    is_answered_by_both: bool = True,
    **other: Value,
) -> Relation:
    """A relation that both sides place on a step, with evidence; the organisation perhaps on another, or not yet."""
    if not active_versions(session):
        the_staircase(session)
    municipality, association = a_municipality(session), an_organisation(session)
    coordinator = a_person(session, Role.MUNICIPAL_COORDINATOR, municipality)
    leader = a_person(session, Role.ORGANISATION_LEADER, association, name="Liv Leder")
    relation = a_relation(session, municipality, association, actor=coordinator)
    some_evidence(session, relation, actor=coordinator)
    an_assessment(session, relation, Side.MUNICIPALITY, actor=coordinator, upto=step, **other)
    if is_answered_by_both:
        upto = organisation or step
        an_assessment(session, relation, Side.ORGANISATION, actor=leader, upto=upto, **other)
    return relation
