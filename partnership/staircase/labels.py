"""What values, evidence and sides are called and coloured; msgids, translated where they are shown."""

from dataclasses import dataclass

from kernel.lifecycle import _l
from partnership.relations.sides import Side
from partnership.staircase.level import Lack, Standing, Value


@dataclass(frozen=True)
class Label:
    """A msgid, and the design system's colour for its badge."""

    msgid: str
    colour: str = "neutral"


VALUES = {
    Value.YES: Label(_l("Yes"), "success"),
    Value.PARTLY: Label(_l("Partly"), "warning"),
    Value.NO: Label(_l("No"), "danger"),
    Value.UNKNOWN: Label(_l("Don't know")),
    Value.NA: Label(_l("Not relevant")),
}
TO_RENEW = Label(_l("Yes, to be renewed"), "warning")
TO_CONFIRM = Label(_l("To be confirmed"), "warning")
UNPROVEN = Label(_l("Yes, without evidence"), "warning")

STANDINGS = {
    Standing.VALID: Label(_l("Evidence valid"), "success"),
    Standing.DUE: Label(_l("Evidence ends soon"), "warning"),
    Standing.MUST_RENEW: Label(_l("Must be renewed"), "danger"),
    Standing.FALLEN: Label(_l("Evidence too old"), "danger"),
    Standing.MISSING: Label(_l("No evidence")),
}

LACKS = {
    Lack.NOT_ANSWERED: Label(_l("Not known by both yet"), "neutral"),
    Lack.NOT_IN_PLACE: Label(_l("Not in place"), "danger"),
    Lack.PARTLY_IN_PLACE: Label(_l("Partly in place"), "warning"),
    Lack.EVIDENCE_MISSING: Label(_l("In place, but evidence is missing"), "warning"),
    Lack.EVIDENCE_FALLEN: Label(_l("In place, but the evidence is too old"), "warning"),
    Lack.EXEMPTION_REFUSED: Label(_l("“Not relevant” does not count here"), "danger"),
}

SIDES = {Side.MUNICIPALITY: Label(_l("The municipality"), "info"), Side.ORGANISATION: Label(_l("The organisation"))}
OWN_VOLUNTEERS = Label(_l("The volunteers"))
BOTH = Label(_l("Both"))


def side_label(side: Side, *, has_organisation: bool) -> Label:
    """What a side is called; own volunteers are no organisation."""
    return OWN_VOLUNTEERS if side is Side.ORGANISATION and not has_organisation else SIDES[side]
