"""How moments and amounts are told, in the reader's language at the time of reading."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kernel.clock import OSLO
from kernel.i18n import day, language, number


@dataclass(frozen=True)
class Told:
    """A value in a rule's sentence, whose words are found when the sentence is read."""

    value: Any
    write: Callable[[Any], str]

    def __str__(self) -> str:
        """The value in the reader's language."""
        return self.write(self.value)


def exact(at: datetime) -> Told:
    """A moment in Oslo with its seconds."""
    return Told(at, moment_in_full)


def amount(nok: int) -> Told:
    """An amount in NOK."""
    return Told(nok, number)


def a_day(on: date) -> Told:
    """A day."""
    return Told(on, day)


def moment_in_full(at: datetime) -> str:
    """A moment in Oslo: 16. mars 2026 kl. 13.00.00; in the hour that comes twice in autumn, also which one it is."""
    local = at.astimezone(OSLO)
    is_twice = local.replace(fold=1 - local.fold).utcoffset() != local.utcoffset()
    zone = f" ({local:%Z})" if is_twice else ""
    if language() == "en":
        return f"{day(local.date())} at {local:%H:%M:%S}{zone}"
    return f"{day(local.date())} kl. {local:%H.%M.%S}{zone}"
