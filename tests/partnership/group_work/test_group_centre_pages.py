"""The centre's pages of group work, and who may open which."""

import json

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from partnership.group_work import actions, queries
from partnership.group_work.models import GroupWork, GroupWorkStatus
from tests.builders import post, sign_in
from tests.pages import read
from tests.partnership.group_work.builders import (
    a_draft,
    a_room,
    address,
    begun,
    closed,
    form_with,
    opened,
    phone,
    said,
)
from tests.partnership.teaming import a_centre, a_table, an_event, takes_part

NEW = {"title": "Hva nå?", "event": "", "questions": "Hva?\n\n Hvem? ", "group_size": "5", "minutes": "20"}


def test_the_centre_makes_opens_starts_and_closes(client: FlaskClient, session: Session) -> None:
    centre = a_centre(session)
    event = an_event(session, centre.programme)
    sign_in(client, session, centre.caseworker)
    base = f"/partnership/programmes/{centre.programme.code}/group-work/"
    assert form_with(client.get(f"{base}new?event={event.id}").text, "event")["event"] == str(event.id)
    made = post(client, f"{base}new", NEW | {"event": str(event.id)})
    assert made.status_code == 303
    work = session.scalars(select(GroupWork)).one()
    assert [each.text for each in queries.questions_of(session, work)] == ["Hva?", "Hvem?"]
    home = f"{base}{work.id}/"
    assert "Hva nå?" in client.get(base).text
    assert post(client, f"{home}open").status_code == 303
    shown = client.get(home).text
    session.rollback()
    session.refresh(work)
    assert work.code
    assert f"{work.code[:3]} {work.code[3:]}" in shown
    assert "<svg" in shown
    refused = post(client, f"{home}start")
    assert refused.status_code == 409
    assert "Ingen har blitt med ennå." in refused.text
    other = phone(client.application)
    other.get(f"/join/{work.code}/")
    assert post(other, f"/join/{work.code}/").status_code == 303
    assert json.loads(client.get(f"{home}state").text)["joined"] == 1
    assert post(client, f"{home}start").status_code == 303
    assert ">Gruppe 1</th>" in client.get(home).text, "as on the phone"
    assert post(client, f"{home}start").status_code == 409
    more = next(each for each in read(client.get(home).text).forms if each.action == f"{home}more-time")
    for _press in range(2):
        assert post(client, f"{home}more-time", more.values | {"minutes": "5"}).status_code == 303
    assert "endret seg mens du så på det" in client.get(home).text
    assert post(client, f"{home}more-time", more.values | {"minutes": "mange"}).status_code == 422
    state = json.loads(client.get(f"{home}state").text)
    assert (state["sizes"], state["shown"]) == ({"1": 1}, "running")
    assert 1400 < state["left"] <= 1500
    for page in (home, f"{home}screen/", base):
        assert read(client.get(page).text).headings == 1
    assert post(client, f"{home}close").status_code == 303
    session.rollback()
    session.refresh(work)
    assert work.status is GroupWorkStatus.CLOSED


def test_the_button_that_makes_the_groups_waits_for_the_first_who_joins(client: FlaskClient, session: Session) -> None:
    room = a_room(session)
    opened(session, room)
    sign_in(client, session, room.centre.caseworker)
    nobody, somebody = "<p data-nobody{}>", '<div class="stack" data-somebody{}>'
    shown = client.get(room.base).text
    assert nobody.format("") in shown
    assert somebody.format(" hidden") in shown
    other = phone(client.application)
    other.get(address(room))
    post(other, address(room))
    shown = client.get(room.base).text
    assert nobody.format(" hidden") in shown
    assert somebody.format("") in shown
    assert '<p data-enough="3">' in shown, "one alone is told apart"
    for number in range(2):
        actions.join(session, room.work, f"phone {number}", at=clock.now())
    session.commit()
    assert '<p data-enough="3" hidden>' in client.get(room.base).text


@pytest.mark.parametrize(
    ("verb", "told"), [("open", "alt gjort"), ("start", "Gruppene er alt laget."), ("close", "alt gjort")]
)
def test_who_presses_in_an_old_tab_sees_how_it_stands(
    client: FlaskClient, session: Session, verb: str, told: str
) -> None:
    room = a_room(session)
    begun(session, room)
    closed(session, room)
    sign_in(client, session, room.centre.caseworker)
    late = post(client, f"{room.base}{verb}")
    assert late.status_code == 409
    assert told in late.text
    assert f"{room.base}result/" in read(late.text).links


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("questions", " \n "),
        ("questions", "\n".join("abcdefghi")),
        ("questions", "x" * 301),
        ("group_size", "1"),
        ("group_size", "13"),
        ("minutes", "0"),
        ("minutes", "241"),
        ("event", "999"),
    ],
)
def test_what_cannot_be_is_asked_again(client: FlaskClient, session: Session, field: str, typed: str) -> None:
    centre = a_centre(session)
    sign_in(client, session, centre.caseworker)
    refused = post(client, f"/partnership/programmes/{centre.programme.code}/group-work/new", NEW | {field: typed})
    assert refused.status_code == 422
    assert 'id="error-summary"' in refused.text


def test_two_who_change_at_once_see_both_texts(client: FlaskClient, session: Session) -> None:
    room = a_room(session)
    by = room.centre.caseworker
    sign_in(client, session, by)
    seen = form_with(client.get(f"{room.base}change").text, "questions")
    actions.change(session, room.work, a_draft("Den andres"), version=room.work.version, actor_id=by.id, at=clock.now())
    session.commit()
    refused = post(client, f"{room.base}change", seen | {"title": "Mitt"})
    assert refused.status_code == 409
    assert "Den andres" in refused.text
    assert "Mitt" in refused.text
    again = form_with(refused.text, "questions")
    assert post(client, f"{room.base}change", again | {"title": "Mitt"}).status_code == 303


@pytest.mark.parametrize(
    "path", ["", "change", "screen/", "state", "answers/", "questions/{question}/sum-up", "answers/{answer}/take-away"]
)
def test_the_teams_do_not_run_it(client: FlaskClient, session: Session, path: str) -> None:
    room, table = a_room(session), a_table(session)
    takes_part(session, room.centre.programme, table.team)
    begun(session, room)
    question = said(session, room, "one", "Mat")
    closed(session, room)
    sign_in(client, session, table.member)
    (answer,) = queries.answers_to(session, question)
    assert client.get(room.base + path.format(question=question.id, answer=answer.id)).status_code == 404


def test_the_meeting_leads_to_its_group_work(client: FlaskClient, session: Session) -> None:
    centre = a_centre(session)
    event = an_event(session, centre.programme)
    sign_in(client, session, centre.caseworker)
    page = f"/partnership/programmes/{centre.programme.code}/meetings/{event.id}/"
    new = f"/partnership/programmes/{centre.programme.code}/group-work/new?event={event.id}"
    assert new in read(client.get(page).text).links
    work = actions.make(
        session, centre.programme, a_draft(event_id=event.id), actor_id=centre.caseworker.id, at=clock.now()
    )
    session.commit()
    assert any(f"/group-work/{work.id}/" in link for link in read(client.get(page).text).links)
