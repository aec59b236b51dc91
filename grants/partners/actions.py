"""What happens: partners come and go, are asked, and answer for what stands there then."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from directory.bodies.models import Body
from grants.applications.actions import count_change, new_partner
from grants.applications.models import Application, Partner
from grants.applications.rules import is_waiting
from grants.partners import rules
from grants.partners.rules import Answer, Terms
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current


def add(
    session: Session,
    application: Application,
    partners: list[Partner],
    *,
    name: str,
    body: Body | None = None,
    email: str = "",
    actor_id: int,
    at: datetime,
) -> Partner:
    """Add a partner that has not been asked yet; raises NotAllowed."""
    rules.ensure_may_add(application, partners, name=name, body=body)
    partner = new_partner(application, name=name, body=body, email=email)
    session.add(partner)
    count_change(application)
    audit.record(
        session,
        partner,
        "added",
        actor_id=actor_id,
        at=at,
        changes={"application": (None, application.id), "body": (None, partner.body_id)},
        personal={"name": (None, name), "email": (None, email)},
    )
    return partner


def change(
    session: Session, partner: Partner, terms: Terms, *, email: str, version: int, actor_id: int, at: datetime
) -> bool:
    """Change what a partner is asked, or where; True when an answer no longer counts by it. Raises Stale.

    What was answered was answered for other terms: it is cleared, and the old link opens nothing. A new address has
    a new link too, since the old one may have come to somebody else.
    """
    ensure_current(partner.version, version)
    before, is_moved = rules.terms_of(partner), partner.email != email
    if before == terms and not is_moved:
        return False
    is_voided = rules.is_voided_by(partner, terms)
    if is_voided:
        partner.confirmed_at = partner.declined_at = partner.confirmed_by_id = None
        partner.confirmed_by = ""
    if is_voided or is_moved:
        partner.salt = secrets.token_urlsafe(16)
    if is_voided or (is_moved and is_waiting(partner)):
        partner.invited_at = None
    changes = {
        "mode": (before.mode, terms.mode),
        "hours": (before.hours, terms.hours),
        "amount": (before.amount, terms.amount),
        "answer_cleared": (None, is_voided),
    }
    personal = {
        "name": (before.name, terms.name),
        "task": (before.task, terms.task),
        "email": (partner.email, email),
    }
    partner.name, partner.task, partner.mode = terms.name, terms.task, terms.mode
    partner.hours, partner.amount, partner.email = terms.hours, terms.amount, email
    count_change(partner.application)
    audit.record(session, partner, "changed", actor_id=actor_id, at=at, changes=changes, personal=personal)
    return is_voided


def remove(session: Session, partner: Partner, *, actor_id: int, at: datetime) -> None:
    """Take a partner out of a draft; one that had been asked is told.

    Its row is gone when the mail is written, so that the promise carries the name and the address.
    """
    had_been_asked = partner.invited_at is not None
    personal = {"name": (partner.name, None), "email": (partner.email, None)}
    changes = {"application": (partner.application_id, None), "body": (partner.body_id, None)}
    audit.record(session, partner, "removed", actor_id=actor_id, at=at, changes=changes, personal=personal)
    if had_been_asked:
        outbox.promise(
            session,
            "grants.tell_removed_partner",
            at=at,
            application_id=partner.application_id,
            body_id=partner.body_id or 0,
            called=partner.name,
            email=partner.email,
        )
    count_change(partner.application)
    session.delete(partner)


def ask(session: Session, partner: Partner, *, is_reached: bool, actor_id: int, now: datetime) -> bool:
    """Ask a partner to confirm; False when its last mail is so recent that no other goes out. Raises NotAllowed.

    One that said no is asked anew, and may answer again.
    """
    rules.ensure_may_ask(partner, now, is_reached=is_reached)
    if rules.is_just_asked(partner, now):
        return False
    changes = {"invited_at": (partner.invited_at, now), "declined_at": (partner.declined_at, None)}
    partner.invited_at, partner.declined_at = now, None
    audit.record(session, partner, "asked", actor_id=actor_id, at=now, changes=changes)
    outbox.promise(session, "grants.invite_partner", at=now, partner_id=partner.id)
    return True


def ask_all(
    session: Session, partners: Sequence[Partner], *, reached: frozenset[int], actor_id: int, now: datetime
) -> list[Partner]:
    """Ask those who have not answered, can be asked, and were not asked just now; gives those who get a mail."""
    return [
        partner
        for partner in partners
        if is_waiting(partner)
        and rules.refusal_to_ask(partner, now, is_reached=partner.id in reached) is None
        and ask(session, partner, is_reached=True, actor_id=actor_id, now=now)
    ]


def answer(session: Session, partner: Partner, answer: Answer, *, now: datetime) -> bool:
    """Let a partner confirm or decline, once; False when it had answered before. Raises NotAllowed or Stale.

    After the application has been sent, only the row changes: the sum set aside in its snapshot stays as it was at that
    moment, and the caseworker judges EL5 by what is confirmed at theirs.
    """
    if not is_waiting(partner):
        return False
    rules.ensure_may_answer(partner, now)
    ensure_current(partner.version, answer.version)
    if answer.takes_part:
        partner.confirmed_at, partner.confirmed_by, partner.confirmed_by_id = now, answer.name, answer.person_id
    else:
        partner.declined_at = now
    verb = "confirmed" if answer.takes_part else "declined"
    by = {"answered_by": (None, answer.name)}
    audit.record(session, partner, verb, actor_id=answer.person_id, at=now, personal=by)
    outbox.promise(session, "grants.tell_of_partner_answer", at=now, partner_id=partner.id)
    return True
