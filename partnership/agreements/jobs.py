"""What happens later: people are told that an agreement waits for them, is made, is sent back or is terminated."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.i18n import DEFAULT, day, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail, outbox
from kernel.registry import job
from partnership.agreements import queries
from partnership.agreements.models import Agreement
from partnership.relations.naming import title_of

FOR_SIGNERS = {"for_signing", "half_signed"}


@job("partnership.tell_of_agreement")
def tell_of_agreement(session: Session, *, key: str, now: datetime, agreement_id: int, told: str) -> None:  # noqa: ARG001  every job is called alike
    """Promise a mail to each whose signature is waited for, or to everybody who answers for a side."""
    agreement = queries.with_relation(session, agreement_id)
    people = (
        queries.signers_waited_for(session, agreement) if told in FOR_SIGNERS else queries.told_of(session, agreement)
    )
    for person_id in sorted({person.id for person in people}):
        outbox.promise(
            session,
            "partnership.mail_agreement",
            at=now,
            agreement_id=agreement_id,
            person_id=person_id,
            told="for_signing" if told in FOR_SIGNERS else told,
        )


@job("partnership.mail_agreement", outside=True)
def mail_agreement(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    agreement_id: int,
    person_id: int,
    told: str,
) -> None:
    """Tell one person how the agreement stands, in their own language."""
    person = session.get_one(Person, person_id)
    agreement = queries.with_relation(session, agreement_id)
    settings = current_app.extensions["trinn"]
    with force_locale(person.language or DEFAULT):
        subject, words = _words(agreement, told)
        address = f"{settings.base_url}/partnership/relations/{agreement.relation_id}/agreements/{agreement.number}/"
        text = _(
            "Hello %(name)s\n\n%(title)s\n\n%(told)s\n\n%(address)s\n",
            name=person.name,
            title=title_of(agreement.relation),
            told=words,
            address=address,
        )
        mail.send(settings, key=key, to=person.email, subject=subject, text=text)


def _words(agreement: Agreement, told: str) -> tuple[str, str]:
    """The subject and what is said."""
    last = day(agreement.last_on) if agreement.last_on else ""
    found = {
        "for_signing": (
            _("An agreement waits for your signature"),
            _("Read the whole text. Sign it, or send it back with a word about what must change."),
        ),
        "returned": (
            _("The agreement was sent back"),
            _("Something must be changed before it is signed. Signatures given before do not count for the new text."),
        ),
        "signed": (
            _("Both have signed the agreement"),
            _("The agreement is made, and lasts until %(day)s.", day=last),
        ),
        "terminated": (
            _("The agreement is terminated"),
            _("The last day of the agreement is %(day)s. Talk about how you end it well.", day=last),
        ),
    }
    subject, words = found[told]
    return str(subject), str(words)
