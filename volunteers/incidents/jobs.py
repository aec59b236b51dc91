"""What happens later: the coordinator and the leader are told that something grave has happened, and not what."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail
from kernel.registry import job
from volunteers.incidents import queries


@job("volunteers.mail_incident", outside=True)
def mail_incident(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    incident_id: int,
    person_id: int,
) -> None:
    """Tell one person where to read about an incident; no word of it stands in the mail."""
    person, settings = queries.person(session, person_id), current_app.extensions["trinn"]
    with force_locale(person.language or DEFAULT):
        text = _(
            "Hello %(name)s\n\n%(told)s\n\n%(address)s\n",
            name=person.name,
            told=_("A grave incident has been reported. Sign in to read about it."),
            address=f"{settings.base_url}/volunteers/transport/incidents/{incident_id}/",
        )
        mail.send(settings, key=key, to=person.email, subject=_("A grave incident has been reported"), text=text)
