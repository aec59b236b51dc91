"""What happens: a team asks the centre for help, and the centre answers or notes what was said by telephone."""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import once
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current
from partnership.core_teams.models import CoreTeam
from partnership.programmes import queries, rules
from partnership.programmes.models import Guidance, Programme
from partnership.programmes.rules import Question

SAME = ("programme_id", "team_id", "topic", "question", "asked_by_id", "answer")


def ask(
    session: Session, programme: Programme, team: CoreTeam, question: Question, *, actor_id: int, at: datetime
) -> Guidance:
    """Ask the centre for help; the same asked twice before it is answered is one."""
    guidance = _noted(session, programme, team, question, actor_id=actor_id, at=at)
    if known := once.known(session, guidance, *SAME):
        return known
    session.add(guidance)
    _record(session, guidance, "asked", actor_id=actor_id, at=at)
    return guidance


def note_call(
    session: Session,
    programme: Programme,
    team: CoreTeam,
    question: Question,
    answer: str,
    *,
    actor_id: int,
    at: datetime,
) -> Guidance:
    """Note what a team was helped with by telephone; the same sent twice is one."""
    guidance = _noted(session, programme, team, question, actor_id=actor_id, at=at)
    guidance.answer = answer
    if known := once.known(session, guidance, *SAME):
        return known
    guidance.answered_at, guidance.answered_by_id = at, actor_id
    session.add(guidance)
    _record(session, guidance, "noted", actor_id=actor_id, at=at)
    return guidance


def answer(session: Session, guidance: Guidance, words: str, *, version: int, actor_id: int, at: datetime) -> None:
    """Answer what a team has asked, and tell whoever asked. Raises Stale."""
    ensure_current(guidance.version, version)
    rules.ensure_unanswered(is_answered=guidance.answered_at is not None)
    guidance.answer, guidance.answered_at, guidance.answered_by_id = words, at, actor_id
    _record(session, guidance, "answered", actor_id=actor_id, at=at)
    outbox.promise(session, "partnership.mail_guidance", at=at, guidance_id=guidance.id)


def _noted(
    session: Session, programme: Programme, team: CoreTeam, question: Question, *, actor_id: int, at: datetime
) -> Guidance:
    rules.ensure_taking_part(queries.participation_of(session, programme.id, team.id, lock=True))
    return Guidance(
        programme_id=programme.id,
        team_id=team.id,
        topic=question.topic,
        question=question.text,
        asked_at=at,
        asked_by_id=actor_id,
        answer="",
    )


def _record(session: Session, guidance: Guidance, verb: str, *, actor_id: int, at: datetime) -> None:
    changes: dict[str, tuple[object, object]] = {"topic": (None, guidance.topic)}
    personal: dict[str, tuple[object, object]] = {"question": (None, guidance.question)}
    if guidance.answer:
        personal["answer"] = (None, guidance.answer)
    audit.record(session, guidance, verb, actor_id=actor_id, at=at, changes=changes, personal=personal)
