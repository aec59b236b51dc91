"""What happens later: both sides are told by mail of a meeting, and of its minutes."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail, outbox
from kernel.lifecycle import _l
from kernel.registry import job
from partnership.dialogue.models import Meeting
from partnership.dialogue.saying import when
from partnership.relations.naming import title_of
from partnership.relations.queries import answerers
from partnership.relations.sides import Side

NEWS = {
    "called": (
        _l("Dialogue meeting %(when)s"),
        _l("You are called to a dialogue meeting. The agenda is made from what you see differently, and you can add "
           "your own points."),
    ),
    "moved": (_l("Dialogue meeting moved to %(when)s"), _l("The meeting has got a new time or place.")),
    "cancelled": (_l("Dialogue meeting cancelled: %(when)s"), _l("The meeting is cancelled.")),
    "sent": (
        _l("Minutes to approve: %(when)s"),
        _l("The other side has sent the minutes. What you answered together counts when your side has approved them."),
    ),
    "returned": (_l("Minutes sent back: %(when)s"), _l("The other side would write something differently.")),
    "approved": (
        _l("Minutes approved: %(when)s"),
        _l("Both sides stand for the minutes, and what you answered together counts from now."),
    ),
    "corrected": (_l("Correction to minutes: %(when)s"), _l("A correction stands below the approved minutes.")),
}  # fmt: skip


@job("partnership.tell_of_meeting")
def tell_of_meeting(
    session: Session,
    *,
    key: str,  # noqa: ARG001  every job is called alike
    now: datetime,
    meeting_id: int,
    news: str,
    side: str,
) -> None:
    """Promise a mail to each person of both sides, or of the one side that something waits for."""
    meeting = session.get_one(Meeting, meeting_id)
    sides = [Side(side)] if side else list(Side)
    people = {person.id for each in sides for person in answerers(session, meeting.relation, each)}
    for person_id in sorted(people):
        outbox.promise(
            session, "partnership.mail_meeting", at=now, meeting_id=meeting_id, news=news, person_id=person_id
        )


@job("partnership.mail_meeting", outside=True)
def mail_meeting(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    meeting_id: int,
    news: str,
    person_id: int,
) -> None:
    """Tell one person the news of a meeting, with the way to it and to its calendar file."""
    person = session.get_one(Person, person_id)
    meeting = session.get_one(Meeting, meeting_id)
    settings = current_app.extensions["trinn"]
    with force_locale(person.language or DEFAULT):
        subject, told = NEWS[news]
        address = f"{settings.base_url}/partnership/relations/{meeting.relation_id}/dialogue/meetings/{meeting_id}/"
        text = _(
            "Hello %(name)s\n\n%(title)s\n\n%(told)s\n\n%(facts)s\n\n%(address)s\n",
            name=person.name,
            title=title_of(meeting.relation),
            told=_(told),
            facts=_facts(meeting),
            address=address,
        )
        mail.send(settings, key=key, to=person.email, subject=_(subject, when=when(meeting)), text=text)


def _facts(meeting: Meeting) -> str:
    """When and where, and why it is cancelled."""
    facts = [(_("Time"), when(meeting)), (_("Place"), meeting.place), (_("Reason"), meeting.cancelled_reason)]
    return "\n".join(f"{label}: {text}" for label, text in facts if text)
