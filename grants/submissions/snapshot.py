"""What is kept of the day an application is sent: where each cooperation stood, who had confirmed, what was asked for.

Source: ST-16 and EL5.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from directory.municipalities.models import Municipality
from grants.applications.answers import asked
from grants.applications.models import Partner
from grants.applications.queries import Folder

FIRST_YEAR = "1"


def taken(folder: Folder, standings: Sequence[Mapping[str, Any]], sender: str) -> dict[str, Any]:
    """The snapshot; `standings` is where each relation stands now, `sender` the name and title of who sends it."""
    years = asked(folder.content, folder.answers)
    unconfirmed = sum(partner.amount for partner in folder.partners if partner.confirmed_at is None)
    return {
        "relations": [dict(each) for each in standings],
        "partners": [_partner(each) for each in folder.partners],
        "asked": years,
        "set_aside": unconfirmed,
        "eligible": max(0, years.get(FIRST_YEAR, 0) - unconfirmed),
        "confirmed_by_applicant": sender,
    }


def _partner(partner: Partner) -> dict[str, Any]:
    return {
        "name": partner.name,
        "amount": partner.amount,
        "confirmed": partner.confirmed_at is not None,
        "is_municipality": isinstance(partner.body, Municipality),
    }


def unconfirmed(kept: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The partners that had not confirmed, each with what is set aside of a year, NOK."""
    return [(str(each["name"]), int(each["amount"])) for each in kept["partners"] if not each["confirmed"]]
