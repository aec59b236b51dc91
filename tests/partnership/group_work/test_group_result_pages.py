"""The pages of the result: read, summed up and downloaded; and what all pages ask of the database."""

import csv
import io
from datetime import timedelta

import pypdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel import clock
from partnership.group_work import actions, queries
from partnership.group_work.models import GroupAnswer
from tests.builders import a_municipality, a_person, post, sign_in
from tests.pages import read
from tests.partnership.group_work.builders import (
    a_room,
    address,
    begun,
    closed,
    form_with,
    phone,
    ready,
    said,
    texts,
)
from tests.partnership.teaming import a_table, takes_part


def test_the_teams_read_what_is_closed_and_nobody_else_does(client: FlaskClient, session: Session) -> None:
    room, table = a_room(session), a_table(session)
    takes_part(session, room.centre.programme, table.team)
    stranger = a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session, "Selbu"))
    begun(session, room)
    said(session, room, "one", "Mat og musikk")
    sign_in(client, session, table.member)
    index = f"/partnership/programmes/{room.centre.programme.code}/group-work/"
    assert client.get(f"{room.base}result/").status_code == 404
    assert room.work.title not in client.get(index).text
    closed(session, room)
    session.commit()
    assert client.get(f"{room.base}result/").status_code == 200
    assert client.get(f"{room.base}result.pdf").data.startswith(b"%PDF")
    assert f"{room.base}result/" in read(client.get(index).text).links
    sign_in(client, session, stranger)
    assert client.get(f"{room.base}result/").status_code == 404
    assert client.get(index).status_code == 404


@pytest.mark.usefixtures("today")
def test_the_teams_read_the_answers_to_a_question_when_it_is_summed_up(client: FlaskClient, session: Session) -> None:
    room, table = a_room(session), a_table(session)
    takes_part(session, room.centre.programme, table.team)
    begun(session, room)
    question = said(session, room, "one", "Kari sa det")
    said(session, room, "one", "Ola sa noe annet", place=2)
    at, by = closed(session, room), room.centre.caseworker.id
    session.commit()
    sign_in(client, session, table.member)
    waits = "Dere kan lese dem her når de er oppsummert."

    def read_by_the_team() -> tuple[str, str]:
        page = client.get(f"{room.base}result/")
        paper = pypdf.PdfReader(io.BytesIO(client.get(f"{room.base}result.pdf").data))
        return page.text, " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())

    for text in read_by_the_team():
        assert text.count(waits) == 2, "the third question has no answers"
        assert "sa det" not in text
        assert "sa noe" not in text
        assert "Det kom ingen svar." in text
    (first,) = queries.answers_to(session, question)
    actions.sum_up(session, room.work, question, {first.id: ""}, "De vil ut.", version=1, actor_id=by, at=at)
    late = GroupAnswer(question_id=question.id, group_number=1, text="Per var sen", theme="", key="sen", is_read=False)
    session.add(late)  # in the more time that was given afterwards
    session.commit()
    for text in read_by_the_team():
        assert text.count(waits) == 2
        assert "Kari sa det" in text
        assert "Per var sen" not in text
        assert "sa noe" not in text
    sign_in(client, session, room.centre.caseworker)
    assert "Ola sa noe annet" in client.get(f"{room.base}result/").text


@pytest.mark.usefixtures("today")
def test_the_answers_are_summed_up_read_and_downloaded(client: FlaskClient, session: Session) -> None:
    room = a_room(session)
    begun(session, room, "one", at=clock.now() - timedelta(minutes=30))
    question = said(session, room, "one", "=Skyss", at=clock.now() - timedelta(minutes=20))
    closed(session, room, clock.now() - timedelta(minutes=5))
    sign_in(client, session, room.centre.caseworker)
    assert f"{room.base}result/" in read(client.get("/my-work").text).links
    page = f"{room.base}questions/{question.id}/sum-up"
    seen = form_with(client.get(page).text, "summary")
    theme = next(name for name in seen if name.startswith("theme_"))
    assert post(client, page, seen | {theme: "x" * 61}).status_code == 422
    assert post(client, page, seen | {theme: "Transport", "summary": "De trenger skyss."}).status_code == 303
    stale = post(client, page, seen | {theme: "Buss", "summary": "Buss."})
    assert stale.status_code == 409
    assert "De trenger skyss." in stale.text
    shown = client.get(f"{room.base}result/").text
    assert "Transport" in shown
    assert "De trenger skyss." in shown
    assert f"{room.base}result/" not in read(client.get("/my-work").text).links
    rows = list(csv.reader(io.StringIO(client.get(f"{room.base}answers/?format=csv").text[1:]), delimiter=";"))
    assert rows[1][1:] == ["Hva er viktigst?", "1", "'=Skyss", "Transport"]
    assert client.get(f"{room.base}answers/?format=xlsx").status_code == 200
    answer = session.scalars(select(GroupAnswer)).one()
    away = f"{room.base}answers/{answer.id}/take-away"
    assert "=Skyss" in client.get(away).text
    assert post(client, away).status_code == 303
    session.rollback()
    assert texts(session, room) == []
    assert post(client, away).status_code == 404


def test_what_may_still_get_answers_is_not_summed_up(client: FlaskClient, session: Session) -> None:
    room = ready(session, a_room(session))
    sign_in(client, session, room.centre.caseworker)
    question = queries.questions_of(session, room.work)[0]
    assert client.get(f"{room.base}questions/{question.id}/sum-up").status_code == 409
    refused = post(client, f"{room.base}questions/{question.id}/sum-up", {"summary": "For tidlig", "version": "1"})
    assert refused.status_code == 422


@pytest.mark.usefixtures("today")
def test_the_pages_ask_the_same_whatever_has_been_answered(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    room = a_room(session)
    ready(session, room, *(f"phone {number}" for number in range(20)))
    sign_in(client, session, room.centre.caseworker)
    one = phone(client.application)
    one.get(address(room))
    post(one, address(room))
    pages = [
        (client, room.base),
        (client, f"{room.base}result/"),
        (client, f"{room.base}answers/"),
        (one, address(room)),
    ]

    def asked() -> list[int]:
        counts = []
        for browser, page in pages:
            statements.clear()
            assert browser.get(page).status_code == 200
            counts.append(len(statements))
        return counts

    before = asked()
    for number in range(20):
        for place in (1, 2, 3):
            said(session, room, f"phone {number}", f"Svar {number}", place=place, at=clock.now())
    session.commit()
    assert asked() == before
    assert max(before) <= 12
