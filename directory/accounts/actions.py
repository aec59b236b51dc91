"""What happens: signing in and out, links, passwords, people and their roles."""

import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from directory.accounts import rules
from directory.accounts.models import Person, RoleHolding, SignInLink, Throttle, UserSession
from directory.accounts.permissions import Role
from directory.audit import actions as audit
from directory.bodies.models import Body
from kernel import keys
from kernel.jobs import outbox

HASHER = PasswordHasher()
NOBODY = HASHER.hash(secrets.token_urlsafe(16))


def is_password(person: Person | None, password: str) -> bool:
    """Whether a password is the person's; takes as long when there is no such person."""
    kept = person.password_hash if person else None
    try:
        HASHER.verify(kept or NOBODY, password.encode("utf-8", "replace"))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return kept is not None


def token_hash(token: str) -> str:
    """What is kept of a session's token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def throttle_key(email: str) -> str:
    """The key under which tries at an address are counted."""
    return keys.digest("throttle", email)


def note_tries(session: Session, key: str, *, now: datetime) -> None:
    """Keep a key, so far without a try in vain."""
    outbox.insert_new(session, Throttle, {"key": key, "failures": 0, "updated_at": now})


def count_failure(
    session: Session, key: str, *, person: Person | None, now: datetime, at: datetime, free: int = rules.FREE_TRIES
) -> None:
    """Count a try in vain, and block after too many; whose account was tried stands in the trail."""
    note_tries(session, key, now=now)
    throttle = session.get_one(Throttle, key, with_for_update=True)
    if now - throttle.updated_at > rules.FORGET_AFTER:
        throttle.failures = 0
    throttle.failures += 1
    throttle.updated_at = now
    block = rules.block_after(throttle.failures, free)
    throttle.blocked_until = now + block if block else None
    if person is not None:
        audit.record(session, person, "sign_in_failed", actor_id=None, at=at)


def sign_in(session: Session, person: Person, *, now: datetime, at: datetime, by_link: bool = False) -> str:
    """Open a session and give its token; `now` is the real time, `at` the domain's."""
    token = secrets.token_urlsafe(32)
    session.add(
        UserSession(
            person_id=person.id,
            token_hash=token_hash(token),
            is_by_link=by_link,
            created_at=now,
            last_seen_at=now,
        )
    )
    session.execute(delete(Throttle).where(Throttle.key == throttle_key(person.email)))
    audit.record(session, person, "signed_in", actor_id=person.id, at=at)
    return token


def sign_out(session: Session, session_id: int, *, person: Person, now: datetime, at: datetime) -> None:
    """End a session for good."""
    session.execute(update(UserSession).where(UserSession.id == session_id).values(ended_at=now))
    audit.record(session, person, "signed_out", actor_id=person.id, at=at)


def touch(session: Session, session_id: int, *, now: datetime, every: timedelta = timedelta()) -> None:
    """Note that a session is in use, when that was last noted so long ago."""
    statement = update(UserSession).where(UserSession.id == session_id, UserSession.last_seen_at <= now - every)
    session.execute(statement.values(last_seen_at=now))


def end_other_sessions(session: Session, person: Person, *, kept_id: int | None, now: datetime) -> None:
    """End a person's sessions but for the one that is kept."""
    statement = update(UserSession).where(UserSession.person_id == person.id, UserSession.ended_at.is_(None))
    session.execute(statement.where(UserSession.id != (kept_id or 0)).values(ended_at=now))


def send_link(session: Session, person: Person, *, next_path: str, now: datetime) -> None:
    """Promise a one-time link by e-mail, unless several are already on their way."""
    waiting = select(func.count()).where(
        SignInLink.person_id == person.id, SignInLink.used_at.is_(None), SignInLink.expires_at > now
    )
    if (session.scalar(waiting) or 0) >= rules.LINKS_AT_ONCE:
        return
    made = SignInLink(
        person_id=person.id,
        salt=secrets.token_urlsafe(16),
        next_path=next_path,
        created_at=now,
        expires_at=now + rules.LINK_LIFE,
    )
    session.add(made)
    session.flush()
    outbox.promise(session, "directory.mail_sign_in_link", at=now, link_id=made.id)


def link_token(link: SignInLink) -> str:
    """The token of a one-time link, as it stands in its address."""
    return f"{link.id}-{keys.sign('sign-in-link', f'{link.id}:{link.salt}')}"


def use_link(session: Session, link: SignInLink, *, now: datetime, at: datetime) -> str | None:
    """Sign in by a link, once; None when somebody was quicker or it is too late."""
    first = update(SignInLink).where(SignInLink.id == link.id, SignInLink.used_at.is_(None)).values(used_at=now)
    if not rules.is_usable(link, now) or session.scalar(first.returning(SignInLink.id)) is None:
        return None
    return sign_in(session, link.person, now=now, at=at, by_link=True)


def add_person(
    session: Session, *, name: str, email: str, title: str, language: str | None, actor_id: int | None, at: datetime
) -> Person:
    """Add somebody who can sign in by link."""
    person = Person(name=name, email=email, title=title, language=language, is_active=True, created_at=at)
    session.add(person)
    audit.record(
        session, person, "added", actor_id=actor_id, at=at, personal={"name": (None, name), "email": (None, email)}
    )
    return person


def give_role(
    session: Session, person: Person, role: Role, body: Body | None, *, actor_id: int | None, at: datetime
) -> RoleHolding:
    """Give a person a role for a body, unless it is already held; raises NotAllowed for the wrong kind of body."""
    rules.ensure_role_fits(role, body.kind if body else None)
    body_id = body.id if body else None
    held = session.scalar(
        select(RoleHolding).where(
            RoleHolding.person_id == person.id,
            RoleHolding.role == role,
            RoleHolding.body_id == body_id if body_id else RoleHolding.body_id.is_(None),
            RoleHolding.ended_at.is_(None),
        )
    )
    if held is not None:
        return held
    given = RoleHolding(person_id=person.id, role=role, body_id=body_id, since=at)
    session.add(given)
    audit.record(
        session, given, "given", actor_id=actor_id, at=at, changes={"role": (None, role), "body": (None, body_id)}
    )
    return given


def end_role(session: Session, held: RoleHolding, *, actor_id: int, at: datetime) -> None:
    """End a role; the history stays, and the next request of its holder knows."""
    rules.ensure_may_end(held, actor_id)
    held.ended_at = at
    audit.record(session, held, "ended", actor_id=actor_id, at=at, changes={"role": (held.role, None)})


def set_active(
    session: Session, person: Person, *, is_active: bool, actor_id: int, now: datetime, at: datetime
) -> None:
    """Let a person in, or shut them out at once."""
    if not is_active:
        rules.ensure_may_shut_out(person, actor_id)
    person.is_active = is_active
    if not is_active:
        end_other_sessions(session, person, kept_id=None, now=now)
    audit.record(session, person, "activated" if is_active else "deactivated", actor_id=actor_id, at=at)


def set_password(
    session: Session, person: Person, password: str, *, kept_session_id: int | None, now: datetime, at: datetime
) -> None:
    """Set a person's password and end their other sessions; raises NotAllowed for a weak one."""
    rules.ensure_good_password(password, person)
    keep_password(person, password)
    end_other_sessions(session, person, kept_id=kept_session_id, now=now)
    audit.record(session, person, "password_changed", actor_id=person.id, at=at)


def keep_password(person: Person, password: str) -> None:
    """Keep the hash of a password that somebody has already judged."""
    person.password_hash = HASHER.hash(password.encode("utf-8", "replace"))


def change_profile(session: Session, person: Person, *, name: str, title: str, at: datetime) -> None:
    """Change what a person says of themselves."""
    changes = {"name": (person.name, name), "title": (person.title, title)}
    person.name, person.title = name, title
    audit.record(session, person, "changed", actor_id=person.id, at=at, personal=changes)


def choose_language(person: Person, language: str) -> None:
    """Keep the language that a person wants."""
    person.language = language
