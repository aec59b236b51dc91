"""What happens later: each side is asked once a year whether its contacts are still right."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel import clock
from kernel.i18n import DEFAULT, day, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail
from kernel.registry import job
from partnership.contacts import actions, queries, rules
from partnership.contacts.models import ContactList, Told
from partnership.relations.naming import title_of

A_DAY = 24 * 3600


@job("partnership.ask_about_contacts", every=A_DAY)
def ask_about_contacts(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Ask about every list that is due or stale, once for each of the two."""
    for contacts in queries.old(session, now):
        fresh = rules.freshness(clock.local_date(contacts.confirmed_at), clock.local_date(now))
        if told := rules.to_tell(contacts, fresh):
            actions.tell(session, contacts, told, at=now)


@job("partnership.mail_contacts", outside=True)
def mail_contacts(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    list_id: int,
    person_id: int,
    told: str,
) -> None:
    """Ask one person whether the contacts are right; not when somebody has said so meanwhile."""
    contacts, person = session.get_one(ContactList, list_id), session.get_one(Person, person_id)
    if contacts.told is None or contacts.relation.ended_on is not None or not person.is_active:
        return
    settings = current_app.extensions["trinn"]
    last = rules.valid_to(clock.local_date(contacts.confirmed_at))
    with force_locale(person.language or DEFAULT):
        is_stale = told == Told.STALE
        text = _(
            "Hello %(name)s\n\n%(title)s\n\n%(told)s\n\nOpen this address, look at the names and numbers, and press "
            "one button if they are right:\n\n%(address)s\n",
            name=person.name,
            title=title_of(contacts.relation),
            told=_("Your contacts have not been confirmed for a year. The other side sees that.")
            if is_stale
            else _("Confirm your contacts by %(day)s.", day=day(last)),
            address=f"{settings.base_url}/partnership/relations/{contacts.relation_id}/contacts/",
        )
        subject = _("Are your contacts still right?")
        mail.send(settings, key=key, to=person.email, subject=subject, text=text)
