"""What happens while an agreement is written: it is begun or renewed, and both sides write in it."""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from kernel.lifecycle import ensure_current
from partnership.agreements import period, queries, rules, saying
from partnership.agreements.models import Agreement, AgreementSection, AgreementStatus
from partnership.agreements.period import Days
from partnership.agreements.template import IN_FORCE
from partnership.assessments.locking import lock
from partnership.relations.models import Relation


def hold(session: Session, relation: Relation, agreement: Agreement) -> None:
    """Let nobody else write about the relation meanwhile, and see the agreement as it stands now."""
    lock(session, relation)
    session.refresh(agreement)


def begin(
    session: Session,
    relation: Relation,
    *,
    language: str,
    days: Days,
    has_annex: bool,
    actor_id: int,
    at: datetime,
    renews: Agreement | None = None,
) -> Agreement:
    """Begin an agreement from the template in force, or from the words of the one that it renews."""
    lock(session, relation)
    rules.ensure_has_two_parties(relation)
    rules.ensure_may_begin(queries.agreements_of(session, relation), clock.local_date(at), renews=renews)
    rules.ensure_days(days)
    made = Agreement(
        relation_id=relation.id,
        number=queries.next_number(session, relation),
        template=IN_FORCE,
        language=language,
        status=AgreementStatus.DRAFT,
        **vars(days),
        has_annex=has_annex,
        renews_id=renews.id if renews else None,
        begun_at=at,
        begun_by_id=actor_id,
        terminated_reason="",
    )
    session.add(made)
    session.flush()
    words = saying.first_words(relation, queries.known_of(session, relation), language)
    before = queries.sections_of(session, renews) if renews else {}
    for key, start in words.items():
        text = before[key].words if key in before else start
        session.add(AgreementSection(agreement_id=made.id, key=key, words=text, edited_at=at, edited_by_id=actor_id))
    changes = {"number": (None, made.number), "template": (None, made.template), "renews": (None, made.renews_id)}
    audit.record(session, made, "begun", actor_id=actor_id, at=at, changes=changes)
    return made


def renew(session: Session, relation: Relation, old: Agreement, *, actor_id: int, at: datetime) -> Agreement:
    """Begin a new agreement with the words of an old one, for as long a period after it."""
    return begin(
        session,
        relation,
        language=old.language,
        days=period.following(old, clock.local_date(at)),
        has_annex=old.has_annex,
        actor_id=actor_id,
        at=at,
        renews=old,
    )


def write(
    session: Session,
    relation: Relation,
    agreement: Agreement,
    key: str,
    *,
    words: str,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write in a section; raises Stale when somebody wrote there meanwhile."""
    hold(session, relation, agreement)
    rules.ensure_draft(agreement)
    section = queries.section_of(session, agreement, key)
    if section.words == words:
        return
    ensure_current(section.version, version)
    before = section.words
    section.words, section.edited_at, section.edited_by_id = words, at, actor_id
    audit.record(session, section, "written", actor_id=actor_id, at=at, personal={key: (before, words)})


def set_days(
    session: Session,
    relation: Relation,
    agreement: Agreement,
    days: Days,
    *,
    has_annex: bool,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Choose the period, the notice and whether the privacy annex is there; raises Stale."""
    hold(session, relation, agreement)
    rules.ensure_draft(agreement)
    rules.ensure_days(days)
    wanted = {**vars(days), "has_annex": has_annex}
    changes = {name: (getattr(agreement, name), value) for name, value in wanted.items()}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return
    ensure_current(agreement.version, version)
    for name, (_old, new) in changes.items():
        setattr(agreement, name, new)
    audit.record(session, agreement, "period_set", actor_id=actor_id, at=at, changes=changes)
