"""How wide words are in the picture and where they break, so that no text leaves its place.

Widths are those of Inter semibold, rounded up, so that a reader's own font has room too.
"""

from collections.abc import Iterator

SOFT_HYPHEN = "\u00ad"
SHORTEST_REST = 3
NARROW, SLIM, WIDE = "Iijl.,:' |!", 'frt;()[]/-"1', "mwMW@%æÆœŒ"
PIXELS = {SOFT_HYPHEN: 0.0} | dict.fromkeys(NARROW, 0.32) | dict.fromkeys(SLIM, 0.44) | dict.fromkeys(WIDE, 1.04)


def measure(text: str, size: int) -> int:
    """Return the width of a line of text in the picture's own units."""
    return round(size * sum(PIXELS.get(letter, 0.84 if letter.isupper() else 0.66) for letter in text))


def wrap(text: str, room: int, size: int) -> tuple[str, ...]:
    """Break a text into lines that fit, inside a word only when the word alone is too long."""
    lines, line = list[str](), ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if measure(longer, size) <= room:
            line = longer
            continue
        *full, rest = _pieces(word, room, size)
        lines += [line, *full] if line else full
        line = rest
    return tuple(each.replace(SOFT_HYPHEN, "") for each in [*lines, line] if each)


def _pieces(word: str, room: int, size: int) -> Iterator[str]:
    while measure(word, size) > room and len(word) > 1:
        fits = [cut for cut in range(1, len(word)) if measure(word[:cut] + "-", size) <= room]
        soft = [cut for cut in fits if word[cut] == SOFT_HYPHEN]
        even = [cut for cut in fits if len(word) - cut >= SHORTEST_REST]
        cut = max(soft or even or fits, default=1)
        yield word[:cut] + "-"
        word = word[cut:].lstrip(SOFT_HYPHEN)
    yield word
