"""What is read: what the teams were told of their meetings, and who hears of them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, joinedload

from partnership.core_teams.models import CoreTeam, Seat
from partnership.programmes import news
from partnership.programmes.models import Notice, Participation, Programme, ProgrammeEvent
from partnership.programmes.news import Facts


@dataclass(frozen=True)
class News:
    """An event with what its teams were told of it last, and before that."""

    event: ProgrammeEvent
    notice: Notice | None

    @property
    def facts(self) -> Facts:
        """What the event is now."""
        return news.facts_of(self.event)

    @property
    def told(self) -> Facts | None:
        """What was told last."""
        return news.read(self.notice.told) if self.notice else None

    @property
    def before(self) -> Facts | None:
        """What was told before that."""
        return news.read(self.notice.before) if self.notice else None


def news_of(session: Session, event: ProgrammeEvent) -> News:
    """An event with what its teams were told of it."""
    return News(event, session.scalar(select(Notice).where(Notice.event_id == event.id)))


def all_news(session: Session, programme_id: int, number: int | None = None) -> list[News]:
    """The events of a programme with what its teams were told, or only those told in some news; the earliest first."""
    statement = (
        select(ProgrammeEvent, Notice)
        .outerjoin(Notice, Notice.event_id == ProgrammeEvent.id)
        .where(ProgrammeEvent.programme_id == programme_id)
        .order_by(ProgrammeEvent.starts_at, ProgrammeEvent.id)
    )
    if number is not None:
        statement = statement.where(Notice.number == number)
    return [News(event, notice) for event, notice in session.execute(statement)]


def held_number(session: Session, programme_id: int) -> int:
    """How often a programme has got news, held so that it gets none, and none are told, at the same time."""
    statement = select(Programme.news).where(Programme.id == programme_id)
    return session.scalars(statement.with_for_update(key_share=True)).one()


def count(session: Session, programme_id: int, number: int) -> None:
    """Count that a programme has got news; whoever writes it anew meanwhile is not stopped by that."""
    statement = update(Programme).where(Programme.id == programme_id).values(news=number)
    session.execute(statement.execution_options(synchronize_session=False))


def seated(session: Session, programme_id: int, day: date, team_id: int | None = None) -> list[Seat]:
    """Who sits on a day in the teams that take part in a programme, or in one of them; those with an account last."""
    statement = (
        select(Seat)
        .join(Participation, Participation.team_id == Seat.team_id)
        .join(Participation.team)
        .where(
            Participation.programme_id == programme_id,
            Participation.left_on.is_(None),
            CoreTeam.ended_on.is_(None),
            Seat.begun_on <= day,
            or_(Seat.left_on.is_(None), Seat.left_on > day),
        )
        .options(joinedload(Seat.person))
        .order_by(Seat.person_id.is_not(None), Seat.id)
    )
    if team_id is not None:
        statement = statement.where(Seat.team_id == team_id)
    return list(session.scalars(statement))
