"""How providers are asked twice a year, and how one tap in a mail answers."""

import re
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from activities.offers import inquiries
from activities.offers.models import Inquiry, Offer, OfferStatus
from directory.accounts import actions as accounts
from directory.accounts.models import RoleHolding
from directory.accounts.permissions import Role
from directory.bodies.models import Body
from kernel import clock
from kernel.db import transaction
from kernel.jobs import outbox, run_due
from partnership.assessments.models import Evidence
from tests import pages
from tests.activities.builders import an_offer, shown
from tests.activities.conftest import Town
from tests.builders import NOW, a_person, an_organisation, post

SOON, STALE, FRESH = date(2026, 5, 25), date(2026, 5, 1), date(2026, 11, 1)


def ask(app: Flask) -> list[EmailMessage]:
    """Let the day's job run, and what it promises; all mails that have been laid out since the beginning."""
    with app.app_context(), transaction() as opened:
        outbox.promise(opened, "activities.ask_providers", at=clock.now())
    while run_due(app):
        pass
    laid = sorted(Path(app.extensions["trinn"].var).glob("mail/*.eml"))
    return [cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=default)) for path in laid]


def link(mail: EmailMessage) -> str:
    """The address in a mail, on this site."""
    found = re.search(r"http://127\.0\.0\.1:8000(/activities/offers/answer/\S+)", mail.get_content())
    assert found
    return found[1]


def test_one_mail_a_person_lists_all_the_providers_offers_by_their_neutral_names(
    app: Flask, session: Session, town: Town
) -> None:
    colleague = a_person(session, Role.ORGANISATION_COORDINATOR, town.venene)
    an_offer(session, town.venene, town.volda, actor=town.leader, title="For demente", confirmed_on=SOON)
    an_offer(session, town.venene, town.volda, actor=town.leader, neutral_name="Songstunda", confirmed_on=FRESH)
    an_offer(session, town.venene, town.volda, actor=town.leader, neutral_name="Utkast", status=OfferStatus.DRAFT)
    session.commit()
    mails = ask(app)
    assert sorted(str(mail["To"]) for mail in mails) == sorted([town.leader.email, colleague.email])
    for mail in mails:
        text = mail.get_content()
        assert "Tirsdagstreffet" in text
        assert "Songstunda" in text
        assert "demente" not in text
        assert "Utkast" not in text


def test_who_has_been_asked_is_not_asked_again_until_the_confirmation_has_ended(
    app: Flask, session: Session, town: Town
) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, confirmed_on=SOON)
    session.commit()
    seen = offer.version
    assert [len(ask(app)) for _day in range(3)] == [1, 1, 1]
    session.execute(update(Offer).values(confirmed_on=STALE))
    session.commit()
    assert [len(ask(app)) for _day in range(3)] == [2, 2, 2]
    assert session.scalar(select(Offer.version)) == seen, "asking is no new version of an offer"


def test_nobody_is_asked_about_what_holds_or_has_ended(app: Flask, session: Session, town: Town) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader, confirmed_on=FRESH)
    an_offer(session, town.venene, town.volda, actor=town.leader, status=OfferStatus.ENDED, confirmed_on=STALE)
    session.commit()
    assert ask(app) == []


def test_one_tap_confirms_all_without_signing_in(app: Flask, client: FlaskClient, session: Session, town: Town) -> None:
    for confirmed_on in (SOON, STALE):
        an_offer(session, town.venene, town.volda, actor=town.leader, confirmed_on=confirmed_on)
    session.commit()
    address = link(ask(app)[0])
    page = pages.read(shown(client, address))
    assert page.headings == 1
    assert set(session.scalars(select(Offer.confirmed_on))) == {SOON, STALE}, "a GET answers nothing"
    session.rollback()
    assert post(client, address).status_code == 303
    today = clock.local_date(NOW)
    assert set(session.scalars(select(Offer.confirmed_on))) == {today}
    assert session.scalars(select(Evidence.dated_on)).all() == [today]
    session.rollback()
    assert post(client, address).status_code == 303
    assert len(session.scalars(select(Evidence)).all()) == 1


def test_an_organisation_without_an_account_answers_for_what_the_municipality_entered(
    app: Flask, client: FlaskClient, session: Session, town: Town
) -> None:
    koret = an_organisation(session, "Koret")
    offer = an_offer(
        session,
        koret,
        town.volda,
        actor=town.kom,
        entered_by=town.volda,
        status=OfferStatus.UNDER_PREPARATION,
        confirmed_on=None,
        contact_email="koret@example.no",
    )
    session.commit()
    (mail,) = ask(app)
    assert mail["To"] == "koret@example.no"
    assert post(client, link(mail)).status_code == 303
    session.refresh(offer)
    assert offer.status is OfferStatus.RUNNING


@pytest.mark.parametrize("what", ["wrong", "foreign", "expired", "left", "none", "letters"])
def test_a_link_that_is_not_ones_own_answers_as_an_unknown_one(
    app: Flask, client: FlaskClient, session: Session, town: Town, what: str
) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader, confirmed_on=STALE)
    session.commit()
    address = link(ask(app)[0])
    number, seal = address.rstrip("/").rsplit("/", 1)[1].split("-")
    base = "/activities/offers/answer"
    if what == "expired":
        session.execute(update(Inquiry).values(expires_at=clock.real() - timedelta(seconds=1)))
    if what == "left":
        holding = session.scalars(select(RoleHolding).where(RoleHolding.person_id == town.leader.id)).one()
        accounts.end_role(session, holding, actor_id=None, at=NOW)
    session.commit()
    address = {
        "wrong": f"{base}/{number}-{seal[:-1]}{'0' if seal[-1] != '0' else '1'}/",
        "foreign": f"{base}/{int(number) + 1}-{seal}/",
        "none": f"{base}/-/",
        "letters": f"{base}/{number}-æøå/",
    }.get(what, address)
    assert client.get(address).status_code == 404
    answered = post(client, address)
    assert answered.status_code == (303 if what == "left" else 404)
    assert session.scalars(select(Offer.confirmed_on)).all() == [STALE]


def test_neither_row_nor_job_holds_the_token(app: Flask, session: Session, town: Town) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader, confirmed_on=STALE)
    session.commit()
    ask(app)
    with app.app_context():
        inquiry = session.scalars(select(Inquiry)).one()
        seal = inquiries.token_of(inquiry).partition("-")[2]
    assert seal not in {str(value) for value in vars(inquiry).values()}
    assert seal not in str(session.scalars(select(outbox.OutboxJob.args)).all())


def test_the_mail_is_in_the_readers_language_else_in_the_bodys(app: Flask, session: Session, town: Town) -> None:
    session.execute(update(Body).where(Body.id == town.venene.id).values(language_form="nn"))
    town.leader.language = None
    an_offer(session, town.venene, town.volda, actor=town.leader, confirmed_on=STALE)
    session.commit()
    with app.app_context():
        (mail,) = ask(app)
    assert "Hei Org Leiar" in mail.get_content()
