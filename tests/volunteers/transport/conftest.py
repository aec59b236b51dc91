"""What the tests of transport stand on: an organisation with an offer in Volda, and their cooperation."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from tests.builders import a_person, a_relation, an_assessment, some_evidence, the_staircase
from tests.volunteers.builders import Desk, a_desk


@dataclass
class Town:
    """The desk, with the cooperation that its offers show in."""

    desk: Desk
    relation: Relation
    kom: Person


@pytest.fixture
def town(session: Session) -> Town:
    """An organisation that is ready to help in Volda, and cooperates with the municipality."""
    the_staircase(session)
    desk = a_desk(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality)
    made = Town(desk, a_relation(session, desk.municipality, desk.organisation, actor=kom), kom)
    session.commit()
    return made


def assessed(session: Session, town: Town, **exceptions: Value) -> None:
    """Both sides say yes to everything, with evidence, but for the exceptions."""
    some_evidence(session, town.relation, actor=town.kom)
    for side, actor in ((Side.MUNICIPALITY, town.kom), (Side.ORGANISATION, town.desk.leader)):
        an_assessment(session, town.relation, side, actor=actor, upto=5, **exceptions)
    session.commit()
