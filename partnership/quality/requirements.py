"""What quality assurance is asked for on each step, and the points of the staircase that show it.

Source: the table of quality assurance per step; an entry holds until a higher step asks for more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kernel.lifecycle import _l


@dataclass(frozen=True)
class Requirement:
    """One thing that is asked for: its name, what is asked from a step upwards, and the stable keys of its points."""

    code: str
    title: str
    asked: Mapping[int, str]
    keys: tuple[str, ...]

    def asked_on(self, step: int) -> str | None:
        """What a step asks for: what the nearest step at or below it brings in."""
        known = [number for number in self.asked if number <= step]
        return self.asked[max(known)] if known else None


REQUIREMENTS = (
    Requirement(
        "contact",
        _l("Contact person"),
        {1: _l("Both have one, confirmed within the last 12 months.")},
        ("prop.1.1", "prop.1.2"),
    ),
    Requirement(
        "coordinator",
        _l("Coordinator"),
        {
            2: _l("The municipality has one with time set aside."),
            3: _l("The municipality or a volunteer centre has one."),
            4: _l("Both have one, with a stand-in."),
            5: _l("Both have one, with a stand-in and a professional contact in home care."),
        },
        ("prop.2.4", "prop.4.1", "prop.5.4"),
    ),
    Requirement(
        "roles",
        _l("Written role clarification"),
        {2: _l("What the law asks of the municipality is kept apart from voluntary effort.")},
        ("prop.2.3",),
    ),
    Requirement(
        "agreement",
        _l("Agreement"),
        {
            3: _l("A valid agreement signed by both."),
            5: _l("A valid agreement signed by both, with a privacy annex."),
        },
        ("prop.3.1",),
    ),
    Requirement(
        "confidentiality",
        _l("Confidentiality declaration"),
        {
            3: _l("Signed where the task requires it."),
            4: _l("Signed by the volunteers."),
            5: _l("Signed by all the volunteers."),
        },
        ("prop.3.4",),
    ),
    Requirement(
        "training",
        _l("Training"),
        {
            3: _l("Basic training for all."),
            5: _l("Basic training, and special training for the target group."),
        },
        ("prop.3.4", "prop.5.2"),
    ),
    Requirement(
        "insurance",
        _l("Insurance"),
        {3: _l("Clarified in writing, with any upper age limit.")},
        ("prop.3.5",),
    ),
    Requirement(
        "certificate",
        _l("Police certificate"),
        {
            4: _l("Only where there is a legal basis."),
            5: _l("The legal basis is assessed in writing; shown only where it is lawfully asked for."),
        },
        ("prop.5.3",),
    ),
    Requirement(
        "incidents",
        _l("Routine for incidents"),
        {
            3: _l("A joint routine for feedback and incidents."),
            4: _l("A joint routine, gone through every year."),
            5: _l("A joint routine, and incidents gone through together every half-year."),
        },
        ("prop.3.7", "prop.5.7"),
    ),
    Requirement(
        "privacy",
        _l("Privacy assessment"),
        {
            4: _l("A simple one: what is not shared."),
            5: _l("Legal basis, deletion and the need for a privacy impact assessment are clarified."),
        },
        ("prop.1.6", "prop.5.9"),
    ),
    Requirement(
        "boundary",
        _l("Boundary to health care"),
        {
            2: _l("Written in the role clarification."),
            5: _l("Assessed for each assignment."),
        },
        ("prop.2.3", "prop.5.5"),
    ),
    Requirement(
        "independence",
        _l("Independence"),
        {
            2: _l("The organisation confirms that it decides for itself and may criticise freely."),
            3: _l("It is confirmed, and a clause in the agreement says it."),
        },
        ("prop.2.6", "prop.3.1"),
    ),
)
