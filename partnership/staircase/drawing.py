"""The picture of the staircase, computed to the last coordinate so that the template only prints.

Two figures stand where their sides say; a rope joins them while they see it differently, hands when they agree.
The ground is y = 0 and everything stands above it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from partnership.relations.sides import Side
from partnership.staircase.lettering import measure, wrap
from partnership.staircase.placing import Box, Hanging, arrange
from partnership.staircase.shapes import Drawing, Figure, Flag, Stands, StepShape, Text

WIDTH, MARGIN, FOOT, FOOT_HEIGHT, NARROWEST, GAP = 1080, 12, 118, 30, 120, 6
PAD, NAME_SIZE, NAME_LINE, NOTE_SIZE, NOTE_LINE = 12, 15, 18, 13, 16
NUMBER_AT, NAME_AT, COUNT_AT, TRACK_AT, TRACK_HEIGHT = 38, 62, 30, 20, 7
FIGURE_WIDTH, FIGURE_HEIGHT, HAND_AT, SAG = 36, 72, 30, 9
TAG_ROOM, TAG_PAD, TAG_OVERHANG, SHORTEST_POLE = 150, 10, 14, 50
SKY, EDGE = 10, 4


@dataclass(frozen=True)
class StepView:
    """A step as the page shows it: its name and count are already in the reader's language."""

    number: int
    name: str
    count: str
    met: int
    of: int


@dataclass(frozen=True)
class Words:
    """The words in the picture, in the reader's language."""

    start: str
    municipality: str
    organisation: str
    agreed: str
    wished: str


@dataclass(frozen=True)
class ListedStep:
    """A step in the list that stands for the picture, with the words for what stands on it."""

    number: int
    name: str
    count: str
    notes: tuple[str, ...]
    is_agreed: bool


@dataclass(frozen=True)
class Places:
    """The places of the picture: how wide it is and the body of every step, the starting point first."""

    width: int
    bodies: tuple[Box, ...]

    def stand(self, step: int, slot: int) -> tuple[int, int]:
        """Return where something stands: municipality, organisation and flag have slots 0, 1 and 2 on every step."""
        body = self.bodies[step]
        first, apart, last = min(body.width // 4, 46), min(body.width // 3, 62), min(body.width * 2 // 7, 50)
        return body.x + (first, first + apart, first + apart + last)[slot], body.y


def draw(steps: Sequence[StepView], stands: Stands, words: Words) -> Drawing:
    """Compute the picture for 2 to 10 steps, numbered from 1."""
    places = _places(steps, stands, words)
    sides = [(Side.MUNICIPALITY, 0, stands.municipality), (Side.ORGANISATION, 1, stands.organisation)]
    spots = {side: places.stand(step, slot) for side, slot, step in sides if step is not None}
    bodies = [Box(x - FIGURE_WIDTH // 2, y - FIGURE_HEIGHT, FIGURE_WIDTH, FIGURE_HEIGHT) for x, y in spots.values()]
    hangings = [_tag(*spot, words_of(side, words), places.width) for side, spot in spots.items()]
    if stands.wished is not None:
        hangings.append(_cloth(*places.stand(stands.wished, 2), words.wished, places.width))
    tags = arrange(hangings, [*places.bodies, *bodies])
    shapes = tuple(_step(*each, stands.agreed, words) for each in zip(steps, places.bodies[1:], strict=True))
    top = min(box.y for box in (*tags, *bodies, *places.bodies)) - SKY
    return Drawing(
        view=Box(0, top, places.width, SKY - top),
        start=places.bodies[0],
        start_text=_column(places.bodies[0].x + PAD, places.bodies[0].y + 20, words.start, NOTE_SIZE, FOOT - 2 * PAD),
        steps=shapes,
        figures=tuple(
            _figure(side, spot, body, tag, words)
            for (side, spot), body, tag in zip(spots.items(), bodies, tags, strict=False)
        ),
        flag=None if stands.wished is None else _flag(hangings[-1], tags[-1], words.wished),
        bond=_bond(list(spots.values())),
        stands=stands,
    )


def listed(steps: Sequence[StepView], stands: Stands, words: Words) -> tuple[ListedStep, ...]:
    """Say in a list what the picture shows; the starting point is named only when somebody stands there."""
    spoken = (
        (stands.agreed, words.agreed),
        (stands.municipality, words.municipality),
        (stands.organisation, words.organisation),
        (stands.wished, words.wished),
    )
    views = [StepView(0, words.start, "", 0, 0), *steps]
    notes = {view.number: tuple(word for step, word in spoken if step == view.number) for view in views}
    return tuple(
        ListedStep(view.number, view.name, view.count, notes[view.number], is_agreed=view.number == stands.agreed)
        for view in views
        if view.number or notes[0]
    )


def words_of(side: Side, words: Words) -> str:
    """Return what a side is called in the picture."""
    return words.municipality if side is Side.MUNICIPALITY else words.organisation


def _places(steps: Sequence[StepView], stands: Stands, words: Words) -> Places:
    start_lines = len(wrap(words.start, FOOT - 2 * PAD, NOTE_SIZE))
    foot = FOOT_HEIGHT + max(0, start_lines - 1) * NOTE_LINE
    width = max(WIDTH, 2 * MARGIN + FOOT + NARROWEST * len(steps))
    each = (width - 2 * MARGIN - FOOT) // len(steps)
    rise = max(28, min(56, 220 // len(steps)))
    needs = [_need(step, each - GAP - 2 * PAD, words.agreed if step.number == stands.agreed else "") for step in steps]
    lowest = max(foot + rise, *(need - i * rise for i, need in enumerate(needs)))
    bodies = [Box(MARGIN, -foot, FOOT - GAP, foot)]
    for i in range(len(steps)):
        height = lowest + i * rise
        bodies.append(Box(MARGIN + FOOT + i * each, -height, each - GAP, height))
    return Places(width, tuple(bodies))


def _need(step: StepView, room: int, note: str) -> int:
    names, notes = len(wrap(step.name, room, NAME_SIZE)), len(wrap(note, room, NOTE_SIZE))
    counts = len(wrap(step.count, room, NOTE_SIZE))
    return NAME_AT + (names - 1) * NAME_LINE + notes * NOTE_LINE + 14 + counts * NOTE_LINE + COUNT_AT


def _step(view: StepView, body: Box, agreed: int | None, words: Words) -> StepShape:
    x, y, room = body.x + PAD, body.y, body.width - 2 * PAD
    state = "ahead"
    if agreed is not None and view.number <= agreed + 1:
        state = "met" if view.number <= agreed else "next"
    name = _column(x, y + NAME_AT, view.name, NAME_SIZE, room)
    note_y = y + NAME_AT + (len(name) - 1) * NAME_LINE + NOTE_LINE + 3
    counts = len(wrap(view.count, room, NOTE_SIZE))
    filled = room * view.met // view.of if view.of else 0
    return StepShape(
        state=state,
        body=body,
        riser=f"M{body.x} 0V{y + 10}q0 -10 10 -10H{body.right}V0z",
        tread=f"M{body.x + 8} {y}H{body.right}",
        number=Text(x, y + NUMBER_AT, str(view.number)),
        name=name,
        note=_column(x, note_y, words.agreed, NOTE_SIZE, room) if view.number == agreed else (),
        count=_column(x, -COUNT_AT - (counts - 1) * NOTE_LINE, view.count, NOTE_SIZE, room),
        track=Box(x, -TRACK_AT, room, TRACK_HEIGHT),
        bar=Box(x, -TRACK_AT, filled, TRACK_HEIGHT),
    )


def _column(x: int, y: int, text: str, size: int, room: int) -> tuple[Text, ...]:
    leading = NAME_LINE if size == NAME_SIZE else NOTE_LINE
    return tuple(Text(x, y + i * leading, line) for i, line in enumerate(wrap(text, room, size)))


def _size(text: str) -> tuple[int, int]:
    lines = wrap(text, TAG_ROOM, NOTE_SIZE)
    longest = max((measure(line, NOTE_SIZE) for line in lines), default=0)
    return max(longest, TAG_PAD * 2) + 2 * TAG_PAD, max(1, len(lines)) * NOTE_LINE + 9


def _tag(x: int, y: int, words: str, width: int) -> Hanging:
    """Hang a figure's tag above its head: centred, or reaching out to the left or to the right."""
    wide, high = _size(words)
    head = y - FIGURE_HEIGHT
    lefts = _inside(width, wide, x - wide // 2, x + TAG_OVERHANG - wide, x - TAG_OVERHANG)
    return Hanging(x, head, head - 4, wide, high, lefts)


def _cloth(x: int, y: int, words: str, width: int) -> Hanging:
    """Hang a flag's cloth on its pole, flying to the right or to the left."""
    wide, high = _size(words)
    long = wide + TAG_PAD
    lefts = (x,) if x + long <= width - EDGE else ()
    return Hanging(x, y, y - SHORTEST_POLE, long, high, lefts + ((x - long,) if x - long >= EDGE else ()))


def _inside(width: int, wide: int, *lefts: int) -> tuple[int, ...]:
    return tuple(max(EDGE, min(left, width - EDGE - wide)) for left in lefts)


def _lines(tag: Box, words: str) -> tuple[Text, ...]:
    return _column(tag.x + tag.width // 2, tag.y + 17, words, NOTE_SIZE, TAG_ROOM)


def _figure(side: Side, spot: tuple[int, int], body: Box, tag: Box, words: Words) -> Figure:
    x, y = spot
    return Figure(side, x, y, body, tag, _lines(tag, words_of(side, words)), stem=f"M{x} {tag.bottom}V{body.y + 2}")


def _flag(hanging: Hanging, tag: Box, words: str) -> Flag:
    """Cut the cloth with its tails away from the pole."""
    near, far = (tag.x, tag.right) if hanging.stem_x - tag.x <= TAG_PAD else (tag.right, tag.x)
    notch = far - (8 if far > near else -8)
    half = tag.height // 2
    cloth = f"M{near} {tag.y}H{far}L{notch} {tag.y + half}L{far} {tag.bottom}H{near}z"
    return Flag(tag, cloth, pole=f"M{hanging.stem_x} {hanging.stem_foot}V{tag.y}", lines=_lines(tag, words))


def _bond(spots: Sequence[tuple[int, int]]) -> str:
    """Draw from hand to hand, between the two figures."""
    if len(spots) < len(Side):
        return ""
    (left, left_y), (right, right_y) = sorted(spots)
    left, right = left + FIGURE_WIDTH // 2 - 4, right - FIGURE_WIDTH // 2 + 4
    middle, low = (left + right) // 2, (left_y + right_y) // 2 - HAND_AT + SAG
    return f"M{left} {left_y - HAND_AT}Q{middle} {low} {right} {right_y - HAND_AT}"
