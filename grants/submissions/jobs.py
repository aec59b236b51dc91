"""What happens later: receipts are mailed, and people are told of what was withdrawn or reopened."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from grants.applications import queries as applications
from grants.applications.answers import contact
from grants.applications.models import Application
from grants.submissions.wording import moment_in_full
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail
from kernel.registry import job


@job("grants.mail_receipt", outside=True)
def mail_receipt(session: Session, *, key: str, now: datetime, application_id: int, person_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Mail the receipt to whoever sent the application."""
    person, application = session.get_one(Person, person_id), session.get_one(Application, application_id)
    with force_locale(person.language or application.language):
        _receipt(application, key=key, to=person.email)


@job("grants.mail_receipt_to_contact", outside=True)
def mail_receipt_to_contact(session: Session, *, key: str, now: datetime, application_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Mail the receipt to the contact person that the application names."""
    application = session.get_one(Application, application_id)
    _name, to = contact(applications.folder(session, application).answers)
    with force_locale(application.language):
        if to:
            _receipt(application, key=key, to=to)


def _receipt(application: Application, *, key: str, to: str) -> None:
    """Send the receipt, unless what was sent has been reopened since."""
    if application.submitted_at is None:
        return
    settings, reference = current_app.extensions["trinn"], application.reference
    address = f"{settings.base_url}/grants/applications/{reference}"
    text = _(
        "We have received the application %(title)s.\n\nReference: %(reference)s\nReceived: %(when)s\n\n"
        "The receipt, with what happens next:\n%(receipt)s\n\nA copy of the application (PDF):\n%(copy)s\n\n"
        "You sign in to see them.\n",
        title=application.title,
        reference=reference,
        when=moment_in_full(application.submitted_at),
        receipt=f"{address}/receipt/",
        copy=f"{address}/receipt.pdf",
    )
    mail.send(settings, key=key, to=to, subject=_("Receipt: %(reference)s", reference=reference), text=text)


@job("grants.mail_withdrawal", outside=True)
def mail_withdrawal(session: Session, *, key: str, now: datetime, application_id: int, person_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Tell a caseworker that an application that was sent has been withdrawn."""
    person, application = session.get_one(Person, person_id), session.get_one(Application, application_id)
    settings, reference = current_app.extensions["trinn"], application.reference
    with force_locale(person.language or DEFAULT):
        text = _(
            "Hello %(name)s\n\n%(applicant)s has withdrawn the application %(reference)s, %(title)s. "
            "It is not to be assessed.\n\n%(address)s\n",
            name=person.name,
            applicant=application.applicant.full_name,
            reference=reference,
            title=application.title,
            address=f"{settings.base_url}/grants/applications/{reference}/",
        )
        subject = _("%(reference)s is withdrawn", reference=reference)
        mail.send(settings, key=key, to=person.email, subject=subject, text=text)


@job("grants.mail_reopening", outside=True)
def mail_reopening(session: Session, *, key: str, now: datetime, application_id: int, person_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Tell one of the applicant's people that the application may be written and sent again, until when and why."""
    person, application = session.get_one(Person, person_id), session.get_one(Application, application_id)
    settings, reference = current_app.extensions["trinn"], application.reference
    if application.reopened_until is None:
        return
    with force_locale(person.language or application.language):
        text = _(
            "Hello %(name)s\n\nThe application %(reference)s is reopened. You can change it, and must send it "
            "by %(when)s for it to count.\n\nWhy: %(reason)s\n\n%(address)s\n",
            name=person.name,
            reference=reference,
            when=moment_in_full(application.reopened_until),
            reason=application.reopened_reason,
            address=f"{settings.base_url}/grants/applications/{reference}/",
        )
        subject = _("%(reference)s is reopened", reference=reference)
        mail.send(settings, key=key, to=person.email, subject=subject, text=text)
