"""A volunteer in words, in the reader's language."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from activities.offers.labels import WEEKDAYS
from activities.places.postcodes import find
from kernel.i18n import day
from kernel.i18n import gettext as _
from partnership.staircase.labels import Label
from volunteers.register import labels, rules
from volunteers.register.models import Help, Volunteer, VolunteerStatus


def helps(kinds: str) -> str:
    """What somebody can help with."""
    return ", ".join(str(_(labels.HELPS[Help(each)])) for each in rules.split(kinds))


def helps_in_short(kinds: str) -> str:
    """The same in a word each, for a list."""
    return ", ".join(str(_(labels.HELPS_IN_SHORT[Help(each)])) for each in rules.split(kinds))


def times(availability: str) -> list[str]:
    """When somebody can, one line for each time of the week."""
    slots = rules.slots(availability)
    return [f"{_(WEEKDAYS[each.weekday])} {each.starts:%H.%M}–{each.ends:%H.%M}" for each in slots]


def place(code: str) -> str:
    """A postcode with its place."""
    found = find(code)
    return f"{found.code} {found.place}" if found else code


def places(areas: str) -> str:
    """Where somebody helps."""
    return ", ".join(place(each) for each in rules.split(areas)) or str(_("Everywhere within reach"))


def status(row: Any, today: date) -> tuple[Label, str]:
    """How somebody stands with the body: the label of the badge, and its code."""
    if row.status is VolunteerStatus.ACTIVE and rules.is_paused(row, today):
        return labels.PAUSED, "paused"
    return labels.STATUSES[row.status], row.status.value


def readiness(volunteer: Volunteer, today: date) -> Sequence[tuple[str, Label, str, str]]:
    """What makes somebody ready: name, label and code of the badge, and since or until when."""
    declared = volunteer.confidential_since
    rows = [
        (
            _("Confidentiality declaration"),
            rules.Standing.VALID if declared else rules.Standing.MISSING,
            str(_("Since %(day)s", day=day(declared))) if declared else "",
        ),
        *(
            (name, standing(until, today), str(_("Valid to %(day)s", day=day(until))) if until else "")
            for name, until, standing in (
                (_("Basic training"), volunteer.basic_training_to, rules.standing),
                (_("Special training"), volunteer.special_training_to, rules.standing),
                (_("Driving licence"), volunteer.may_drive_until, rules.licence_standing),
            )
        ),
    ]
    named = {**labels.STANDINGS, rules.Standing.MISSING: labels.NOT_NOTED}
    return [(str(name), named[how], how.value, told) for name, how, told in rows]
