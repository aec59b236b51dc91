"""Minutes in a browser: written by two, sent, approved, sent back, corrected, and followed up."""

from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.assessments.models import JointAnswer
from partnership.dialogue import actions, preparing, queries
from partnership.dialogue.models import Conclusion, FollowUp
from partnership.relations.sides import Side
from tests.builders import NOW, a_person, post
from tests.partnership.dialogue.builders import (
    Pair,
    a_held_meeting,
    approved,
    as_person,
    fields,
    fresh,
    told,
)


def test_two_browsers_on_the_same_minutes_lose_no_word(client: FlaskClient, session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    point = queries.points_of(session, meeting.id)[0]
    as_person(client, session, apart.kom)
    other = as_person(client.application.test_client(), session, apart.org)
    address = f"{apart.page(meeting)}minutes/{point.id}/"
    form = fields(client.get(address).text)
    assert fields(other.get(address).text)["version"] == form["version"]

    mine = post(client, address, form | {"said": "Kommunens ord", "joint": "yes"})
    theirs = post(other, address, form | {"said": "Lagets ord", "joint": "no"})

    assert (mine.status_code, theirs.status_code) == (303, 409)
    assert "Kommunens ord" in theirs.text
    assert "Lagets ord" in theirs.text
    again = fields(theirs.text) | {"said": "Kommunens ord. Lagets ord.", "joint": "partly"}
    assert post(other, address, again).status_code == 303
    session.rollback()
    session.refresh(point)
    assert (point.said, point.joint) == ("Kommunens ord. Lagets ord.", Conclusion.PARTLY)


def test_who_wrote_nothing_is_given_what_the_other_wrote(client: FlaskClient, session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    point = queries.points_of(session, meeting.id)[0]
    as_person(client, session, apart.kom)
    address = f"{apart.page(meeting)}minutes/{point.id}/"
    form = fields(client.get(address).text)
    post(client, address, form | {"said": "Kommunens ord"})

    late = post(client, address, form | {"said": "", "reason": "Mine ord"})

    assert late.status_code == 409
    sent = fields(late.text)
    assert (sent["said"], sent["reason"]) == ("Kommunens ord", "Mine ord")


def test_a_point_is_kept_while_it_is_written(client: FlaskClient, session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    point = queries.points_of(session, meeting.id)[0]
    as_person(client, session, apart.kom)
    address = f"{apart.page(meeting)}minutes/{point.id}/autosave"
    kept = post(client, address, {"said": "Halve setn", "version": str(point.version)})
    assert kept.status_code == 200
    assert kept.get_json()["version"] == point.version + 1
    assert post(client, address, {"said": "Noe annet", "version": str(point.version)}).status_code == 409


def test_minutes_are_sent_by_one_side_and_approved_by_the_other(
    client: FlaskClient, session: Session, apart: Pair
) -> None:
    meeting = a_held_meeting(session, apart)
    for code in ("3.1", "3.6"):
        told(session, apart, meeting, code, Conclusion.YES)
    page = apart.page(meeting)
    colleague = a_person(session, Role.MUNICIPAL_LEADER, apart.relation.municipality)
    as_person(client, session, apart.kom)
    own = as_person(client.application.test_client(), session, colleague)
    other = as_person(client.application.test_client(), session, apart.org)
    before = {"version": str(meeting.version - 1)}
    seen = {"version": str(meeting.version)}
    assert post(client, f"{page}minutes/send", before).status_code == 409
    assert post(client, f"{page}minutes/send", seen).status_code == 303
    assert post(own, f"{page}minutes/approve", seen).status_code == 409
    assert post(other, f"{page}minutes/approve", seen).status_code == 409
    assert session.scalar(select(func.count()).select_from(JointAnswer)) == 0
    session.rollback()
    version = {"version": str(fresh(session, meeting).version)}
    assert "minutes/approve" not in own.get(page).text
    assert "minutes/approve" in other.get(page).text
    assert post(other, f"{page}minutes/approve", version).status_code == 303
    session.rollback()
    assert session.scalar(select(func.count()).select_from(JointAnswer)) == 2
    assert 'data-level-agreed="3"' in other.get(f"/partnership/relations/{apart.relation.id}/staircase/").text


def test_only_what_both_answer_is_counted_before_one_approves(
    client: FlaskClient, session: Session, apart: Pair
) -> None:
    meeting = a_held_meeting(session, apart)
    told(session, apart, meeting, "3.1", Conclusion.YES)
    told(session, apart, meeting, "3.6", Conclusion.DIFFER)
    actions.send(session, meeting, Side.MUNICIPALITY, version=meeting.version, actor_id=apart.kom.id, at=NOW)
    apart.org.language = "en"
    page = as_person(client, session, apart.org).get(apart.page(meeting)).text
    assert page.count('data-status="differ"') == 1
    assert "1 joint answer counts" in page


def test_minutes_sent_back_tell_why(client: FlaskClient, session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    actions.send(session, meeting, Side.MUNICIPALITY, version=meeting.version, actor_id=apart.kom.id, at=NOW)
    session.commit()
    page = apart.page(meeting)
    as_person(client, session, apart.org)
    own = as_person(client.application.test_client(), session, apart.kom)
    assert own.get(f"{page}minutes/return/").status_code == 409
    assert client.get(f"{page}minutes/return/").status_code == 200
    assert post(client, f"{page}minutes/return/", {"words": ""}).status_code == 422
    assert post(client, f"{page}minutes/return/", {"words": "Vi sa delvis."}).status_code == 303
    assert "Vi sa delvis." in own.get(page).text
    late = post(client, f"{page}minutes/return/", {"words": "En gang til"})
    assert late.status_code == 422
    assert "En gang til" in late.text


def test_approved_minutes_are_frozen_and_take_corrections(client: FlaskClient, session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    point = queries.points_of(session, meeting.id)[0]
    approved(session, apart, meeting)
    page = apart.page(meeting)
    as_person(client, session, apart.org)
    late = post(client, f"{page}minutes/{point.id}/", {"said": "For sent", "version": str(point.version)})
    assert late.status_code == 422
    assert "For sent" in late.text
    for path in (f"minutes/{point.id}/", "follow-ups/new/"):
        assert client.get(f"{page}{path}").status_code == 409, path
    assert client.get(f"{page}minutes/corrections/").status_code == 200
    assert post(client, f"{page}minutes/corrections/", {"words": "Det var tirsdag."}).status_code == 303
    assert "Det var tirsdag." in client.get(page).text


def test_what_is_followed_up_is_seen_and_ticked_off(client: FlaskClient, session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    page = apart.page(meeting)
    as_person(client, session, apart.kom)
    other = as_person(client.application.test_client(), session, apart.org)
    assert client.get(f"{page}follow-ups/new/").status_code == 200
    form = {"what": "Lage liste", "side": "organisation", "who": "Leder", "due_on": "1.12.2026"}
    assert post(client, f"{page}follow-ups/new/", form | {"due_on": "1.1.2026"}).status_code == 422
    assert post(client, f"{page}follow-ups/new/", form).status_code == 303
    kept = session.scalars(select(FollowUp)).one()
    relation = f"/partnership/relations/{apart.relation.id}/"
    assert "1. desember 2026" in client.get(relation).text
    assert "Lage liste" in other.get("/my-work").text
    assert "Lage liste" not in client.get("/my-work").text
    assert post(other, f"{apart.home}follow-ups/{kept.id}/done").status_code == 303
    assert post(other, f"{apart.home}follow-ups/{kept.id}/done").status_code == 303
    assert "Lage liste" not in other.get("/my-work").text
    assert post(client, f"{apart.home}follow-ups/{kept.id}/open").status_code == 303
    assert post(client, f"{apart.home}follow-ups/{kept.id}/remove").status_code == 303
    session.rollback()
    assert session.scalar(select(func.count()).select_from(FollowUp)) == 0


def test_a_follow_up_of_approved_minutes_is_not_taken_out(client: FlaskClient, session: Session, apart: Pair) -> None:
    meeting = a_held_meeting(session, apart)
    promise = preparing.Promise("Lage liste", Side.MUNICIPALITY, "", date(2026, 12, 1))
    preparing.follow_up(session, meeting, promise, actor_id=apart.kom.id, at=NOW)
    session.flush()
    approved(session, apart, meeting)
    kept = queries.follow_ups_of(session, meeting.id)[0]
    as_person(client, session, apart.kom)
    assert post(client, f"{apart.home}follow-ups/{kept.id}/remove").status_code == 409
