"""What exists: where a team's work is anchored, whom it involves, and which councils it has asked."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.municipalities.models import Municipality
from kernel.orm import Base


class AnchoringKind(StrEnum):
    """What shows that a municipality stands behind the work: one is enough. Source: D10."""

    PLAN_ADOPTED = "plan_adopted"
    PROCESS_DESCRIBED = "process_described"


class ActorKind(StrEnum):
    """Whom a team involves. Source: D11, D12, D20."""

    RESIDENTS = "residents"
    VOLUNTARY = "voluntary"
    INFORMAL_GROUP = "informal_group"
    BUSINESS = "business"
    SCHOOL = "school"
    SPORT = "sport"
    CULTURE = "culture"
    PUBLIC_HEALTH = "public_health"


class Council(StrEnum):
    """The councils to ask: older people's is involved, the two others are consulted. Source: D12, D13."""

    OLDER_PEOPLE = "older_people"
    YOUTH = "youth"
    DISABILITY = "disability"


class Anchoring(Base):
    """Where a municipality's part is anchored: a plan adopted on a day, or a process with the day planned for one."""

    __tablename__ = "core_team_anchoring"
    __table_args__ = (
        UniqueConstraint("team_id", "municipality_id"),
        CheckConstraint("kind <> 'process_described' OR process <> ''", name="process_is_described"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    kind: Mapped[AnchoringKind]
    plan: Mapped[str]
    process: Mapped[str]
    on_date: Mapped[date]
    case_number: Mapped[str]
    political: Mapped[str]
    administrative: Mapped[str]
    version: Mapped[int] = mapped_column()

    municipality: Mapped[Municipality] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Involvement(Base):
    """Somebody whom a team involves: how, when, and what came of it; the day has passed where it is done."""

    __tablename__ = "core_team_involvement"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    actor: Mapped[ActorKind]
    name: Mapped[str]
    how: Mapped[str]
    on_date: Mapped[date]
    is_done: Mapped[bool]
    result: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class CouncilContact(Base):
    """That a municipality's council is asked, or was: the case, what it said, and what its word was used for."""

    __tablename__ = "core_team_council"
    __table_args__ = (CheckConstraint("is_done OR (statement = '' AND used = '')", name="said_when_done"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    council: Mapped[Council]
    on_date: Mapped[date]
    is_done: Mapped[bool]
    case_number: Mapped[str]
    statement: Mapped[str]
    used: Mapped[str]
    version: Mapped[int] = mapped_column()

    municipality: Mapped[Municipality] = relationship()

    __mapper_args__ = {"version_id_col": version}
