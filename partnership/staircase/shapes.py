"""The pieces of the staircase picture, ready to print: boxes, paths and lines of text in the picture's own units."""

from dataclasses import dataclass

from partnership.relations.sides import Side
from partnership.staircase.placing import Box


@dataclass(frozen=True)
class Stands:
    """Where each side stands, what both agree on and which step they wish for; None is not known yet."""

    municipality: int | None = None
    organisation: int | None = None
    agreed: int | None = None
    wished: int | None = None


@dataclass(frozen=True)
class Text:
    """A line of text and where its baseline begins; a tag's lines are centred on x."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class StepShape:
    """One drawn step; state is met, next or ahead."""

    state: str
    body: Box
    riser: str
    tread: str
    number: Text
    name: tuple[Text, ...]
    note: tuple[Text, ...]
    count: tuple[Text, ...]
    track: Box
    bar: Box


@dataclass(frozen=True)
class Figure:
    """One side, standing with its feet at x, y below its tag."""

    side: Side
    x: int
    y: int
    body: Box
    tag: Box
    lines: tuple[Text, ...]
    stem: str


@dataclass(frozen=True)
class Flag:
    """The flag on the wished step."""

    tag: Box
    cloth: str
    pole: str
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Drawing:
    """Everything the template prints."""

    view: Box
    start: Box
    start_text: tuple[Text, ...]
    steps: tuple[StepShape, ...]
    figures: tuple[Figure, ...]
    flag: Flag | None
    bond: str
    stands: Stands

    @property
    def is_together(self) -> bool:
        """Tell whether both sides stand on the same step."""
        return self.stands.municipality is not None and self.stands.municipality == self.stands.organisation
