"""The place on the page where the next thing goes."""

from collections.abc import Sequence

from kernel.pdf.blocks import Reference, Words, phrase
from kernel.pdf.canvas import TaggedCanvas
from kernel.pdf.structure import Element
from kernel.pdf.theme import TextStyle, Theme
from kernel.pdf.typeface import PAGE_TO_COME, clean

# A block leaves at most this share of a page empty when it moves to the next one whole.
LEFT_EMPTY = 0.35


class Flow:
    """A cursor that moves down the page and on to the next."""

    def __init__(self, canvas: TaggedCanvas, theme: Theme, reference_label: str) -> None:
        self.canvas = canvas
        self.theme = theme
        self.reference_label = reference_label
        self.left = theme.margin
        self.width = theme.width
        self.top = theme.paper[1] - theme.top
        self.y = self.top
        self.level = 1

    @property
    def room(self) -> float:
        """How much is left of this page."""
        return self.y - self.theme.bottom

    @property
    def page_height(self) -> float:
        """How much there is on an empty page."""
        return self.top - self.theme.bottom

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on this page yet."""
        return self.y == self.top

    def turn(self) -> None:
        """Go to the top of the next page."""
        self.canvas.turn()
        self.y = self.top

    def need(self, height: float) -> None:
        """Turn the page when the height does not fit on it but would fit on the next."""
        if height > self.room and not self.is_fresh:
            self.turn()

    def gap(self, height: float) -> None:
        """Leave a distance, but never at the top of a page."""
        if not self.is_fresh:
            self.y -= height

    def settle(self, height: float) -> None:
        """Turn the page for what would rather stay whole, unless that leaves too much of this one empty."""
        if height > self.room and self.room < self.page_height * LEFT_EMPTY:
            self.need(height)

    def write(self, element: Element, lines: Sequence[str], style: TextStyle, *, indent: float = 0) -> None:
        """Set lines as the element's content, over as many pages as it takes, no line left alone."""
        start = 0
        while start < len(lines):
            count = self._fitting(len(lines) - start, style.leading)
            if not count:
                self.turn()
                continue
            self._set(element, lines[start : start + count], style, self.left + indent)
            start += count
            if start < len(lines):
                self.turn()

    def _fitting(self, count: int, leading: float) -> int:
        fit = int(self.room / leading + 1e-6)
        if fit >= count:
            return count
        fit = min(fit, count - 2)
        if self.is_fresh:
            return max(fit, 1)
        return fit if fit >= 2 else 0  # a single line at the foot of a page is an orphan

    def _set(self, element: Element, lines: Sequence[str], style: TextStyle, x: float) -> None:
        self.canvas.content(element, lines, x, self.baseline(style), style=style)
        self.y -= style.leading * len(lines)

    def baseline(self, style: TextStyle, *, below: float = 0) -> float:
        """Where the letters of a line stand whose upper edge is that much below the cursor."""
        return self.y - below - style.drop

    def text(self, words: Words) -> str:
        """The words in clean text, with room for the page that a reference names."""
        if not isinstance(words, Reference):
            return clean(phrase(words).text)
        # The number stays on the line of the word before it.
        label = clean(self.reference_label).replace(" {page}", "\u00a0{page}").replace("{page}", PAGE_TO_COME)
        return label.replace("{text}", clean(words.text))

    def holder(self, element: Element, words: Words) -> Element:
        """The element that holds the words: a link inside it when they refer to a heading."""
        if not isinstance(words, Reference):
            return element
        return self.canvas.link(element, words.anchor, self.text(words))
