"""The day on which group work is tested."""

import pytest

from kernel import clock
from tests.conftest import TODAY


@pytest.fixture
def today() -> None:
    """The pages' clock goes on the day of the tests."""
    clock.set_today(TODAY)
