"""What is allowed: who writes an application, and when."""

from datetime import datetime

from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from grants.applications.models import Application, ApplicationStatus, Partner
from grants.calls.content import Content
from grants.calls.models import Call
from grants.calls.rules import is_open
from kernel.lifecycle import NotAllowed, _l

MOST_DRAFTS = 10


def reference(code: str, year: int, number: int) -> str:
    """What people call an application: T1-2026-0001."""
    return f"{code}-{year}-{number:04d}"


def closes_at(application: Application) -> datetime:
    """The last moment for sending, which a caseworker may have moved for this applicant."""
    return max(filter(None, [application.call.closes_at, application.reopened_until]))


def takes_it(application: Application, now: datetime) -> bool:
    """Whether the application may be sent at a moment; a deadline's own second is in (EL1)."""
    reopened = application.reopened_until
    return is_open(application.call, now) or (reopened is not None and now.replace(microsecond=0) <= reopened)


def may_write(application: Application, viewer: Viewer) -> bool:
    """Whether somebody may write in an application: the applicant's own people, while it is a draft."""
    is_own = viewer.may(Permission.APPLICATION_WRITE, application.applicant_id)
    return is_own and application.status is ApplicationStatus.DRAFT


def ensure_may_write(application: Application, viewer: Viewer) -> None:
    """An application is written by the applicant's own people, until it is sent."""
    ensure_own(application, viewer)
    if application.status is ApplicationStatus.WITHDRAWN:
        raise NotAllowed(_l("The application has been withdrawn, and can no longer be changed."))
    if application.status is not ApplicationStatus.DRAFT:
        raise NotAllowed(_l("The application has been sent, and can no longer be changed."))


def ensure_own(application: Application, viewer: Viewer) -> None:
    """What binds the applicant is done by the applicant's own people."""
    if not viewer.may(Permission.APPLICATION_WRITE, application.applicant_id):
        raise NotAllowed(_l("You can read this application, but only the applicant's own people can change it."))


def ensure_may_begin(call: Call, content: Content, applicant: Body, drafts: int, now: datetime) -> None:
    """An application is begun while the call is open, by an applicant of a kind that the call is for (EL2)."""
    if not is_open(call, now):
        raise NotAllowed(_l("The call is not open."))
    if applicant.kind.value not in content.applicants:
        raise NotAllowed(_l("This call is not for applicants of your kind. You may take part as a partner."))
    if drafts >= MOST_DRAFTS:
        raise NotAllowed(_l("You have begun many applications to this call already. Go on with one of them."))


def is_asked(partner: Partner) -> bool:
    """Whether a partner has been asked to confirm, or has done so."""
    return partner.invited_at is not None or partner.confirmed_at is not None


def is_waiting(partner: Partner) -> bool:
    """Whether a partner's confirmation is still open."""
    return partner.confirmed_at is None and partner.declined_at is None
