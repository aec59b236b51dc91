"""What is allowed: who becomes a partner, when one is asked, and when it may answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from directory.bodies.models import Body, BodyKind
from grants.applications.models import Application, ApplicationStatus, Partner, TaskMode
from grants.applications.rules import is_waiting, takes_it
from kernel.lifecycle import NotAllowed, _l, refusal_of

MOST_PARTNERS = 20
NO_MAIL_AGAIN_FOR = timedelta(hours=1)
LAST_DAYS = timedelta(days=14)
ANSWERABLE = frozenset({ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED})


@dataclass(frozen=True)
class Terms:
    """What a partner confirms: who it is, its task, how that is shared, hours and NOK a year."""

    name: str
    task: str
    mode: TaskMode
    hours: int | None
    amount: int


@dataclass(frozen=True)
class Answer:
    """What a partner says, and who says it; `person_id` is None for somebody who came by the link."""

    takes_part: bool
    name: str
    person_id: int | None
    version: int


def terms_of(partner: Partner) -> Terms:
    """What a partner is asked to confirm now."""
    return Terms(partner.name, partner.task, partner.mode, partner.hours, partner.amount)


def set_aside(partners: Iterable[Partner]) -> int:
    """What leaves the eligible sum of a year for want of confirmation, NOK (EL5)."""
    return sum(partner.amount for partner in partners if partner.confirmed_at is None)


def ensure_may_add(application: Application, partners: list[Partner], *, name: str, body: Body | None = None) -> None:
    """A partner is somebody else than the applicant, is there once, and stands among at most 20."""
    if body is not None and body.id == application.applicant_id:
        raise NotAllowed(_l("You are the applicant, so you cannot be your own partner."))
    if body is not None and body.kind is BodyKind.DIRECTORATE:
        raise NotAllowed(_l("The directorate cannot be a partner."))
    if any(_is_same(partner, name, body) for partner in partners):
        raise NotAllowed(_l("%(name)s is a partner already."), name=name)
    if len(partners) >= MOST_PARTNERS:
        raise NotAllowed(_l("An application can have %(most)d partners."), most=MOST_PARTNERS)


def ensure_found(body: Body | None) -> Body:
    """A partner from the register is in the register."""
    if body is None:
        raise NotAllowed(_l("Nobody in the register has this number. Write the name and the e-mail address instead."))
    return body


def _is_same(partner: Partner, name: str, body: Body | None) -> bool:
    if body is not None:
        return partner.body_id == body.id
    return partner.body_id is None and partner.name.casefold() == name.casefold()


def is_voided_by(partner: Partner, terms: Terms) -> bool:
    """Whether what a partner has answered no longer counts with other terms."""
    return not is_waiting(partner) and terms != terms_of(partner)


def is_just_asked(partner: Partner, now: datetime) -> bool:
    """Whether a partner got its mail so recently that another would only disturb."""
    return is_waiting(partner) and partner.invited_at is not None and now < partner.invited_at + NO_MAIL_AGAIN_FOR


def ensure_may_ask(partner: Partner, now: datetime, *, is_reached: bool) -> None:
    """A partner is asked about a task, while it can answer, and where a mail reaches somebody."""
    if partner.confirmed_at is not None:
        raise NotAllowed(_l("%(name)s has confirmed already."), name=partner.name)
    if not takes_it(partner.application, now):
        raise NotAllowed(_l("The call takes no more applications, so nobody can confirm any longer."))
    if not partner.task:
        raise NotAllowed(_l("Write what %(name)s does before you ask."), name=partner.name)
    if not is_reached:
        raise NotAllowed(
            _l("Nobody of %(name)s is in Trinn. Write an e-mail address before you ask."), name=partner.name
        )


def refusal_to_ask(partner: Partner, now: datetime, *, is_reached: bool) -> NotAllowed | None:
    """Why a partner may not be asked now; None when it may."""
    return refusal_of(ensure_may_ask, partner, now, is_reached=is_reached)


def ensure_may_answer(partner: Partner, now: datetime) -> None:
    """A partner answers when it has been asked, until the call closes, sent or not."""
    if partner.application.status not in ANSWERABLE:
        raise NotAllowed(_l("The application no longer waits for an answer."))
    if not takes_it(partner.application, now):
        raise NotAllowed(_l("The call has closed, so this can no longer be answered."))
    if partner.invited_at is None:
        raise NotAllowed(_l("You have not been asked to confirm this yet."))


def may_answer(partner: Partner, now: datetime) -> bool:
    """Whether a partner's answer is open and is still taken."""
    return is_waiting(partner) and refusal_of(ensure_may_answer, partner, now) is None
