"""What stands by itself in an application: who applies, who takes part, and where they stand on the staircase."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from directory.bodies.rules import spaced
from grants.applications import labels, saying
from grants.calls.content import Automatic
from grants.dossiers.queries import Record
from kernel.i18n import gettext as _
from kernel.i18n import moment, translated
from kernel.orm import Translated
from kernel.pdf.blocks import Block, Callout, KeyValues, Paragraph, Phrase, Table
from partnership.pictures.saying import LANGUAGE_TAGS
from partnership.staircase.labels import VALUES
from partnership.staircase.level import Value


def applicant(record: Record) -> Iterator[Block]:
    """Who applies, and by what authority the application was sent."""
    application = record.application
    rows = [(_("Applicant"), application.applicant.full_name)]
    if application.applicant.org_number:
        rows.append((_("Organisation number"), spaced(application.applicant.org_number)))
    if application.signed_as:
        rows.append((_("Authority"), _(labels.SIGNED_AS[application.signed_as])))
    yield KeyValues(rows)


def partners(record: Record) -> Iterator[Block]:
    """Who does what: the responsibility table."""
    yield from saying.partners_table(record.folder.partners, has_money=record.folder.content.has_money)


def confirmations(record: Record) -> Iterator[Block]:
    """Who had confirmed when the application was sent, and what was set aside for those who had not (EL5)."""
    yield Paragraph(saying.confirmations(record.folder.partners))
    kept = record.application.snapshot or {}
    waiting = [str(each["name"]) for each in kept.get("partners", ()) if not each["confirmed"]]
    if waiting and record.folder.content.has_money:
        told = _(
            "When the application was sent, these had not confirmed: %(names)s. %(amount)s of a year were set aside.",
            names=", ".join(waiting),
            amount=saying.kroner(kept["set_aside"]),
        )
        yield Paragraph(told)
    elif waiting:
        names = ", ".join(waiting)
        yield Paragraph(_("When the application was sent, these had not confirmed: %(names)s.", names=names))


def staircase(record: Record) -> Iterator[Block]:
    """Where each cooperation stood when the application was sent, in both parties' eyes (ST-16)."""
    application = record.application
    standings = (application.snapshot or {}).get("relations", [])
    yield from saying.standings_table(standings)
    if not standings:
        return
    if application.submitted_at:
        yield Paragraph(
            _("This is how it stood when the application was sent, %(when)s.", when=moment(application.submitted_at))
        )
    yield Callout(
        _("The step gives no points in itself"),
        _("What counts is whether the cooperation suits the measure, and what both are doing to develop it."),
    )
    for standing in standings:
        yield from _differences(standing)


def _differences(standing: Mapping[str, Any]) -> Iterator[Block]:
    parties = {"one": standing["municipality"], "other": standing["organisation"]}
    if not standing["differences"]:
        if None not in standing["levels"].values():
            yield Paragraph(_("%(one)s and %(other)s see every point alike.", **parties))
        return
    header = [_("Point"), _("Question"), _("The municipality"), _("The organisation")]
    rows = [
        [each["code"], _text(each["text"]), _value(each["municipality"]), _value(each["organisation"])]
        for each in standing["differences"]
    ]
    yield Table(_("What %(one)s and %(other)s see differently", **parties), header, rows)


def _text(kept: Mapping[str, str]) -> Phrase:
    words, code = translated(Translated(**kept))
    return Phrase(words, lang=LANGUAGE_TAGS[code] if code else None)


def _value(said: str | None) -> str:
    return str(_(VALUES[Value(said)].msgid) if said else _("Not answered yet"))


AUTOMATIC: Mapping[Automatic, Callable[[Record], Iterator[Block]]] = {
    Automatic.APPLICANT: applicant,
    Automatic.PARTNERS: partners,
    Automatic.CONFIRMATIONS: confirmations,
    Automatic.STAIRCASE: staircase,
}
