"""A relation with somebody on each side, and the story."""

from tests.demo.conftest import see, told
from tests.partnership.assessments.conftest import pair

__all__ = ["pair", "see", "told"]
