"""What happens: a formal check is opened with what is suggested, said by a caseworker, and concluded."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from grants.applications.models import Application
from grants.eligibility import queries, rules
from grants.eligibility.checking import Finding
from grants.eligibility.models import CheckStatus, FormalCheck, RuleVerdict
from grants.eligibility.rules import Ruling
from kernel.lifecycle import ensure_current


def lock(session: Session, application: Application) -> None:
    """Let nobody else decide anything about an application until this transaction ends, and read it anew."""
    session.refresh(application, with_for_update={"key_share": True, "of": Application})


def open_check(
    session: Session, application: Application, *, write: Callable[[Finding], str], actor_id: int, at: datetime
) -> FormalCheck:
    """The formal check of an application, begun with what is suggested; `write` says a reason in words.

    One that was concluded on what the applicant has since sent anew is opened again, with what was said.
    The applicant may read the reasons, so they are to be written in the language of the application.
    """
    lock(session, application)
    check = queries.check_of(session, application.id)
    if check is not None and not rules.is_outdated(check, application):
        return check
    rules.ensure_waits(application)
    if check is not None:
        return _open_again(session, check, actor_id=actor_id, at=at)
    check = FormalCheck(application_id=application.id, status=CheckStatus.OPEN, excluded_amount=0, opened_at=at)
    session.add(check)
    session.flush()
    for code, finding in queries.findings_of(session, application).items():
        session.add(RuleVerdict(check_id=check.id, rule=code, verdict=finding.verdict, reason=write(finding)))
    audit.record(session, check, "opened", actor_id=actor_id, at=at)
    return check


def _open_again(session: Session, check: FormalCheck, *, actor_id: int, at: datetime) -> FormalCheck:
    rules.ensure_may_open_again(check)
    before, check.status = check.status, CheckStatus.OPEN
    check.concluded_at = check.concluded_by_id = None
    changes = {"status": (before, check.status)}
    audit.record(session, check, "opened_again", actor_id=actor_id, at=at, changes=changes)
    return check


def say(
    session: Session,
    check: FormalCheck,
    rulings: Mapping[str, Ruling],
    *,
    excluded_amount: int,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Say what holds of the rules, and what cannot be funded (NOK); raises Stale when somebody else was quicker."""
    _ensure_may_write(session, check, version=version, actor_id=actor_id)
    rules.ensure_rulings_fit(rulings, queries.codes_for(check.application))
    rules.ensure_excluded_fits(check.application, excluded_amount)
    changes: dict[str, tuple[object, object]] = {}
    kept = queries.verdicts_of(session, check.id)
    for code, new in rulings.items():
        old = kept.get(code)
        if old is None:
            old = RuleVerdict(check_id=check.id, rule=code, verdict=new.verdict, reason="")
            session.add(old)
            changes[code] = (None, new.verdict)
        elif old.verdict is not new.verdict:
            changes[code] = (old.verdict, new.verdict)
        if old.reason != new.reason.strip():
            changes[f"{code} reason"] = (old.reason, new.reason.strip())
        old.verdict, old.reason = new.verdict, new.reason.strip()
    if check.excluded_amount != excluded_amount:
        changes["excluded_amount"] = (check.excluded_amount, excluded_amount)
        check.excluded_amount = excluded_amount
    if changes:
        flag_modified(check, "excluded_amount")  # the version counts every writing, also of verdicts alone
        audit.record(session, check, "said", actor_id=actor_id, at=at, changes=changes)


def conclude(session: Session, check: FormalCheck, *, version: int, actor_id: int, at: datetime) -> None:
    """Conclude the formal check: passed, or failed on what is rejected."""
    _ensure_may_write(session, check, version=version, actor_id=actor_id)
    verdicts = {code: said.verdict for code, said in queries.verdicts_of(session, check.id).items()}
    wanted = rules.ensure_may_conclude(check, verdicts, queries.codes_for(check.application))
    rules.ensure_excluded_fits(check.application, check.excluded_amount)
    before, check.status = check.status, wanted
    check.concluded_at, check.concluded_by_id = at, actor_id
    audit.record(session, check, "concluded", actor_id=actor_id, at=at, changes={"status": (before, wanted)})


def _ensure_may_write(session: Session, check: FormalCheck, *, version: int, actor_id: int) -> None:
    lock(session, check.application)
    session.refresh(check)
    rules.ensure_waits(check.application)
    rules.ensure_impartial(actor_id, queries.involved_in(session, check.application))
    rules.ensure_open(check)
    ensure_current(check.version, version)
