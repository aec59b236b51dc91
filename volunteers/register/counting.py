"""What is counted of volunteers, for reports: new, active and ended, by affiliation and age. Source: R7."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from kernel.web.lists import Statement
from volunteers.register.models import Affiliation, Volunteer

OLDER = 60


@dataclass(frozen=True)
class Movement:
    """How many volunteers were new, active on the last day, and ended in a period; and how many were 60 or more.

    A birth year is voluntary and erased at the end, so those of 60 or more are at least so many.
    """

    new: int = 0
    active: int = 0
    ended: int = 0
    new_older: int = 0
    active_older: int = 0


def movement(session: Session, body_ids: Collection[int], first: date, last: date) -> dict[Affiliation, Movement]:
    """How volunteers of some bodies came and went from one day to another, by affiliation, in one statement."""
    statement: Statement = (
        select(Volunteer.affiliation, *_wanted(first, last))
        .where(Volunteer.body_id.in_(body_ids))
        .group_by(Volunteer.affiliation)
    )
    found = {row[0]: Movement(*row[1:]) for row in session.execute(statement)}
    return {each: found.get(each, Movement()) for each in Affiliation}


def movements(
    session: Session, body_ids: Collection[int] | None, first: date, last: date
) -> list[tuple[int, Affiliation, Movement]]:
    """The same for each body and affiliation, of some bodies or of all, in one statement."""
    statement: Statement = select(Volunteer.body_id, Volunteer.affiliation, *_wanted(first, last))
    if body_ids is not None:
        statement = statement.where(Volunteer.body_id.in_(body_ids))
    grouped = statement.group_by(Volunteer.body_id, Volunteer.affiliation)
    return [(row[0], row[1], Movement(*row[2:])) for row in session.execute(grouped)]


def _wanted(first: date, last: date) -> list[ColumnElement[int]]:
    is_new = Volunteer.since.between(first, last)
    is_active = and_(Volunteer.since <= last, or_(Volunteer.ended_on.is_(None), Volunteer.ended_on > last))
    is_older = Volunteer.born_year <= last.year - OLDER
    has_ended = and_(Volunteer.since.is_not(None), Volunteer.ended_on.between(first, last))
    wanted = (is_new, is_active, has_ended, and_(is_new, is_older), and_(is_active, is_older))
    return [_count(each) for each in wanted]


def _count(what: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((what, 1), else_=0))
