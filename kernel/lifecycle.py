"""What a rule says no with, and the moves that a status may make."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

S = TypeVar("S", bound=StrEnum)


def _l(msgid: str) -> str:
    """Mark a sentence for translation without translating it."""
    return msgid


class NotAllowed(Exception):
    """A rule says no, in one sentence fit for a person; kernel.web translates it."""

    def __init__(self, msgid: str, **params: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.params = params


class Stale(Exception):
    """Somebody else saved the same thing since the form was opened."""


def ensure_transition(table: Mapping[S, frozenset[S]], current: S, wanted: S) -> None:
    """A status moves only along its table."""
    if wanted not in table[current]:
        raise NotAllowed(_l("This has already been done, or is no longer possible. Look at the page again."))


def ensure_current(version: int, seen: int) -> None:
    """A form writes only over what its writer has seen; raises Stale."""
    if version != seen:
        raise Stale
