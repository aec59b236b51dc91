"""What exists: a relation's roadmap with its goals and measures, who has adopted it, and notes on the way."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Person
from kernel.orm import Base
from partnership.relations.models import Relation
from partnership.relations.sides import Side


class Owner(StrEnum):
    """Who sees to it that a measure is carried out."""

    BOTH = "both"
    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"


class Progress(StrEnum):
    """How far a measure has come; any of them may follow any other."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class Domain(StrEnum):
    """The World Health Organization's eight domains of an age-friendly community. Source: P47."""

    OUTDOOR_SPACES = "outdoor_spaces"
    TRANSPORT = "transport"
    HOUSING = "housing"
    SOCIAL_PARTICIPATION = "social_participation"
    RESPECT = "respect"
    CIVIC_PARTICIPATION = "civic_participation"
    COMMUNICATION = "communication"
    HEALTH_SERVICES = "health_services"


class Roadmap(Base):
    """What two parties will do together; its wording counts every change of what a goal or a measure says."""

    __tablename__ = "roadmap"

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"), unique=True)
    wording: Mapped[int]
    created_at: Mapped[datetime]

    relation: Mapped[Relation] = relationship()


class Adoption(Base):
    """That a side stands for a wording of the roadmap."""

    __tablename__ = "roadmap_adoption"
    __table_args__ = (UniqueConstraint("roadmap_id", "side", "wording"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    roadmap_id: Mapped[int] = mapped_column(ForeignKey("roadmap.id"))
    side: Mapped[Side]
    wording: Mapped[int]
    adopted_at: Mapped[datetime]
    adopted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    adopted_by: Mapped[Person] = relationship()


class Goal(Base):
    """Where the parties want to be, from which step to which, and by when."""

    __tablename__ = "roadmap_goal"
    __table_args__ = (CheckConstraint("from_step <= to_step", name="goes_up_or_stays"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    roadmap_id: Mapped[int] = mapped_column(ForeignKey("roadmap.id"), index=True)
    text: Mapped[str]
    from_step: Mapped[int]
    to_step: Mapped[int]
    due_on: Mapped[date]
    set_on: Mapped[date]
    version: Mapped[int] = mapped_column()

    roadmap: Mapped[Roadmap] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Measure(Base):
    """What shall be done for a goal: by whom, by when, for how many NOK, and what it is anchored in.

    The point key is the stable key of the staircase's point that it answers, if it does.
    """

    __tablename__ = "roadmap_measure"
    __table_args__ = (CheckConstraint("budget >= 0", name="budget_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("roadmap_goal.id"), index=True)
    what: Mapped[str]
    owner: Mapped[Owner]
    responsible: Mapped[str]
    due_on: Mapped[date]
    budget: Mapped[int | None]
    payer: Mapped[str]
    anchoring: Mapped[str]
    case_number: Mapped[str]
    decided_on: Mapped[date | None]
    domains: Mapped[list[str]] = mapped_column(JSON().with_variant(JSONB(), "postgresql"))
    point_key: Mapped[str | None]
    progress: Mapped[Progress]
    version: Mapped[int] = mapped_column()

    goal: Mapped[Goal] = relationship()

    __mapper_args__ = {"version_id_col": version}


class ProgressNote(Base):
    """How far a measure had come on a day, with a word on it."""

    __tablename__ = "roadmap_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("roadmap_measure.id"), index=True)
    progress: Mapped[Progress]
    words: Mapped[str]
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    noted_by: Mapped[Person] = relationship()
