"""What the tests of offers stand on: Volda, an association there that cooperates with it, and their people."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from partnership.relations.models import Relation
from tests.activities.builders import VOLDA
from tests.builders import a_municipality, a_person, a_relation, an_organisation, the_staircase


@dataclass
class Town:
    """A municipality and an association that cooperate."""

    volda: Municipality
    venene: Organisation
    relation: Relation
    kom: Person
    leader: Person
    nurse: Person


@pytest.fixture
def town(session: Session) -> Town:
    """Volda and Følgjevenene, with a coordinator, a leader and somebody in home care."""
    the_staircase(session)
    volda, venene = a_municipality(session, number=VOLDA), an_organisation(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda, name="Kom Koordinator")
    made = Town(
        volda=volda,
        venene=venene,
        relation=a_relation(session, volda, venene, actor=kom),
        kom=kom,
        leader=a_person(session, Role.ORGANISATION_LEADER, venene, name="Org Leiar"),
        nurse=a_person(session, Role.HOME_CARE, volda, name="Heime Teneste"),
    )
    session.commit()
    return made
