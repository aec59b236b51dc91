"""A relation with somebody on each side, and one where the two see some points differently."""

import pytest
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from tests.builders import (
    a_municipality,
    a_person,
    a_relation,
    an_assessment,
    an_organisation,
    some_evidence,
    the_staircase,
)
from tests.partnership.dialogue.builders import Pair


@pytest.fixture
def pair(session: Session) -> Pair:
    """A relation that nobody has assessed."""
    the_staircase(session)
    volda, friends = a_municipality(session), an_organisation(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda, name="Kari Kommune")
    org = a_person(session, Role.ORGANISATION_LEADER, friends, name="Ola Lag")
    relation = a_relation(session, volda, friends, actor=kom)
    session.commit()
    return Pair(relation, kom, org)


@pytest.fixture
def apart(session: Session, pair: Pair) -> Pair:
    """The municipality says step 3, the organisation sees 3.1 and 3.6 differently, so they agree on step 2."""
    some_evidence(session, pair.relation, actor=pair.kom)
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, upto=3)
    an_assessment(session, pair.relation, Side.ORGANISATION, actor=pair.org, upto=3, q3_1=Value.NO, q3_6=Value.PARTLY)
    session.commit()
    return pair
