"""Inter as the PDFs embed it: which characters it has, how wide words are, where lines end."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import digits

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
REPLACEMENT = "□"
# Room for a page number of three digits; this is no character, so no clean text holds it.
PAGE_TO_COME = "\uffff"
CACHED_WORDS = 50_000
LONGEST_CACHED = 40
BREAK_AFTER = "-/.,_@\u2013"
SPACES = {0x09, 0x1680, 0x205F, 0x3000, *range(0x2000, 0x200B)}
LINE_ENDS = {0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029}
UNSEEN = ("Cc", "Cf", "Mn", "Me")
STAND_INS = {0x0A: "\n", 0xAD: "", 0x2011: "-", 0x202F: "\u00a0"}


class Face:
    """One weight of Inter."""

    def __init__(self, style: str) -> None:
        self.name = f"Inter-{style}"
        self.font = TTFont(self.name, str(FOLDER / f"{self.name}.ttf"), asciiReadable=False)
        pdfmetrics.registerFont(self.font)
        self.characters = frozenset(code for code, glyph in self.font.face.charToGlyph.items() if glyph)
        self._advances: dict[int, float] = {**self.font.face.charWidths}
        self._advances[ord(PAGE_TO_COME)] = 3 * max(self._advances[code] for code in map(ord, digits))
        self._words: dict[str, float] = {}

    def width(self, text: str) -> float:
        """Measure a text set in size 1."""
        known = self._words.get(text)
        if known is None:
            known = sum(self._advances[code] for code in map(ord, text)) / 1000
            if len(text) <= LONGEST_CACHED:
                if len(self._words) >= CACHED_WORDS:
                    self._words.clear()
                self._words[text] = known
        return known


@cache
def face(*, strong: bool = False) -> Face:
    """Load a weight once in this process."""
    return Face("SemiBold" if strong else "Regular")


class _CleanCharacters(dict[int, str]):
    """What each character becomes on paper, found the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = clean = self._find(code)
        return clean

    def _find(self, code: int) -> str:
        if code in STAND_INS:
            return STAND_INS[code]
        if code in LINE_ENDS:
            return "\n"
        if code in SPACES:
            return " "
        if code in face().characters and code in face(strong=True).characters:
            return chr(code)
        return "" if unicodedata.category(chr(code)) in UNSEEN else REPLACEMENT


_CLEAN = _CleanCharacters()


def clean(text: str) -> str:
    """Keep what has a glyph; control characters vanish, anything else unknown becomes a box."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.replace("\r\n", "\n").translate(_CLEAN)


def one_line(text: str) -> str:
    """Clean a text that has to stand on one line."""
    return " ".join(clean(text).split())


def wrap(text: str, weight: Face, width: float) -> list[str]:
    """Break clean text into lines no wider than the width, in ems.

    A line that ends between words keeps its space, so that a screen reader does not join them.
    """
    lines: list[str] = []
    for part in text.strip("\n ").split("\n"):
        lines.extend(_fill(part, weight, width))
        lines[-1] += " "
    lines[-1] = lines[-1].rstrip(" ")
    return lines


def _fill(text: str, weight: Face, width: float) -> Iterator[str]:
    space = weight.width(" ")
    line: list[str] = []
    used = 0.0
    for word in filter(None, text.split(" ")):
        advance = weight.width(word)
        if line and used + space + advance > width:
            yield " ".join(line) + " "
            line, used = [], 0.0
        if advance > width:
            *pieces, rest = _pieces(word, weight, width)
            yield from pieces
            line, used = [rest], weight.width(rest)
        else:
            used += advance + (space if line else 0)
            line.append(word)
    yield " ".join(line)


def _pieces(word: str, weight: Face, width: float) -> Iterator[str]:
    """Cut a word that is wider than the line, after a hyphen or a stroke where it has one."""
    start, used = 0, 0.0
    for index, character in enumerate(word):
        advance = weight.width(character)
        if used + advance > width and index > start:
            cut = max((word.rfind(mark, start, index) for mark in BREAK_AFTER), default=-1) + 1
            cut = cut if cut > start + (index - start) // 2 else index
            yield word[start:cut]
            start, used = cut, weight.width(word[cut:index]) if cut < index else 0.0
        used += advance
    yield word[start:]


def shorten(text: str, width: float, *, size: float, strong: bool = False) -> str:
    """Clean a text and end it with … where it would be wider than the width in points."""
    weight, text = face(strong=strong), one_line(text)
    if weight.width(text) * size <= width:
        return text
    room = width / size - weight.width("…")
    kept = 0
    for character in text:
        room -= weight.width(character)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"
