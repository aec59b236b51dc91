"""Words that tell of an illness, which have no place in a practical text. Source: domain 5.2; diagnosis_words.csv."""

import csv
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "diagnosis_words.csv"
TOKENS = re.compile(r"\w+")
MATCHES: dict[str, Callable[[str, str], bool]] = {
    "word": lambda token, word: token == word,
    "start": lambda token, word: token.startswith(word),
    "end": lambda token, word: token.endswith(word),
    "part": lambda token, word: word in token,
}


@cache
def _words() -> tuple[tuple[str, str], ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple((row["word"], row["match"]) for row in csv.DictReader(file))


def found_in(text: str) -> str | None:
    """The first word of a text that tells of an illness, as it stands there; None where none does."""
    for token in TOKENS.findall(text):
        if any(MATCHES[match](token.casefold(), word) for word, match in _words()):
            return str(token)
    return None
