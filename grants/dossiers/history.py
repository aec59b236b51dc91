"""What has happened to an application, in plain words and without names."""

from collections import Counter
from collections.abc import Iterator, Mapping

from grants.dossiers.labels import TOLD_INSIDE, TOLD_OF_A_REVIEW, TOLD_TO_ALL
from grants.dossiers.queries import Record
from grants.dossiers.rules import Edition
from kernel.clock import local_date
from kernel.i18n import day
from kernel.i18n import gettext as _
from kernel.pdf.blocks import Block, Table

TOLD: Mapping[Edition, Mapping[tuple[str, str], str]] = {
    Edition.PARTY: TOLD_TO_ALL,
    Edition.REVIEWER: {**TOLD_TO_ALL, **TOLD_OF_A_REVIEW},
    Edition.DIRECTORATE: {**TOLD_TO_ALL, **TOLD_OF_A_REVIEW, **TOLD_INSIDE},
}
WIDTHS = (1, 2.6)


def history(record: Record) -> Iterator[Block]:
    """What happened on each day; the same several times on a day is told once, with how often."""
    told = TOLD[record.edition]
    happened = Counter(
        (local_date(line.at), told[line.subject, line.verb])
        for line in record.history
        if (line.subject, line.verb) in told
    )
    if happened:
        rows = [
            [day(on), _(msgid) if often == 1 else f"{_(msgid)} (× {often})"] for (on, msgid), often in happened.items()
        ]
        yield Table(_("What has happened"), [_("Day"), _("What happened")], rows, WIDTHS)
