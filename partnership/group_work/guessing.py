"""Codes are not guessed without end: wrong ones are counted by the network that they come from, right ones never.

A network from which somebody is in, or from which the group work was opened, is let in by the right code however many
wrong ones have come from it. So nobody in a room is stopped because of another one in it.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from directory.accounts import actions, queries, rules
from kernel import keys

FREE_GUESSES = 30


def key_of(network: str, work_id: int | None = None) -> str:
    """What is kept of a network that guesses, or of one where some group work is known."""
    return keys.digest("group code", network if work_id is None else f"{network} {work_id}")


def wait_for(session: Session, network: str, work_id: int | None, *, now: datetime) -> timedelta | None:
    """How long a network that has guessed too often must wait before a code opens something, or nothing."""
    wait = rules.blocked_for(queries.throttle(session, key_of(network)), now)
    is_known = wait and work_id is not None and queries.throttle(session, key_of(network, work_id)) is not None
    return None if is_known else wait


def count_wrong(session: Session, network: str, *, now: datetime, at: datetime) -> None:
    """Count a code that opened nothing."""
    actions.count_failure(session, key_of(network), person=None, now=now, at=at, free=FREE_GUESSES)


def know(session: Session, network: str, work_id: int, *, now: datetime) -> None:
    """Note that some group work is known in a network."""
    actions.note_tries(session, key_of(network, work_id), now=now)
