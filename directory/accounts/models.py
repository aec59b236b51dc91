"""What exists: people, their roles, sessions, sign-in links and throttles."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.permissions import Role
from directory.bodies.models import Body
from kernel.orm import Base


class Person(Base):
    """Somebody who can sign in; without a password only by a link sent to the e-mail address."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    password_hash: Mapped[str | None]
    language: Mapped[str | None]
    is_active: Mapped[bool]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class RoleHolding(Base):
    """A role that a person holds, or held, for a body; the administrator's is held for none."""

    __tablename__ = "role_holding"
    __table_args__ = (
        CheckConstraint("(role = 'administrator') = (body_id IS NULL)", name="administrator_has_no_body"),
        Index(
            "uq_role_holding_current",
            "person_id",
            "role",
            text("coalesce(body_id, 0)"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    body: Mapped[Body | None] = relationship()


class UserSession(Base):
    """One signed-in browser; only the hash of its token is kept. Its times are real, not the domain's."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    is_by_link: Mapped[bool]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class SignInLink(Base):
    """A one-time link; the token is derived from the salt, so that neither row nor job holds it."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    salt: Mapped[str]
    next_path: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Throttle(Base):
    """How often something was tried in vain, by keyed digest: an account, known or not, or the codes of group work."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    blocked_until: Mapped[datetime | None]
