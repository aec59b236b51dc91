"""What a partner sees and answers: by the link of a mail, and signed in."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from grants.applications.models import ApplicationStatus, Partner
from grants.partners import actions, queries
from grants.partners.rules import Answer
from kernel import clock
from kernel.registry import registry
from tests.builders import a_municipality, a_person, post, sign_in
from tests.grants.partners.conftest import Stage, terms
from tests.pages import read

NAME = "Sara Lund, leder i koret"
A_MOMENT = 0.4


def link(partner: Partner) -> str:
    return f"/grants/invitations/{queries.token_of(partner)}/"


def sent(partner: Partner, button: str = "confirm", **other: str) -> dict[str, str]:
    return {"name": NAME, "version": str(partner.version), button: "1", **other}


def lines(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(AuditLine)) or 0


@pytest.fixture
def asked(stage: Stage) -> Stage:
    """Both partners have been asked."""
    stage.asked(stage.partner, stage.choir)
    return stage


def close(stage: Stage, *, ago: timedelta = timedelta(seconds=2)) -> None:
    """Let the call have closed."""
    stage.application.call.closes_at = clock.now() - ago
    stage.session.commit()


def test_opening_the_link_any_number_of_times_changes_nothing(asked: Stage, client: FlaskClient) -> None:
    before, lined = asked.choir.version, lines(asked.session)
    for _ in range(3):
        page = client.get(link(asked.choir))
        assert page.status_code == 200
    assert (asked.now(asked.choir).version, lines(asked.session)) == (before, lined)
    for words in ("Volda kommune", "Følge til kulturhuset", "skal komme seg ut", "Følger til kulturhuset", "80\xa0000"):
        assert words in page.text, words
    assert [form.values["version"] for form in read(page.text).forms if "name" in form.values] == [str(before)]


def test_the_button_confirms_by_name_and_once(asked: Stage, client: FlaskClient) -> None:
    answer = post(client, link(asked.choir), sent(asked.choir))
    assert (answer.status_code, answer.headers["Location"]) == (303, link(asked.choir))
    assert NAME in client.get(link(asked.choir)).text
    confirmed = asked.now(asked.choir)
    assert (confirmed.confirmed_by, confirmed.confirmed_by_id) == (NAME, None)
    again = post(client, link(asked.choir), sent(asked.choir, "decline", name="Noen andre"))
    assert again.status_code == 303
    shown = client.get(link(asked.choir))
    assert NAME in shown.text
    assert 'name="confirm"' not in shown.text
    assert asked.now(asked.choir).declined_at is None


def test_the_other_button_says_no(asked: Stage, client: FlaskClient) -> None:
    assert post(client, link(asked.choir), sent(asked.choir, "decline")).status_code == 303
    declined = asked.now(asked.choir)
    assert (declined.declined_at is not None, declined.confirmed_at, declined.confirmed_by) == (True, None, "")
    assert 'name="confirm"' not in client.get(link(asked.choir)).text


@pytest.mark.parametrize(
    ("other", "status"), [({"name": " "}, 422), ({"name": "x" * 121}, 422), ({"confirm": ""}, 400)]
)
def test_an_answer_without_name_or_button_is_not_taken(
    asked: Stage, client: FlaskClient, other: dict[str, str], status: int
) -> None:
    assert post(client, link(asked.choir), sent(asked.choir, **other)).status_code == status
    assert asked.now(asked.choir).confirmed_at is None


@pytest.mark.parametrize(
    "token", ["1-abc", "x", "%C3%A6-%C3%B8", "%D9%A1-abc", "99999999999-a", "%ED%A0%80", "1-" + "a" * 3000]
)
def test_a_wrong_token_leads_to_one_calm_page(asked: Stage, client: FlaskClient, token: str) -> None:
    foreign = read(client.get(f"/grants/invitations/{queries.token_of(asked.choir)}x/").text)
    for answer in (client.get(f"/grants/invitations/{token}/"), post(client, f"/grants/invitations/{token}/", {})):
        assert answer.status_code == 404
        assert read(answer.text).text == foreign.text


def test_the_link_of_a_changed_or_removed_part_looks_like_a_wrong_one(asked: Stage, client: FlaskClient) -> None:
    post(client, link(asked.choir), sent(asked.choir))
    choir, old = asked.now(asked.choir), link(asked.choir)
    given = {"email": choir.email, "version": choir.version, "actor_id": asked.kom.id, "at": clock.now()}
    actions.change(asked.session, choir, terms(choir, amount=1), **given)
    asked.session.commit()
    changed = client.get(old)
    assert changed.status_code == 404
    actions.remove(asked.session, choir, actor_id=asked.kom.id, at=clock.now())
    asked.session.commit()
    wrong = client.get(old)
    assert (wrong.status_code, read(wrong.text).text) == (404, read(changed.text).text)
    assert post(client, old, {"name": NAME, "confirm": "1"}).status_code == 404


def test_what_was_changed_while_one_read_it_is_shown_before_it_is_confirmed(asked: Stage, client: FlaskClient) -> None:
    read_before = sent(asked.choir)
    given = {"email": asked.choir.email, "version": asked.choir.version, "actor_id": asked.kom.id, "at": clock.now()}
    actions.change(asked.session, asked.choir, terms(asked.choir, task="Spiller piano"), **given)
    asked.session.commit()
    answer = post(client, link(asked.choir), read_before)
    assert answer.status_code == 409
    assert "Spiller piano" in answer.text
    form = next(form for form in read(answer.text).forms if "name" in form.values)
    assert form.values["name"] == NAME
    assert post(client, link(asked.choir), form.values | {"confirm": "1"}).status_code == 303
    assert asked.now(asked.choir).confirmed_at is not None


def test_after_the_deadline_the_page_says_so_and_takes_no_answer(asked: Stage, client: FlaskClient) -> None:
    close(asked)
    page = client.get(link(asked.choir))
    assert page.status_code == 200
    assert 'name="confirm"' not in page.text
    assert post(client, link(asked.choir), sent(asked.choir)).status_code == 409
    assert asked.now(asked.choir).confirmed_at is None


def submitted(stage: Stage) -> None:
    application = stage.application
    application.status, application.submitted_at = ApplicationStatus.SUBMITTED, clock.now()
    application.submitted_by_id, application.signed_as = stage.kom.id, "authority"
    application.snapshot = {"set_aside": 160_000}
    stage.session.commit()


def test_a_confirmation_after_sending_counts_and_leaves_the_snapshot(asked: Stage, client: FlaskClient) -> None:
    submitted(asked)
    assert post(client, link(asked.choir), sent(asked.choir)).status_code == 303
    assert asked.now(asked.choir).confirmed_at is not None
    asked.session.refresh(asked.application)
    assert asked.application.snapshot == {"set_aside": 160_000}


def test_a_withdrawn_application_takes_no_answer(asked: Stage, client: FlaskClient) -> None:
    asked.application.status, asked.application.withdrawn_at = ApplicationStatus.WITHDRAWN, clock.now()
    asked.session.commit()
    assert 'name="confirm"' not in client.get(link(asked.choir)).text
    assert post(client, link(asked.choir), sent(asked.choir)).status_code == 409


def test_a_partners_own_people_confirm_with_one_tap(asked: Stage, client: FlaskClient) -> None:
    sign_in(client, asked.session, asked.org)
    page = client.get(asked.own)
    assert page.status_code == 200
    assert "Koret" not in page.text
    form = next(form for form in read(page.text).forms if "confirm" in form.values)
    for _ in range(2):
        assert post(client, form.action, form.values).status_code == 303
    confirmed = asked.now(asked.partner)
    assert (confirmed.confirmed_by, confirmed.confirmed_by_id) == ("Odd Lie", asked.org.id)
    assert "Odd Lie" in client.get(asked.own).text


def test_signed_in_one_answers_what_stands_there_now(asked: Stage, client: FlaskClient) -> None:
    sign_in(client, asked.session, asked.org)
    address = f"{asked.own}{asked.partner.id}"
    assert post(client, address, {"version": "0", "confirm": "1"}).status_code == 409
    assert post(client, address, {"version": str(asked.partner.version)}).status_code == 400
    assert asked.now(asked.partner).confirmed_at is None


def test_nobody_answers_for_another(asked: Stage, client: FlaskClient) -> None:
    stranger = a_person(asked.session, Role.MUNICIPAL_LEADER, a_municipality(asked.session, "Ørsta"))
    reader = a_person(asked.session, Role.ORGANISATION_COORDINATOR, asked.friends)
    asked.session.commit()
    for person in (stranger, reader, asked.kom):
        sign_in(client, asked.session, person)
        assert client.get(asked.own).status_code == 404, person.name
        answer = {"version": str(asked.partner.version), "confirm": "1"}
        assert post(client, f"{asked.own}{asked.partner.id}", answer).status_code == 404
    sign_in(client, asked.session, asked.org)
    answer = {"version": str(asked.choir.version), "confirm": "1"}
    assert post(client, f"{asked.own}{asked.choir.id}", answer).status_code == 404
    assert asked.now(asked.partner).confirmed_at is None


def test_who_has_not_been_asked_sees_nothing_to_confirm(stage: Stage, client: FlaskClient) -> None:
    sign_in(client, stage.session, stage.org)
    assert client.get(stage.own).status_code == 404


def answered_meanwhile(stage: Stage, client: FlaskClient, address: str, values: dict[str, str]) -> int:
    """Send a form while somebody else's writing is about to be committed, and give the answer's status."""
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(post, client, address, values)
        time.sleep(A_MOMENT)
        stage.session.commit()
        return later.result(20).status_code


def test_a_confirmation_a_moment_after_a_change_is_not_for_what_was_read(asked: Stage, client: FlaskClient) -> None:
    read_before, address = sent(asked.choir), link(asked.choir)
    given = {"email": asked.choir.email, "version": asked.choir.version, "actor_id": asked.kom.id, "at": clock.now()}
    actions.change(asked.session, asked.choir, terms(asked.choir, amount=1), **given)
    asked.session.flush()
    assert answered_meanwhile(asked, client, address, read_before) == 409
    choir = asked.now(asked.choir)
    assert (choir.amount, choir.confirmed_at) == (1, None)


def test_a_change_a_moment_after_a_confirmation_does_not_wipe_it_out(asked: Stage, client: FlaskClient) -> None:
    sign_in(client, asked.session, asked.kom)
    change = {"name": "Koret", "task": "Annet", "mode": "shared", "amount": "1", "email": asked.choir.email}
    change["version"] = str(asked.choir.version)
    actions.answer(asked.session, asked.choir, Answer(True, NAME, None, asked.choir.version), now=clock.now())
    asked.session.flush()
    assert answered_meanwhile(asked, client, f"{asked.pages}{asked.choir.id}/", change) == 409
    choir = asked.now(asked.choir)
    assert (choir.confirmed_by, choir.amount) == (NAME, 80_000)


def tasks(stage: Stage, client: FlaskClient, person: Person) -> str:
    sign_in(client, stage.session, person)
    return client.get("/my-work").text


def test_what_waits_stands_in_my_work_of_both_sides(stage: Stage, client: FlaskClient) -> None:
    assert stage.own not in tasks(stage, client, stage.org)
    assert stage.pages not in tasks(stage, client, stage.kom)
    stage.asked(stage.partner, stage.choir)
    assert stage.own in tasks(stage, client, stage.org)
    assert stage.pages in tasks(stage, client, stage.kom)
    for partner in (stage.partner, stage.choir):
        actions.answer(stage.session, partner, Answer(True, NAME, None, partner.version), now=clock.now())
    stage.session.commit()
    assert stage.own not in tasks(stage, client, stage.org)
    assert stage.pages not in tasks(stage, client, stage.kom)


@pytest.mark.parametrize(("days", "is_told"), [(13, True), (15, False), (-1, False)])
def test_silence_is_told_to_the_applicant_in_the_last_two_weeks(
    asked: Stage, client: FlaskClient, days: int, is_told: bool
) -> None:
    asked.application.call.closes_at = clock.now() + timedelta(days=days)
    asked.session.commit()
    assert (asked.pages in tasks(asked, client, asked.kom)) == is_told


def test_a_task_is_due_on_the_day_of_the_deadline(asked: Stage, client: FlaskClient) -> None:
    sign_in(client, asked.session, asked.org)
    assert any(share.__module__ == "grants.partners.my_work" for share in registry.my_work)
    assert "1. desember 2026" in client.get("/my-work").text
    assert asked.application.call.closes_at == datetime.fromisoformat("2026-12-01T12:00:00+00:00")
