"""What is allowed: which pairs of postcodes something may be written of."""

from activities.places.postcodes import find
from kernel.lifecycle import NotAllowed, _l


def pair(one: str, other: str) -> tuple[str, str]:
    """Two postcodes in the order in which they are kept."""
    first, last = sorted((one, other))
    return first, last


def ensure_pair(one: str, other: str) -> None:
    """A way lies between two postcodes that have streets."""
    if find(one) is None or find(other) is None:
        raise NotAllowed(_l("Write a postcode of four digits that has streets, not only PO boxes."))
    if one == other:
        raise NotAllowed(_l("Write two different postcodes."))
