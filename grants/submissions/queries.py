"""What is read: who is told, and what a caseworker may reopen without seeing it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.models import Person
from directory.accounts.permissions import PERMISSIONS, Permission, Role
from directory.accounts.queries import body_for, people_with
from grants.applications.models import Application, ApplicationStatus
from grants.calls.models import Call


def writers_of(session: Session, application: Application) -> list[Person]:
    """The people who write applications for the applicant."""
    roles = {role for role, allowed in PERMISSIONS.items() if Permission.APPLICATION_WRITE in allowed}
    return people_with(session, roles, application.applicant_id)


def caseworkers(session: Session) -> list[Person]:
    """The directorate's caseworkers."""
    directorate = body_for(session, Role.CASEWORKER, "")
    return people_with(session, {Role.CASEWORKER}, directorate.id) if directorate else []


def reopened(session: Session, call_id: int, now: datetime) -> Sequence[Application]:
    """What applicants have been let write anew, may still send and have not sent, in the order of their numbers."""
    statement = select(Application).where(
        Application.call_id == call_id,
        Application.status == ApplicationStatus.DRAFT,
        Application.reopened_until >= now,
    )
    return session.scalars(statement.options(joinedload(Application.applicant)).order_by(Application.number)).all()


def named(session: Session, call: Call, reference: str) -> Application | None:
    """The application to a call with a reference, seen or unseen, held for writing."""
    statement = (
        select(Application)
        .where(Application.call_id == call.id, Application.reference == reference.strip().upper())
        .options(joinedload(Application.call), joinedload(Application.applicant))
    )
    return session.scalar(statement.with_for_update(of=Application))
