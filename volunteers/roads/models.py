"""What exists: pairs of postcodes between which the road is not as the map says."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.orm import Base


class RoadOverride(Base):
    """How long it takes between two postcodes where a fjord or a ferry lies between; `metres` and `minutes` by road."""

    __tablename__ = "road_override"
    __table_args__ = (
        UniqueConstraint("municipality_id", "one", "other"),
        CheckConstraint("one < other", name="pair_in_order"),
        CheckConstraint("minutes > 0 AND metres >= 0", name="takes_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    one: Mapped[str]
    other: Mapped[str]
    metres: Mapped[int]
    minutes: Mapped[int]
    why: Mapped[str]


class RoadSetting(Base):
    """How much longer roads are than the straight line in a municipality, in per cent, and the usual speed in km/h."""

    __tablename__ = "road_setting"
    __table_args__ = (
        CheckConstraint("winding BETWEEN 100 AND 400", name="winding_in_per_cent"),
        CheckConstraint("speed BETWEEN 10 AND 110", name="speed_in_km_h"),
    )

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    winding: Mapped[int]
    speed: Mapped[int]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
