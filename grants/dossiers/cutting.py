"""Texts made short: the first sentence, and no more than fits a place on paper; pure."""

import re
from bisect import bisect_right

from kernel.pdf.theme import TextStyle
from kernel.pdf.typeface import clean, one_line, shorten

# A full stop ends a sentence when what follows does not go on in small letters, as after an abbreviation or a date.
END = re.compile(r"[.!?]+[\"”»)]*(?=\s+[^a-zæøå\s])|\n")
SHORTEST = 45


def first_sentence(text: str) -> str:
    """The first sentence of a text, with what follows it as long as it says but a few words."""
    text = text.strip()
    found = next((match for match in END.finditer(text) if match.end() >= SHORTEST), None)
    return one_line(text[: found.end()] if found else text)


def cut(text: str, style: TextStyle, width: float, lines: int) -> str:
    """A text that takes so many lines at most, ended with … after a word where it is longer."""
    text = one_line(text)
    if len(style.wrap(text, width)) <= lines:
        return text
    words = text.split(" ")
    count = bisect_right(range(1, len(words)), lines, key=lambda kept: len(style.wrap(_ended(words[:kept]), width)))
    if count:
        return _ended(words[:count])
    return shorten(text, width * (lines - 0.5), size=style.size, strong=style.strong)


def _ended(words: list[str]) -> str:
    return clean(" ".join(words).rstrip(" ,;:.–-") + " …")
