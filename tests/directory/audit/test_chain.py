"""The trail: every line is sealed onto the one before, and whatever is done to it later is found."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from directory.audit import actions, queries, rules
from directory.audit.commands import verify
from directory.audit.models import AuditLine
from tests.builders import NOW, a_person

LINES = 5


@pytest.fixture
def chain(session: Session) -> Session:
    """A trail of some sealed lines, of which the first tells who was added."""
    kari = a_person(session)
    for number in range(LINES - 1):
        actions.record(session, kari, "changed", actor_id=kari.id, at=NOW, changes={"step": (number, number + 1)})
    session.flush()
    actions.seal_waiting(session)
    session.commit()
    return session


def first_break(session: Session) -> int | None:
    """Where the trail is broken, as read anew from the database."""
    session.commit()
    session.expire_all()
    return rules.first_break(queries.sealed(session))


def test_a_trail_that_nobody_touched_is_whole(chain: Session) -> None:
    assert first_break(chain) is None
    assert len(chain.scalars(select(AuditLine)).all()) == LINES


def test_lines_written_later_are_sealed_onto_the_rest(chain: Session) -> None:
    a_person(chain)
    assert actions.seal_waiting(chain) == 1
    assert actions.seal_waiting(chain) == 0
    assert first_break(chain) is None


@pytest.mark.parametrize(
    "change",
    [
        {"actor_id": 99},
        {"verb": "added"},
        {"subject": "relation"},
        {"subject_id": 99},
        {"changes": {"step": [1, 5]}},
        {"at": NOW.replace(year=2025)},
        {"seal": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_line_is_found(chain: Session, change: dict[str, Any]) -> None:
    chain.execute(update(AuditLine).where(AuditLine.place == 3).values(change))
    assert first_break(chain) == 3


def test_a_line_taken_out_is_found(chain: Session) -> None:
    chain.execute(delete(AuditLine).where(AuditLine.place == 2))
    assert first_break(chain) == 2


def test_a_line_put_in_another_place_is_found(chain: Session) -> None:
    for old, new in ((2, 90), (3, 2), (90, 3)):
        chain.execute(update(AuditLine).where(AuditLine.place == old).values(place=new))
    assert first_break(chain) == 2


def test_what_is_personal_stands_in_no_line(chain: Session) -> None:
    told = " ".join(str(line.changes) for line in chain.scalars(select(AuditLine)))
    assert "name" in told
    assert "Kari" not in told
    assert "@" not in told


def test_the_command_says_whether_the_trail_is_whole(app: Flask, chain: Session) -> None:
    run = app.test_cli_runner().invoke

    assert run(verify).exit_code == 0
    chain.execute(update(AuditLine).where(AuditLine.place == 4).values(verb="added"))
    chain.commit()
    answer = run(verify)
    assert answer.exit_code == 1
    assert "line 4" in answer.output
