"""What happens: wishes are written down by consent and erased again, and what might meet is asked about."""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.rules import ensure_going_on
from volunteers.safeguards.queries import ensure_on
from volunteers.senior_resources import queries, rules
from volunteers.senior_resources.content import Wish, wish_of
from volunteers.senior_resources.models import (
    Connection,
    ConnectionStatus,
    LocalNeed,
    Opportunity,
    ResourceKind,
    SeniorResource,
)
from volunteers.senior_resources.suggestions import What

Changes = dict[str, tuple[object, object]]
PLAIN = frozenset({"kind", "themes", "people", "consent_how", "consent_on", "consent_until", "resting_until"})
WORDS = ("name", "contact", "wish", "prerequisites")


def add(
    session: Session,
    team: CoreTeam,
    kind: ResourceKind,
    said: Wish,
    *,
    organisation_id: int | None = None,
    actor_id: int,
    at: datetime,
) -> SeniorResource:
    """Write down what somebody wishes to contribute, once; persons only by consent, where the safeguards are on."""
    ensure_going_on(team)
    today = clock.local_date(at)
    if rules.needs_consent(kind):
        ensure_on(session, team.lead_id, today)
    rules.ensure_consent(kind, said, today)
    for known in queries.persons_of(session, team.id, kind) if rules.needs_consent(kind) else ():
        if wish_of(known) == said:
            return known
    resource = queries.of_organisation(session, team.id, organisation_id) if organisation_id else None
    if resource is not None:
        rules.ensure_gone(resource)
    resource = resource or SeniorResource(team_id=team.id, kind=kind, organisation_id=organisation_id)
    for name, value in vars(said).items():
        setattr(resource, name, value)
    resource.erased_on, resource.added_on, resource.added_by_id = None, today, actor_id
    session.add(resource)
    new: Changes = {name: (None, value) for name, value in vars(said).items()}
    _record(session, resource, "added", {"kind": (None, kind), **new}, actor_id=actor_id, at=at)
    return resource


def change(
    session: Session, team: CoreTeam, resource: SeniorResource, said: Wish, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write a wish anew; raises Stale when somebody else was quicker."""
    ensure_current(resource.version, version)
    rules.ensure_kept(resource)
    today = clock.local_date(at)
    if rules.needs_consent(resource.kind):
        ensure_on(session, team.lead_id, today)
    rules.ensure_consent(resource.kind, said, today)
    if changes := _changed(wish_of(resource), said):
        for name, (_old, new) in changes.items():
            setattr(resource, name, new)
        _record(session, resource, "changed", changes, actor_id=actor_id, at=at)


def forget(session: Session, resource: SeniorResource, *, actor_id: int | None, at: datetime) -> bool:
    """Erase what tells who somebody is and what they wish; the row stays as a number. Whether there was anything."""
    if resource.erased_on is not None:
        return False
    for name in WORDS:
        setattr(resource, name, "")
    resource.volunteer_id, resource.erased_on = None, clock.local_date(at)
    for connection in queries.connections_of(session, resource.id):
        connection.said = ""
        if connection.status in rules.OPEN:
            connection.status, connection.changed_on = ConnectionStatus.ENDED, clock.local_date(at)
    audit.record(session, resource, "erased", actor_id=actor_id, at=at)
    return True


def withdraw(session: Session, resource: SeniorResource, *, actor_id: int, at: datetime) -> None:
    """Erase at once what somebody does not wish kept any more, and every trace of it; a person is counted as erased."""
    if forget(session, resource, actor_id=actor_id, at=at) and rules.needs_consent(resource.kind):
        outbox.promise(session, "volunteers.count_erased", at=at, body_id=resource.team.lead_id)
    outbox.promise(session, "volunteers.wipe", at=at)


def connect(
    session: Session,
    resource: SeniorResource,
    need: LocalNeed | None,
    opportunity: Opportunity | None,
    *,
    is_wished: bool,
    actor_id: int,
    at: datetime,
) -> Connection:
    """Ask a resource about a need, an opportunity or both, or note that they wish it themselves."""
    today = clock.local_date(at)
    rules.ensure_may_ask(resource, today)
    rules.ensure_open(need.met_on if need else None, opportunity.open_until if opportunity else None, today)
    tied = {What.NEED: need.id if need else None, What.OPPORTUNITY: opportunity.id if opportunity else None}
    ties = [tie for each in queries.connections_of(session, resource.id) for tie in queries.ties(each)]
    rules.ensure_new([tie.status for tie in ties if tied[tie.what] == tie.thing_id])
    connection = Connection(
        resource_id=resource.id,
        need_id=need.id if need else None,
        opportunity_id=opportunity.id if opportunity else None,
        status=ConnectionStatus.WISHED if is_wished else ConnectionStatus.SUGGESTED,
        said="",
        changed_on=today,
    )
    session.add(connection)
    told: Changes = {"resource_id": (None, resource.id), "status": (None, connection.status)}
    audit.record(session, connection, "connected", actor_id=actor_id, at=at, changes=told)
    return connection


def answer(
    session: Session,
    connection: Connection,
    status: ConnectionStatus,
    said: str,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Note what a resource says to a connection; raises Stale when somebody else was quicker."""
    ensure_current(connection.version, version)
    rules.ensure_move(connection.status, status)
    rules.ensure_kept(connection.resource)
    before, connection.status = connection.status, status
    connection.said, connection.changed_on = said, clock.local_date(at)
    changes: Changes = {"status": (before, status)}
    audit.record(session, connection, "answered", actor_id=actor_id, at=at, changes=changes)


def _record(
    session: Session, resource: SeniorResource, verb: str, changes: Changes, *, actor_id: int, at: datetime
) -> None:
    """Note codes, numbers and days as they are, and what tells of somebody as a digest."""
    told = {name: each for name, each in changes.items() if name in PLAIN}
    personal = {name: each for name, each in changes.items() if name not in PLAIN}
    audit.record(session, resource, verb, actor_id=actor_id, at=at, changes=told, personal=personal)


def _changed(before: Wish, after: Wish) -> Changes:
    known = vars(before)
    return {name: (known[name], value) for name, value in vars(after).items() if known[name] != value}
