"""The demo's story, told once for the walls of a file, and a browser for each of its people."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.db import db
from partnership.relations.models import Relation
from tests.builders import sign_in
from tests.storytelling import Story, telling
from tests.walls.rooms import Crew, Rooms, crew_of, furnish

Open = Callable[[str | None], FlaskClient]
Relations = dict[str, int]
Rows = Callable[[], dict[str, list[tuple[str, ...]]]]
PASSING = {"user_session", "throttle", "outbox_job", "schedule", "sign_in_link"}
STORED = {  # as they lie there: what is sealed stays sealed
    each.name: select(table(each.name, *map(column, each.c.keys()))).order_by(*map(column, each.primary_key.c.keys()))
    for each in db.metadata.sorted_tables
    if each.name not in PASSING
}


@pytest.fixture(scope="module")
def stage(whole_app: Flask, whole_story: Story) -> Iterator[tuple[Session, Relations]]:
    """A session beside the application's, and the ids of the story's relations by code."""
    with telling(whole_app, whole_story) as opened:
        yield opened, whole_story.relations


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

    def look() -> dict[str, list[tuple[str, ...]]]:
        opened.rollback()
        found = {name: [tuple(map(str, row)) for row in opened.execute(asked)] for name, asked in STORED.items()}
        opened.rollback()
        return found

    return look
