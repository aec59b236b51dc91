"""What exists: core teams, their municipalities, who sits in them, what they meet about and how long it takes."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Person
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.orm import Base


class Maturity(StrEnum):
    """How far its municipalities say that they have come. Source: D08."""

    WELL_ON_THE_WAY = "well_on_the_way"
    STARTING = "starting"


class WorkKind(StrEnum):
    """What a team's hours go to. Source: D16, D19."""

    LOCAL_MEETING = "local_meeting"
    PROGRAMME = "programme"
    HOMEWORK = "homework"
    LOCAL_WORK = "local_work"


class CoreTeam(Base):
    """A team of one or several municipalities with one that leads. Source: D14, D18."""

    __tablename__ = "core_team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    about: Mapped[str]
    lead_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    maturity: Mapped[Maturity]
    begun_on: Mapped[date]
    ended_on: Mapped[date | None]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    lead: Mapped[Municipality] = relationship()

    __mapper_args__ = {"version_id_col": version}


class TeamMunicipality(Base):
    """A municipality that takes part in a team, the lead among them, and the days between which it does."""

    __tablename__ = "core_team_municipality"
    __table_args__ = (UniqueConstraint("team_id", "municipality_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]

    municipality: Mapped[Municipality] = relationship()


class TeamInvitation(Base):
    """A municipality that is asked to take part in a team, until it has said yes or the team asks no more."""

    __tablename__ = "core_team_invitation"
    __table_args__ = (UniqueConstraint("team_id", "municipality_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    invited_on: Mapped[date]
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    declined_on: Mapped[date | None]

    team: Mapped[CoreTeam] = relationship()
    municipality: Mapped[Municipality] = relationship()
    invited_by: Mapped[Person] = relationship()


class Seat(Base):
    """Somebody's place in a team from a day on, for a municipality, with a share of the week in tenths of a day.

    A changed share or a new leader ends a seat and begins another, so that the seats are the team's history; what ends
    on a day does not count on it.
    """

    __tablename__ = "core_team_seat"
    __table_args__ = (
        CheckConstraint("tenths BETWEEN 0 AND 50", name="share_of_a_week"),
        CheckConstraint("left_on IS NULL OR left_on >= begun_on", name="ends_after_it_begins"),
        Index(
            "uq_core_team_seat_leader",
            "team_id",
            unique=True,
            sqlite_where=text("is_leader AND left_on IS NULL"),
            postgresql_where=text("is_leader AND left_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    title: Mapped[str]
    tenths: Mapped[int]
    is_leader: Mapped[bool]
    begun_on: Mapped[date]
    left_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    municipality: Mapped[Municipality] = relationship()
    person: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class TeamGuest(Base):
    """An organisation that may read what a team does. Source: domain.md 8.1."""

    __tablename__ = "core_team_guest"
    __table_args__ = (UniqueConstraint("team_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    invited_at: Mapped[datetime]
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    organisation: Mapped[Organisation] = relationship()


class TeamMeeting(Base):
    """A local meeting of a team between the gatherings: what it was about, and what was decided. Source: D19."""

    __tablename__ = "core_team_meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    held_on: Mapped[date]
    place: Mapped[str]
    present: Mapped[str]
    about: Mapped[str]
    decided: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class WorkHours(Base):
    """How many minutes somebody in a team worked on a day, and with what."""

    __tablename__ = "core_team_hours"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="within_a_day"),
        Index("ix_core_team_hours_team", "team_id", "done_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("core_team_seat.id"), index=True)
    done_on: Mapped[date]
    minutes: Mapped[int]
    kind: Mapped[WorkKind]
    note: Mapped[str]
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    seat: Mapped[Seat] = relationship()

    __mapper_args__ = {"version_id_col": version}
