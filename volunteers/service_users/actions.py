"""What happens: service users are enrolled, changed and erased, and say yes and no."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel import clock, keys
from kernel.lifecycle import ensure_current
from volunteers.safeguards import queries as safeguards
from volunteers.service_users import queries, rules
from volunteers.service_users.models import AgeBand, Consent, GivenHow, Need, Purpose, ServiceUser

SEALED = ("first_name", "phone", "address", "needs", "practical", "contact_name", "contact_phone")


@dataclass(frozen=True)
class Profile:
    """What is known of somebody: who, where, and what a helper must know."""

    first_name: str
    phone: str
    address: str
    postcode: str
    needs: tuple[Need, ...] = ()
    practical: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    age_band: AgeBand = AgeBand.UNKNOWN
    takes_text_messages: bool = False


@dataclass(frozen=True)
class Said:
    """An answer for one purpose: yes or no, from whom, how and for how long."""

    purpose: Purpose
    is_given: bool
    how: GivenHow
    given_on: date
    valid_to: date | None = None
    representative: str = ""


def enrol(
    session: Session,
    body: Body,
    municipality: Municipality,
    profile: Profile,
    *,
    is_from_home_care: bool = False,
    actor_id: int,
    at: datetime,
) -> ServiceUser:
    """Enrol somebody with the next code of the body; two at once get a code each."""
    rules.ensure_practical(profile.practical)
    safeguards.ensure_on(session, body.id, clock.local_date(at))
    bodies.lock(session, body.id)
    user = ServiceUser(
        body_id=body.id,
        municipality_id=municipality.id,
        body=body,
        municipality=municipality,
        code=queries.next_code(session, body.id),
        registered_at=at,
        registered_by_id=actor_id,
        is_from_home_care=is_from_home_care,
        **_columns(profile),
    )
    session.add(user)
    audit.record(session, user, "enrolled", actor_id=actor_id, at=at, changes={"code": (None, user.code)})
    return user


def change(session: Session, user: ServiceUser, profile: Profile, *, version: int, actor_id: int, at: datetime) -> None:
    """Write somebody's profile anew; raises Stale when somebody else was quicker."""
    ensure_current(user.version, version)
    _rewrite(session, user, profile, actor_id=actor_id, at=at)


def complete(
    session: Session, user: ServiceUser, profile: Profile, *, was_shown: bool, actor_id: int, at: datetime
) -> None:
    """Take what somebody who asks again has said; what was not shown to the writer stays and is added to."""
    if not was_shown:
        needs = (*rules.codes(user.needs), *profile.needs)
        profile = replace(
            profile, first_name=user.first_name, needs=needs, practical=user.practical or profile.practical
        )
    kept = ("contact_name", "contact_phone", "age_band", "takes_text_messages")
    profile = replace(profile, **{name: getattr(user, name) for name in kept})
    if any(getattr(user, name) != value for name, value in _columns(profile).items()):
        _rewrite(session, user, profile, actor_id=actor_id, at=at)


def _rewrite(session: Session, user: ServiceUser, profile: Profile, *, actor_id: int, at: datetime) -> None:
    rules.ensure_kept(user)
    rules.ensure_practical(profile.practical)
    columns = _columns(profile)
    personal = {name: (getattr(user, name), columns[name]) for name in (*SEALED, "postcode")}
    for name, value in columns.items():
        setattr(user, name, value)
    flag_modified(user, "postcode")  # the version counts every writing, also of the same
    told = {name: pair for name, pair in personal.items() if pair[0] != pair[1]}
    audit.record(session, user, "changed", actor_id=actor_id, at=at, personal=told)


def _columns(profile: Profile) -> dict[str, object]:
    kept = {**vars(profile), "needs": rules.joined(profile.needs)}
    return {**kept, "phone_digest": keys.digest(queries.PHONE, rules.national(profile.phone))}


def mark_home_care(user: ServiceUser) -> None:
    """Note that home care asks on behalf of somebody who was known already."""
    user.is_from_home_care = True


def consent(session: Session, user: ServiceUser, said: Said, *, actor_id: int, at: datetime) -> Consent:
    """Write down a yes or a no for one purpose; the latest is the one that counts, and the same said again is one."""
    rules.ensure_kept(user)
    rules.ensure_may_record(said.given_on, said.valid_to, clock.local_date(at))
    last = _last_said(session, user, said.purpose)
    if last is not None and last.withdrawn_at is None and vars(said).items() <= vars(last).items():
        return last
    made = Consent(service_user_id=user.id, service_user=user, recorded_at=at, recorded_by_id=actor_id, **vars(said))
    session.add(made)
    changes = {"purpose": (None, said.purpose), "is_given": (None, said.is_given), "how": (None, said.how)}
    audit.record(session, made, "recorded", actor_id=actor_id, at=at, changes=changes)
    return made


def _last_said(session: Session, user: ServiceUser, purpose: Purpose) -> Consent | None:
    where = (Consent.service_user_id == user.id, Consent.purpose == purpose)
    return session.scalar(select(Consent).where(*where).order_by(Consent.id.desc()).limit(1))


def withdraw(session: Session, user: ServiceUser, purpose: Purpose, *, actor_id: int, at: datetime) -> None:
    """Take back every yes for a purpose that still stands."""
    standing = select(Consent).where(
        Consent.service_user_id == user.id,
        Consent.purpose == purpose,
        Consent.is_given,
        Consent.withdrawn_at.is_(None),
    )
    for given in session.scalars(standing.order_by(Consent.id)):
        given.withdrawn_at = at
        changes = {"withdrawn_at": (None, at), "purpose": (purpose, purpose)}
        audit.record(session, given, "withdrawn", actor_id=actor_id, at=at, changes=changes)


def erase(session: Session, user: ServiceUser, *, actor_id: int | None, at: datetime) -> None:
    """Erase all that tells who somebody is; the code stays, so that trips can still be counted."""
    if user.erased_at is not None:
        return
    for name in (*SEALED, "phone_digest"):
        setattr(user, name, "")
    user.erased_at = at
    for given in _consents(session, user):
        given.representative = ""
    audit.record(session, user, "erased", actor_id=actor_id, at=at)


def _consents(session: Session, user: ServiceUser) -> Iterable[Consent]:
    return session.scalars(select(Consent).where(Consent.service_user_id == user.id)).all()
