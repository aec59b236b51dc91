"""The list of requests opens with what waits and then the latest day; the telephone page tells faults from the top."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.builders import post, sign_in
from tests.volunteers.builders import a_desk, a_request, a_service_user, loaded
from volunteers.requests.models import RequestStatus

DAYS = ("5. januar 2026", "1. desember 2026", "8. desember 2026")


@pytest.mark.parametrize(("asked", "is_turned"), [("", True), ("?sort=starts_on", False), ("?sort=-starts_on", True)])
def test_the_latest_day_comes_first_unless_another_order_is_asked_for(
    client: FlaskClient, session: Session, asked: str, is_turned: bool
) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    for day in (date(2026, 12, 1), date(2026, 1, 5), date(2026, 12, 8)):
        a_request(session, desk, user, starts_on=day)
    session.commit()
    sign_in(client, session, desk.coordinator)
    page = loaded(client, f"/volunteers/transport/requests/{asked}")
    assert sorted(DAYS, key=page.index, reverse=is_turned) == list(DAYS)
    assert f'aria-sort="{"descending" if is_turned else "ascending"}"' in page


def test_what_waits_for_us_stands_above_what_runs_and_what_is_over(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    statuses = (RequestStatus.DONE, RequestStatus.OPEN, RequestStatus.TO_ASSESS)
    for day, status in zip((date(2026, 12, 8), date(2026, 12, 1), date(2026, 1, 5)), statuses, strict=True):
        a_request(session, desk, user, starts_on=day, status=status)
    session.commit()
    sign_in(client, session, desk.coordinator)
    page = loaded(client, "/volunteers/transport/requests/")
    assert sorted(DAYS, key=page.index) == list(DAYS)


def test_what_is_wrong_on_the_telephone_page_is_told_from_the_top(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    session.commit()
    sign_in(client, session, desk.coordinator)
    page = post(client, "/volunteers/transport/requests/new", {}).text
    names = ("phone", "first_name", "address", "destination", "on", "there_at")
    assert sorted(names, key=lambda name: page.index(f'href="#{name}"')) == list(names)
    assert "Ingen er registrert med dette nummeret" not in page
