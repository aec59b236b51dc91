"""Sent by several at once, and written in while it is sent: one sending, one receipt, and nothing that nobody saw."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from grants.applications.models import ApplicationStatus
from kernel.jobs.outbox import OutboxJob
from tests.builders import a_person, post
from tests.grants.submissions.conftest import Browse, Scene, folder
from tests.grants.submissions.test_pages import HOME, last_step
from tests.pages import read

AT_ONCE = 6


def at_once(*doings: Callable[[], TestResponse]) -> list[TestResponse]:
    """Do several things in the same moment."""
    gate = Barrier(len(doings))

    def wait_and_do(doing: Callable[[], TestResponse]) -> TestResponse:
        gate.wait(10)
        return doing()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(wait_and_do, doings))


def sending(client: FlaskClient, form: dict[str, str]) -> Callable[[], TestResponse]:
    return lambda: post(client, HOME + "submit", form)


def writing(client: FlaskClient, address: str, filled: dict[str, str]) -> Callable[[], TestResponse]:
    return lambda: post(client, address, filled)


def counted(session: Session) -> tuple[int, int]:
    """How many times it was sent, and how many receipts were promised to senders."""
    session.rollback()
    sent = session.scalar(select(func.count()).where(AuditLine.verb == "submitted", AuditLine.subject == "application"))
    promised = session.scalar(select(func.count()).where(OutboxJob.name == "grants.mail_receipt"))
    return sent or 0, promised or 0


def test_two_people_who_send_at_once_are_led_to_one_receipt(session: Session, scene: Scene, browse: Browse) -> None:
    other = a_person(session, Role.ORGANISATION_LEADER, scene.friends)
    clients = [browse(person) for person in (scene.leader, other) for _ in range(AT_ONCE // 2)]
    form = last_step(clients[0])
    answers = at_once(*(sending(client, form) for client in clients))
    assert {(each.status_code, each.location) for each in answers} == {(303, HOME + "receipt/")}
    assert counted(session) == (1, 1)
    pages = {client.get(HOME + "receipt/").status_code for client in clients}
    assert pages == {200}


def test_what_is_sent_is_what_was_seen_when_a_colleague_writes_in_the_same_moment(
    session: Session, scene: Scene, browse: Browse
) -> None:
    writer, sender = browse(scene.leader), browse(a_person(session, Role.ORGANISATION_LEADER, scene.friends))
    for attempt in range(AT_ONCE):
        page = folder(session, scene).content.pages[0]
        address = f"{HOME}edit/{page.code}/"
        form = next(each for each in read(writer.get(address).text).forms if "version" in each.kinds)
        values = {name: value for name, value in form.values.items() if name != "csrf_token"}
        name = next(each for each, kind in form.kinds.items() if each.endswith("contact_name") and kind == "text")
        checked = last_step(sender)
        before = folder(session, scene).answers
        written, sent = at_once(
            writing(writer, address, values | {name: f"Ny {attempt}"}),
            sending(sender, checked),
        )
        assert {written.status_code, sent.status_code} == {303, 409}, (written.status_code, sent.status_code)
        if sent.status_code == 303:
            assert folder(session, scene).answers == before
            assert counted(session) == (1, 1)
            return
        assert folder(session, scene).application.status is ApplicationStatus.DRAFT
        assert f"Ny {attempt}" in str(folder(session, scene).answers)


def test_withdrawn_and_sent_at_once_ends_in_one_of_the_two(session: Session, scene: Scene, browse: Browse) -> None:
    one, other = browse(scene.leader), browse(a_person(session, Role.ORGANISATION_LEADER, scene.friends))
    form = last_step(one)
    answers = at_once(sending(one, form), lambda: post(other, HOME + "withdraw/"))
    assert {each.status_code for each in answers} <= {303, 409}
    assert folder(session, scene).application.status is ApplicationStatus.WITHDRAWN
