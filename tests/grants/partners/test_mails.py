"""The mails: to whom, in which language, and with which link."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.accounts.permissions import Role
from directory.bodies.models import LanguageForm
from grants.partners import actions, queries
from grants.partners.rules import Answer
from kernel import clock
from kernel.jobs import run_due
from tests.builders import a_person, post, sign_in
from tests.grants.partners.conftest import Stage, terms


def mails(app: Flask) -> dict[str, EmailMessage]:
    """The mails that are laid out when the jobs have run, the newest to each address."""
    while run_due(app):
        pass
    laid = sorted(Path(app.extensions["trinn"].var).glob("mail/*.eml"), key=lambda path: path.stat().st_mtime_ns)
    read = [cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=default)) for path in laid]
    return {str(mail["To"]): mail for mail in read}


def test_own_people_are_asked_to_sign_in_and_an_address_gets_the_link(app: Flask, stage: Stage) -> None:
    reader = a_person(stage.session, Role.ORGANISATION_COORDINATOR, stage.friends)
    stage.asked(stage.partner, stage.choir)
    sent = mails(app)
    assert set(sent) == {stage.org.email, "koret@example.no"}
    assert reader.email not in sent
    to_org, to_choir = sent[stage.org.email].get_content(), sent["koret@example.no"].get_content()
    assert f"http://127.0.0.1:8000{stage.own}\n" in to_org
    assert f"http://127.0.0.1:8000/grants/invitations/{queries.token_of(stage.choir)}/\n" in to_choir
    assert "invitations" not in to_org
    for words in ("Volda kommune", "Følge til kulturhuset", "Følger til kulturhuset", "80\xa0000", "1. desember 2026"):
        assert words in to_choir, words
    assert "kari@example.no" in to_choir


def test_an_address_of_somebody_who_is_asked_anyway_gets_one_mail(app: Flask, stage: Stage) -> None:
    stage.partner.email = stage.org.email
    stage.session.commit()
    stage.asked(stage.partner)
    assert list(mails(app)) == [stage.org.email]
    assert len(list(Path(app.extensions["trinn"].var).glob("mail/*.eml"))) == 1


def test_a_body_may_have_another_address_besides_its_people(app: Flask, stage: Stage) -> None:
    stage.partner.email = "post@folgje.example.no"
    stage.session.commit()
    stage.asked(stage.partner)
    sent = mails(app)
    assert set(sent) == {stage.org.email, "post@folgje.example.no"}
    assert queries.token_of(stage.partner) in sent["post@folgje.example.no"].get_content()


def test_what_is_answered_or_removed_before_the_mail_goes_is_not_asked_for(app: Flask, stage: Stage) -> None:
    stage.asked(stage.partner, stage.choir)
    actions.answer(stage.session, stage.choir, Answer(True, "Sara", None, stage.choir.version), now=clock.now())
    actions.remove(stage.session, stage.partner, actor_id=stage.kom.id, at=clock.now())
    stage.session.commit()
    sent = mails(app)
    assert set(sent) == {stage.kom.email, stage.org.email}
    assert "confirmation" not in sent[stage.org.email].get_content()


@pytest.mark.parametrize("takes_part", [True, False])
def test_the_applicants_people_are_told_of_each_answer(app: Flask, stage: Stage, takes_part: bool) -> None:
    leader = a_person(stage.session, Role.MUNICIPAL_LEADER, stage.volda)
    home_care = a_person(stage.session, Role.HOME_CARE, stage.volda)
    stage.asked(stage.choir)
    stage.session.commit()
    mails(app)
    said = Answer(takes_part, "Sara Lund", None, stage.choir.version)
    actions.answer(stage.session, stage.choir, said, now=clock.now())
    stage.session.commit()
    sent = mails(app)
    assert {stage.kom.email, leader.email} < set(sent)
    assert home_care.email not in sent
    text = sent[leader.email].get_content()
    assert ("Sara Lund" in text) == takes_part
    assert "Koret" in text
    assert "T1-2026-0001" in text


def test_who_was_asked_and_is_removed_is_told(app: Flask, stage: Stage, client: FlaskClient) -> None:
    stage.asked(stage.choir)
    asked = mails(app)["koret@example.no"]["Message-ID"]
    sign_in(client, stage.session, stage.kom)
    post(client, f"{stage.pages}{stage.choir.id}/remove")
    told = mails(app)["koret@example.no"]
    assert told["Message-ID"] != asked
    assert "Følge til kulturhuset" in told.get_content()
    assert not re.search(r"https?://", told.get_content())


def test_a_new_link_comes_when_the_applicant_asks_again(app: Flask, stage: Stage) -> None:
    stage.asked(stage.choir)
    first = mails(app)["koret@example.no"].get_content()
    actions.answer(stage.session, stage.choir, Answer(True, "Sara", None, stage.choir.version), now=clock.now())
    stage.session.flush()
    given = {"email": stage.choir.email, "version": stage.choir.version, "actor_id": stage.kom.id, "at": clock.now()}
    actions.change(stage.session, stage.choir, terms(stage.choir, amount=1), **given)
    stage.session.commit()
    assert mails(app)["koret@example.no"].get_content() == first
    stage.asked(stage.choir)
    second = mails(app)["koret@example.no"].get_content()
    assert queries.token_of(stage.choir) in second
    assert queries.token_of(stage.choir) not in first


@pytest.mark.parametrize(
    ("own", "form", "written"),
    [
        ("en", LanguageForm.NN, "en"),
        (None, LanguageForm.NN, "nn"),
        (None, LanguageForm.NB, "nb"),
        (None, LanguageForm.NEUTRAL, "nb"),
    ],
)
def test_a_mail_is_in_the_recipients_language_else_the_bodys_else_bokmal(
    app: Flask, stage: Stage, own: str | None, form: LanguageForm, written: str
) -> None:
    stage.org.language, stage.friends.language_form = own, form
    stage.session.commit()
    stage.asked(stage.partner)
    text = mails(app)[stage.org.email].get_content()
    titles = {"nb": "Eldrekraft i partnerskap", "nn": "Eldrekraft i partnarskap", "en": "Partnership for older people"}
    assert titles[written] in text
