"""What a change is: what was said before and is said now, by name, as it is written and as the trail tells it."""

from collections.abc import Mapping

from kernel.orm import Base

Changes = Mapping[str, tuple[object, object]]


def new(said: object) -> dict[str, tuple[object, object]]:
    """All that is said for the first time."""
    return {name: (None, value) for name, value in vars(said).items()}


def gone(said: object) -> dict[str, tuple[object, object]]:
    """All that is said no more."""
    return {name: (value, None) for name, value in vars(said).items()}


def changed(before: object, after: object) -> dict[str, tuple[object, object]]:
    """What is said otherwise than before."""
    known = vars(before)
    return {name: (known[name], value) for name, value in vars(after).items() if known[name] != value}


def write(row: Base, changes: Changes) -> None:
    """Write what has changed into a row."""
    for name, (_old, now) in changes.items():
        setattr(row, name, list(now) if isinstance(now, tuple) else now)
