"""Where each slice hangs its share of what spans them all; app.py sees to it that every slice is imported."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Task:
    """One thing that waits for a person, one click from done; its words are already in the person's language.

    It is `due` by its deadline, or is about what happens `on` a day, which is no deadline.
    """

    text: str
    href: str
    action: str
    due: date | None = None
    on: date | None = None


@dataclass(frozen=True)
class Panel:
    """A part of a page that another slice draws: its template, and what that needs as `panel`."""

    template: str
    content: Any


@dataclass(frozen=True)
class NavigationEntry:
    """One entry of the main menu, for whoever has the permission; its label and what one does there are msgids.

    With a mark it is only for those with a role for a body that has it.
    """

    permission: StrEnum
    label: str
    endpoint: str
    told: str
    place: int
    mark: str = ""


@dataclass(frozen=True)
class Visit:
    """One way to look around in the demo: as whom, and what there is to see; both are msgids."""

    label: str
    told: str
    email: str
    password: str


def by_urgency(tasks: Iterable[Task]) -> list[Task]:
    """Tasks in order, the earliest deadline or day first."""
    return sorted(tasks, key=lambda task: task.due or task.on or date.max)


MyWork = Callable[[Session, Any, datetime], Iterable[Task]]
Job = Callable[..., None]
Mark = Callable[[Any], Any]


@dataclass
class Registry:
    """What the slices have hung up."""

    my_work: list[MyWork] = field(default_factory=list)
    jobs: dict[str, Job] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)
    schedule: dict[str, int] = field(default_factory=dict)
    navigation: list[NavigationEntry] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)
    panels: dict[str, list[Callable[..., Any]]] = field(default_factory=dict)

    def work(self, viewer: Any, session: Session, now: datetime) -> list[Task]:
        """All that waits for a person, the earliest deadline or day first."""
        return by_urgency(task for share in self.my_work for task in share(session, viewer, now))


registry = Registry()


def job(name: str, *, every: int | None = None, outside: bool = False) -> Callable[[Job], Job]:
    """Register what runs a promised job, called as `function(session, *, key, now, **args)`.

    It runs inside the transaction that marks it done, so what it writes happens exactly once. One with an effect
    outside the database (a mail) says `outside`: it only reads, and does the effect once for each `key`.
    `every` also has it promised by the clock, in seconds.
    """

    def register(function: Job) -> Job:
        if name in registry.jobs:
            raise ValueError(f"Two jobs are called {name}.")
        registry.jobs[name] = function
        if outside:
            registry.outside.add(name)
        if every is not None:
            registry.schedule[name] = every
        return function

    return register


def my_work(share: MyWork) -> MyWork:
    """Register a slice's share of what waits for a person."""
    registry.my_work.append(share)
    return share


def panel(page: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a slice's share of another slice's page."""

    def register(share: Callable[..., Any]) -> Callable[..., Any]:
        registry.panels.setdefault(page, []).append(share)
        return share

    return register


def mark(name: str) -> Callable[[Mark], Mark]:
    """Register what may be true of a body, asked by its id's column in the statement that finds who looks at a page."""

    def register(says: Mark) -> Mark:
        registry.marks[name] = says
        return says

    return register


def nav(permission: StrEnum, label: str, endpoint: str, *, told: str = "", place: int = 50, mark: str = "") -> None:
    """Register an entry of the main menu; those with a lower place come first."""
    registry.navigation.append(NavigationEntry(permission, label, endpoint, told, place, mark))
    registry.navigation.sort(key=lambda entry: entry.place)
