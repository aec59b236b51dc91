"""What exists: coordinator posts, and who has held them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.bodies.models import Body
from kernel.orm import Base


class CoordinatorPost(Base):
    """Time that a body has set aside for coordinating volunteers: a share of a full post, in per cent. Source: E08."""

    __tablename__ = "coordinator_post"
    __table_args__ = (
        CheckConstraint("share BETWEEN 0 AND 100", name="share_of_one_post"),
        CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    title: Mapped[str]
    share: Mapped[int]
    areas: Mapped[str]
    stand_in_name: Mapped[str]
    stand_in_phone: Mapped[str]
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    body: Mapped[Body] = relationship()

    __mapper_args__ = {"version_id_col": version}


class CoordinatorTenure(Base):
    """Somebody who holds a post, or held it; a post without one is vacant."""

    __tablename__ = "coordinator_tenure"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="ends_after_it_begins"),
        Index(
            "uq_coordinator_tenure_current",
            "post_id",
            unique=True,
            sqlite_where=text("ends_on IS NULL"),
            postgresql_where=text("ends_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("coordinator_post.id"), index=True)
    name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    education: Mapped[str]
    is_in_network: Mapped[bool]
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]

    post: Mapped[CoordinatorPost] = relationship()
