"""What is said about what is recorded, in the reader's words."""

from collections.abc import Iterator
from datetime import date

from kernel.i18n import day, number
from kernel.i18n import gettext as _
from partnership.quality.labels import BASES, KINDS
from partnership.quality.models import (
    IncidentReview,
    IncidentRoutine,
    Insurance,
    PoliceCertificates,
    Preparation,
    PreparationKind,
)
from partnership.quality.queries import Records
from partnership.quality.rules import lasts_until

LINKS = {
    "confidentiality": ("confidentiality",),
    "training": ("basic-training", "special-training"),
    "insurance": ("insurance",),
    "incidents": ("incident-routine",),
}


def recorded(records: Records, code: str, today: date) -> list[str]:
    """What is recorded about a requirement, a sentence each."""
    return [sentence for sentence in _sentences(records, code, today) if sentence]


def _sentences(records: Records, code: str, today: date) -> Iterator[str]:
    kinds = {
        "confidentiality": [PreparationKind.CONFIDENTIALITY],
        "training": [PreparationKind.BASIC_TRAINING, PreparationKind.SPECIAL_TRAINING],
    }
    for kind in kinds.get(code, ()):
        yield prepared(records.preparations.get(kind), today)
    if code == "insurance":
        yield insured(records.insurance, today)
    elif code == "incidents":
        yield routine(records.routine)
        yield reviewed(records.reviews[0] if records.reviews else None, records.routine, today)
    elif code == "certificate":
        yield certificates(records.certificates)


def prepared(row: Preparation | None, today: date) -> str:
    """How many volunteers are ready in a way, and until when."""
    if row is None:
        return ""
    words = _(
        "%(what)s: %(some)s of %(all)s volunteers (%(title)s, %(day)s).",
        what=_(KINDS[row.kind].msgid),
        some=number(row.volunteers),
        all=number(row.out_of),
        title=row.title,
        day=day(row.done_on),
    )
    last = lasts_until(row.done_on, row.refresh_months)
    return " ".join([str(words), _until(last, today)]).strip()


def insured(row: Insurance | None, today: date) -> str:
    """What insures the volunteers, whom it covers, and up to what age."""
    if row is None:
        return ""
    covers = [
        (row.covers_driver, _("drivers")),
        (row.covers_passenger, _("passengers")),
        (row.covers_accident, _("accidents")),
    ]
    told = ", ".join(str(word) for is_covered, word in covers if is_covered) or _("nothing named here")
    words = _("%(insurer)s covers %(covers)s.", insurer=row.insurer, covers=told)
    age = _("No upper age limit is noted.")
    if row.upper_age_limit:
        age = _("Upper age limit %(age)s years.", age=row.upper_age_limit)
    return " ".join([str(words), str(age), _until(row.valid_to, today)])


def _until(last: date | None, today: date) -> str:
    if last is None:
        return ""
    if last < today:
        return str(_("It ended on %(day)s.", day=day(last)))
    return str(_("It is valid until %(day)s.", day=day(last)))


def routine(row: IncidentRoutine | None) -> str:
    """Where the routine is written."""
    if row is None:
        return ""
    return str(_("The routine: %(reference)s, agreed %(day)s.", reference=row.reference, day=day(row.agreed_on)))


def reviewed(row: IncidentReview | None, agreed: IncidentRoutine | None, today: date) -> str:
    """When incidents were last gone through, and when the next time is."""
    first = lasts_until(row.reviewed_on if row else agreed.agreed_on, agreed.review_months) if agreed else None
    told = review_words(row) if row else ""
    if first is None:
        return told
    late = _("The next review should have been held by %(day)s.", day=day(first))
    ahead = _("The next review is due by %(day)s.", day=day(first))
    return f"{told} {late if first < today else ahead}".strip()


def review_words(row: IncidentReview) -> str:
    """When incidents were gone through, and how many."""
    return str(
        _(
            "Gone through together %(day)s: %(incidents)s incidents, %(open)s of them still open.",
            day=day(row.reviewed_on),
            incidents=number(row.incidents),
            open=number(row.still_open),
        )
    )


def certificates(row: PoliceCertificates | None) -> str:
    """The legal basis, and what was shown."""
    if row is None:
        return ""
    basis = f"{_(BASES[row.legal_basis].msgid)}."
    if row.shown is None or row.last_shown_on is None:
        return basis
    shown = _(
        "%(count)s shown, the latest %(day)s, to %(who)s.",
        count=number(row.shown),
        day=day(row.last_shown_on),
        who=row.shown_to,
    )
    return f"{basis} {shown}"
