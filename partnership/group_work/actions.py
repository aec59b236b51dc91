"""What happens: group work is made, run and summed up, and phones join and answer without leaving a name."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from kernel import keys
from kernel.jobs.outbox import insert_new
from kernel.lifecycle import ensure_current, ensure_transition
from partnership.group_work import queries, rules
from partnership.group_work.models import GroupAnswer, GroupPlace, GroupQuestion, GroupWork, GroupWorkStatus
from partnership.group_work.rules import TRANSITIONS, WorkDraft
from partnership.programmes import queries as programmes
from partnership.programmes.models import Programme


def make(session: Session, programme: Programme, draft: WorkDraft, *, actor_id: int, at: datetime) -> GroupWork:
    """Prepare group work; the same sent twice is one."""
    programmes.hold(session, programme)
    for known in queries.drafts_of(session, programme, draft.title, actor_id):
        if rules.draft_of(known, queries.questions_of(session, known)) == draft:
            return known
    work = GroupWork(
        programme_id=programme.id,
        event_id=draft.event_id,
        title=draft.title,
        group_size=draft.group_size,
        minutes=draft.minutes,
        status=GroupWorkStatus.DRAFT,
        salt=secrets.token_hex(16),
        created_by_id=actor_id,
    )
    session.add(work)
    session.flush()
    _ask(session, work, draft.questions)
    changes = {name: (None, value) for name, value in vars(draft).items()}
    audit.record(session, work, "made", actor_id=actor_id, at=at, changes=changes)
    return work


def change(session: Session, work: GroupWork, draft: WorkDraft, *, version: int, actor_id: int, at: datetime) -> None:
    """Prepare group work anew, until the groups begin; raises Stale."""
    ensure_current(work.version, version)
    rules.ensure_changeable(work)
    before = vars(rules.draft_of(work, queries.questions_of(session, work)))
    changes = {name: (before[name], value) for name, value in vars(draft).items() if before[name] != value}
    if not changes:
        return
    work.title, work.event_id = draft.title, draft.event_id
    work.group_size, work.minutes = draft.group_size, draft.minutes
    flag_modified(work, "title")  # a changed question is a new version of the whole
    _ask(session, work, draft.questions)
    audit.record(session, work, "changed", actor_id=actor_id, at=at, changes=changes)


def _ask(session: Session, work: GroupWork, questions: tuple[str, ...]) -> None:
    """Let the questions be these, in this order."""
    known = {each.place: each for each in queries.questions_of(session, work)}
    for place, text in enumerate(questions, 1):
        if place in known:
            known.pop(place).text = text
        else:
            session.add(GroupQuestion(group_work_id=work.id, place=place, text=text, summary=""))
    for each in known.values():
        session.delete(each)
    session.flush()


def open_joining(session: Session, work: GroupWork, *, actor_id: int, at: datetime) -> None:
    """Draw the code with which one joins."""
    code = rules.draw_code(secrets.choice)
    while queries.has_code(session, code):
        code = rules.draw_code(secrets.choice)
    _move(work, GroupWorkStatus.OPEN)
    work.code, work.opened_at = code, at
    audit.record(session, work, "opened", actor_id=actor_id, at=at)


def start(session: Session, work: GroupWork, *, actor_id: int, at: datetime) -> None:
    """Put those who have joined in groups, by lot, and let the time run; the work is held for writing."""
    places = queries.places_of(session, work)
    rules.ensure_startable(work, len(places))
    _move(work, GroupWorkStatus.RUNNING)
    work.started_at, work.ends_at = at, rules.ends_after(work, work.minutes, at)
    secrets.SystemRandom().shuffle(places)
    for place, number in zip(places, rules.numbered(len(places), work.group_size), strict=True):
        place.group_number = number
    audit.record(session, work, "started", actor_id=actor_id, at=at, changes={"people": (None, len(places))})


def add_minutes(session: Session, work: GroupWork, minutes: int, *, version: int, actor_id: int, at: datetime) -> None:
    """Give more time, also where the time was up or the group work closed already; raises Stale."""
    ensure_current(work.version, version)
    rules.ensure_begun(work)
    end = rules.ends_after(work, minutes, at)
    if work.status is not GroupWorkStatus.RUNNING:
        _move(work, GroupWorkStatus.RUNNING)
    before, work.ends_at, work.closed_at = work.ends_at, end, None
    audit.record(session, work, "prolonged", actor_id=actor_id, at=at, changes={"ends_at": (before, end)})


def close(session: Session, work: GroupWork, *, actor_id: int, at: datetime) -> None:
    """End it; what is on its way is still taken for a little while."""
    _move(work, GroupWorkStatus.CLOSED)
    work.closed_at = at
    audit.record(session, work, "closed", actor_id=actor_id, at=at)


def join(session: Session, work: GroupWork, secret: str, *, at: datetime) -> GroupPlace:
    """Let a phone in, once however often it asks; the work is held for writing, and the trail is told of nobody."""
    known = queries.place_of(session, work, secret)
    if known is not None:
        return known
    crowd = queries.crowd_of(session, work)
    rules.ensure_room(work, crowd.joined, at)
    number = rules.smallest(crowd.sizes) if work.started_at else None
    digest = queries.digests_of(work, secret)[0]
    place = GroupPlace(group_work_id=work.id, digest=digest, group_number=number, joined_at=at)
    session.add(place)
    session.flush()
    return place


def answer(
    session: Session, work: GroupWork, secret: str, question: GroupQuestion, text: str, *, key: str, at: datetime
) -> None:
    """Take a group's answer, once for each key and text; what is kept leads to nobody, so the trail has no line."""
    rules.ensure_takes_answers(work, at)
    number = rules.group_of(queries.place_of(session, work, secret))
    rules.ensure_not_flooded(queries.count_answers(session, question.id, number))
    kept = keys.digest(queries.ANSWER, f"{secret}\0{key}\0{text}")
    values = {"question_id": question.id, "group_number": number, "text": text, "theme": "", "key": kept}
    insert_new(session, GroupAnswer, {**values, "is_read": False})


def sum_up(
    session: Session,
    work: GroupWork,
    question: GroupQuestion,
    themes: Mapping[int, str],
    summary: str,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Say what the answers to a question come to, and which theme each that was seen is about; raises Stale."""
    rules.ensure_summable(work, at)
    ensure_current(question.version, version)
    before, question.summary = question.summary, summary
    flag_modified(question, "summary")  # a changed theme is a new version as well
    for each in queries.answers_to(session, question):
        if each.id in themes:
            each.theme, each.is_read = themes[each.id], True
    audit.record(session, question, "summed_up", actor_id=actor_id, at=at, personal={"summary": (before, summary)})


def take_away(session: Session, work: GroupWork, answer_id: int, *, actor_id: int, at: datetime) -> None:
    """Take away an answer that names somebody or is no answer."""
    found = queries.answer_of(session, work, answer_id)
    audit.record(session, found, "removed", actor_id=actor_id, at=at, personal={"text": (found.text, None)})
    session.delete(found)


def _move(work: GroupWork, wanted: GroupWorkStatus) -> None:
    ensure_transition(TRANSITIONS, work.status, wanted)
    work.status = wanted
