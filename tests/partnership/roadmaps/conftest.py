"""A relation with somebody on each side."""

from tests.partnership.assessments.conftest import pair

__all__ = ["pair"]
