"""What happens later: partners are asked by mail, and each side is told what the other did."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.queries import person_by_email
from directory.bodies.models import Body, LanguageForm
from grants.applications.labels import TASK_MODES
from grants.applications.models import Application, Partner
from grants.applications.rules import closes_at, is_waiting
from grants.applications.saying import kroner, words
from grants.partners import queries
from kernel.i18n import DEFAULT, force_locale, moment
from kernel.i18n import gettext as _
from kernel.jobs import mail, outbox
from kernel.registry import job

NOBODY = 0


@job("grants.invite_partner")
def invite_partner(session: Session, *, key: str, now: datetime, partner_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Promise a mail to each of the partner's own people, and to the address that the applicant wrote."""
    partner = session.get(Partner, partner_id)
    if partner is None:
        return
    people = queries.people_of(session, partner.body_id) if partner.body_id else []
    told = [person.id for person in people]
    if partner.email and partner.email not in {person.email for person in people}:
        told.append(NOBODY)
    for person_id in told:
        outbox.promise(session, "grants.mail_invitation", at=now, partner_id=partner_id, person_id=person_id)


@job("grants.mail_invitation", outside=True)
def mail_invitation(session: Session, *, key: str, now: datetime, partner_id: int, person_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Ask one person of the partner, or whoever reads the written address, to confirm."""
    partner = session.get(Partner, partner_id)
    if partner is None or partner.invited_at is None or not is_waiting(partner):
        return
    person = session.get(Person, person_id)
    application = partner.application
    own = f"grants/applications/{application.reference}/confirmation"
    path = own if person else f"grants/invitations/{queries.token_of(partner)}"
    with _written_to(session, person, partner.email, partner.body):
        subject = _("%(applicant)s asks you to confirm your part", applicant=application.applicant.full_name)
        _send(key, person.email if person else partner.email, subject, _invitation(session, partner, person, path))


def _invitation(session: Session, partner: Partner, person: Person | None, path: str) -> str:
    """The text of the mail that asks."""
    application, read = partner.application, queries.invitation(session, partner.application)
    applicant = application.applicant.full_name
    facts = [
        (_("Call"), words(read.content.title)),
        (_("Measure"), application.title or _("No name yet")),
        (_("Partner"), partner.name),
        (_("Task"), partner.task),
        (_("How it is shared"), _(TASK_MODES[partner.mode])),
        (_("Hours a year"), "" if partner.hours is None else str(partner.hours)),
        (_("Kroner a year"), kroner(partner.amount) if read.content.has_money else ""),
        (_("You can answer until"), moment(closes_at(application))),
        (_("Ask if you wonder about anything"), ", ".join(filter(None, [read.contact_name, read.contact_email]))),
    ]
    why = _("%(applicant)s applies for a place in a programme, and names you as a partner.", applicant=applicant)
    if read.content.has_money:
        why = _("%(applicant)s applies for a grant, and names you as a partner.", applicant=applicant)
    text = _(
        "Hello %(name)s\n\n%(why)s You are asked to confirm your part.\n\n%(facts)s\n\n"
        "Open this address, and press one of the two buttons there:\n\n%(address)s\n\n"
        "You confirm what stands here, and nothing else is bound. If it is changed, you are asked again.\n",
        name=person.name if person else partner.name,
        why=why,
        facts="\n".join(f"{label}: {text}" for label, text in facts if text),
        address=_address(path),
    )
    return str(text)


@job("grants.tell_of_partner_answer")
def tell_of_partner_answer(session: Session, *, key: str, now: datetime, partner_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Promise a mail to the applicant's people."""
    partner = session.get(Partner, partner_id)
    if partner is None:
        return
    for person in queries.people_of(session, partner.application.applicant_id):
        outbox.promise(session, "grants.mail_partner_answer", at=now, partner_id=partner_id, person_id=person.id)


@job("grants.mail_partner_answer", outside=True)
def mail_partner_answer(session: Session, *, key: str, now: datetime, partner_id: int, person_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Tell one of the applicant's people what a partner has answered."""
    partner = session.get(Partner, partner_id)
    if partner is None or is_waiting(partner):
        return
    person, application = session.get_one(Person, person_id), partner.application
    with _written_to(session, person, "", application.applicant):
        if partner.confirmed_at:
            subject = _("%(partner)s has confirmed its part", partner=partner.name)
            told = _("%(name)s has confirmed on its behalf.", name=partner.confirmed_by)
        else:
            subject = _("%(partner)s is not taking part", partner=partner.name)
            told = _("You can change what you ask and ask again, or take the partner out of the application.")
        text = _(
            "Hello %(name)s\n\n%(title)s\n\n%(told)s\n\n%(address)s\n",
            name=person.name,
            title=f"{application.reference} {application.title}".strip(),
            told=f"{subject}. {told}",
            address=_address(f"grants/applications/{application.reference}"),
        )
        _send(key, person.email, subject, text)


@job("grants.tell_removed_partner")
def tell_removed_partner(
    session: Session,
    *,
    key: str,  # noqa: ARG001  every job is called alike
    now: datetime,
    application_id: int,
    body_id: int,
    called: str,
    email: str,
) -> None:
    """Promise a mail to each who had been asked on behalf of a partner that is no longer in the application."""
    people = queries.people_of(session, body_id) if body_id else []
    told = {person.email: person.id for person in people}
    if email:
        told.setdefault(email, NOBODY)
    for address, person_id in told.items():
        outbox.promise(
            session,
            "grants.mail_removed_partner",
            at=now,
            application_id=application_id,
            body_id=body_id,
            person_id=person_id,
            called=called,
            email=address,
        )


@job("grants.mail_removed_partner", outside=True)
def mail_removed_partner(
    session: Session,
    *,
    key: str,
    now: datetime,  # noqa: ARG001  every job is called alike
    application_id: int,
    body_id: int,
    person_id: int,
    called: str,
    email: str,
) -> None:
    """Tell somebody that there is nothing left to confirm."""
    application, person = session.get_one(Application, application_id), session.get(Person, person_id)
    with _written_to(session, person, email, session.get(Body, body_id)):
        applicant = application.applicant.full_name
        subject = _("You are no longer asked to take part")
        text = _(
            "Hello %(name)s\n\n%(applicant)s had named you as a partner in %(title)s. It no longer does, and you need "
            "not do anything. A link that you have got no longer works.\n",
            name=person.name if person else called,
            applicant=applicant,
            title=application.title or application.reference,
        )
        _send(key, email, subject, text)


@contextmanager
def _written_to(session: Session, person: Person | None, email: str, body: Body | None) -> Iterator[None]:
    """Write in the recipient's own language, else in the body's written form, else in bokmål."""
    known = person or (person_by_email(session, email) if email else None)
    form = body.language_form if body else LanguageForm.NEUTRAL
    with force_locale((known and known.language) or (DEFAULT if form is LanguageForm.NEUTRAL else form.value)):
        yield


def _address(path: str) -> str:
    return f"{current_app.extensions['trinn'].base_url}/{path}/"


def _send(key: str, to: str, subject: Any, text: str) -> None:
    mail.send(current_app.extensions["trinn"], key=key, to=to, subject=str(subject), text=text)
