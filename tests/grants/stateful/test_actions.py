"""Thousands of random steps through the wing's doors by random people; nothing that must never be comes about.

The runs are the same ones each time; TRINN_TEST_RUNS=300 makes so many others, and `pytest -s` shows how far they came.
"""

import os
from functools import partial
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy.orm import Session

from kernel.db import db
from tests.grants.stateful.cast import a_world
from tests.grants.stateful.machine import Counts
from tests.grants.stateful.reading import Whole

RUNS = os.environ.get("TRINN_TEST_RUNS")  # so many runs instead of the fixed ones, and other ones each time
STEPS = 50
HOW = settings(
    max_examples=int(RUNS or 60),
    stateful_step_count=STEPS,
    deadline=None,
    derandomize=RUNS is None,
    database=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
KINDS = frozenset(
    {
        "add partner",
        "answer",
        "answer by link",
        "ask partner",
        "assign",
        "begin",
        "change partner",
        "conclude",
        "declare disqualified",
        "declare impartial",
        "disqualify",
        "make",
        "note",
        "propose",
        "remove partner",
        "reopen",
        "say",
        "score",
        "send back",
        "send review",
        "submit",
        "take up",
        "withdraw",
        "write",
    }
)


def test_no_sequence_of_steps_breaks_the_house(app: Flask) -> None:
    with app.app_context():
        engine = db.engine
    counts = Counts()
    with engine.connect() as connection, connection.begin() as all_of_it:
        with Session(connection, join_transaction_mode="create_savepoint") as opened:
            world = a_world(opened)
            opened.commit()
        try:
            machine: Any = partial(Whole, connection, world, counts)  # typed for a class, and any maker will do
            run_state_machine_as_test(machine, settings=HOW)
        finally:
            all_of_it.rollback()
    assert counts.done.keys() == KINDS, f"never succeeded: {KINDS - counts.done.keys()}\n{counts}"
    assert counts.refused.keys() >= KINDS, f"never refused: {KINDS - counts.refused.keys()}\n{counts}"
    assert counts.idle["read"]
    print(counts)  # noqa: T201  so that a run with -s shows how far it came
