"""Figures: shapes drawn by direct operators, the alternative text on the element."""

from collections.abc import Callable
from typing import Any

from kernel.pdf.blocks import Figure
from kernel.pdf.canvas import FILL, STROKE, TaggedCanvas
from kernel.pdf.drawing import Circle, Ink, Path, Rect, Shape, Text
from kernel.pdf.flow import Flow
from kernel.pdf.layout import lay, opening
from kernel.pdf.structure import alternative
from kernel.pdf.theme import TextStyle
from kernel.pdf.typeface import one_line

# How far the handles of a quarter circle stand out, as a share of its radius.
HANDLE = 0.5523
DASHES = "[4 3] 0 d"


@lay.register
def _figure(block: Figure, flow: Flow) -> None:
    drawing = block.drawing
    scale = _scale(block, flow)
    width, height = drawing.width * scale, drawing.height * scale
    flow.gap(flow.theme.gap * 1.3)
    flow.need(height)
    x, y = flow.left + (flow.width - width) / 2, flow.y - height
    box = f"/A<</O/Layout/Placement/Block/BBox[{x:.2f} {y:.2f} {x + width:.2f} {flow.y:.2f}]>>"
    canvas = flow.canvas
    with canvas.tagged(canvas.element("Figure", attributes=box + alternative(one_line(block.alt)))):
        canvas.operators("q", f"{scale:.5g} 0 0 {scale:.5g} {x:.2f} {flow.y:.2f} cm")
        canvas.operators(f"0 {-drawing.height:.2f} {drawing.width:.2f} {drawing.height:.2f} re W n")
        for shape in drawing.shapes:
            _draw(shape, canvas)
        canvas.operators("Q")
    flow.y = y
    flow.gap(flow.theme.gap / 2)


@opening.register
def _figure_opening(block: Figure, flow: Flow) -> float:
    return block.drawing.height * _scale(block, flow) + flow.theme.gap * 2


def _scale(block: Figure, flow: Flow) -> float:
    return min(flow.width / block.drawing.width, flow.page_height * flow.theme.tallest_figure / block.drawing.height)


def _draw(shape: Shape, canvas: TaggedCanvas) -> None:
    if isinstance(shape, Text):
        _text(shape, canvas)
    else:
        canvas.operators("q", *_colours(shape), *OUTLINES[type(shape)](shape), _painting(shape), "Q")


def _colours(shape: Rect | Path | Circle) -> list[str]:
    code = []
    if shape.fill:
        code.append(FILL[shape.fill])
    if shape.stroke:
        code.append(f"{STROKE[shape.stroke]} {shape.stroke_width:.4g} w 1 J 1 j")
    return [*code, DASHES] if shape.dashed else code


def _painting(shape: Rect | Path | Circle) -> str:
    if shape.fill and shape.stroke:
        return "B"
    return "f" if shape.fill else "S" if shape.stroke else "n"


def _rect(shape: Rect) -> list[str]:
    left, right, top, bottom = shape.x, shape.x + shape.width, -shape.y, -(shape.y + shape.height)
    radius = min(shape.radius, shape.width / 2, shape.height / 2)
    if radius <= 0:
        return [f"{left:.2f} {bottom:.2f} {shape.width:.2f} {shape.height:.2f} re"]
    return _rounded(left, right, top, bottom, radius)


def _circle(shape: Circle) -> list[str]:
    x, y, radius = shape.x, -shape.y, shape.radius
    return _rounded(x - radius, x + radius, y + radius, y - radius, radius)


def _rounded(left: float, right: float, top: float, bottom: float, radius: float) -> list[str]:
    handle = radius * (1 - HANDLE)
    corners = (
        (right - radius, bottom, right - handle, bottom, right, bottom + handle, right, bottom + radius),
        (right, top - radius, right, top - handle, right - handle, top, right - radius, top),
        (left + radius, top, left + handle, top, left, top - handle, left, top - radius),
        (left, bottom + radius, left, bottom + handle, left + handle, bottom, left + radius, bottom),
    )
    code = [f"{left + radius:.2f} {bottom:.2f} m"]
    for corner in corners:
        numbers = [f"{number:.2f}" for number in corner]
        code.append(f"{' '.join(numbers[:2])} l {' '.join(numbers[2:])} c")
    return [*code, "h"]


def _path(shape: Path) -> list[str]:
    code = [f"{x:.2f} {-y:.2f} {'l' if index else 'm'}" for index, (x, y) in enumerate(shape.points)]
    return [*code, "h"] if shape.closed else code


OUTLINES: dict[type[Any], Callable[[Any], list[str]]] = {Rect: _rect, Circle: _circle, Path: _path}


def _text(shape: Text, canvas: TaggedCanvas) -> None:
    style = TextStyle(shape.size, shape.size, strong=shape.strong, ink=Ink(shape.fill))
    text = one_line(shape.text)
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * style.measure(text)
    canvas.lines([text + " "], shape.x - shift, -shape.y, style)
