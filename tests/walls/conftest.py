"""The demo's story, told once for the walls of a file, and a browser for each of its people."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from demo import story
from directory.accounts.models import Person
from kernel.db import db
from partnership.relations.models import Relation
from tests.builders import sign_in
from tests.walls.rooms import Crew, Rooms, crew_of, furnish

Open = Callable[[str | None], FlaskClient]
Relations = dict[str, int]
Rows = Callable[[], dict[str, list[tuple[object, ...]]]]


@pytest.fixture(scope="module")
def stage(whole_app: Flask) -> Iterator[tuple[Session, Relations]]:
    """A session beside the application's, and the ids of the story's relations by code."""
    with whole_app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as opened:
        relations = {code: relation.id for code, relation in story.tell(opened).items()}
        opened.commit()
        yield opened, relations
        opened.rollback()
        for table in reversed(db.metadata.sorted_tables):
            opened.execute(table.delete())
        opened.commit()


@pytest.fixture
def relations(stage: tuple[Session, Relations]) -> Relations:
    """The ids of the story's relations by code."""
    return stage[1]


@pytest.fixture(scope="module")
def crews(stage: tuple[Session, Relations]) -> dict[str, Crew]:
    """Who stands behind each of the two furnished cooperations: Kristiansand's café, and Volda's walks."""
    opened, relations = stage
    parties = {
        "cafe": ("P6", "kom.krs", "kom.krs.leder", "org.o4"),
        "walk": ("P3", "kom.volda", "kom.volda.leder", "org.o2"),
    }
    return {
        name: crew_of(opened, opened.get_one(Relation, relations[code]), *people)
        for name, (code, *people) in parties.items()
    }


@pytest.fixture(scope="module")
def rooms(whole_app: Flask, stage: tuple[Session, Relations], crews: dict[str, Crew]) -> dict[str, Rooms]:
    """Two cooperations with something in every room; the café's agreement is sent to signing, the walks' is not."""
    return {name: furnish(whole_app, stage[0], crew, is_sent=name == "cafe") for name, crew in crews.items()}


@pytest.fixture
def browse(whole_app: Flask, stage: tuple[Session, Relations]) -> Open:
    """A browser in which one of the story's people is signed in, or nobody."""
    opened = stage[0]

    def browser(account: str | None) -> FlaskClient:
        client = whole_app.test_client()
        if account is not None:
            opened.rollback()
            person = opened.scalar(select(Person).where(Person.email == f"{account}@demo.example"))
            assert person is not None, account
            sign_in(client, opened, person)
        return client

    return browser


@pytest.fixture
def rows(stage: tuple[Session, Relations]) -> Rows:
    """A picture of every row that a person's words may end in, for comparing before and after."""
    opened = stage[0]
    passing = {"user_session", "throttle", "outbox_job", "schedule", "sign_in_link"}

    def look() -> dict[str, list[tuple[object, ...]]]:
        opened.rollback()
        found = {
            table.name: [tuple(map(str, row)) for row in opened.execute(select(table).order_by(*table.primary_key))]
            for table in db.metadata.sorted_tables
            if table.name not in passing
        }
        opened.rollback()
        return found

    return look
