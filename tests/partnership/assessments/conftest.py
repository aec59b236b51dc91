"""A relation with somebody on each side."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from tests.builders import (
    a_municipality,
    a_person,
    a_relation,
    an_organisation,
    the_staircase,
)


@dataclass
class Pair:
    """A relation with somebody on each side."""

    relation: Relation
    municipality: Municipality
    kom: Person
    org: Person

    def actor(self, side: Side) -> Person:
        """Who answers for a side."""
        return self.kom if side is Side.MUNICIPALITY else self.org


@pytest.fixture
def pair(session: Session) -> Pair:
    the_staircase(session)
    volda, friends = a_municipality(session), an_organisation(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    org = a_person(session, Role.ORGANISATION_LEADER, friends)
    relation = a_relation(session, volda, friends, actor=kom)
    session.commit()
    return Pair(relation, volda, kom, org)
