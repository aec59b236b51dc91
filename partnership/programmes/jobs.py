"""What happens later: teams hear of their meetings, of homework that is due, and of what the centre has answered."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel import clock
from kernel.i18n import DEFAULT, day, force_locale, translated
from kernel.i18n import gettext as _
from kernel.jobs import mail, outbox
from kernel.lifecycle import _l
from kernel.registry import job
from partnership.core_teams.models import Seat
from partnership.programmes import homework_queries, letters, news, news_queries, rules, telling
from partnership.programmes.models import Guidance, HandIn, HandInStatus, Homework, Programme

A_DAY = 24 * 3600
LETTER = _l("Hello %(name)s\n\n%(programme)s\n\n%(told)s\n\n%(address)s\n")


@job("partnership.tell_of_meetings")
def tell_of_meetings(
    session: Session,
    *,
    key: str,  # noqa: ARG001  every job is called alike
    now: datetime,
    programme_id: int,
    number: int,
) -> None:
    """Promise one mail to everybody in the teams on all that is news; later news tells it too, if it can wait."""
    latest = news_queries.held_number(session, programme_id)
    every = news_queries.all_news(session, programme_id)
    fresh = [each for each in every if news.is_news(each.facts, each.told, now)]
    if not fresh or (number != latest and not any(news.is_soon(each.facts, each.told, now) for each in fresh)):
        return
    telling.note(session, fresh, number)
    seats = news_queries.seated(session, programme_id, clock.local_date(now))
    for seat in {telling.address_of(seat).casefold(): seat for seat in seats}.values():
        if telling.address_of(seat):
            outbox.promise(
                session,
                "partnership.mail_meetings",
                at=now,
                once=f"news {number} of programme {programme_id} seat {seat.id}",
                programme_id=programme_id,
                number=number,
                seat_id=seat.id,
            )


@job("partnership.mail_meetings", outside=True)
def mail_meetings(
    session: Session,
    *,
    key: str,
    now: datetime,
    programme_id: int,
    number: int,
    seat_id: int,
) -> None:
    """Tell one person what the teams are told in some news; not what newer news tells, nor whoever has left.

    An event that has changed since is told as it was noted: it may change back, and then nothing more is news.
    """
    seat, programme = session.get_one(Seat, seat_id), session.get_one(Programme, programme_id)
    to, found = telling.address_of(seat), news_queries.all_news(session, programme_id, number)
    told = [
        letters.Word(each.event, each.told, each.before)
        for each in found
        if each.told is not None and news.is_news(each.told, each.before, now)
    ]
    stay = news_queries.seated(session, programme_id, clock.local_date(now), seat.team_id)
    if not told or to not in map(telling.address_of, stay):
        return
    with force_locale((seat.person.language if seat.person else None) or DEFAULT):
        said = letters.text(told, _address(programme))
        words = {"subject": letters.subject(told), "told": said, "path": letters.path(told)}
        _send(programme, key=key, name=seat.name, to=to, **words)


@job("partnership.remind_of_homework", every=A_DAY)
def remind_of_homework(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Remind everybody in a team of what is due in three days, once for each day that it is due."""
    for homework, seat in homework_queries.to_remind(session, clock.local_date(now)):
        if telling.address_of(seat):
            outbox.promise(
                session,
                "partnership.mail_homework",
                at=now,
                once=f"homework {homework.id} due {homework.due_on} seat {seat.id}",
                homework_id=homework.id,
                seat_id=seat.id,
            )


@job("partnership.mail_homework", outside=True)
def mail_homework(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    homework_id: int,
    seat_id: int,
) -> None:
    """Remind one person; not of what was handed in meanwhile, nor whoever has left."""
    homework, seat = session.get_one(Homework, homework_id), session.get_one(Seat, seat_id)
    if seat.left_on is not None or rules.is_done(homework_queries.hand_in_of(session, homework_id, seat.team_id)):
        return
    language = seat.person.language if seat.person else None
    with force_locale(language or DEFAULT):
        named = {"title": homework.title, "day": day(homework.due_on)}
        _send(
            homework.programme,
            key=key,
            name=seat.name,
            to=telling.address_of(seat),
            subject=_("Homework due %(day)s: %(title)s", **named),
            told=_("Your team has not handed in “%(title)s”. It is due %(day)s.", **named),
            path=f"homework/{homework_id}/teams/{seat.team_id}/",
        )


@job("partnership.mail_feedback", outside=True)
def mail_feedback(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    hand_in_id: int,
    version: int,
) -> None:
    """Tell whoever handed in what became of it; not about what was handed in anew meanwhile."""
    hand_in = session.get_one(HandIn, hand_in_id)
    if hand_in.version != version or hand_in.handed_in_by_id is None:
        return
    person = session.get_one(Person, hand_in.handed_in_by_id)
    is_returned = hand_in.status is HandInStatus.RETURNED
    with force_locale(person.language or DEFAULT):
        told = (
            _("The centre has read what you handed in and asks you to work more on it. Read what it says:")
            if is_returned
            else _("The centre has read what you handed in. Read what it says:")
        )
        _send(
            hand_in.homework.programme,
            key=key,
            name=person.name,
            to=person.email,
            subject=_("Feedback on your homework: %(title)s", title=hand_in.homework.title),
            told=told,
            path=f"homework/{hand_in.homework_id}/teams/{hand_in.team_id}/",
        )


@job("partnership.mail_guidance", outside=True)
def mail_guidance(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    guidance_id: int,
) -> None:
    """Tell whoever asked that there is an answer; what was asked and answered stands on the page alone."""
    guidance = session.get_one(Guidance, guidance_id)
    person = session.get_one(Person, guidance.asked_by_id)
    with force_locale(person.language or DEFAULT):
        _send(
            guidance.programme,
            key=key,
            name=person.name,
            to=person.email,
            subject=_("The centre has answered your question"),
            told=_("The centre has answered your question. Read the answer:"),
            path=f"guidance/{guidance_id}/",
        )


def _send(programme: Programme, *, key: str, name: str, to: str, subject: str, told: str, path: str) -> None:
    address = f"{_address(programme)}{path}"
    text = _(LETTER, name=name, programme=translated(programme.title)[0], told=told, address=address)
    mail.send(current_app.extensions["trinn"], key=key, to=to, subject=subject, text=text)


def _address(programme: Programme) -> str:
    return f"{current_app.extensions['trinn'].base_url}/partnership/programmes/{programme.code}/"
