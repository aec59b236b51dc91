"""What people fill in: the confirmation when an application is sent, and what a caseworker reopens."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from grants.applications.labels import SIGNED_AS
from grants.applications.models import SignedAs
from grants.applications.queries import Folder
from grants.applications.saying import words
from grants.submissions.rules import SIGNERS
from kernel.clock import OSLO
from kernel.forms import BaseForm, Choice, Day, Line, Text, Tick, Version, filled, needed, required, ticked
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _

CONFIRMATION = "48"
LAST_SECOND = time(23, 59, 59)
LONGEST_REASON = 1000


@dataclass(frozen=True)
class SubmitDraft:
    """By what authority an application is sent, and what its sender has seen."""

    version: int
    signed_as: SignedAs


@dataclass(frozen=True)
class ReopeningDraft:
    """What is reopened, until when, and why."""

    reference: str
    until: datetime
    reason: str


class SubmitForm(BaseForm):
    """The last step: who sends it, and that it is right."""

    version = Version()
    signed_as = Choice(
        _("By what authority do you send it?"), validators=[required(_("Choose by what authority you send it."))]
    )
    confirmed = Tick(_("I confirm that what is written is right, and that I may send it."), validators=[ticked()])

    def draft(self) -> SubmitDraft:
        """What was confirmed."""
        return SubmitDraft(self.version.number, SignedAs(filled(self.signed_as.data)))


class ReopeningForm(BaseForm):
    """Which application is reopened, and for how long."""

    reference = Line(
        _("Reference of the application"), validators=needed(40, _("Write a reference such as T1-2026-0001."))
    )
    until = Day(_("Last day for sending it"), validators=[required(_("Write a date such as 21.11.2026."))])
    reason = Text(
        _("Why is it reopened?"), validators=needed(LONGEST_REASON, _("Write why it is reopened. The reason is kept."))
    )

    def draft(self) -> ReopeningDraft:
        """What was asked for; the day's last second is in."""
        return ReopeningDraft(
            filled(self.reference.data), last_moment(filled(self.until.day)), filled(self.reason.data)
        )


def last_moment(day: date) -> datetime:
    """The last second of a day in Oslo."""
    return datetime.combine(day, LAST_SECOND, OSLO)


def submit_form(folder: Folder, *given: Any, **kept: Any) -> SubmitForm:
    """The last step for an applicant, in the words of the call's form."""
    form = SubmitForm(*given, **kept)
    signers = SIGNERS[folder.application.applicant.kind]
    form.signed_as.choices = [(each.value, gettext(SIGNED_AS[each])) for each in signers]
    question = folder.content.question(CONFIRMATION)
    if question is not None:
        form.confirmed.label.text = words(question.text)
    return form
