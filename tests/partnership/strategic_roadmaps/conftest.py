"""A core team with somebody who writes for it."""

import pytest
from sqlalchemy.orm import Session

from tests.partnership.teaming import Table, a_table


@pytest.fixture
def table(session: Session) -> Table:
    """A team of one municipality."""
    made = a_table(session)
    session.commit()
    return made
