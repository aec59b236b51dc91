"""A team for which persons may be written down, and where its senior resources are shown."""

import pytest
from sqlalchemy.orm import Session

from tests.volunteers.senior_resources.builders import Ready, a_ready_team


@pytest.fixture
def ready(session: Session) -> Ready:
    """A team whose leading municipality has its safeguards on."""
    made = a_ready_team(session)
    session.commit()
    return made


@pytest.fixture
def base(ready: Ready) -> str:
    """Where the team's senior resources are shown."""
    return f"/volunteers/senior-resources/{ready.team.id}/"
