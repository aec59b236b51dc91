"""What exists: each side's contacts, and when that side last said that they are right."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from partnership.relations.models import Relation
from partnership.relations.sides import Side


class Told(StrEnum):
    """What a side has been told since it last confirmed its contacts."""

    AHEAD = "ahead"
    STALE = "stale"


class ContactList(Base):
    """One side's contacts in a relation; written and confirmed by that side alone.

    Its version counts what is written, not what is confirmed, so that to confirm never disturbs who writes.
    """

    __tablename__ = "contact_list"
    __table_args__ = (UniqueConstraint("relation_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    side: Mapped[Side]
    confirmed_at: Mapped[datetime]
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    told: Mapped[Told | None]
    version: Mapped[int]

    relation: Mapped[Relation] = relationship()


class Contact(Base):
    """A named person whom the other side may ring or write to; one on each list is the first."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("list_id", "place"),
        CheckConstraint("phone <> '' OR email <> ''", name="can_be_reached"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("contact_list.id", ondelete="CASCADE"))
    place: Mapped[int]
    name: Mapped[str]
    title: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    is_first: Mapped[bool]
