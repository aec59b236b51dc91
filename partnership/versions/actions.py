"""What happens: a version is tried dry, proposed, returned, put in force at once or on its day."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current, ensure_transition
from partnership.staircase import actions as staircase
from partnership.staircase.models import StaircaseVersion
from partnership.staircase.queries import active_versions, content_of, edition_in_force
from partnership.versions import queries, rules
from partnership.versions.comparison import Counts
from partnership.versions.models import Activation, ActivationStatus, DryRun

BATCH = 100


def try_dry(session: Session, version: StaircaseVersion, *, at: datetime) -> DryRun:
    """Count anew what a draft would change; what is more than a few relations is counted by the worker."""
    staircase.lock(session)
    rules.ensure_draft(version)
    earlier = queries.dry_run_of(session, version.id)
    if earlier is not None:
        session.delete(earlier)
        session.flush()
    run = DryRun(
        staircase_id=version.id,
        staircase=version,
        former_id=edition_in_force(session).id,
        as_of=clock.local_date(at),
        begun_at=at,
        finished_at=None,
        counts=Counts().plain(),
    )
    session.add(run)
    session.flush()
    count_on(session, run, after=0, at=at)
    return run


def count_on(session: Session, run: DryRun, *, after: int, at: datetime) -> None:
    """Count the next relations of a dry run, and promise those after them."""
    relations = queries.relations_after(session, after, BATCH)
    counts = Counts.kept(run.counts)
    former, content = content_of(run.former), content_of(run.staircase)
    for relation, moved in queries.compared(session, relations, former, content, run.as_of):
        counts.add(relation.municipality_id, moved)
    run.counts = counts.plain()
    if len(relations) < BATCH:
        run.finished_at = at
    else:
        outbox.promise(session, "partnership.count_on", at=at, run_id=run.id, after=relations[-1].id)


def propose(
    session: Session, version: StaircaseVersion, *, valid_from: date | None, actor_id: int, at: datetime
) -> Activation:
    """Propose to put a draft in force from a day, or at once."""
    staircase.lock(session)
    session.refresh(version)
    rules.ensure_may_propose(version, queries.activations_of(session, version.id), valid_from, clock.local_date(at))
    activation = Activation(
        staircase_id=version.id,
        staircase=version,
        status=ActivationStatus.PROPOSED,
        valid_from=valid_from,
        proposed_at=at,
        proposed_by_id=actor_id,
        remark="",
    )
    session.add(activation)
    changes = {"version": (None, version.code), "valid_from": (None, valid_from)}
    audit.record(session, activation, "proposed", actor_id=actor_id, at=at, changes=changes)
    return activation


def send_back(
    session: Session, activation: Activation, *, remark: str, version: int, actor_id: int, at: datetime
) -> None:
    """Return a proposal with a word; whoever made it takes it back in the same way."""
    _hold(session, activation, version)
    rules.ensure_may_return(activation, remark)
    before, activation.status = activation.status, ActivationStatus.RETURNED
    activation.remark = remark.strip()
    activation.decided_at, activation.decided_by_id = at, actor_id
    changes = {"status": (before, activation.status), "remark": ("", activation.remark)}
    audit.record(session, activation, "returned", actor_id=actor_id, at=at, changes=changes)


def decide(session: Session, activation: Activation, *, version: int, actor_id: int, at: datetime) -> None:
    """Put a proposed version in force in place of the former one, or let it wait for its day."""
    _hold(session, activation, version)
    rules.ensure_may_decide(activation, actor_id, active_versions(session))
    activation.decided_at, activation.decided_by_id = at, actor_id
    if rules.is_due(activation, clock.local_date(at)):
        _put_in_force(session, activation, actor_id=actor_id, at=at)
        return
    before, activation.status = activation.status, ActivationStatus.PLANNED
    changes = {"status": (before, activation.status), "valid_from": (None, activation.valid_from)}
    audit.record(session, activation, "planned", actor_id=actor_id, at=at, changes=changes)


def put_due_in_force(session: Session, *, at: datetime) -> None:
    """Put in force what waited for a day that has come, the earliest first."""
    staircase.lock(session)
    for activation in queries.planned(session):
        if rules.is_due(activation, clock.local_date(at)):
            _put_in_force(session, activation, actor_id=activation.decided_by_id, at=at)


def _put_in_force(session: Session, activation: Activation, *, actor_id: int | None, at: datetime) -> None:
    ensure_transition(rules.TRANSITIONS, activation.status, ActivationStatus.DONE)
    before, activation.status = activation.status, ActivationStatus.DONE
    staircase.put_in_force(session, activation.staircase, actor_id=actor_id, at=at)
    audit.record(session, activation, "done", actor_id=actor_id, at=at, changes={"status": (before, activation.status)})
    outbox.promise(session, "partnership.tell_of_version", at=at, version_id=activation.staircase_id, after=0)


def _hold(session: Session, activation: Activation, version: int) -> None:
    staircase.lock(session)
    session.refresh(activation)
    session.refresh(activation.staircase)
    ensure_current(activation.version, version)
