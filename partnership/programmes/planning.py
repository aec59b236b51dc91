"""What happens: the centre plans events, shares tools, and gives homework."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import once
from kernel.lifecycle import ensure_current
from partnership.programmes import event_queries, news, queries, rules, telling
from partnership.programmes.models import EventStatus, Homework, Material, Programme, ProgrammeEvent
from partnership.programmes.rules import EventDraft, HomeworkDraft, MaterialDraft, said
from partnership.roadmaps import changing

R = TypeVar("R", ProgrammeEvent, Material, Homework)


def plan_event(
    session: Session, programme: Programme, draft: EventDraft, *, actor_id: int, at: datetime
) -> ProgrammeEvent:
    """Plan a gathering, a webinar or a working meeting, and let the teams hear of it; the same sent twice is one."""
    rules.ensure_event_fits(draft)
    rules.ensure_address(draft.link)
    event = ProgrammeEvent(programme_id=programme.id, status=EventStatus.PLANNED, **vars(draft))
    if known := _known(session, programme, event, draft):
        return known
    session.add(event)
    audit.record(session, event, "planned", actor_id=actor_id, at=at, changes=changing.new(draft))
    telling.promise(session, event, at=at)
    return event


def change_event(
    session: Session, event: ProgrammeEvent, draft: EventDraft, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write an event anew that has not been held, and let the teams hear of a new time or way. Raises Stale."""
    rules.ensure_event_fits(draft)
    rules.ensure_address(draft.link)
    ensure_current(event.version, version)
    rules.ensure_planned(event)
    if changes := changing.changed(said(EventDraft, event), draft):
        changing.write(event, changes)
        audit.record(session, event, "changed", actor_id=actor_id, at=at, changes=changes)
        if changes.keys() & set(news.SAID):
            telling.promise(session, event, at=at)


def add_material(
    session: Session, programme: Programme, draft: MaterialDraft, *, actor_id: int, at: datetime
) -> Material:
    """Share a tool or a text, for an event or for the whole programme; the same sent twice is one.

    Raises NotFound for another programme's event.
    """
    rules.ensure_address(draft.address)
    _ensure_ours(session, programme, draft.event_id)
    material = Material(programme_id=programme.id, added_at=at, **vars(draft))
    if known := _known(session, programme, material, draft):
        return known
    session.add(material)
    audit.record(session, material, "added", actor_id=actor_id, at=at, changes=changing.new(draft))
    return material


def remove_material(session: Session, material: Material, *, actor_id: int, at: datetime) -> None:
    """Take a tool or a text out of what is shared."""
    changes = changing.gone(said(MaterialDraft, material))
    audit.record(session, material, "removed", actor_id=actor_id, at=at, changes=changes)
    session.delete(material)


def give_homework(
    session: Session, programme: Programme, draft: HomeworkDraft, *, actor_id: int, at: datetime
) -> Homework:
    """Give every team a task until a day; the same sent twice is one. Raises NotFound for another's event."""
    _ensure_ours(session, programme, draft.event_id)
    homework = Homework(programme_id=programme.id, **vars(draft))
    if known := _known(session, programme, homework, draft):
        return known
    session.add(homework)
    audit.record(session, homework, "given", actor_id=actor_id, at=at, changes=changing.new(draft))
    return homework


def change_homework(
    session: Session,
    programme: Programme,
    homework: Homework,
    draft: HomeworkDraft,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write a task anew; what teams have handed in stands. Raises Stale."""
    _ensure_ours(session, programme, draft.event_id)
    ensure_current(homework.version, version)
    if changes := changing.changed(said(HomeworkDraft, homework), draft):
        changing.write(homework, changes)
        audit.record(session, homework, "changed", actor_id=actor_id, at=at, changes=changes)


def _known(session: Session, programme: Programme, made: R, draft: object) -> R | None:
    queries.hold(session, programme)
    return once.known(session, made, "programme_id", *vars(draft))


def _ensure_ours(session: Session, programme: Programme, event_id: int | None) -> None:
    if event_id is not None:
        event_queries.event_of(session, programme, event_id)
