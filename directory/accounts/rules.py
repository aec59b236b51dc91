"""What is allowed: passwords, sessions, links and throttles. All times here are real."""

from datetime import datetime, timedelta

from directory.accounts.models import Person, RoleHolding, SignInLink, Throttle, UserSession
from directory.accounts.permissions import Role
from directory.bodies.models import BodyKind
from kernel.lifecycle import NotAllowed, _l

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(hours=20)
LINK_LIFE = timedelta(minutes=15)
LINKS_AT_ONCE = 5
FREE_TRIES = 5
FORGET_AFTER = timedelta(hours=1)
LONGEST_BLOCK = timedelta(minutes=15)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
COMMON = ("password", "passord", "qwerty", "123456", "abcdef", "sommer", "vinter", "trinn", "norge")


def session_ends_at(opened: UserSession) -> datetime:
    """When a session ends by itself."""
    return min(opened.last_seen_at + IDLE, opened.created_at + ABSOLUTE)


def is_open(opened: UserSession, now: datetime) -> bool:
    """Whether a session still counts."""
    return opened.ended_at is None and now < session_ends_at(opened)


def is_usable(link: SignInLink, now: datetime) -> bool:
    """Whether a one-time link may still be used, once."""
    return link.used_at is None and now < link.expires_at and link.person.is_active


def blocked_for(throttle: Throttle | None, now: datetime) -> timedelta | None:
    """How long an account must wait before it may be tried again; None when at once."""
    if throttle is None or throttle.blocked_until is None or throttle.blocked_until <= now:
        return None
    return throttle.blocked_until - now


def block_after(failures: int, free: int = FREE_TRIES) -> timedelta | None:
    """How long to block after so many failures: a minute after the free ones, then twice as long each time."""
    if failures < free:
        return None
    return min(timedelta(minutes=2 ** min(failures - free, 6)), LONGEST_BLOCK)


def whole_minutes(wait: timedelta) -> int:
    """A wait in minutes that people are told, those begun included."""
    return -(-wait // timedelta(minutes=1))


def ensure_good_password(password: str, person: Person) -> None:
    """A password is long and no common or near word; nothing else is asked of it."""
    if len(password) < SHORTEST_PASSWORD:
        raise NotAllowed(
            _l("Use at least %(least)d characters. A few words in a row are easy to remember."), least=SHORTEST_PASSWORD
        )
    low = password.lower()
    near = [*person.name.lower().split(), person.email.partition("@")[0], *COMMON]
    left = low
    for word in near:
        if len(word) > 2:
            left = left.replace(word, "")
    if len(set(low)) < 5 or len(left) < SHORTEST_PASSWORD // 2:
        raise NotAllowed(
            _l("This password is easy to guess. Use a few words in a row that only you would put together.")
        )


ROLE_KINDS: dict[Role, BodyKind | None] = {
    Role.MUNICIPAL_COORDINATOR: BodyKind.MUNICIPALITY,
    Role.MUNICIPAL_LEADER: BodyKind.MUNICIPALITY,
    Role.HOME_CARE: BodyKind.MUNICIPALITY,
    Role.CORE_TEAM_MEMBER: BodyKind.MUNICIPALITY,
    Role.VOLUNTEERS_REPRESENTATIVE: BodyKind.MUNICIPALITY,
    Role.ORGANISATION_LEADER: BodyKind.ORGANISATION,
    Role.ORGANISATION_COORDINATOR: BodyKind.ORGANISATION,
    Role.VOLUNTEER: BodyKind.ORGANISATION,
    Role.CASEWORKER: BodyKind.DIRECTORATE,
    Role.REVIEWER: BodyKind.DIRECTORATE,
    Role.LEAD: BodyKind.DIRECTORATE,
    Role.ADMINISTRATOR: None,
}
ALSO_HELD_FOR: dict[Role, BodyKind] = {Role.VOLUNTEER: BodyKind.MUNICIPALITY}  # a municipality's own volunteers
MISFITS: dict[BodyKind | None, str] = {
    BodyKind.MUNICIPALITY: _l("This role is held for a municipality. Choose the municipality."),
    BodyKind.ORGANISATION: _l("This role is held for an organisation. Write the number of the organisation."),
    BodyKind.DIRECTORATE: _l("This role is held for the directorate. Leave the municipality and the number empty."),
    None: _l("An administrator is one for the whole of Trinn. Leave the municipality and the number empty."),
}


def ensure_role_fits(role: Role, kind: BodyKind | None) -> None:
    """A role is held for the kind of body that it belongs to, the administrator's for none."""
    if kind != ROLE_KINDS[role] and (kind is None or kind != ALSO_HELD_FOR.get(role)):
        raise NotAllowed(MISFITS[ROLE_KINDS[role]])


def ensure_may_end(held: RoleHolding, actor_id: int) -> None:
    """An administrator does not end their own administration, so that somebody always has it."""
    if held.role == Role.ADMINISTRATOR and held.person_id == actor_id:
        raise NotAllowed(_l("You cannot end your own administrator role. Ask another administrator to."))


def ensure_may_shut_out(person: Person, actor_id: int) -> None:
    """Nobody shuts themselves out."""
    if person.id == actor_id:
        raise NotAllowed(_l("You cannot shut yourself out. Ask another administrator to."))
