"""What happens later: providers are asked, twice a year and by mail, whether all their offers still hold."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import update
from sqlalchemy.orm import Session

from activities.offers import inquiries, queries, rules, saying
from activities.offers.models import Inquiry, Offer
from activities.offers.queries import Told
from directory.accounts.models import Person
from directory.bodies.models import Body, LanguageForm
from kernel import clock
from kernel.i18n import DEFAULT, force_locale
from kernel.i18n import gettext as _
from kernel.jobs import mail, outbox
from kernel.registry import job

DAY = 24 * 60 * 60


@job("activities.ask_providers", every=DAY)
def ask_providers(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Ask those with an offer whose confirmation ends within 14 days, and again those whose confirmation has ended."""
    due = inquiries.due(session, now)
    _ask(session, {offer.provider_id for offer in due}, at=now)
    _note(session, due, now)


@job("activities.ask_provider")
def ask_provider(session: Session, *, key: str, now: datetime, provider_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Ask a provider for whom the municipality has entered something."""
    due = [offer for offer in inquiries.due(session, now) if offer.provider_id == provider_id]
    if due:
        _ask(session, {provider_id}, at=now)
        _note(session, due, now)


def _ask(session: Session, provider_ids: Collection[int], *, at: datetime) -> None:
    """One mail to each person of some providers, and to the addresses of those for whom nobody signs in."""
    asked: dict[str, Inquiry] = {}
    for provider_id in sorted(provider_ids):
        people = inquiries.people_of(session, provider_id)
        for person in people:
            asked.setdefault(person.email, _inquiry(person.email, at, person_id=person.id))
        for address in [] if people else inquiries.addresses_of(session, provider_id):
            asked[f"{provider_id} {address}"] = _inquiry(address, at, provider_id=provider_id)
    session.add_all(asked.values())
    session.flush()
    for inquiry in asked.values():
        outbox.promise(session, "activities.mail_inquiry", at=at, inquiry_id=inquiry.id)


def _inquiry(email: str, at: datetime, **asked: int) -> Inquiry:
    return Inquiry(
        email=email,
        salt=secrets.token_hex(16),
        asked_at=at,
        expires_at=clock.real() + rules.LINK_VALID,
        **asked,
    )


def _note(session: Session, offers: Collection[Offer], now: datetime) -> None:
    """Note how often was asked, without a new version that a form would stumble over."""
    today = clock.local_date(now)
    for offer in offers:
        statement = update(Offer).where(Offer.id == offer.id).values(asked_stage=rules.stage(offer, today))
        session.execute(statement.execution_options(synchronize_session=False))


@job("activities.mail_inquiry", outside=True)
def mail_inquiry(session: Session, *, key: str, now: datetime, inquiry_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Ask one person, or whoever reads a provider's address, by a link that needs no sign-in."""
    inquiry = session.get(Inquiry, inquiry_id)
    offers = inquiries.offers_of(session, inquiry) if inquiry else []
    if inquiry is None or inquiry.answered_at is not None or not offers:
        return
    person = session.get(Person, inquiry.person_id) if inquiry.person_id else None
    settings: Any = current_app.extensions["trinn"]
    told = queries.told_of(session, [offer.id for offer in offers])
    with force_locale(_language(person, offers[0].provider)):
        text = _(
            "Hello %(name)s\n\nDoes this still hold?\n\n%(offers)s\n\nOpen this address, and press “Everything is "
            "right” or “Something has changed”. You need not sign in:\n\n%(address)s\n\nOffers that nobody confirms "
            "are marked after six months and leave the catalogue after twelve.\n",
            name=person.name if person else offers[0].provider.full_name,
            offers="\n".join(f"– {_line(offer, told[offer.id])}" for offer in offers),
            address=f"{settings.base_url}/activities/offers/answer/{inquiries.token_of(inquiry)}/",
        )
        mail.send(settings, key=key, to=inquiry.email, subject=str(_("Do your offers still hold?")), text=str(text))


def _line(offer: Offer, told: Told) -> str:
    """An offer in one line of a mail, by its neutral name only."""
    when = saying.when(offer.when_told, told.times).removesuffix(".")
    return ", ".join(filter(None, [offer.neutral_name, when, offer.place]))


def _language(person: Person | None, provider: Body) -> str:
    form = provider.language_form
    return (person and person.language) or (DEFAULT if form is LanguageForm.NEUTRAL else form.value)
