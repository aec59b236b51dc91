"""Words of a text that look like names of people."""

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ENDS = re.compile(r"(?:^|[.!?:\n•–-])[\s\"'«»“”()]*$")


def looking_like_names(text: str, known: Iterable[str] = ()) -> list[str]:
    """Words with a capital inside a sentence, and any of the names that are known from the trip."""
    names = {name.casefold() for told in known for name in WORD.findall(told) if len(name) > 1}
    found = [match for match in WORD.finditer(text) if _may_be_a_name(text, match) or match[0].casefold() in names]
    return list(dict.fromkeys(match[0] for match in found))


def _may_be_a_name(text: str, match: re.Match[str]) -> bool:
    word = match[0]
    is_capitalised = word[0].isupper() and word[1:2].islower()
    return is_capitalised and not ENDS.search(text[: match.start()])
