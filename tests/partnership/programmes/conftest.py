"""A programme with a team in it."""

import pytest
from sqlalchemy.orm import Session

from tests.partnership.programmes.builders import Scene, a_scene


@pytest.fixture
def scene(session: Session) -> Scene:
    """A centre with a programme, and a team that takes part."""
    return a_scene(session)
