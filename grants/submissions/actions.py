"""What happens: an application is sent, withdrawn, reopened and closed; its row is held by whoever calls."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.audit import actions as audit
from grants.applications.answers import contact
from grants.applications.gathering import standings
from grants.applications.models import Application, ApplicationStatus, SignedAs
from grants.applications.queries import Folder
from grants.submissions import queries, rules, snapshot
from kernel.clock import local_date
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current, ensure_transition


def submit(
    session: Session, folder: Folder, *, signed_as: SignedAs, actor: Person, version: int, now: datetime
) -> bool:
    """Send an application and promise its receipts; False when it has been sent already, as by a double click.

    The folder is read while its application is held. Raises Stale when somebody of the applicant's changed something
    after the answers were checked.
    """
    application = folder.application
    if application.status is ApplicationStatus.SUBMITTED:
        return False
    rules.ensure_may_submit(folder, now)
    rules.ensure_may_sign(application, signed_as)
    ensure_current(rules.version_of(folder), version)
    sender = ", ".join(filter(None, [actor.name, actor.title]))
    application.snapshot = snapshot.taken(folder, standings(session, folder, local_date(now)), sender)
    application.status = ApplicationStatus.SUBMITTED
    application.submitted_at, application.submitted_by_id, application.signed_as = now, actor.id, signed_as
    changes = {
        "status": (ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED),
        "submitted_at": (None, now),
        "signed_as": (None, signed_as),
        "snapshot": (None, _without_people(application.snapshot)),
    }
    said = {"answers": (None, json.dumps(folder.answers, sort_keys=True))}
    audit.record(session, application, "submitted", actor_id=actor.id, at=now, changes=changes, personal=said)
    outbox.promise(session, "grants.mail_receipt", at=now, application_id=application.id, person_id=actor.id)
    if contact(folder.answers)[1] not in {"", actor.email}:
        outbox.promise(session, "grants.mail_receipt_to_contact", at=now, application_id=application.id)
    return True


def withdraw(session: Session, application: Application, *, actor_id: int, at: datetime) -> bool:
    """Withdraw an application; the caseworkers are told of one that was sent. False when it is withdrawn already."""
    if application.status is ApplicationStatus.WITHDRAWN:
        return False
    rules.ensure_may_withdraw(application)
    before, application.status = application.status, ApplicationStatus.WITHDRAWN
    application.withdrawn_at = at
    changes = {"status": (before, application.status), "withdrawn_at": (None, at)}
    audit.record(session, application, "withdrawn", actor_id=actor_id, at=at, changes=changes)
    if before is ApplicationStatus.SUBMITTED:
        for person in queries.caseworkers(session):
            outbox.promise(session, "grants.mail_withdrawal", at=at, application_id=application.id, person_id=person.id)
    return True


def reopen(
    session: Session,
    application: Application | None,
    *,
    reason: str,
    until: datetime,
    actor_id: int,
    now: datetime,
) -> Application:
    """Let one applicant write and send until a moment; what was sent before is told in the trail, not thrown away."""
    found = rules.ensure_may_reopen(application, until, now)
    if (found.status, found.reopened_until, found.reopened_reason) == (ApplicationStatus.DRAFT, until, reason):
        return found
    changes: dict[str, tuple[object, object]] = {
        "reopened_until": (found.reopened_until, until),
        "reopened_reason": (found.reopened_reason, reason),
    }
    found.reopened_until, found.reopened_reason = until, reason
    if found.status is ApplicationStatus.SUBMITTED:
        changes |= _take_back(found)
    audit.record(session, found, "reopened", actor_id=actor_id, at=now, changes=changes)
    for person in queries.writers_of(session, found):
        outbox.promise(session, "grants.mail_reopening", at=now, application_id=found.id, person_id=person.id)
    return found


def _take_back(application: Application) -> dict[str, tuple[object, object]]:
    """Make a sent application a draft again, and say what it was."""
    changes: dict[str, tuple[object, object]] = {
        "status": (application.status, ApplicationStatus.DRAFT),
        "submitted_at": (application.submitted_at, None),
        "submitted_by": (application.submitted_by_id, None),
        "signed_as": (application.signed_as, None),
        "snapshot": (_without_people(application.snapshot or {}), None),
    }
    application.status = ApplicationStatus.DRAFT
    application.submitted_at = application.submitted_by_id = application.signed_as = application.snapshot = None
    return changes


def _without_people(kept: dict[str, Any]) -> str:
    """A snapshot as the trail may hold it: without the name of who sent it."""
    return json.dumps({name: value for name, value in kept.items() if name != "confirmed_by_applicant"})


def close(session: Session, application: Application, *, actor_id: int, at: datetime) -> None:
    """Close an application when its decision is made."""
    ensure_transition(rules.TRANSITIONS, application.status, ApplicationStatus.DECIDED)
    before, application.status = application.status, ApplicationStatus.DECIDED
    changes = {"status": (before, application.status)}
    audit.record(session, application, "decided", actor_id=actor_id, at=at, changes=changes)
