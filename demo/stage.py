"""Where the story is told: who takes part, what has begun so far, and the moments of what happens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from demo.cast import Cast
from demo.script import UsualEvidence
from directory.accounts.models import Person
from kernel.clock import local_date
from partnership.assessments.picture import Picture, Said
from partnership.assessments.queries import pictures
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.content import Content

Event = tuple[datetime, Callable[[], None]]

ORGANISATIONS = ("org.", "fri.")


@dataclass(frozen=True)
class Stage:
    """The session, who takes part, and the relations begun so far by their codes."""

    session: Session
    cast: Cast
    content: Content
    held: dict[str, dict[str, Said]]
    usual: dict[str, UsualEvidence]
    relations: dict[str, Relation] = field(default_factory=dict)

    def person(self, account: str) -> Person:
        """Somebody by account."""
        return self.cast.people[account]

    def id(self, account: str) -> int:
        """Somebody's id."""
        return self.person(account).id

    def language(self, account: str) -> str:
        """The language that somebody writes in."""
        return self.person(account).language or "nb"

    def picture(self, relation: Relation, eyes: Side | None, at: datetime) -> Picture:
        """How a relation stands at a moment, as one side sees it."""
        return pictures(self.session, [relation], eyes={relation.id: eyes}, as_of=local_date(at))[relation.id]


def side_of(account: str) -> Side:
    """The side that somebody in the story answers for."""
    return Side.ORGANISATION if account.startswith(ORGANISATIONS) else Side.MUNICIPALITY
