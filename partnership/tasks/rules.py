"""What is allowed: what a table of tasks must hold before it is confirmed, and when it is."""

from collections.abc import Collection

from kernel.lifecycle import NotAllowed, _l
from partnership.relations.sides import Side
from partnership.tasks.models import TaskTable

MOST = 20


def ensure_some(count: int) -> None:
    """A table holds at least one task."""
    if count == 0:
        raise NotAllowed(_l("Write at least one task."))


def ensure_written(table: TaskTable | None) -> TaskTable:
    """Only what has been written can be confirmed."""
    if table is None:
        raise NotAllowed(_l("Write who does what first."))
    return table


def is_confirmed(confirmed: Collection[Side]) -> bool:
    """Whether both sides have confirmed the same version."""
    return all(side in confirmed for side in Side)
