"""What exists: what a body has recorded before the wing is switched on for it, and how long things are kept."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.bodies.models import Body
from kernel.orm import Base


class Safeguard(Base):
    """A body's controller agreement, assessment of privacy (DPIA), and how long it keeps personal data.

    Trips are kept for days, profiles and the link between an incident and its trip for months. Source: T14. Home care
    may register requests only where the municipality has recorded by what right. The sign-up link's token is derived
    from the salt; none is open while it is empty.
    """

    __tablename__ = "safeguard"
    __table_args__ = (
        CheckConstraint("(controller_agreement = '') = (agreed_on IS NULL)", name="agreement_has_its_day"),
        CheckConstraint("(home_care_basis = '') = (home_care_basis_on IS NULL)", name="basis_has_its_day"),
        CheckConstraint("trip_days > 0 AND profile_months > 0 AND incident_months > 0", name="kept_for_a_while"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), unique=True)
    controller_agreement: Mapped[str]
    agreed_on: Mapped[date | None]
    dpia_reference: Mapped[str]
    dpia_on: Mapped[date | None]
    home_care_basis: Mapped[str]
    home_care_basis_on: Mapped[date | None]
    trip_days: Mapped[int]
    profile_months: Mapped[int]
    incident_months: Mapped[int]
    sign_up_salt: Mapped[str]
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    body: Mapped[Body] = relationship()

    __mapper_args__ = {"version_id_col": version}
