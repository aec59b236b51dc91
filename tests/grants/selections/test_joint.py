"""Those who applied together read their decision together: each of them is named in it."""

import email
from email import policy

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from grants.applications.models import Application
from grants.decisions import jobs
from grants.decisions.queries import decision_of
from grants.decisions.wording import parties
from tests.builders import a_person, an_organisation, sign_in
from tests.grants.assessing import a_call, an_application
from tests.grants.selections.builders import FAIR, STRONG, TOLD, a_place
from tests.grants.selections.conftest import Field
from tests.pages import read

TOGETHER = "Tydal kommune og Selbu kommune"


@pytest.fixture
def selbu(session: Session) -> Municipality:
    return a_place(session, "Selbu")


def decided(app: Flask, held: Field, selbu: Municipality, points: tuple[int, ...] = STRONG) -> Application:
    """What two municipalities have applied for together, when it has been decided on."""
    joint = held.apply("Tydal", points, selbu)
    held.apply("Volda")
    held.apply("Hol")
    selection = held.propose()
    held.make(selection)
    held.carry_out(app, selection)
    held.session.commit()
    return joint


@pytest.mark.parametrize(
    "outcome",
    [
        (STRONG, f"{TOGETHER} er valgt ut til å være med i programmet sammen."),
        (FAIR, f"{TOGETHER} får ikke plass i programmet denne gangen."),
    ],
    ids=["chosen", "not chosen"],
)
def test_each_of_them_reads_whom_it_is_for(
    app: Flask, client: FlaskClient, held: Field, selbu: Municipality, outcome: tuple[tuple[int, ...], str]
) -> None:
    session, (points, said) = held.session, outcome
    joint = decided(app, held, selbu, points)
    page = f"/grants/applications/{joint.reference}/"
    for person in (session.get_one(Person, joint.created_by_id), a_person(session, Role.MUNICIPAL_LEADER, selbu)):
        sign_in(client, session, person)
        assert said in read(client.get(f"{page}decision/").text).text
        assert TOGETHER in read(client.get(f"{page}dossier/").text).text


def test_the_mail_says_who_applied(app: Flask, session: Session, held: Field, selbu: Municipality) -> None:
    joint = decided(app, held, selbu)
    decision, reader = decision_of(session, joint.id), a_person(session, Role.MUNICIPAL_LEADER, selbu)
    assert decision is not None
    with app.app_context():
        jobs.mail_decision(session, key="joint", now=TOLD, decision_id=decision.id, person_id=reader.id)
        written = (app.extensions["trinn"].var / "mail" / "joint.eml").read_bytes()
    mail = email.message_from_bytes(written, policy=policy.default)
    body = mail.get_body()
    assert body is not None
    assert TOGETHER in body.get_content()


def test_only_what_a_municipality_had_confirmed_when_it_was_sent_counts(
    session: Session, held: Field, selbu: Municipality
) -> None:
    tydal, friends = a_place(session, "Tydal"), an_organisation(session, "Helselaget")
    joint = an_application(session, held.call, applicant=tydal, partners=[selbu, friends])
    assert parties(joint) == ["Tydal kommune", "Selbu kommune"]
    kept = dict(joint.snapshot or {})
    joint.snapshot = kept | {"partners": [each | {"confirmed": False} for each in kept["partners"]]}
    assert parties(joint) == ["Tydal kommune"]


def test_money_goes_to_the_applicant_alone(session: Session, selbu: Municipality) -> None:
    assert len(parties(an_application(session, a_call(session), partners=[selbu]))) == 1
