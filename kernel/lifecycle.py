"""What a rule says no with, and the moves that a status may make."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

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


def refusal_of(ensure: Callable[..., object], *args: Any, **kwargs: Any) -> NotAllowed | None:
    """Why a rule would say no, for a page that tells it beforehand; None when it would not."""
    try:
        ensure(*args, **kwargs)
    except NotAllowed as refusal:
        return refusal
    return None


def ensure_transition(table: Mapping[S, frozenset[S]], current: S, wanted: S) -> None:
    """A status moves only along its table."""
    if wanted not in table[current]:
        raise NotAllowed(_l("This has already been done, or is no longer possible. Look at the page again."))


def ensure_current(version: int, seen: int) -> None:
    """A form writes only over what its writer has seen; raises Stale."""
    if version != seen:
        raise Stale
