"""What follows: the size band of a municipality."""

from directory.municipalities.models import SizeBand

SMALL_BELOW = 5_000
MEDIUM_BELOW = 20_000


def size_band(population: int) -> SizeBand:
    """The band that a number of inhabitants falls into. Source: P46."""
    if population < SMALL_BELOW:
        return SizeBand.SMALL
    return SizeBand.MEDIUM if population < MEDIUM_BELOW else SizeBand.LARGE
