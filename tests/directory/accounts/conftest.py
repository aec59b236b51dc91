"""Somebody to sign in as."""

import pytest
from sqlalchemy.orm import Session

from directory.accounts import actions
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from tests.builders import a_municipality, a_person
from tests.directory.accounts.ways import PASSWORD


@pytest.fixture
def kari(session: Session) -> Person:
    """Somebody with a password."""
    person = a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session))
    person.language = "en"
    actions.keep_password(person, PASSWORD)
    session.commit()
    return person
