"""What happens: a plan is begun, written page by page, tried out, settled or given up, and what is learnt is noted."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from activities.offers.models import Offer
from activities.planning_guides import queries, rules
from activities.planning_guides.content import Content, Learnt, Words, words_of
from activities.planning_guides.models import (
    GuideStatus,
    PlanningGuide,
    PlanningLesson,
    PlanningResource,
    PlanningTask,
)
from directory.audit import actions as audit
from directory.bodies import actions as bodies
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel import clock, once
from kernel.lifecycle import ensure_current

BEGUN = ("body_id", "municipality_id", "status", "begun_on", "begun_by_id")
CODES = frozenset({"title", "kind", "mode", "offer_id", "evidence", "trial_from", "trial_to"})


def begin(
    session: Session, words: Words, *, body: Body, municipality: Municipality, actor_id: int, at: datetime
) -> PlanningGuide:
    """Begin a plan for a body, in a municipality; the same sent twice is one."""
    guide = PlanningGuide(
        body_id=body.id,
        municipality_id=municipality.id,
        status=GuideStatus.PLANNING,
        begun_on=clock.local_date(at),
        begun_by_id=actor_id,
        **vars(words),
    )
    bodies.lock(session, body.id)
    if known := once.known(session, guide, *BEGUN, *vars(words)):
        return known
    session.add(guide)
    audit.record(session, guide, "begun", actor_id=actor_id, at=at, changes={"title": (None, words.title)})
    return guide


def keep(
    session: Session, guide: PlanningGuide, content: Content, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write a plan anew; raises Stale when somebody else was quicker."""
    ensure_current(guide.version, version)
    rules.ensure_open(guide.status)
    before = queries.content_of(session, guide)
    if before == content:
        return
    for name, value in vars(content.words).items():
        setattr(guide, name, value)
    flag_modified(guide, "title")  # the version counts every writing, also of rows alone
    _hang(session, guide, content)
    _record_changes(session, guide, before, content, actor_id=actor_id, at=at)


def _hang(session: Session, guide: PlanningGuide, content: Content) -> None:
    for model in (PlanningTask, PlanningResource):
        session.execute(delete(model).where(model.guide_id == guide.id))
    for place, duty in enumerate(content.duties, 1):
        session.add(PlanningTask(guide_id=guide.id, place=place, **vars(duty)))
    for place, means in enumerate(content.means, 1):
        session.add(PlanningResource(guide_id=guide.id, place=place, **vars(means)))


def _record_changes(
    session: Session, guide: PlanningGuide, before: Content, after: Content, *, actor_id: int, at: datetime
) -> None:
    """Note what has changed: codes and days as they are, and what people have written as a digest."""
    old = {**vars(before.words), "duties": before.duties, "means": before.means}
    new = {**vars(after.words), "duties": after.duties, "means": after.means}
    changed: dict[str, tuple[object, object]] = {name: (old[name], new[name]) for name in new if old[name] != new[name]}
    told = {name: each for name, each in changed.items() if name in CODES}
    personal = {name: each for name, each in changed.items() if name not in CODES}
    audit.record(session, guide, "changed", actor_id=actor_id, at=at, changes=told, personal=personal)


def move(session: Session, guide: PlanningGuide, status: GuideStatus, *, actor_id: int, at: datetime) -> None:
    """Try it out, settle it, give it up, or take it up again."""
    rules.ensure_may_move(guide.status, status, words_of(guide))
    before, guide.status = guide.status, status
    audit.record(session, guide, "moved", actor_id=actor_id, at=at, changes={"status": (before, status)})


def lead_to(session: Session, guide: PlanningGuide, offer: Offer, *, actor_id: int, at: datetime) -> None:
    """Say which new offer a plan has led to."""
    rules.ensure_open(guide.status)
    rules.ensure_no_offer(words_of(guide))
    guide.offer_id = offer.id
    audit.record(session, guide, "led_to_offer", actor_id=actor_id, at=at, changes={"offer_id": (None, offer.id)})


def learn(session: Session, guide: PlanningGuide, said: Learnt, *, actor_id: int, at: datetime) -> PlanningLesson:
    """Note what was learnt on the way, and what is done otherwise since; the same sent twice is one."""
    lesson = PlanningLesson(guide_id=guide.id, **vars(said))
    if known := once.known(session, lesson, "guide_id", *vars(said)):
        return known
    session.add(lesson)
    told: dict[str, tuple[object, object]] = {"guide_id": (None, guide.id), "learnt_on": (None, said.learnt_on)}
    personal: dict[str, tuple[object, object]] = {"learnt": (None, said.learnt), "changed": (None, said.changed)}
    audit.record(session, lesson, "learnt", actor_id=actor_id, at=at, changes=told, personal=personal)
    return lesson


def unlearn(session: Session, guide: PlanningGuide, lesson_id: int, *, actor_id: int, at: datetime) -> None:
    """Take away a note that was written by mistake."""
    lesson = queries.lesson_of(session, guide.id, lesson_id)
    audit.record(session, lesson, "removed", actor_id=actor_id, at=at, personal={"learnt": (lesson.learnt, None)})
    session.delete(lesson)
