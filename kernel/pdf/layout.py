"""How each block is laid out and tagged."""

from collections.abc import Iterator
from functools import singledispatch
from itertools import groupby

from kernel.pdf.blocks import (
    Block,
    Bullets,
    Callout,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Words,
    WritingSpace,
    phrase,
)
from kernel.pdf.drawing import Ink
from kernel.pdf.flow import LEFT_EMPTY, Flow
from kernel.pdf.structure import BULLETED, NUMBERED, Element, language
from kernel.pdf.theme import TextStyle
from kernel.pdf.typeface import clean, one_line

KEY_SHARE = 0.32
DEEPEST_HEADING = 4
LINES_KEPT = 3
# A fact of more lines than this may begin on one page and go on on the next.
LINES_OF_A_FACT = 8


@singledispatch
def lay(block: Block, flow: Flow) -> None:  # noqa: ARG001  # the blocks' own functions use it
    """Lay a block out where the flow stands."""
    raise TypeError(f"{type(block).__name__} is not a block.")


@singledispatch
def opening(block: Block, flow: Flow) -> float:  # noqa: ARG001  # most blocks open with lines of text
    """Say how much of a block has to stand on the same page as the heading above it."""
    return flow.theme.gap + LINES_KEPT * flow.theme.body.leading


@lay.register
def _heading(block: Heading, flow: Flow) -> None:
    # Levels may not be skipped: a reader by ear counts on them.
    level = min(max(block.level, 2), flow.level + 1, DEEPEST_HEADING)
    flow.level = level
    style = flow.theme.headings[level - 2]
    text = clean(block.text)
    flow.gap(flow.theme.heading_gap - (level - 2) * flow.theme.gap / 2)
    flow.canvas.bookmark(one_line(text), level - 1, flow.y)
    if block.anchor:
        flow.canvas.anchor(block.anchor, flow.y)
    flow.write(flow.canvas.element(f"H{level}", attributes=language(block.lang)), style.wrap(text, flow.width), style)


@opening.register
def _heading_opening(block: Heading, flow: Flow) -> float:
    style = flow.theme.headings[0]
    return flow.theme.heading_gap + style.leading * len(style.wrap(clean(block.text), flow.width))


@lay.register
def _paragraph(block: Paragraph, flow: Flow) -> None:
    style = flow.theme.paragraph(block.style)
    flow.gap(flow.theme.gap)
    element = flow.canvas.element("P", attributes=language(block.lang))
    flow.write(element, style.wrap(clean(block.text), flow.width), style)


@lay.register
def _bullets(block: Bullets, flow: Flow) -> None:
    theme, canvas = flow.theme, flow.canvas
    flow.gap(theme.gap)
    whole = canvas.element("L", attributes=NUMBERED if block.ordered else BULLETED)
    for index, words in enumerate(block.items, 1):
        text = phrase(words)
        style = theme.body.emphasised(strong=text.strong)
        lines = style.wrap(flow.text(words), flow.width - theme.indent)
        # The mark stands with its words: three lines are not broken, for either side would be left alone.
        flow.need(style.leading * (len(lines) if len(lines) <= LINES_KEPT else 2))
        item = canvas.element("LI", whole, attributes=language(text.lang))
        mark = f"{index}." if block.ordered else "•"
        with canvas.tagged(canvas.element("Lbl", item)):
            canvas.lines([f"{mark} "], flow.left + (0 if block.ordered else 3), flow.baseline(style), style)
        flow.write(flow.holder(canvas.element("LBody", item), words), lines, style, indent=theme.indent)
        flow.gap(theme.gap / 3)


@lay.register
def _key_values(block: KeyValues, flow: Flow) -> None:
    flow.gap(flow.theme.gap)
    whole = flow.canvas.element("L")
    for index, (key, words) in enumerate(block.rows):
        _key_value(key, words, flow, whole, is_first=index == 0)


@opening.register
def _key_values_opening(block: KeyValues, flow: Flow) -> float:
    return flow.theme.gap + max((_kept_of_fact(*_fact(*row, flow), flow) for row in block.rows[:1]), default=0.0)


def _fact(key: str, words: Words, flow: Flow) -> tuple[list[str], list[str]]:
    theme = flow.theme
    style = theme.cell.emphasised(strong=phrase(words).strong)
    keys = theme.cell.emphasised().wrap(clean(key), flow.width * KEY_SHARE - theme.padding)
    return keys, style.wrap(flow.text(words), flow.width * (1 - KEY_SHARE))


def _kept_of_fact(keys: list[str], lines: list[str], flow: Flow) -> float:
    count = max(len(keys), min(len(lines), LINES_OF_A_FACT))
    return min(count * flow.theme.cell.leading + flow.theme.padding, flow.page_height / 3)


def _key_value(key: str, words: Words, flow: Flow, whole: Element, *, is_first: bool) -> None:
    theme, canvas, value = flow.theme, flow.canvas, phrase(words)
    label, style = theme.cell.emphasised(), theme.cell.emphasised(strong=value.strong)
    keys, lines = _fact(key, words, flow)
    flow.need(_kept_of_fact(keys, lines, flow))
    if not (is_first or flow.is_fresh):
        with canvas.artifact():
            canvas.rule(flow.left, flow.y, flow.width)
    flow.gap(theme.padding / 2)
    item = canvas.element("LI", whole)
    start, page = flow.y, canvas.sheets
    flow.write(canvas.element("Lbl", item), [*keys[:-1], keys[-1] + " "], label)
    foot = flow.y
    if page == canvas.sheets:
        flow.y = start
    body = canvas.element("LBody", item, attributes=language(value.lang))
    flow.write(flow.holder(body, words), lines, style, indent=flow.width * KEY_SHARE)
    if page == canvas.sheets:
        flow.y = min(flow.y, foot)
    flow.gap(theme.padding / 2)


@lay.register
def _callout(block: Callout, flow: Flow) -> None:
    theme, canvas = flow.theme, flow.canvas
    leading, inside = theme.body.leading, theme.padding * 2
    flow.gap(theme.gap * 1.5)
    box = canvas.element("Div", attributes=language(block.lang))
    lines: list[tuple[Element, str, TextStyle]] = []
    for style, wrapped in _callout_texts(block, flow):
        element = canvas.element("P", box)
        lines += [(element, line, style) for line in wrapped]
    flow.settle(len(lines) * leading + 2 * theme.padding)
    while lines:
        fit = int((flow.room - 2 * theme.padding) / leading)
        if fit < min(LINES_KEPT, len(lines)) and not flow.is_fresh:
            flow.turn()
            continue
        piece, lines = lines[:fit], lines[fit:]
        _shade(flow, len(piece) * leading + 2 * theme.padding)
        flow.y -= theme.padding
        for (element, style), group in groupby(piece, lambda each: (each[0], each[2])):
            flow.write(element, [line for _, line, _ in group], style, indent=inside)
        flow.y -= theme.padding
    flow.gap(theme.gap / 2)


@opening.register
def _callout_opening(block: Callout, flow: Flow) -> float:
    theme = flow.theme
    height = sum(len(wrapped) for _, wrapped in _callout_texts(block, flow)) * theme.body.leading + 2 * theme.padding
    return theme.gap * 1.5 + min(height, flow.page_height * LEFT_EMPTY)


def _callout_texts(block: Callout, flow: Flow) -> Iterator[tuple[TextStyle, list[str]]]:
    body = flow.theme.body
    for style, text in ((body.emphasised(), block.title), (body, block.text)):
        yield style, style.wrap(clean(text), flow.width - 4 * flow.theme.padding)


def _shade(flow: Flow, height: float) -> None:
    with flow.canvas.artifact():
        flow.canvas.box(flow.left, flow.y - height, flow.width, height, Ink.ACCENT_PALE)
        flow.canvas.box(flow.left, flow.y - height, 3, height, Ink.ACCENT)


@lay.register
def _writing_space(block: WritingSpace, flow: Flow) -> None:
    theme, canvas = flow.theme, flow.canvas
    flow.gap(theme.gap * 1.8)
    flow.need(_kept_for_writing(block, flow))
    if block.label:
        style = theme.body.emphasised()
        flow.write(canvas.element("P"), style.wrap(clean(block.label), flow.width), style)
    for _ in range(block.lines):
        flow.need(theme.writing_line)
        flow.y -= theme.writing_line
        with canvas.artifact():
            canvas.rule(flow.left, flow.y, flow.width, ink=Ink.GREY, weight=0.5)


@opening.register
def _writing_space_opening(block: WritingSpace, flow: Flow) -> float:
    return flow.theme.gap * 1.8 + _kept_for_writing(block, flow)


def _kept_for_writing(block: WritingSpace, flow: Flow) -> float:
    return min(flow.theme.body.leading + block.lines * flow.theme.writing_line, flow.page_height / 2)


@lay.register
def _page_break(block: PageBreak, flow: Flow) -> None:  # noqa: ARG001  # it has nothing to say but its name
    if not flow.is_fresh:
        flow.turn()


@opening.register
def _page_break_opening(block: PageBreak, flow: Flow) -> float:  # noqa: ARG001  # the heading stays where it is
    return 0
