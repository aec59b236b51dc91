"""The two sides of every relation."""

from enum import StrEnum


class Side(StrEnum):
    """The two parties of a relation."""

    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"

    @property
    def other(self) -> "Side":
        """The party across the table."""
        return Side.ORGANISATION if self is Side.MUNICIPALITY else Side.MUNICIPALITY
