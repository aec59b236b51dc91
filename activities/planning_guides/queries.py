"""What is read: the planning guides that a viewer writes, whole, and the offers that are there already."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from activities.offers.models import Offer
from activities.planning_guides.content import Content, Duty, Means, words_of
from activities.planning_guides.models import (
    GuideStatus,
    PlanningGuide,
    PlanningLesson,
    PlanningResource,
    PlanningTask,
)
from activities.planning_guides.rules import bodies_of
from directory.accounts.permissions import Viewer
from directory.bodies.models import Body
from kernel.alphabet import alphabetical
from kernel.web.lists import Statement

Owner = Body.__table__.alias("planning_owner")
Place = Body.__table__.alias("planning_place")


def listed(viewer: Viewer) -> Statement:
    """The guides that a viewer writes, as rows of a list."""
    return (
        select(
            PlanningGuide.id,
            PlanningGuide.title,
            PlanningGuide.kind,
            PlanningGuide.status,
            PlanningGuide.trial_from,
            PlanningGuide.trial_to,
            PlanningGuide.begun_on,
            Owner.c.name.label("owner"),
            Place.c.name.label("municipality"),
        )
        .join(Owner, Owner.c.id == PlanningGuide.body_id)
        .join(Place, Place.c.id == PlanningGuide.municipality_id)
        .where(PlanningGuide.body_id.in_(bodies_of(viewer)))
    )


def get_own(session: Session, guide_id: int, *, viewer: Viewer, lock: bool = False) -> PlanningGuide:
    """A guide that the viewer writes, held for writing when asked; raises NotFound for any other."""
    if lock:
        session.execute(select(PlanningGuide.id).where(PlanningGuide.id == guide_id).with_for_update())
    statement = select(PlanningGuide).where(PlanningGuide.id == guide_id, PlanningGuide.body_id.in_(bodies_of(viewer)))
    found = session.scalar(
        statement.options(
            joinedload(PlanningGuide.body), joinedload(PlanningGuide.municipality), joinedload(PlanningGuide.offer)
        )
    )
    if found is None:
        raise NotFound
    return found


def content_of(session: Session, guide: PlanningGuide) -> Content:
    """All that a guide holds."""
    duties = select(PlanningTask).where(PlanningTask.guide_id == guide.id).order_by(PlanningTask.place)
    means = select(PlanningResource).where(PlanningResource.guide_id == guide.id).order_by(PlanningResource.place)
    return Content(
        words_of(guide),
        tuple(Duty(each.who, each.what, each.when, each.how) for each in session.scalars(duties)),
        tuple(Means(each.partner, each.what) for each in session.scalars(means)),
    )


def lessons_of(session: Session, guide_id: int) -> Sequence[PlanningLesson]:
    """What was learnt on the way, the latest first."""
    statement = select(PlanningLesson).where(PlanningLesson.guide_id == guide_id)
    return session.scalars(statement.order_by(PlanningLesson.learnt_on.desc(), PlanningLesson.id.desc())).all()


def lesson_of(session: Session, guide_id: int, lesson_id: int) -> PlanningLesson:
    """Something that was learnt on the way; raises NotFound."""
    statement = select(PlanningLesson).where(PlanningLesson.id == lesson_id, PlanningLesson.guide_id == guide_id)
    found = session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def offer_of(session: Session, offer_id: int) -> Offer | None:
    """An offer that a guide has led to."""
    return session.scalar(select(Offer).where(Offer.id == offer_id))


def bodies(session: Session, viewer: Viewer) -> list[Body]:
    """The bodies for which a viewer plans, by name."""
    statement = select(Body).where(Body.id.in_(bodies_of(viewer)))
    return list(session.scalars(statement.order_by(alphabetical(Body.name), Body.id)))


def trials_over(session: Session, viewer: Viewer, today: date) -> Sequence[PlanningGuide]:
    """What the viewer's bodies have tried out until a day that has passed, the oldest first."""
    statement = select(PlanningGuide).where(
        PlanningGuide.body_id.in_(bodies_of(viewer)),
        PlanningGuide.status == GuideStatus.TRYING,
        PlanningGuide.trial_to < today,
    )
    return session.scalars(statement.order_by(PlanningGuide.trial_to, PlanningGuide.id)).all()


def open_in(session: Session, body_ids: frozenset[int]) -> list[GuideStatus]:
    """How the guides of some bodies that are under way stand."""
    statement = select(PlanningGuide.status).where(
        PlanningGuide.body_id.in_(body_ids), PlanningGuide.status.in_([GuideStatus.PLANNING, GuideStatus.TRYING])
    )
    return list(session.scalars(statement))
