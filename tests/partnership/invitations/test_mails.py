"""The mails: to whom, in which language, and with which link."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

from flask import Flask
from flask.testing import FlaskClient

from directory.accounts.permissions import Role
from directory.bodies.models import LanguageForm
from kernel import clock
from kernel.jobs import run_due
from partnership.invitations import actions
from partnership.invitations.actions import Leader
from tests.builders import a_municipality, a_person, a_relation, post
from tests.partnership.invitations.conftest import LEADER, Stage, link

HOST = "http://127.0.0.1:8000"


def mails(app: Flask) -> dict[str, EmailMessage]:
    """The mails that are laid out when the jobs have run, the newest to each address."""
    while run_due(app):
        pass
    laid = sorted(Path(app.extensions["trinn"].var).glob("mail/*.eml"), key=lambda path: path.stat().st_mtime_ns)
    read = [cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=default)) for path in laid]
    return {str(mail["To"]): mail for mail in read}


def test_a_leader_gets_the_link_in_the_organisations_written_form(app: Flask, stage: Stage) -> None:
    stage.choir.language_form = LanguageForm.NN
    invitation = stage.invited()
    sent = mails(app)
    assert list(sent) == [LEADER.email]
    text = sent[LEADER.email].get_content()
    assert f"{HOST}{link(invitation)}\n" in text
    for words in (
        "Sara Lund",
        "Kari Nordmann",
        "Volda kommune",
        "Koret",
        f"«{LEADER.message}»",
        "ikkje",
        "21. desember",
    ):
        assert words in text, words


def test_own_people_get_a_mail_each_and_no_link_that_signs_in(app: Flask, stage: Stage) -> None:
    odd = a_person(stage.session, Role.ORGANISATION_LEADER, stage.choir, name="Odd Lie")
    per = a_person(stage.session, Role.ORGANISATION_COORDINATOR, stage.choir)
    a_person(stage.session, Role.VOLUNTEER, stage.choir)
    invitation = stage.invited()
    sent = mails(app)
    assert set(sent) == {odd.email, per.email}
    text = sent[odd.email].get_content()
    assert f"{HOST}/partnership/invitations/asked/{invitation.id}/\n" in text
    assert link(invitation) not in text


def test_a_withdrawn_invitation_is_not_sent(app: Flask, stage: Stage) -> None:
    invitation = stage.invited()
    actions.withdraw(stage.session, invitation, actor_id=stage.kom.id, at=clock.now())
    stage.session.commit()
    assert mails(app) == {}


def test_a_yes_is_told_to_the_municipality_and_a_new_leader_to_all_who_work_with_it(
    app: Flask, stage: Stage, client: FlaskClient
) -> None:
    orsta = a_municipality(stage.session, "Ørsta")
    other = a_person(stage.session, Role.MUNICIPAL_COORDINATOR, orsta, name="Ola")
    a_person(stage.session, Role.HOME_CARE, stage.volda)
    a_relation(stage.session, orsta, stage.choir, actor=other)
    invitation = stage.invited()
    post(client, link(invitation), {"accept": "1"})
    sent = mails(app)
    assert set(sent) == {stage.kom.email, other.email}
    relation = stage.now(invitation).relation_id
    assert f"{HOST}/partnership/relations/{relation}/\n" in sent[stage.kom.email].get_content()
    told = sent[other.email].get_content()
    for words in ("Sara Lund", LEADER.email, "Koret", "Volda kommune"):
        assert words in told.replace("\n", " "), words
    assert "/partnership/relations/" not in told


def test_a_no_is_told_to_the_municipality_alone(app: Flask, stage: Stage, client: FlaskClient) -> None:
    orsta = a_municipality(stage.session, "Ørsta")
    a_relation(stage.session, orsta, stage.choir, actor=stage.kom)
    a_person(stage.session, Role.MUNICIPAL_COORDINATOR, orsta)
    post(client, link(stage.invited(leader=Leader("Sara", "sara@example.no", ""))), {"decline": "1"})
    sent = mails(app)
    assert stage.kom.email in sent
    assert len(sent) == 1
