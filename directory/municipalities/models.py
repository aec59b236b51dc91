"""What exists: counties and municipalities with their register figures."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.bodies.models import Body, BodyKind
from kernel.lifecycle import _l
from kernel.orm import Base


class SizeBand(StrEnum):
    """How large a municipality is: under 5,000 (small), under 20,000 (medium), or more. Source: P46."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


SIZE_BAND_LABELS: dict[SizeBand, str] = {
    SizeBand.SMALL: _l("Small"),
    SizeBand.MEDIUM: _l("Medium-sized"),
    SizeBand.LARGE: _l("Large"),
}
SIZE_BAND_BOUNDS: dict[SizeBand, str] = {
    SizeBand.SMALL: _l("under 5,000 inhabitants"),
    SizeBand.MEDIUM: _l("5,000 to 19,999 inhabitants"),
    SizeBand.LARGE: _l("20,000 inhabitants and over"),
}


class County(Base):
    """One of the 15 counties."""

    __tablename__ = "county"

    number: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    official_name: Mapped[str]


class Municipality(Body):
    """A municipality; its name alone is not unique, its number is."""

    __tablename__ = "municipality"
    __mapper_args__ = {"polymorphic_identity": BodyKind.MUNICIPALITY}

    id: Mapped[int] = mapped_column(ForeignKey("body.id"), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    official_name: Mapped[str]
    county_number: Mapped[str] = mapped_column(ForeignKey("county.number"), index=True)
    population: Mapped[int]
    population_67: Mapped[int]
    population_80: Mapped[int]
    figures_year: Mapped[int]
    size_band: Mapped[SizeBand]
    centrality: Mapped[int]
    latitude: Mapped[float]
    longitude: Mapped[float]
    website: Mapped[str]

    county: Mapped[County] = relationship()

    @property
    def full_name(self) -> str:
        """The name as it stands in a heading."""
        return f"{self.name} kommune"
