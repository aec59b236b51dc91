"""Meetings in a browser: called, moved, cancelled and prepared, in arenas, by those who may."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.dialogue import actions, preparing, queries
from partnership.dialogue.models import Arena, Meeting, MeetingStatus, Participants
from partnership.relations.sides import Side
from tests.builders import NOW, a_municipality, a_person, a_relation, an_organisation, post
from tests.pages import read
from tests.partnership.dialogue.builders import (
    SLOT,
    Pair,
    a_held_meeting,
    a_meeting,
    as_person,
    fields,
    fresh,
)


def test_a_meeting_is_called_and_shown_to_both(client: FlaskClient, session: Session, apart: Pair) -> None:
    as_person(client, session, apart.org)
    answer = post(client, f"{apart.home}meetings/new/", SLOT)
    assert answer.status_code == 303
    other = as_person(client.application.test_client(), session, apart.kom)
    page = other.get(answer.location)
    assert page.status_code == 200
    assert "3. desember 2026" in page.text
    assert "13.00–14.30" in page.text
    assert "Ola Lag" in page.text
    assert page.text.index("3.1 ") < page.text.index("3.6 ")
    assert 'data-status="planned"' in page.text


@pytest.mark.parametrize(
    "wrong",
    [{"day": ""}, {"day": "i morgen"}, {"starts": "kvart over"}, {"ends": "12.00"}, {"day": "3.12.2036"}],
)
def test_a_time_that_cannot_be_meant_stays_in_the_form(
    client: FlaskClient, session: Session, pair: Pair, wrong: dict[str, str]
) -> None:
    as_person(client, session, pair.kom)
    answer = post(client, f"{pair.home}meetings/new/", SLOT | wrong)
    assert answer.status_code == 422
    assert "Rådhuset" in answer.text
    assert "error-summary" in answer.text
    assert session.scalar(select(func.count()).select_from(Meeting)) == 0


def pages_of(pair: Pair, meeting: Meeting) -> list[str]:
    """Every address that shows something about a meeting to those who only read."""
    return [pair.home, pair.page(meeting), f"{pair.page(meeting)}meeting.ics"]


def forms_of(pair: Pair, meeting: Meeting) -> list[str]:
    """Every address that a form is sent to."""
    page = pair.page(meeting)
    own = ("move/", "cancel/", "points/new/", "participants/", "minutes/begin", "minutes/send", "minutes/approve")
    return [f"{pair.home}meetings/new/", f"{pair.home}arenas/new/", *(f"{page}{name}" for name in own)]


def test_a_stranger_finds_nothing_and_changes_nothing(client: FlaskClient, session: Session, pair: Pair) -> None:
    meeting = a_meeting(session, pair)
    stranger = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre"))
    as_person(client, session, stranger)
    for address in [*pages_of(pair, meeting), *forms_of(pair, meeting)[:2], f"{pair.page(meeting)}move/"]:
        assert client.get(address).status_code == 404, address
    for address in forms_of(pair, meeting):
        assert post(client, address, SLOT | {"words": "x", "name": "x"}).status_code == 404, address
    assert fresh(session, meeting).status is MeetingStatus.PLANNED


def test_home_care_reads_and_writes_nothing(client: FlaskClient, session: Session, pair: Pair) -> None:
    meeting = a_meeting(session, pair)
    as_person(client, session, a_person(session, Role.HOME_CARE, pair.relation.municipality))
    for address in pages_of(pair, meeting):
        assert client.get(address).status_code == 200, address
    assert not [form for form in read(client.get(pair.page(meeting)).text).forms if "/dialogue/" in form.action]
    for address in forms_of(pair, meeting):
        assert post(client, address, SLOT | {"words": "x", "name": "x"}).status_code == 404, address
    assert fresh(session, meeting).status is MeetingStatus.PLANNED


def test_a_meeting_of_another_relation_is_not_there(client: FlaskClient, session: Session, pair: Pair) -> None:
    others = an_organisation(session, "Andre")
    relation = a_relation(session, pair.relation.municipality, others, actor=pair.kom)
    meeting = a_meeting(session, Pair(relation, pair.kom, pair.org))
    as_person(client, session, pair.kom)
    assert client.get(f"{pair.home}meetings/{meeting.id}/").status_code == 404
    assert post(client, f"{pair.home}meetings/{meeting.id}/cancel/", {"words": "x"}).status_code == 404


def test_the_later_of_two_who_move_a_meeting_sees_both_times(client: FlaskClient, session: Session, pair: Pair) -> None:
    meeting = a_meeting(session, pair)
    version = str(meeting.version)
    as_person(client, session, pair.kom)
    other = as_person(client.application.test_client(), session, pair.org)
    address = f"{pair.page(meeting)}move/"
    first = post(client, address, SLOT | {"day": "4.12.2026", "place": "Biblioteket", "version": version})
    late = post(other, address, SLOT | {"day": "10.12.2026", "place": "Lagshuset", "version": version})
    assert (first.status_code, late.status_code) == (303, 409)
    for words in ("4. desember 2026", "10.12.2026", "Biblioteket", "Lagshuset"):
        assert words in late.text, words
    stale = post(other, f"{pair.page(meeting)}cancel/", {"words": "Sykdom i laget", "version": version})
    assert stale.status_code == 409
    assert "Sykdom i laget" in stale.text
    again = post(other, address, fields(late.text))
    assert again.status_code == 303
    assert fresh(session, meeting).place == "Lagshuset"


def test_a_cancelled_meeting_stays_with_its_reason(client: FlaskClient, session: Session, pair: Pair) -> None:
    meeting = a_meeting(session, pair)
    as_person(client, session, pair.org)
    assert client.get(f"{pair.page(meeting)}cancel/").status_code == 200
    sent = {"words": "Sykdom", "version": str(meeting.version)}
    assert post(client, f"{pair.page(meeting)}cancel/", {"words": "", "version": "1"}).status_code == 422
    assert post(client, f"{pair.page(meeting)}cancel/", sent).status_code == 303
    assert "Sykdom" in client.get(pair.page(meeting)).text
    assert 'data-status="cancelled"' in client.get(pair.home).text
    assert "STATUS:CANCELLED" in client.get(f"{pair.page(meeting)}meeting.ics").text
    assert post(client, f"{pair.page(meeting)}move/", SLOT).status_code == 422


def test_each_side_writes_its_own_participants_and_points(client: FlaskClient, session: Session, pair: Pair) -> None:
    meeting = a_meeting(session, pair)
    page = pair.page(meeting)
    as_person(client, session, pair.kom)
    other = as_person(client.application.test_client(), session, pair.org)
    assert post(client, f"{page}participants/", {"words": "Koordinator", "version": "0"}).status_code == 303
    assert post(other, f"{page}participants/", {"words": "Leder i laget", "version": "0"}).status_code == 303
    assert post(client, f"{page}participants/", {"words": "En annen", "version": "0"}).status_code == 409
    assert {each.side: each.words for each in session.scalars(select(Participants))} == {
        Side.MUNICIPALITY: "Koordinator",
        Side.ORGANISATION: "Leder i laget",
    }
    assert post(other, f"{page}points/new/", {"words": "Julebordet"}).status_code == 303
    session.rollback()
    point = queries.points_of(session, meeting.id)[0]
    assert "Julebordet" in client.get(page).text
    assert post(client, f"{page}points/{point.id}/remove").status_code == 409
    assert post(other, f"{page}points/{point.id}/remove").status_code == 303
    assert "Julebordet" not in client.get(page).text


def test_an_arena_is_kept_and_its_meetings_are_called_from_it(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    as_person(client, session, pair.kom)
    form = {"name": "Samarbeidsforum", "rhythm": "Hver måned", "place": "Rådhuset", "members": "Lederne"}
    assert post(client, f"{pair.home}arenas/new/", form).status_code == 303
    assert post(client, f"{pair.home}arenas/new/", form).status_code == 422
    arena = session.scalars(select(Arena)).one()
    address = f"{pair.home}arenas/{arena.id}/"
    assert post(client, address, form | {"rhythm": "Hver uke", "version": "1"}).status_code == 303
    late = post(client, address, form | {"rhythm": "Hvert år", "version": "1"})
    assert late.status_code == 409
    assert "Hver uke" in late.text
    assert "Hvert år" in late.text
    called = post(client, f"{pair.home}meetings/new/", SLOT | {"arena": str(arena.id)})
    assert called.status_code == 303
    assert "Samarbeidsforum" in client.get(called.location).text
    assert "Rådhuset" in client.get(f"{pair.home}meetings/new/?arena={arena.id}").text


def test_the_volunteers_representative_is_the_other_side(client: FlaskClient, session: Session, pair: Pair) -> None:
    town = a_municipality(session, "Kristiansand")
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, town)
    representative = a_person(session, Role.VOLUNTEERS_REPRESENTATIVE, town)
    own = Pair(a_relation(session, town, None, actor=kom), kom, representative)
    meeting = a_held_meeting(session, own)
    actions.send(session, meeting, Side.MUNICIPALITY, version=meeting.version, actor_id=kom.id, at=NOW)
    session.commit()
    as_person(client, session, representative)
    page = client.get(own.page(meeting))
    assert "De frivillige" in page.text
    assert post(client, f"{own.page(meeting)}minutes/approve", {"version": str(meeting.version)}).status_code == 303
    assert fresh(session, meeting).status is MeetingStatus.APPROVED


def test_every_page_has_one_heading_and_opens_for_both(client: FlaskClient, session: Session, apart: Pair) -> None:
    planned, held = a_meeting(session, apart), a_held_meeting(session, apart)
    point = queries.points_of(session, held.id)[0]
    session.commit()
    paths = [
        apart.home,
        f"{apart.home}meetings/new/",
        f"{apart.home}arenas/new/",
        *(f"{apart.page(planned)}{name}" for name in ("", "move/", "cancel/", "points/new/", "participants/")),
        *(f"{apart.page(held)}{name}" for name in ("", f"minutes/{point.id}/", "follow-ups/new/")),
    ]
    for person in (apart.kom, apart.org):
        browser = as_person(client.application.test_client(), session, person)
        for path in paths:
            answer = browser.get(path)
            assert answer.status_code == 200, path
            assert read(answer.text).headings == 1, path


@pytest.mark.parametrize("path", ["", "meetings/{planned}/", "meetings/{held}/"])
def test_a_page_asks_as_often_with_2_meetings_as_with_60(
    client: FlaskClient, session: Session, apart: Pair, statements: list[str], path: str
) -> None:
    as_person(client, session, apart.kom)
    counts = []
    for size in (1, 30):
        for _each in range(size):
            planned, held = a_meeting(session, apart), a_held_meeting(session, apart)
            promise = preparing.Promise("Lage liste", Side.MUNICIPALITY, "", date(2026, 12, 1))
            preparing.follow_up(session, held, promise, actor_id=apart.kom.id, at=NOW)
        session.commit()
        address = apart.home + path.format(planned=planned.id, held=held.id)
        client.get(address)
        statements.clear()
        assert client.get(address).status_code == 200
        counts.append(len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1], counts
    assert counts[1] <= 20, counts
