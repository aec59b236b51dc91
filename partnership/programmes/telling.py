"""What happens: what the teams should hear of their meetings is promised, and noted when it is told."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from kernel.jobs import outbox
from partnership.core_teams.models import Seat
from partnership.programmes import news, news_queries
from partnership.programmes.models import Notice, ProgrammeEvent
from partnership.programmes.news_queries import News


def promise(session: Session, event: ProgrammeEvent, *, at: datetime) -> None:
    """Promise that the teams hear of an event, unless what they were told of it stands.

    It waits a little, and the latest promise tells all: so what is planned in one go is one mail, and what is moved
    twice is told as it ends. What is soon does not wait.
    """
    session.flush()
    known = news_queries.held_number(session, event.programme_id)
    fresh = news_queries.news_of(session, event)
    if not news.is_news(fresh.facts, fresh.told, at):
        return
    news_queries.count(session, event.programme_id, known + 1)
    outbox.promise(
        session,
        "partnership.tell_of_meetings",
        at=at,
        run_at=at if news.is_soon(fresh.facts, fresh.told, at) else at + news.WAITS,
        programme_id=event.programme_id,
        number=known + 1,
    )


def address_of(seat: Seat) -> str:
    """Where somebody in a team gets mail: at the account's address, if it is in use, or else at the one noted."""
    if seat.person is None:
        return seat.email
    return seat.person.email if seat.person.is_active else ""


def note(session: Session, told: Iterable[News], number: int) -> None:
    """Note what the teams are told of events now, and what they knew before."""
    for each in told:
        notice = each.notice or Notice(event_id=each.event.id, told={})
        notice.number, notice.before, notice.told = number, notice.told, each.facts.kept()
        session.add(notice)
