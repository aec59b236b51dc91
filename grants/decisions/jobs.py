"""What happens later: applicant and partners are told that there is a decision."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from grants.decisions import queries
from grants.decisions.models import Decision
from grants.decisions.wording import parties
from kernel.i18n import force_locale, together
from kernel.i18n import gettext as _
from kernel.jobs import mail, outbox
from kernel.registry import job


@job("grants.tell_of_decision")
def tell_of_decision(session: Session, *, key: str, now: datetime, decision_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Promise a mail to each person of the applicant and its partners."""
    decision = session.get_one(Decision, decision_id)
    for person in queries.people_told(session, decision.application):
        outbox.promise(session, "grants.mail_decision", at=now, decision_id=decision.id, person_id=person.id)


@job("grants.mail_decision", outside=True)
def mail_decision(session: Session, *, key: str, now: datetime, decision_id: int, person_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Tell one person where the decision can be read; what it says is not in the mail."""
    person, decision = session.get_one(Person, person_id), session.get_one(Decision, decision_id)
    settings, application = current_app.extensions["trinn"], decision.application
    with force_locale(person.language or application.language):
        subject = _("There is a decision on %(reference)s", reference=application.reference)
        text = _(
            "Hello %(name)s\n\nThere is a decision on the application %(title)s from %(parties)s. Read it, with its "
            "reasons, here:\n\n%(address)s\n",
            name=person.name,
            title=application.title,
            parties=together(parties(application)),
            address=f"{settings.base_url}/grants/applications/{application.reference}/decision/",
        )
        mail.send(settings, key=key, to=person.email, subject=subject, text=text)
