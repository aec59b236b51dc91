"""Each side is asked once a year whether its contacts are still right."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

from flask import Flask

from kernel import clock
from kernel.db import transaction
from kernel.jobs import run_due
from partnership.contacts.jobs import ask_about_contacts
from partnership.relations.sides import Side
from tests.builders import post
from tests.partnership.contacts.builders import GRO, PER, grown_old, write
from tests.partnership.relations.builders import Stage


def mails(app: Flask) -> list[EmailMessage]:
    while run_due(app):
        pass
    laid = sorted(Path(app.extensions["trinn"].var).glob("mail/*.eml"))
    return [cast("EmailMessage", message_from_bytes(each.read_bytes(), policy=default)) for each in laid]


def ask(app: Flask) -> None:
    with app.app_context(), transaction() as opened:
        ask_about_contacts(opened, key="1", now=clock.now())


def test_each_side_is_told_ahead_and_when_it_is_stale_and_never_twice(app: Flask, stage: Stage) -> None:
    write(stage, stage.browser(stage.kom), GRO)
    write(stage, stage.browser(stage.org), PER)
    ask(app)
    assert mails(app) == []
    grown_old(stage, Side.ORGANISATION, 340)
    for _again in range(2):
        ask(app)
    told = mails(app)
    assert [str(each["To"]) for each in told] == [stage.org.email]
    assert f"http://127.0.0.1:8000{stage.address}contacts/\n" in told[0].get_content()
    assert "Per Dal" not in told[0].get_content()
    grown_old(stage, Side.ORGANISATION, 400)
    for _again in range(2):
        ask(app)
    assert len(mails(app)) == 2


def test_who_confirms_is_told_again_next_year(app: Flask, stage: Stage) -> None:
    org = stage.browser(stage.org)
    write(stage, org, PER)
    for times in (1, 2):
        grown_old(stage, Side.ORGANISATION, 400)
        ask(app)
        assert len(mails(app)) == times
        post(org, f"{stage.address}contacts/confirm", {"version": "1"})


def test_what_was_confirmed_before_the_mail_goes_is_not_asked_for(app: Flask, stage: Stage) -> None:
    org = stage.browser(stage.org)
    write(stage, org, PER)
    grown_old(stage, Side.ORGANISATION, 400)
    ask(app)
    post(org, f"{stage.address}contacts/confirm", {"version": "1"})
    assert mails(app) == []


def test_nobody_is_asked_about_what_has_ended(app: Flask, stage: Stage) -> None:
    write(stage, stage.browser(stage.org), PER)
    grown_old(stage, Side.ORGANISATION, 400)
    stage.relation.ended_on, stage.relation.ended_reason = clock.local_date(clock.now()), "Slutt"
    stage.session.commit()
    ask(app)
    assert mails(app) == []
