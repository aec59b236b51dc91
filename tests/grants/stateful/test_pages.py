"""Hundreds of random steps through the pages themselves, by people who are signed in."""

from functools import partial
from typing import Any

from flask import Flask
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.db import db
from tests.builders import sign_in
from tests.grants.stateful.browsing import Browsing
from tests.grants.stateful.cast import a_world
from tests.grants.stateful.machine import NOBODY, Counts
from tests.grants.stateful.test_actions import HOW, RUNS

NATURAL = frozenset(
    {
        "ask partner",
        "assign",
        "begin",
        "change partner",
        "conclude",
        "declare impartial",
        "make",
        "propose",
        "say",
        "score",
        "send review",
        "submit",
        "write",
    }
)


def test_no_sequence_of_requests_breaks_the_house(app: Flask, session: Session) -> None:
    world, counts = a_world(session), Counts()
    session.commit()
    browsers = {NOBODY.name: app.test_client()}
    for name, viewer in world.people.items():
        browsers[name] = app.test_client()
        sign_in(browsers[name], session, session.get_one(Person, viewer.id))
    session.close()
    with app.app_context():
        engine = db.engine
    how = settings(HOW, max_examples=int(RUNS or 10), stateful_step_count=25)
    machine: Any = partial(Browsing, engine, world, counts, browsers)  # typed for a class, and any maker will do
    run_state_machine_as_test(machine, settings=how)
    assert counts.done.keys() >= NATURAL, f"never succeeded: {NATURAL - counts.done.keys()}\n{counts}"
    assert counts.idle["read"]
    print(counts)  # noqa: T201  so that a run with -s shows how far it came
