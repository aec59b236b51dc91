"""Vector drawings of a few shapes in a box of their own, the same on paper and as SVG.

The origin is the upper left corner, y grows downwards and the unit is the point.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

Anchor = Literal["start", "middle", "end"]


class Ink(StrEnum):
    """The colours of the house on paper, as sRGB."""

    TEXT = "#1e2227"
    MUTED = "#595f66"
    RULE = "#d0d5da"
    GREY = "#b6bcc2"
    PALE = "#f3f5f7"
    WHITE = "#ffffff"
    ACCENT = "#0062ba"
    ACCENT_DARK = "#002c54"
    ACCENT_LINE = "#99c0e3"
    ACCENT_TINT = "#ddeaf6"
    ACCENT_PALE = "#eef4fb"
    SUCCESS = "#0b6a53"
    SUCCESS_TINT = "#dcece8"
    DANGER = "#b81a1a"
    DANGER_TINT = "#f9e4e2"
    WARNING = "#8a5a00"
    WARNING_TINT = "#fbe7c3"


@dataclass(frozen=True)
class Rect:
    """A rectangle, its corners rounded by the radius."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0
    fill: Ink | None = None
    stroke: Ink | None = None
    stroke_width: float = 1
    dashed: bool = False
    kind: ClassVar[str] = "rect"


@dataclass(frozen=True)
class Path:
    """Straight lines from point to point, back to the first when closed."""

    points: Sequence[tuple[float, float]]
    closed: bool = False
    fill: Ink | None = None
    stroke: Ink | None = None
    stroke_width: float = 1
    dashed: bool = False
    kind: ClassVar[str] = "path"


@dataclass(frozen=True)
class Circle:
    """A circle about its centre."""

    x: float
    y: float
    radius: float
    fill: Ink | None = None
    stroke: Ink | None = None
    stroke_width: float = 1
    dashed: bool = False
    kind: ClassVar[str] = "circle"


@dataclass(frozen=True)
class Text:
    """One line of text on its baseline."""

    x: float
    y: float
    text: str
    size: float = 10
    strong: bool = False
    anchor: Anchor = "start"
    fill: Ink = Ink.TEXT
    kind: ClassVar[str] = "text"


Shape = Rect | Path | Circle | Text


@dataclass(frozen=True)
class Drawing:
    """Shapes in a box, the first one undermost."""

    width: float
    height: float
    shapes: Sequence[Shape]
