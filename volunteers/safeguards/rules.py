"""What is allowed, and what follows: when the wing is on for a body, and when home care may register there."""

from datetime import date

from kernel.lifecycle import NotAllowed, _l
from volunteers.safeguards.models import Safeguard

TRIP_DAYS = 90
PROFILE_MONTHS = 12
INCIDENT_MONTHS = 36


def is_on(safeguard: Safeguard | None, today: date) -> bool:
    """Whether personal data may be kept for a body: its agreement and its assessment of privacy have had their day."""
    return safeguard is not None and all(
        day is not None and day <= today for day in (safeguard.agreed_on, safeguard.dpia_on)
    )


def home_care_may(safeguard: Safeguard | None, today: date) -> bool:
    """Whether home care may register on behalf of somebody: the municipality has recorded by what right."""
    basis_on = safeguard.home_care_basis_on if safeguard else None
    return basis_on is not None and basis_on <= today


def ensure_is_on(safeguard: Safeguard | None, today: date) -> Safeguard:
    """Nothing is kept about anybody before the body has recorded its safeguards."""
    if safeguard is None or not is_on(safeguard, today):
        raise NotAllowed(
            _l(
                "Nobody can be registered yet. "
                "The leader must first record the agreement and the assessment of privacy (DPIA)."
            )
        )
    return safeguard


def ensure_past(day: date | None, today: date) -> None:
    """What is recorded has been done."""
    if day is not None and day > today:
        raise NotAllowed(_l("Write a day that has been. Come back when it is signed."))
