"""What exists: planning guides with who does what, what each brings, and what was learnt on the way."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from activities.offers.models import Offer, OfferKind, OfferMode
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel.orm import Base


class Evidence(StrEnum):
    """How well what one builds on is known; none of them is better for being digital. Source: B17."""

    RESEARCH = "research"
    TRIED_ELSEWHERE = "tried_elsewhere"
    TRIED_HERE = "tried_here"
    ASKED = "asked"
    BELIEVED = "believed"


class GuideStatus(StrEnum):
    """How far a guide has come."""

    PLANNING = "planning"
    TRYING = "trying"
    SETTLED = "settled"
    GIVEN_UP = "given_up"


class PlanningGuide(Base):
    """The five points to attend to before something new is offered. Source: B27–B31, B33.

    `reaching` is what an offer that is there already would need so that more could join it: asked before anything new.
    """

    __tablename__ = "planning_guide"
    __table_args__ = (
        CheckConstraint("(trial_from IS NULL) = (trial_to IS NULL)", name="trial_is_whole"),
        CheckConstraint("trial_from IS NULL OR trial_from <= trial_to", name="trial_ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"), index=True)
    title: Mapped[str]
    kind: Mapped[OfferKind]
    mode: Mapped[OfferMode | None]
    status: Mapped[GuideStatus]
    reaching: Mapped[str]
    wishes: Mapped[str]
    wishes_from: Mapped[str]
    evidence: Mapped[Evidence | None]
    evidence_source: Mapped[str]
    suits: Mapped[str]
    not_suited: Mapped[str]
    instead: Mapped[str]
    common_ground: Mapped[str]
    formats: Mapped[str]
    trial_from: Mapped[date | None]
    trial_to: Mapped[date | None]
    follow_up: Mapped[str]
    sharing: Mapped[str]
    begun_on: Mapped[date]
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    body: Mapped[Body] = relationship(foreign_keys=[body_id])
    municipality: Mapped[Municipality] = relationship(foreign_keys=[municipality_id])
    offer: Mapped[Offer | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class PlanningTask(Base):
    """Who does what, when and how. Source: B29."""

    __tablename__ = "planning_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(ForeignKey("planning_guide.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    who: Mapped[str]
    what: Mapped[str]
    when: Mapped[str]
    how: Mapped[str]


class PlanningResource(Base):
    """What a partner brings. Source: B30."""

    __tablename__ = "planning_resource"

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(ForeignKey("planning_guide.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    partner: Mapped[str]
    what: Mapped[str]


class PlanningLesson(Base):
    """What was learnt on the way, and what is done otherwise since. Source: B31."""

    __tablename__ = "planning_lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(ForeignKey("planning_guide.id", ondelete="CASCADE"), index=True)
    learnt_on: Mapped[date]
    learnt: Mapped[str]
    changed: Mapped[str]
