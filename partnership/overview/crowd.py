"""Many relations on one staircase, computed to the last coordinate: a numbered head for each, on the agreed step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from partnership.staircase.drawing import StepView, Words, draw
from partnership.staircase.placing import Box
from partnership.staircase.shapes import Drawing, Stands

HEAD, APART, LIFT = 13, 30, 20


@dataclass(frozen=True)
class Head:
    """One relation's head: its number in the list, and the middle of it."""

    number: int
    x: int
    y: int


@dataclass(frozen=True)
class Crowd:
    """The staircase with everybody's heads."""

    drawing: Drawing
    heads: tuple[Head, ...]
    view: Box


def gather(steps: Sequence[StepView], standing: Mapping[int, Sequence[int]], words: Words) -> Crowd:
    """Place the numbers that stand on each step, 0 for the foot, side by side and then upwards."""
    drawing = draw(steps, Stands(), words)
    bodies = [drawing.start, *(step.body for step in drawing.steps)]
    heads = tuple(head for number, body in enumerate(bodies) for head in _heads(body, standing.get(number, ())))
    top = min([drawing.view.y, *(head.y - 2 * HEAD for head in heads)])
    return Crowd(drawing, heads, Box(drawing.view.x, top, drawing.view.width, drawing.view.bottom - top))


def _heads(body: Box, numbers: Sequence[int]) -> list[Head]:
    abreast = max(1, (body.width - 2 * HEAD) // APART + 1)
    return [
        Head(number, body.x + HEAD + 4 + place % abreast * APART, body.y - LIFT - place // abreast * APART)
        for place, number in enumerate(numbers)
    ]
