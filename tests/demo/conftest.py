"""The story, told once for all tests of it."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from partnership.assessments.picture import Picture
from partnership.assessments.queries import pictures
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from tests.conftest import TODAY
from tests.storytelling import Story, telling

See = Callable[..., Picture]


@pytest.fixture(scope="module")
def told(whole_app: Flask, whole_story: Story) -> Iterator[tuple[Session, dict[str, Relation]]]:
    """The session in which the story has been told, and its relations by code."""
    with telling(whole_app, whole_story) as opened:
        yield opened, {code: opened.get_one(Relation, number) for code, number in whole_story.relations.items()}


@pytest.fixture
def see(told: tuple[Session, dict[str, Relation]]) -> See:
    """How a relation stands on a day, as one side sees it."""
    opened, relations = told

    def look(code: str, eyes: Side | None, day: date = TODAY) -> Picture:
        relation = relations[code]
        return pictures(opened, [relation], eyes={relation.id: eyes}, as_of=day)[relation.id]

    return look
