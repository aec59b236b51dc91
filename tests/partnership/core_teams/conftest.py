"""A team to look at."""

import pytest
from sqlalchemy.orm import Session

from tests.partnership.teaming import Table, a_table


@pytest.fixture
def table(session: Session) -> Table:
    """A core team with its municipality, coordinator and member."""
    return a_table(session)
