"""Whole amounts as people write them."""

import re
from dataclasses import dataclass
from fractions import Fraction

LARGEST = 999_999_999
LONGEST = 40
_GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+"
_CURRENCY = re.compile(r"^(?:kr\.?|nok)(?![a-zæøå]) ?| ?(?:kr\.?|kroner|nok)$")
_WHOLE = re.compile(rf"({_GROUPED})(?:,00| ?,[-–—])?")
_ENGLISH = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.00)?")
_SCALED = re.compile(rf"({_GROUPED})(?:[,.]([0-9]{{1,6}}))? ?([a-zæøå]+)\.?")
_SCALES = {
    **dict.fromkeys(("mill", "million", "millioner", "millionar", "millions", "mio"), 1_000_000),
    **dict.fromkeys(("tusen", "thousand"), 1_000),
}


@dataclass(frozen=True)
class Reading:
    """What an amount was read as; it is certain unless something was interpreted on the way."""

    value: int
    is_certain: bool


def read_amount(text: str) -> Reading | None:
    """Read 1 900 000, 1.900.000, kr 240 000,- or 1,9 mill; None when it is no whole amount of at most nine digits."""
    if len(text) > LONGEST:
        return None
    words = _CURRENCY.sub("", " ".join(text.lower().split()))
    if match := _WHOLE.fullmatch(words) or _ENGLISH.fullmatch(words):
        value, is_certain = Fraction(re.sub(r"[ .,]", "", match[1])), True
    elif (match := _SCALED.fullmatch(words)) and match[3] in _SCALES:
        value, is_certain = _scaled(match[1], match[2] or "", _SCALES[match[3]]), False
    else:
        return None
    return Reading(int(value), is_certain) if value.denominator == 1 and value <= LARGEST else None


def _scaled(whole: str, decimals: str, scale: int) -> Fraction:
    number = int(re.sub(r"[ .]", "", whole) + decimals)
    return Fraction(number * scale, 10 ** len(decimals))
