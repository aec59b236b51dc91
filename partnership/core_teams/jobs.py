"""What happens later: a member who may sign in is told how."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail
from kernel.registry import job
from partnership.core_teams.models import Seat


@job("partnership.mail_team_access", outside=True)
def mail_access(session: Session, *, key: str, now: datetime, seat_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Tell a member where to sign in; not somebody who has left meanwhile."""
    seat = session.get_one(Seat, seat_id)
    person = seat.person
    if person is None or not person.is_active or seat.left_on is not None:
        return
    settings = current_app.extensions["trinn"]
    with force_locale(person.language or DEFAULT):
        text = _(
            "Hello %(name)s\n\nYou sit in a core team for %(body)s, and can now see the team's page in Trinn. Open "
            "this address, write your e-mail address, and you get a link to sign in with:\n\n%(address)s\n\n"
            "You need no password.\n",
            name=person.name,
            body=seat.municipality.full_name,
            address=f"{settings.base_url}/sign-in",
        )
        mail.send(settings, key=key, to=person.email, subject=_("You can sign in to Trinn"), text=text)
