"""What happens later: a volunteer who may sign in is told how."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail
from kernel.registry import job
from volunteers.register.models import Volunteer


@job("volunteers.mail_access", outside=True)
def mail_access(session: Session, *, key: str, now: datetime, volunteer_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Tell a volunteer where to sign in; not somebody who has ended meanwhile."""
    person = session.get_one(Volunteer, volunteer_id).person
    if person is None or not person.is_active:
        return
    settings, volunteer = current_app.extensions["trinn"], session.get_one(Volunteer, volunteer_id)
    with force_locale(person.language or DEFAULT):
        text = _(
            "Hello %(name)s\n\n%(body)s has opened Trinn for you, so that you can see your trips and write down your "
            "hours. Open this address, write your e-mail address, and you get a link to sign in with:\n\n"
            "%(address)s\n\nYou need no password. You can go on by telephone as well, if you would rather.\n",
            name=person.name,
            body=volunteer.body.full_name,
            address=f"{settings.base_url}/sign-in",
        )
        mail.send(settings, key=key, to=person.email, subject=_("You can sign in to Trinn"), text=text)
