"""What happens later: a municipality is told that it is asked, and the organisation what was answered."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail
from kernel.registry import job
from partnership.requests.models import RelationRequest, RequestStatus


@job("partnership.mail_request", outside=True)
def mail_request(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    request_id: int,
    person_id: int,
    status: str,
) -> None:
    """Tell one person how a request stands; not when it stands otherwise meanwhile."""
    request, person = session.get_one(RelationRequest, request_id), session.get_one(Person, person_id)
    if request.status != status:
        return
    settings = current_app.extensions["trinn"]
    names = {"organisation": request.organisation.name, "municipality": request.municipality.full_name}
    with force_locale(person.language or DEFAULT):
        if request.status is RequestStatus.WAITING:
            subject = _("%(organisation)s asks for a cooperation", **names)
            told = _("%(organisation)s asks for a cooperation with %(municipality)s. Read why, and answer.", **names)
        elif request.status is RequestStatus.ACCEPTED:
            subject = _("%(municipality)s says yes to a cooperation", **names)
            told = _("The cooperation is there. Now each side can place it on the staircase.")
        else:
            subject = _("%(municipality)s has answered your request", **names)
            told = _("It did not suit the municipality this time. Read why.")
        text = _(
            "Hello %(name)s\n\n%(told)s\n\n%(address)s\n",
            name=person.name,
            told=told,
            address=f"{settings.base_url}/partnership/requests/{request.id}/",
        )
        mail.send(settings, key=key, to=person.email, subject=subject, text=text)
