"""What the tests of coordinators stand on: the same town as those of offers."""

from tests.activities.conftest import town

__all__ = ["town"]
