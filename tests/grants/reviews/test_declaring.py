"""How reviewers declare before they read, and how whoever is disqualified is kept out."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.permissions import Role
from grants.applications.models import Application
from grants.reviews import actions
from grants.reviews.models import ReviewStatus
from kernel import clock
from tests.builders import post, sign_in
from tests.grants.assessing import REVIEWED, an_application
from tests.grants.reviews.conftest import SECRET, Desk, assigned, refusals, stored

ADDRESSES = (
    *("", "check/", "copy/", "copy.txt", "copy.pdf", "receipt/", "review/", "reviews/"),
    *("dossier/", "dossier.pdf", "decision/", "decision/proposal/", "formal-check/"),
)


def test_a_reviewer_declares_before_reading_anything(client: FlaskClient, session: Session, desk: Desk) -> None:
    review = assigned(session, desk, desk.first)
    sign_in(client, session, desk.first)
    for knocked in (desk.page, f"{desk.page}check/"):
        answer = client.get(knocked)
        assert (answer.status_code, answer.location) == (303, f"{desk.page}review/")
    shown = client.get(f"{desk.page}review/").text
    assert desk.application.title in shown
    assert "Følgjevenene" in shown
    assert SECRET not in shown
    assert "K1_points" not in shown
    assert post(client, f"{desk.page}review/", {"K1_points": "5"}).status_code == 409
    assert post(client, f"{desk.page}review/autosave", {"K1_points": "5"}).status_code == 409
    assert post(client, f"{desk.page}review/declare", {"declared": "impartial"}).status_code == 303
    assert stored(session, review).status is ReviewStatus.DECLARED
    assert SECRET in client.get(f"{desk.page}check/").text


@pytest.mark.parametrize("sent", [{}, {"declared": "connected"}, {"declared": "connected", "ground": " "}])
def test_a_declaration_says_what_is_so(client: FlaskClient, session: Session, desk: Desk, sent: dict[str, str]) -> None:
    review = assigned(session, desk, desk.first)
    sign_in(client, session, desk.first)
    assert post(client, f"{desk.page}review/declare", sent).status_code == 422
    assert stored(session, review).status is ReviewStatus.ASSIGNED


def test_a_declaration_is_made_once(client: FlaskClient, session: Session, desk: Desk) -> None:
    assigned(session, desk, desk.first)
    sign_in(client, session, desk.first)
    assert post(client, f"{desk.page}review/declare", {"declared": "impartial"}).status_code == 303
    assert post(client, f"{desk.page}review/declare", {"declared": "impartial"}).status_code == 409


def test_a_disqualified_reviewer_is_refused_at_every_address_and_each_time_it_is_logged(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    review = assigned(session, desk, desk.first)
    sign_in(client, session, desk.first)
    sent = {"declared": "connected", "ground": "Styremedlem i Følgjevenene."}
    assert post(client, f"{desk.page}review/declare", sent).location == "/grants/reviews/"
    assert stored(session, review).status is ReviewStatus.DISQUALIFIED
    assert refusals(session) == []
    gone = (
        "",
        "check/",
        "copy/",
        "copy.txt",
        "copy.pdf",
        "review/",
        "reviews/",
        "dossier/",
        "dossier.pdf",
        "decision/",
    )
    for number, path in enumerate((*gone, "decision/proposal/", "formal-check/", "receipt/"), start=1):
        answer = client.get(desk.page + path, buffered=True)
        assert answer.status_code == 403, path
        assert SECRET not in answer.text
        assert refusals(session) == [desk.first.id] * number
    assert post(client, f"{desk.page}review/", {}, buffered=True).status_code == 403
    assert client.get(f"/grants/applications/{desk.application.id}/", buffered=True).status_code == 403
    assert len(refusals(session)) == len(ADDRESSES) + 2
    assert f"{desk.page}review/" not in client.get("/grants/reviews/").text


def test_a_disqualified_reviewer_is_refused_whatever_else_it_may_be(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    review = assigned(session, desk, desk.first)
    actions.declare(session, review, is_impartial=False, ground="Bror.", actor_id=desk.first.id, at=REVIEWED)
    accounts.give_role(session, desk.first, Role.CASEWORKER, desk.office.body, actor_id=None, at=REVIEWED)
    accounts.give_role(session, desk.first, Role.LEAD, desk.office.body, actor_id=None, at=REVIEWED)
    sign_in(client, session, desk.first)
    for path in ("", "check/", "formal-check/", "reviews/", "decision/", "dossier/"):
        assert client.get(desk.page + path, buffered=True).status_code == 403, path
    assert len(refusals(session)) == 6
    other = an_application(session, desk.application.call)
    sign_in(client, session, desk.first)
    assert client.get(f"/grants/applications/{other.reference}/").status_code == 200


def test_a_disqualified_caseworker_does_not_reopen_it_either(client: FlaskClient, session: Session, desk: Desk) -> None:
    review = assigned(session, desk, desk.first)
    actions.declare(session, review, is_impartial=False, ground="Bror.", actor_id=desk.first.id, at=REVIEWED)
    accounts.give_role(session, desk.first, Role.CASEWORKER, desk.office.body, actor_id=None, at=REVIEWED)
    sign_in(client, session, desk.first)
    address = f"/grants/calls/{desk.application.call.code}/reopening/"
    until = f"{clock.local_date(clock.now()) + timedelta(days=9):%d.%m.%Y}"
    sent = {"until": until, "reason": "Strømmen gikk."}

    typed = f" {desk.application.reference.lower()} "
    assert post(client, address, {**sent, "reference": typed}, buffered=True).status_code == 403
    assert len(refusals(session)) == 1
    for strange in ("", "１２", "9" * 40, "' OR 1=1"):
        assert post(client, address, {**sent, "reference": strange}).status_code < 500
    session.rollback()
    assert session.get_one(Application, desk.application.id).reopened_until is None


def test_a_reviewer_without_the_application_finds_nothing(client: FlaskClient, session: Session, desk: Desk) -> None:
    sign_in(client, session, desk.second)
    for path in ("", "check/", "review/", "reviews/"):
        assert client.get(desk.page + path).status_code == 404
    assert refusals(session) == []
