"""The story, told once for all tests of it."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from demo import story
from kernel.db import db
from partnership.assessments.picture import Picture
from partnership.assessments.queries import pictures
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from tests.conftest import TODAY

See = Callable[..., Picture]


@pytest.fixture(scope="module")
def told(whole_app: Flask) -> Iterator[tuple[Session, dict[str, Relation]]]:
    """The session in which the story has been told, and its relations by code."""
    with whole_app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as opened:
        relations = story.tell(opened)
        opened.commit()
        yield opened, relations
        opened.rollback()
        for table in reversed(db.metadata.sorted_tables):
            opened.execute(table.delete())
        opened.commit()


@pytest.fixture
def see(told: tuple[Session, dict[str, Relation]]) -> See:
    """How a relation stands on a day, as one side sees it."""
    opened, relations = told

    def look(code: str, eyes: Side | None, day: date = TODAY) -> Picture:
        relation = relations[code]
        return pictures(opened, [relation], eyes={relation.id: eyes}, as_of=day)[relation.id]

    return look
