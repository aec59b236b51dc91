"""What is allowed: organisation numbers."""

from stdnum.no import orgnr


def read_org_number(text: str) -> str | None:
    """The nine digits of an organisation number, however they are spaced; None when the check digit is wrong."""
    digits = "".join(text.split())
    return digits if digits.isascii() and orgnr.is_valid(digits) else None


def spaced(org_number: str | None) -> str:
    """An organisation number as people read it: 974 760 673."""
    return str(orgnr.format(org_number)) if org_number else ""
