"""What exists: a core team's strategic roadmap, its goals and measures, what was learnt, and who has adopted it."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Person
from directory.municipalities.models import Municipality
from kernel.orm import Base
from partnership.core_teams.models import CoreTeam
from partnership.roadmaps.models import Progress


class StrategicRoadmap(Base):
    """Where a team leads its municipalities; its wording counts every change of what a goal or a measure says."""

    __tablename__ = "strategic_roadmap"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), unique=True)
    aim: Mapped[str]
    wording: Mapped[int]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    team: Mapped[CoreTeam] = relationship()

    __mapper_args__ = {"version_id_col": version}


class StrategicWording(Base):
    """The exact text of one wording of the roadmap; never changed, only followed by another."""

    __tablename__ = "strategic_wording"
    __table_args__ = (UniqueConstraint("roadmap_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    roadmap_id: Mapped[int] = mapped_column(ForeignKey("strategic_roadmap.id"))
    number: Mapped[int]
    content: Mapped[str]
    fingerprint: Mapped[str]
    frozen_at: Mapped[datetime]

    roadmap: Mapped[StrategicRoadmap] = relationship()


class StrategicAdoption(Base):
    """That a municipality's council, or whoever decides there, has adopted a wording, whose text is kept."""

    __tablename__ = "strategic_adoption"
    __table_args__ = (
        UniqueConstraint("roadmap_id", "municipality_id", "wording"),
        ForeignKeyConstraint(["roadmap_id", "wording"], ["strategic_wording.roadmap_id", "strategic_wording.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    roadmap_id: Mapped[int] = mapped_column(ForeignKey("strategic_roadmap.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    wording: Mapped[int]
    decided_by: Mapped[str]
    case_number: Mapped[str]
    decided_on: Mapped[date]
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    municipality: Mapped[Municipality] = relationship()
    noted_by: Mapped[Person] = relationship()


class StrategicGoal(Base):
    """What shall be different, for whom, and by when."""

    __tablename__ = "strategic_goal"
    __table_args__ = (
        {"sqlite_autoincrement": True},  # kept wordings know it by its id, which must not come again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    roadmap_id: Mapped[int] = mapped_column(ForeignKey("strategic_roadmap.id"), index=True)
    text: Mapped[str]
    seen_by: Mapped[str]
    due_on: Mapped[date]
    version: Mapped[int] = mapped_column()

    roadmap: Mapped[StrategicRoadmap] = relationship()

    __mapper_args__ = {"version_id_col": version}


class StrategicMeasure(Base):
    """What shall be done for a goal: by whom, by when, for how many NOK, and the decision it rests on.

    A new type of service is outside what a programme is for, and is kept with the reason why it stands here all the
    same. Source: D03, D07.
    """

    __tablename__ = "strategic_measure"
    __table_args__ = (
        CheckConstraint("budget >= 0", name="budget_not_negative"),
        CheckConstraint("begins_on <= due_on", name="begins_before_it_is_due"),
        CheckConstraint("NOT is_new_service OR why_new_service <> ''", name="new_service_has_its_reason"),
        {"sqlite_autoincrement": True},  # kept wordings know it by its id, which must not come again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("strategic_goal.id"), index=True)
    what: Mapped[str]
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    owner: Mapped[str]
    begins_on: Mapped[date]
    due_on: Mapped[date]
    budget: Mapped[int | None]
    payer: Mapped[str]
    anchoring: Mapped[str]
    case_number: Mapped[str]
    decided_on: Mapped[date | None]
    domains: Mapped[list[str]] = mapped_column(JSON().with_variant(JSONB(), "postgresql"))
    is_new_service: Mapped[bool]
    why_new_service: Mapped[str]
    progress: Mapped[Progress]
    version: Mapped[int] = mapped_column()

    goal: Mapped[StrategicGoal] = relationship()
    municipality: Mapped[Municipality | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class StrategicNote(Base):
    """How far a measure had come on a day, with a word on it."""

    __tablename__ = "strategic_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("strategic_measure.id"), index=True)
    progress: Mapped[Progress]
    words: Mapped[str]
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    noted_by: Mapped[Person] = relationship()


class Lesson(Base):
    """What a team learnt, from what, and what it does otherwise now. Source: B31."""

    __tablename__ = "core_team_lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("strategic_measure.id"), index=True)
    learnt_on: Mapped[date]
    learnt: Mapped[str]
    changed: Mapped[str]
    is_shared: Mapped[bool]
    version: Mapped[int] = mapped_column()

    measure: Mapped[StrategicMeasure | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
