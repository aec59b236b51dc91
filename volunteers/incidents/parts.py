"""The parts of the list of incidents: its columns, what narrows it, and its rows in words."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from kernel.alphabet import alphabetical
from kernel.i18n import gettext as _
from kernel.web import lists
from volunteers.incidents.labels import KINDS, SEVERITIES, TOLD
from volunteers.incidents.models import Incident
from volunteers.transport.models import TransportOffer


def columns() -> list[lists.Column]:
    """The columns of the list and of the file."""
    return [
        lists.Column("happened_on", _("Day"), Incident.happened_on),
        lists.Column("neutral_name", _("What"), alphabetical(TransportOffer.neutral_name)),
        lists.Column("kind_told", _("Kind"), Incident.kind),
        lists.Column("severity", _("Severity"), Incident.severity, numeric=True),
        lists.Column("told_told", _("Told to"), Incident.told_to),
        lists.Column("what", _("What happened")),
        lists.Column("action", _("What was done")),
        lists.Column("closed_on", _("Closed on"), Incident.closed_on),
    ]


def options() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the list may be narrowed to."""
    severities = [("", _("Any")), *((str(one), _(label.msgid)) for one, label in SEVERITIES.items())]
    return [
        ("severity", _("Severity"), severities),
        ("state", _("Status"), [("", _("Any")), ("open", _("Open"))]),
    ]


def told(rows: Sequence[Any]) -> Sequence[Any]:
    """Rows with their kinds in words."""
    return [
        SimpleNamespace(**row._mapping, kind_told=_(KINDS[row.kind]), told_told=_(TOLD[row.told_to])) for row in rows
    ]
