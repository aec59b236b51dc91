"""What happens later: volunteers are asked and thanked, and the clock ends what nobody answers."""

from collections.abc import Callable
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from kernel.config import Settings
from kernel.i18n import force_locale
from kernel.jobs import mail, sms
from kernel.registry import job
from volunteers.asking import actions, letting_go, queries, rules, saying
from volunteers.asking.models import Ask, AskStatus
from volunteers.messages.models import By
from volunteers.messages.rules import way_to_volunteer
from volunteers.messages.saying import Words, language_of
from volunteers.register.models import Volunteer

MINUTES, HOUR = 5 * 60, 60 * 60


@job("volunteers.send_ask", outside=True)
def send_ask(session: Session, *, key: str, now: datetime, ask_id: int, asked_at: str) -> None:
    """Ask one volunteer by mail or text; not who has answered meanwhile, nor when nobody is needed any more."""
    ask = session.get_one(Ask, ask_id)
    is_asked = ask.status is AskStatus.WAITING and ask.asked_at == datetime.fromisoformat(asked_at)
    if is_asked and rules.is_open(ask.trip) and now <= ask.expires_at:
        settings: Settings = current_app.extensions["trinn"]
        address = f"{settings.base_url}/volunteers/answer/{queries.token_of(ask)}/"
        _send(ask, settings, key, lambda: saying.question(ask, address))


@job("volunteers.send_thanks", outside=True)
def send_thanks(session: Session, *, key: str, now: datetime, ask_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Thank one who was asked and is needed no more."""
    ask = session.get_one(Ask, ask_id)
    if ask.status is AskStatus.WITHDRAWN:
        _send(ask, current_app.extensions["trinn"], key, lambda: saying.thanks(ask))


def _send(ask: Ask, settings: Settings, key: str, put: Callable[[], Words]) -> None:
    volunteer = ask.volunteer
    with force_locale(language_of(volunteer.person.language if volunteer.person else None, ask.trip.offer)):
        words = put()
    by = way_to_volunteer(volunteer)
    if by is By.MAIL:
        mail.send(settings, key=key, to=volunteer.email, subject=words.subject, text=words.mail)
    elif by is By.TEXT:
        sms.send(settings, key=key, to=volunteer.phone, text=words.text)


@job("volunteers.let_go")
def let_go(session: Session, *, key: str, now: datetime, volunteer_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Let the trips go that a volunteer who has ended or has a break cannot come to; twice is once."""
    letting_go.let_go(session, session.get_one(Volunteer, volunteer_id), at=now)


@job("volunteers.go_on_asking", every=MINUTES)
def go_on_asking(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """End what nobody answered in time, tell of stand-ins, escalate, and give up what nobody has taken at its time."""
    for trip in queries.to_look_after(session, now):
        actions.look_after(session, trip, at=now)


@job("volunteers.follow_regular", every=HOUR)
def follow_regular(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Give the new days of recurring requests to those who always come; all days of one come in one message."""
    for trip in queries.regular(session, now):
        actions.follow_regular(session, trip, at=now)
