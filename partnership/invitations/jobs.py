"""What happens later: organisations are invited by mail, and municipalities are told what was answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import PERMISSIONS, Permission
from directory.accounts.queries import people_with
from directory.bodies.models import LanguageForm
from directory.organisations.models import Organisation
from kernel import clock
from kernel.i18n import DEFAULT, day, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail, outbox
from kernel.registry import job
from partnership.invitations import queries
from partnership.invitations.models import Invitation, InvitationStatus
from partnership.invitations.rules import is_waiting
from partnership.relations.queries import relations_of

NOBODY = 0
INVITING_ROLES = frozenset(role for role, allowed in PERMISSIONS.items() if Permission.RELATION_ADD in allowed)


@job("partnership.invite_organisation")
def invite_organisation(session: Session, *, key: str, now: datetime, invitation_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Promise a mail to the leader who was named, or to each of the people that the organisation has in Trinn."""
    invitation = session.get_one(Invitation, invitation_id)
    staff = [person.id for person in queries.staff_of(session, invitation.organisation_id)]
    for person_id in staff or [NOBODY]:
        outbox.promise(session, "partnership.mail_invitation", at=now, invitation_id=invitation_id, person_id=person_id)


@job("partnership.mail_invitation", outside=True)
def mail_invitation(session: Session, *, key: str, now: datetime, invitation_id: int, person_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Invite the leader who was named, or tell one of the organisation's own people that it is invited."""
    invitation, person = session.get_one(Invitation, invitation_id), session.get(Person, person_id)
    if not is_waiting(invitation) or not (person or invitation.email):
        return
    with _written_to(person, invitation.organisation):
        subject = _("%(name)s invites you to cooperate", name=invitation.municipality.full_name)
        text = _to_own(invitation, person) if person else _to_leader(invitation)
        _send(key, person.email if person else invitation.email, subject, text)


def _to_leader(invitation: Invitation) -> str:
    """The mail to somebody who is not in Trinn, or not yet for this organisation."""
    text = _(
        "Hello %(name)s\n\n%(sender)s in %(municipality)s invites %(organisation)s to place your cooperation on the "
        "involvement staircase, each with your own eyes. It takes a few minutes and costs nothing.\n\n%(message)s"
        "Open this address, and press one of the two buttons there:\n\n%(address)s\n\n"
        "The link is for you alone, works once, and lasts until %(until)s. Nothing happens if you do not open it.\n",
        name=invitation.leader_name,
        sender=invitation.invited_by.name,
        municipality=invitation.municipality.full_name,
        organisation=invitation.organisation.name,
        message=_quoted(invitation),
        address=_address(queries.token_of(invitation)),
        until=day(clock.local_date(clock.in_domain(invitation.expires_at))),
    )
    return str(text)


def _to_own(invitation: Invitation, person: Person) -> str:
    """The mail to somebody who answers for the organisation already, who signs in as always."""
    text = _(
        "Hello %(name)s\n\n%(sender)s in %(municipality)s invites %(organisation)s to cooperate.\n\n%(message)s"
        "Sign in, read it and answer here:\n\n%(address)s\n",
        name=person.name,
        sender=invitation.invited_by.name,
        municipality=invitation.municipality.full_name,
        organisation=invitation.organisation.name,
        message=_quoted(invitation),
        address=_address(f"asked/{invitation.id}"),
    )
    return str(text)


def _quoted(invitation: Invitation) -> str:
    return f"«{invitation.message}»\n\n" if invitation.message else ""


@job("partnership.tell_of_invitation_answer")
def tell_of_invitation_answer(
    session: Session,
    *,
    key: str,  # noqa: ARG001  every job is called alike
    now: datetime,
    invitation_id: int,
    is_new_leader: bool,
) -> None:
    """Promise a mail to the municipality; of a new leader, to every municipality that works with the organisation."""
    invitation = session.get_one(Invitation, invitation_id)
    told = {invitation.municipality_id}
    if is_new_leader:
        told |= {relation.municipality_id for relation in relations_of(session, invitation.organisation)}
    for body_id in sorted(told):
        for person in people_with(session, INVITING_ROLES, body_id):
            outbox.promise(
                session,
                "partnership.mail_invitation_answer",
                at=now,
                invitation_id=invitation_id,
                person_id=person.id,
                is_own=body_id == invitation.municipality_id,
            )


@job("partnership.mail_invitation_answer", outside=True)
def mail_invitation_answer(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    invitation_id: int,
    person_id: int,
    is_own: bool,
) -> None:
    """Tell one person of a municipality what was answered, or who answers for an organisation from now on."""
    invitation, person = session.get_one(Invitation, invitation_id), session.get_one(Person, person_id)
    with force_locale(person.language or DEFAULT):
        subject, told, address = _answer(invitation) if is_own else _new_leader(invitation)
        text = _("Hello %(name)s\n\n%(told)s\n\n%(address)s\n", name=person.name, told=told, address=address)
        _send(key, person.email, subject, text)


def _answer(invitation: Invitation) -> tuple[str, str, str]:
    """What the inviting municipality is told, and where it goes on."""
    name = invitation.organisation.name
    if invitation.status is InvitationStatus.ACCEPTED:
        told = _("The cooperation is there. Now each of you can place it on the staircase.")
        base_url = current_app.extensions["trinn"].base_url
        address = f"{base_url}/partnership/relations/{invitation.relation_id}/"
        return str(_("%(name)s has said yes to cooperating", name=name)), str(told), address
    told = _("%(name)s has said no thank you. You need not do anything; you may talk together another time.", name=name)
    return str(_("%(name)s has said no thank you", name=name)), str(told), _address(f"sent/{invitation.id}")


def _new_leader(invitation: Invitation) -> tuple[str, str, str]:
    """What other municipalities are told, so that nobody becomes an organisation's leader unseen."""
    told = _(
        "%(leader)s (%(email)s) answers for %(organisation)s in Trinn from now on, invited by %(municipality)s. "
        "Does that seem wrong? Tell the organisation, and the administrator of Trinn.",
        leader=invitation.leader_name,
        email=invitation.email,
        organisation=invitation.organisation.name,
        municipality=invitation.municipality.full_name,
    )
    base_url = current_app.extensions["trinn"].base_url
    subject = _("%(name)s has got a leader in Trinn", name=invitation.organisation.name)
    return str(subject), str(told), f"{base_url}/directory/organisations/{invitation.organisation_id}/"


@contextmanager
def _written_to(person: Person | None, organisation: Organisation) -> Iterator[None]:
    """Write in the recipient's own language, else in the organisation's written form, else in bokmål."""
    form = organisation.language_form
    with force_locale((person and person.language) or (DEFAULT if form is LanguageForm.NEUTRAL else form.value)):
        yield


def _address(path: str) -> str:
    return f"{current_app.extensions['trinn'].base_url}/partnership/invitations/{path}/"


def _send(key: str, to: str, subject: Any, text: str) -> None:
    mail.send(current_app.extensions["trinn"], key=key, to=to, subject=str(subject), text=text)
