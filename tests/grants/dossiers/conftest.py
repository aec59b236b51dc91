"""What the tests of dossiers stand on: a language to read in."""

from collections.abc import Iterator

import pytest
from flask import Flask

from kernel import i18n


@pytest.fixture
def english(app: Flask) -> Iterator[None]:
    """Read in English."""
    with app.app_context(), i18n.force_locale("en"):
        yield
