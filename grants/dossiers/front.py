"""The front of a dossier, and the box that sums the application up."""

from collections.abc import Sequence

from directory.bodies.rules import spaced
from directory.municipalities.models import SIZE_BAND_BOUNDS, SIZE_BAND_LABELS, Municipality
from grants.applications import labels, saying
from grants.applications.answers import ONE_TEXT, SUMMARY
from grants.calls.content import Frame, PartKind
from grants.dossiers.answering import language_of
from grants.dossiers.claims import claim
from grants.dossiers.cutting import cut
from grants.dossiers.labels import FRAMES
from grants.dossiers.queries import Record
from kernel.i18n import gettext as _
from kernel.i18n import moment, ngettext
from kernel.pdf.blocks import Block, Bullets, Callout, Heading, KeyValues, PageBreak, Phrase, Reference, Words
from kernel.pdf.layout import KEY_SHARE
from kernel.pdf.theme import Theme

MOST_NAMED = 4
LINES = 2
TARGET_GROUP = "14"


def front(record: Record, contents: Sequence[Reference], *, large: bool) -> list[Block]:
    """What the dossier is of, and what is in it, which takes a page of its own in large print."""
    application, content = record.application, record.folder.content
    body = application.applicant
    applicant = f"{body.full_name} ({spaced(body.org_number)})" if body.org_number else body.full_name
    sent = moment(application.submitted_at) if application.submitted_at else "–"
    rows: list[tuple[str, Words]] = [
        (_("Call"), f"{saying.words(content.title)} ({content.code})"),
        (_("Reference"), application.reference),
        (_("Applicant"), applicant),
        (_("Partners"), _few([partner.name for partner in record.folder.partners]) or _("None")),
        (_("Municipalities"), _few([_described(each) for each in _asked(record)], "\n") or _("Not answered")),
        *([(_("Amount applied for"), _amounts(record))] if content.has_money else []),
        (_("Status"), Phrase(_(labels.STATUSES[application.status].msgid), strong=True)),
        (_("Sent"), _("%(when)s (version %(number)d)", when=sent, number=application.version)),
    ]
    return [KeyValues(rows), *([PageBreak()] if large else []), Heading(_("In this dossier")), Bullets(contents)]


def summary(record: Record) -> list[Block]:
    """The measure in short: its name, what it will achieve, for whom, and the four frames in a line each."""
    application, content = record.application, record.folder.content
    text = str(record.folder.answers.get(SUMMARY, {}).get(ONE_TEXT, "")) or _("Not answered")
    box = Callout(application.title or application.reference, text, lang=language_of(record))
    asked = [(_(FRAMES[frame]), content.framed(frame)) for frame in Frame]
    frames: list[tuple[str, Words]] = [
        (name, Phrase(_short(claim(question, record)), lang=language_of(record)))
        for name, question in asked
        if question is not None
    ]
    return [box, KeyValues([*_target_group(record), *frames])]


def _short(text: str) -> str:
    theme = Theme()
    return cut(text, theme.cell, theme.width * (1 - KEY_SHARE), LINES) or str(_("Not answered"))


def _target_group(record: Record) -> list[tuple[str, Words]]:
    question = record.folder.content.question(TARGET_GROUP)
    chosen = [part for part in question.parts if part.kind is PartKind.CHOICES] if question else []
    if question is None or not chosen:
        return []
    codes = record.folder.answers.get(question.code, {}).get(chosen[0].name, ())
    words = [saying.words(option.label) for option in chosen[0].choices if option.code in codes]
    return [(_("Target group"), "; ".join(words) or _("Not answered"))]


def _asked(record: Record) -> list[Municipality]:
    """The municipalities that the application is about, or its applicant when that is not answered."""
    answered = [
        str(number)
        for question in record.folder.content.questions
        for part in question.parts
        if part.kind is PartKind.MUNICIPALITIES
        for number in record.folder.answers.get(question.code, {}).get(part.name, ())
    ]
    return [record.places[number] for number in answered if number in record.places] or list(record.places.values())


def _described(place: Municipality) -> str:
    band = _(SIZE_BAND_LABELS[place.size_band]).lower()
    bounds = _(SIZE_BAND_BOUNDS[place.size_band])
    return f"{place.name} ({place.county.name}), {band}: {bounds}"


def _amounts(record: Record) -> str:
    asked = (record.application.snapshot or {}).get("asked", {})
    told = [str(_("Year %(number)s", number=each)) + f": {saying.kroner(asked[each])}" for each in sorted(asked)]
    return "\n".join(told) or str(_("None"))


def _few(names: Sequence[str], between: str = ", ") -> str:
    shown, rest = names[:MOST_NAMED], len(names) - MOST_NAMED
    more = [ngettext("and %(num)d more", "and %(num)d more", rest)] if rest > 0 else []
    return between.join([*shown, *more])
