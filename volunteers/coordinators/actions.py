"""What happens: posts are set up and changed, somebody begins and ends in one, and the staircase sees it at once."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from directory.bodies.models import Body
from kernel import clock
from kernel.lifecycle import ensure_current
from volunteers.coordinators import queries, rules
from volunteers.coordinators.models import CoordinatorPost, CoordinatorTenure
from volunteers.coordinators.proofs import settle
from volunteers.coordinators.queries import Held

PERSONAL = frozenset({"stand_in_name", "stand_in_phone", "name", "phone", "email"})


@dataclass(frozen=True)
class PostSaid:
    """What is said of a post; the share is per cent of a full one."""

    title: str
    share: int
    areas: str
    stand_in_name: str
    stand_in_phone: str
    begins_on: date
    ends_on: date | None


@dataclass(frozen=True)
class HolderSaid:
    """What is said of whoever holds a post."""

    name: str
    phone: str
    email: str
    education: str
    is_in_network: bool
    begins_on: date


def set_up(session: Session, body: Body, said: PostSaid, *, actor_id: int, at: datetime) -> CoordinatorPost:
    """Set up a post; the same one sent twice is one."""
    bodies.lock(session, body.id)
    post = CoordinatorPost(body_id=body.id, body=body, **vars(said))
    same = queries.same_post(session, post)
    if same is not None:
        return same
    session.add(post)
    _record(session, post, "set_up", {}, vars(said), actor_id=actor_id, at=at)
    settle(session, body, actor_id=actor_id, at=at)
    return post


def change(session: Session, held: Held, said: PostSaid, *, version: int, actor_id: int, at: datetime) -> None:
    """Write a post anew; raises Stale when somebody else was quicker."""
    post = held.post
    ensure_current(post.version, version)
    before = {name: getattr(post, name) for name in vars(said)}
    for name, value in vars(said).items():
        setattr(post, name, value)
    _record(session, post, "changed", before, vars(said), actor_id=actor_id, at=at)
    settle(session, post.body, actor_id=actor_id, at=at)


def begin(session: Session, held: Held, said: HolderSaid, *, actor_id: int, at: datetime) -> None:
    """Let somebody begin in a post; the same sent twice is one."""
    now = held.tenure
    if now is not None and all(getattr(now, name) == value for name, value in vars(said).items()):
        return
    rules.ensure_vacant(now)
    last = max((each.ends_on for each in held.tenures if each.ends_on), default=None)
    rules.ensure_begins_rightly(held.post, said.begins_on, last, clock.local_date(at))
    tenure = CoordinatorTenure(post_id=held.post.id, ends_on=None, **vars(said))
    session.add(tenure)
    flag_modified(held.post, "share")  # whoever has the post's page open learns of it
    _record(session, tenure, "began", {}, vars(said), actor_id=actor_id, at=at)
    settle(session, held.post.body, actor_id=actor_id, at=at)


def describe(session: Session, held: Held, said: HolderSaid, *, version: int, actor_id: int, at: datetime) -> None:
    """Write anew what is said of whoever holds a post; raises Stale."""
    ensure_current(held.post.version, version)
    now, today = held.tenure, clock.local_date(at)
    rules.ensure_held(now)
    last = max((each.ends_on for each in held.tenures if each.ends_on), default=None)
    rules.ensure_begins_rightly(held.post, said.begins_on, last, today)
    if now is not None:
        before = {name: getattr(now, name) for name in vars(said)}
        for name, value in vars(said).items():
            setattr(now, name, value)
        flag_modified(held.post, "share")
        _record(session, now, "described", before, vars(said), actor_id=actor_id, at=at)


def end(session: Session, held: Held, ends_on: date, *, actor_id: int, at: datetime) -> None:
    """End somebody's time in a post: it is vacant and counts no more, and how they were reached is erased."""
    now = held.tenure
    rules.ensure_held(now)
    if now is not None:
        rules.ensure_ends_rightly(now, ends_on, clock.local_date(at))
        now.ends_on, now.phone, now.email, now.is_in_network = ends_on, "", "", False
        flag_modified(held.post, "share")
        audit.record(session, now, "ended", actor_id=actor_id, at=at, changes={"ends_on": (None, ends_on)})
        settle(session, held.post.body, actor_id=actor_id, at=at)


def confirm(session: Session, held: Held, *, actor_id: int, at: datetime) -> None:
    """Say that all that is written of a post holds, for another year."""
    audit.record(session, held.post, "confirmed", actor_id=actor_id, at=at)
    settle(session, held.post.body, actor_id=actor_id, at=at)


def _record(
    session: Session,
    row: CoordinatorPost | CoordinatorTenure,
    verb: str,
    before: dict[str, object],
    said: dict[str, object],
    *,
    actor_id: int,
    at: datetime,
) -> None:
    changes = {name: (before.get(name), value) for name, value in said.items() if before.get(name) != value}
    personal = {name: changes.pop(name) for name in PERSONAL & changes.keys()}
    audit.record(session, row, verb, actor_id=actor_id, at=at, changes=changes, personal=personal)
