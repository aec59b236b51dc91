"""What the slices hang on a relation's page as small cards: one line of how it stands, and where to go on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """A slice's card; its words are already in the person's language, and cards with a lower place come first."""

    title: str
    text: str
    href: str
    action: str
    place: int
    mark: str = ""  # what asks for attention now, in a word or two
