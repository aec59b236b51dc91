"""Goals and measures that show what matters and hide the rest."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts.models import Person
from partnership.relations.models import Relation
from partnership.roadmaps import actions
from partnership.roadmaps.models import Goal, Measure, Owner
from partnership.roadmaps.rules import Aim, Undertaking
from tests.builders import NOW
from tests.partnership.assessments.conftest import Pair

MEASURE = {"what": "Skrive avtale", "owner": "both", "due_on": "1.3.2027", "version": "0"}
GOAL = {"text": "Faste turer", "from_step": "2", "to_step": "3", "due_on": "1.9.2027", "version": "0"}

TOP = 5


def an_aim(text: str = "Faste turgrupper i hver bygd", **other: Any) -> Aim:
    """A goal from step 2 to step 3 within a year."""
    return Aim(**{"text": text, "from_step": 2, "to_step": 3, "due_on": date(2027, 9, 1)} | other)


def an_undertaking(what: str = "Skrive avtale", **other: Any) -> Undertaking:
    """A measure that both see to, at no cost."""
    said: dict[str, Any] = {
        "what": what,
        "owner": Owner.BOTH,
        "responsible": "",
        "due_on": date(2027, 3, 1),
        "budget": None,
        "payer": "",
        "anchoring": "",
        "case_number": "",
        "decided_on": None,
        "domains": (),
    }
    return Undertaking(**said | other)


def a_goal(session: Session, relation: Relation, *, actor: Person, **other: Any) -> Goal:
    """A goal of a relation's roadmap."""
    made = actions.set_goal(session, relation, an_aim(**other), top=TOP, actor_id=actor.id, at=NOW)
    session.flush()
    return made


def a_measure(
    session: Session, relation: Relation, *, actor: Person, goal: Goal | None = None, **other: Any
) -> Measure:
    """A measure, under a goal of its own if none is given."""
    under = goal or a_goal(session, relation, actor=actor)
    made = actions.add_measure(session, relation, under.id, an_undertaking(**other), actor_id=actor.id, at=NOW)
    session.flush()
    return made


def base(pair: Pair) -> str:
    return f"/partnership/relations/{pair.relation.id}/roadmap/"
