"""The pages of meetings: who was there, and what a calendar is given."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from partnership.programmes.models import EventStatus, ProgrammeEvent
from tests.builders import NOW, post, sign_in
from tests.partnership.programmes.builders import Scene
from tests.partnership.programmes.filling import fields
from tests.partnership.teaming import a_table, an_event, takes_part


def test_attendance_is_noted_by_the_team_for_its_own_and_by_the_centre_for_all(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    other = a_table(session, name="Tydal")
    takes_part(session, scene.programme, other.team)
    event = an_event(session, scene.programme, starts_at=NOW - timedelta(days=1))
    session.commit()
    address = f"{scene.base}meetings/{event.id}/attendance"
    sign_in(client, session, scene.table.member)
    leader, theirs = scene.table.seats[0].id, other.seats[0].id
    mine = {f"team_{scene.table.team.id}": str(leader), f"team_{other.team.id}": str(theirs), "seen": ""}
    assert post(client, address, mine).status_code == 303
    page = client.get(f"{scene.base}meetings/{event.id}/").text
    assert 'data-status="held"' in page
    centre = client.application.test_client()
    sign_in(centre, session, scene.centre.caseworker)
    shown = centre.get(f"{scene.base}meetings/{event.id}/").text
    assert shown.count("Randi Teamleder") == 1, "nobody of the other team was noted by this one"
    wrong = post(centre, address, {f"team_{other.team.id}": str(leader), "seen": str(leader)})
    assert wrong.status_code == 422


def test_the_calendar_holds_time_and_place_and_follows_what_is_cancelled(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    event = an_event(session, scene.programme)
    session.commit()
    sign_in(client, session, scene.table.member)
    address = f"{scene.base}meetings/{event.id}/calendar.ics"
    told = client.get(address)
    assert told.content_type.startswith("text/calendar")
    assert "STATUS:CONFIRMED" in told.text
    assert "video.example.no" not in told.text, "the way in stands behind the sign-in"
    centre = client.application.test_client()
    sign_in(centre, session, scene.centre.caseworker)
    assert post(centre, f"{scene.base}meetings/{event.id}/cancel").status_code == 303
    assert post(centre, f"{scene.base}meetings/{event.id}/cancel").status_code == 409
    assert "STATUS:CANCELLED" in client.get(f"{scene.base}meetings/calendar.ics").text
    session.expire_all()
    assert session.get_one(ProgrammeEvent, event.id).status is EventStatus.CANCELLED


def test_what_is_made_to_be_in_person_has_no_way_in_on_a_screen(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    event = an_event(session, scene.programme)
    session.commit()
    sign_in(client, session, scene.centre.caseworker)
    address = f"{scene.base}meetings/{event.id}/"
    form = fields(client.get(f"{address}change").text, "day")
    assert post(client, f"{address}change", form | {"mode": "in_person", "place": "Rådhuset"}).status_code == 303
    assert "video.example.no" not in client.get(address).text
