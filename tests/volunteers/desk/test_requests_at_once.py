"""Several telephones at once: one code each, one request each, and nobody is enrolled twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import post, sign_in
from tests.volunteers.builders import Desk, a_desk
from tests.volunteers.desk.test_requests import BASE, a_form
from volunteers.requests.models import RideRequest
from volunteers.service_users.models import ServiceUser

AT_ONCE = 5


def sent_at_once(app: Flask, session: Session, desk: Desk, forms: list[dict[str, Any]]) -> list[int]:
    """Send each form from a browser of its own in the same moment; the answers' statuses."""
    clients = [app.test_client() for _each in forms]
    for client in clients:
        sign_in(client, session, desk.coordinator)
    gate = Barrier(len(forms))

    def send(number: int) -> int:
        gate.wait(10)
        return post(clients[number], f"{BASE}new", forms[number]).status_code

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, range(len(forms))))


def test_five_who_ring_at_once_get_a_code_each(app: Flask, session: Session) -> None:
    desk = a_desk(session)
    session.commit()
    forms = [a_form(desk, phone=f"9000000{number}") for number in range(AT_ONCE)]
    assert sent_at_once(app, session, desk, forms) == [303] * AT_ONCE
    session.rollback()
    codes = sorted(session.scalars(select(ServiceUser.code)))
    assert codes == [f"B-000{number}" for number in range(1, AT_ONCE + 1)]


def test_one_who_is_written_down_five_times_at_once_is_one(app: Flask, session: Session) -> None:
    desk = a_desk(session)
    session.commit()
    assert sent_at_once(app, session, desk, [a_form(desk)] * AT_ONCE) == [303] * AT_ONCE
    session.rollback()
    assert len(session.scalars(select(ServiceUser)).all()) == 1
    assert len(session.scalars(select(RideRequest)).all()) == 1
