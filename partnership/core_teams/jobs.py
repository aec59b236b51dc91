"""What happens later: a member who may sign in is told how, and a municipality that it is asked to take part."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail
from kernel.registry import job
from partnership.core_teams.models import Seat, TeamInvitation


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


@job("partnership.mail_team_invitation", outside=True)
def mail_invitation(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    invitation_id: int,
    person_id: int,
) -> None:
    """Tell one person that a team asks the municipality to take part; not when it is answered meanwhile."""
    invitation, person = session.get(TeamInvitation, invitation_id), session.get_one(Person, person_id)
    if invitation is None or not person.is_active:
        return
    settings, team = current_app.extensions["trinn"], invitation.team
    path = f"/partnership/core-teams/{team.id}/municipalities/{invitation.municipality_id}/invitation"
    with force_locale(person.language or DEFAULT):
        names = {"team": team.name, "lead": team.lead.full_name, "body": invitation.municipality.full_name}
        subject = _("%(team)s asks %(body)s to take part", **names)
        text = _(
            "Hello %(name)s\n\n%(lead)s leads the core team %(team)s, and asks %(body)s to take part. "
            "Read what it is about, and say yes or no:\n\n%(address)s\n",
            name=person.name,
            address=f"{settings.base_url}{path}",
            **names,
        )
        mail.send(settings, key=key, to=person.email, subject=subject, text=text)
