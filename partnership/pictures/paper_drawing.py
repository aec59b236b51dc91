"""The picture of the staircase on paper: the same shapes as on the page, in the colours and letters of a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kernel.pdf.drawing import Anchor, Circle, Drawing, Ink, Path, Rect, Shape, Text
from kernel.pdf.typeface import face, one_line
from partnership.relations.sides import Side
from partnership.staircase import shapes
from partnership.staircase.placing import Box

# The picture is less than half as wide on paper, so its words are set as large as their places allow.
NAME_SIZE, NOTE_SIZE, NUMBER_SIZE = 17, 15.5, 30
SCALE, CURVE_PIECES = 1.2, 8
COMMAND = re.compile(r"([MHVLQqz])([^MHVLQqz]*)")

Point = tuple[float, float]

BOXES: dict[str, tuple[Ink, Ink, bool]] = {
    "met": (Ink.ACCENT, Ink.ACCENT, False),
    "next": (Ink.ACCENT_TINT, Ink.ACCENT, True),
    "ahead": (Ink.WHITE, Ink.RULE, False),
}
TREADS = {"met": Ink.ACCENT_DARK, "next": Ink.ACCENT, "ahead": Ink.GREY}
SIDES = {Side.MUNICIPALITY: Ink.ACCENT_DARK, Side.ORGANISATION: Ink.SUCCESS}
HOUSE = ((-7, -15), (-7, -24), (0, -30), (7, -24), (7, -15), (2.5, -15), (2.5, -20), (-2.5, -20), (-2.5, -15))
HEART = ((0, -15), (-5.5, -19), (-7.4, -23), (-6.6, -26.6), (-4, -28), (-1.4, -27), (0, -24.5))


def on_paper(drawn: shapes.Drawing) -> Drawing:
    """Turn the picture into the shapes of a document, its upper left corner at the origin."""
    view = drawn.view
    found: list[Shape] = [Rect(view.x, view.y, view.width, view.height, radius=14, fill=Ink.ACCENT_PALE)]
    if drawn.bond and not drawn.is_together:
        found.append(_line(drawn.bond, Ink.MUTED, 3, dashed=True))
    found += [_rect(drawn.start, 4, Ink.PALE, Ink.GREY), *_texts(drawn.start_text, drawn.start.width - 16, NOTE_SIZE)]
    for step in drawn.steps:
        found += _step(step)
    if drawn.flag:
        found += _flag(drawn.flag)
    if drawn.bond and drawn.is_together:
        found.append(_line(drawn.bond, Ink.MUTED, 5))
    for figure in drawn.figures:
        found += _figure(figure)
    found.append(Path([(view.x, 0), (view.right, 0)], stroke=Ink.MUTED, stroke_width=3))
    return Drawing(view.width, view.height, [_moved(shape, -view.x, -view.y) for shape in found])


def _step(step: shapes.StepShape) -> Iterator[Shape]:
    fill, edge, is_dashed = BOXES[step.state]
    is_met, room = step.state == "met", step.track.width
    ink = Ink.WHITE if is_met else Ink.TEXT
    yield Path(_points(step.riser), closed=True, fill=fill, stroke=edge, dashed=is_dashed)
    yield _line(step.tread, TREADS[step.state], 4)
    yield from _texts([step.number], room, NUMBER_SIZE, ink=ink, strong=True)
    yield from _texts(step.name, room, NAME_SIZE, ink=ink, strong=True)
    yield from _texts(step.note, room, NOTE_SIZE, ink=ink, strong=True)
    yield from _texts(step.count, room, NOTE_SIZE, ink=ink)
    yield _rect(step.track, 3, Ink.ACCENT_DARK if is_met else Ink.RULE)
    if step.bar.width:
        yield _rect(step.bar, 3, Ink.WHITE if is_met else Ink.ACCENT)


def _figure(figure: shapes.Figure) -> Iterator[Shape]:
    ink = SIDES[figure.side]
    yield _line(figure.stem, ink, 1.5)
    for x in (-5, 5):
        yield Path(_standing(figure, [(x, -14), (x, -3)]), stroke=ink, stroke_width=6 * SCALE)
    (left, top), (right, foot) = _standing(figure, [(-13, -37), (13, -11)])
    yield Rect(left, top, right - left, foot - top, radius=9 * SCALE, fill=ink)
    yield Rect(left, top + (foot - top) / 2, right - left, (foot - top) / 2, fill=ink)
    badge = HOUSE if figure.side is Side.MUNICIPALITY else (*HEART, *((-x, y) for x, y in reversed(HEART[1:-1])))
    yield Path(_standing(figure, badge), closed=True, fill=Ink.WHITE)
    yield Circle(figure.x, figure.y - 48 * SCALE, 9 * SCALE, fill=ink)
    yield _rect(figure.tag, 12, Ink.WHITE, ink)
    yield from _centred(figure.lines, figure.tag.width, Ink.TEXT)


def _standing(figure: shapes.Figure, points: Sequence[Point]) -> list[Point]:
    return [(figure.x + x * SCALE, figure.y + y * SCALE) for x, y in points]


def _flag(flag: shapes.Flag) -> Iterator[Shape]:
    yield _line(flag.pole, Ink.WARNING, 3)
    yield Path(_points(flag.cloth), closed=True, fill=Ink.WARNING)
    yield from _centred(flag.lines, flag.tag.width - 10, Ink.WHITE)


def _rect(box: Box, radius: float, fill: Ink, stroke: Ink | None = None) -> Rect:
    return Rect(box.x, box.y, box.width, box.height, radius=radius, fill=fill, stroke=stroke, stroke_width=1.5)


def _line(path: str, ink: Ink, width: float, *, dashed: bool = False) -> Path:
    return Path(_points(path), stroke=ink, stroke_width=width, dashed=dashed)


def _centred(lines: Sequence[shapes.Text], width: float, ink: Ink) -> Iterator[Text]:
    return _texts(lines, width - 12, NOTE_SIZE, ink=ink, strong=True, anchor="middle")


def _texts(
    lines: Sequence[shapes.Text],
    room: float,
    size: float,
    *,
    ink: Ink = Ink.TEXT,
    strong: bool = False,
    anchor: Anchor = "start",
) -> Iterator[Text]:
    """Set lines of one text in one size, smaller where the widest of them would leave its place."""
    widest = max((face(strong=strong).width(one_line(line.text)) for line in lines), default=0)
    fitting = min(size, room / widest) if widest else size
    for line in lines:
        yield Text(line.x, line.y, line.text, fitting, strong=strong, anchor=anchor, fill=ink)


def _points(path: str) -> list[Point]:
    """Read the few commands that the picture's paths are made of, a curve as short straight pieces."""
    found: list[Point] = []
    for command, rest in COMMAND.findall(path):
        numbers = [float(number) for number in rest.split()]
        x, y = found[-1] if found else (0.0, 0.0)
        if command == "H":
            found.append((numbers[0], y))
        elif command == "V":
            found.append((x, numbers[0]))
        elif command in "Qq":
            fixed = numbers if command == "Q" else [x + numbers[0], y + numbers[1], x + numbers[2], y + numbers[3]]
            found += _curve((x, y), (fixed[0], fixed[1]), (fixed[2], fixed[3]))
        elif command in "ML":
            found.append((numbers[0], numbers[1]))
    return found


def _curve(start: Point, handle: Point, end: Point) -> Iterator[Point]:
    for piece in range(1, CURVE_PIECES + 1):
        there = piece / CURVE_PIECES
        back = 1 - there
        shares = back * back, 2 * back * there, there * there
        x, y = (
            sum(share * place[axis] for share, place in zip(shares, (start, handle, end), strict=True))
            for axis in (0, 1)
        )
        yield x, y


def _moved(shape: Shape, right: float, down: float) -> Shape:
    if isinstance(shape, Path):
        points = [(x + right, y + down) for x, y in shape.points]
        return replace(shape, points=points)
    return replace(shape, x=shape.x + right, y=shape.y + down)
