"""The relations P1 to P9 as pictures, and an application whose languages documents are made in."""

from collections.abc import Iterator, Mapping

import pytest
from flask import Flask

from kernel import i18n
from partnership.assessments.picture import Picture
from partnership.staircase.level import Answers
from tests.partnership.pictures.builders import a_picture
from tests.partnership.staircase.conftest import says, story

__all__ = ["says", "story"]


@pytest.fixture(scope="session")
def speaking() -> Flask:
    """Give an application with languages and nothing else."""
    app = Flask("pictures")
    i18n.init(app)
    return app


@pytest.fixture
def english(speaking: Flask) -> Iterator[None]:
    """Read in English."""
    with speaking.app_context(), i18n.force_locale("en"):
        yield


@pytest.fixture(scope="session")
def pictures(story: Mapping[str, tuple[Answers, Answers | None]]) -> dict[str, Picture]:
    """Give the pictures of P1 to P9; P9 is a municipality with its own volunteers."""
    return {name: a_picture(*sides, has_organisation=name != "P9") for name, sides in story.items()}
