"""How the office gives applications to reviewers and sees their points, how they talk, and who sees nothing of it."""

import csv
import io

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.bodies.models import Body
from grants.applications.models import ApplicationStatus
from grants.reviews.models import DiscussionNote, ReviewStatus, Score
from tests.builders import a_person, post, sign_in
from tests.grants.assessing import A1, REVIEWED, WEIGHTS, a_check, a_review, an_application
from tests.grants.reviews.conftest import Desk, assigned, stored
from tests.pages import read

WIDE = (2, 4, 5, 5, 4, 4, 4)


def test_a_caseworker_gives_the_application_to_reviewers(client: FlaskClient, session: Session, desk: Desk) -> None:
    sign_in(client, session, desk.office.caseworker)
    page = f"{desk.page}reviews/"
    assert post(client, f"{page}assign", {"reviewer": ""}).status_code == 422
    assert post(client, f"{page}assign", {"reviewer": str(desk.office.lead.id)}).status_code == 422
    assert post(client, f"{page}assign", {"reviewer": str(desk.first.id)}).status_code == 303
    assert post(client, f"{page}assign", {"reviewer": str(desk.first.id)}).status_code == 422
    shown = client.get(page).text
    assert desk.first.name in shown
    assert 'data-status="assigned"' in shown
    assert f'value="{desk.first.id}"' not in shown


def test_nobody_is_chosen_before_the_formal_check(client: FlaskClient, session: Session, desk: Desk) -> None:
    unchecked = an_application(session, desk.application.call)
    session.commit()
    sign_in(client, session, desk.office.caseworker)
    page = f"/grants/applications/{unchecked.reference}/reviews/"
    assert 'name="reviewer"' not in client.get(page).text
    assert post(client, f"{page}assign", {"reviewer": str(desk.first.id)}).status_code == 422


def test_points_stand_side_by_side_for_the_office_and_for_who_has_sent(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    a_review(session, desk.application, desk.first, desk.office, A1)
    second = a_review(session, desk.application, desk.second, desk.office)
    page = f"{desk.page}reviews/"
    sign_in(client, session, desk.second)
    assert client.get(page).status_code == 409
    for person in (desk.office.caseworker, desk.office.lead, desk.first):
        sign_in(client, session, person)
        shown = client.get(page)
        assert shown.status_code == 200
        assert "90" in read(shown.text).text
    session.add_all(Score(review_id=second.id, criterion=code, points=4, reason="Skjult") for code in WEIGHTS)
    session.commit()
    sign_in(client, session, desk.first)
    assert "Skjult" not in client.get(page).text


def test_a_lead_who_reviews_sees_nothing_of_the_others_before_sending(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    a_review(session, desk.application, desk.first, desk.office, A1)
    a_review(session, desk.application, desk.second, desk.office)
    accounts.give_role(session, desk.second, Role.LEAD, desk.office.body, actor_id=None, at=REVIEWED)
    sign_in(client, session, desk.second)
    assert client.get(f"{desk.page}reviews/").status_code == 409
    assert "data-step" not in client.get(desk.page).text


def test_applicants_and_partners_see_neither_reviewers_nor_points(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    a_review(session, desk.application, desk.first, desk.office, A1)
    writer = session.get_one(Person, desk.application.created_by_id)
    friends = session.scalars(select(Body).where(Body.name == "Følgjevenene")).one()
    partner = a_person(session, Role.ORGANISATION_LEADER, friends)
    for person, path in ((writer, "reviews/"), (writer, "review/"), (partner, "reviews/"), (partner, "review/")):
        sign_in(client, session, person)
        assert client.get(desk.page + path).status_code == 404
    assert desk.first.name not in client.get(desk.page).text
    accounts.give_role(session, writer, Role.CASEWORKER, desk.office.body, actor_id=None, at=REVIEWED)
    sign_in(client, session, writer)
    assert client.get(f"{desk.page}reviews/").status_code == 409


def test_what_is_the_caseworkers_is_done_by_nobody_else(client: FlaskClient, session: Session, desk: Desk) -> None:
    review = a_review(session, desk.application, desk.first, desk.office, A1)
    for person in (desk.office.lead, desk.first, session.get_one(Person, desk.application.created_by_id)):
        sign_in(client, session, person)
        page = f"{desk.page}reviews/"
        assert post(client, f"{page}assign", {"reviewer": str(desk.second.id)}).status_code == 404
        assert post(client, f"{page}{review.id}/disqualify", {"ground": "Nei"}).status_code == 404
    assert stored(session, review).status is ReviewStatus.SUBMITTED


def test_a_caseworker_disqualifies_when_a_connection_is_found(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    review = a_review(session, desk.application, desk.first, desk.office, A1)
    sign_in(client, session, desk.office.caseworker)
    page, field = f"{desk.page}reviews/{review.id}/disqualify", f"review-{review.id}-ground"
    assert post(client, page, {field: ""}).status_code == 422
    assert post(client, f"{desk.page}reviews/{review.id + 1}/disqualify", {field: "Nei"}).status_code == 404
    assert post(client, page, {field: "Er i styret."}).status_code == 303
    assert stored(session, review).status is ReviewStatus.DISQUALIFIED
    assert post(client, page, {field: "Er i styret."}).status_code == 409


def test_a_wide_difference_asks_for_a_note_that_two_do_not_overwrite(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    a_review(session, desk.application, desk.first, desk.office, A1)
    a_review(session, desk.application, desk.second, desk.office, WIDE)
    session.commit()
    sign_in(client, session, desk.first)
    page = f"{desk.page}reviews/"
    assert page in read(client.get("/my-work").text).links
    values = next(form.values for form in read(client.get(page).text).forms if "K1-text" in form.kinds)
    assert post(client, f"{page}notes/K1", values | {"K1-text": " "}).status_code == 422
    assert post(client, f"{page}notes/K2", values | {"K2-text": "Nei"}).status_code == 404
    assert post(client, f"{page}notes/K1", values | {"K1-text": "Vi er enige om 3."}).status_code == 303
    assert page not in read(client.get("/my-work").text).links
    sign_in(client, session, desk.office.caseworker)
    answer = post(client, f"{page}notes/K1", values | {"K1-text": "Jeg mener 4."})
    assert answer.status_code == 409
    assert "Vi er enige om 3." in answer.text
    assert "Jeg mener 4." in answer.text
    session.rollback()
    assert session.scalars(select(DiscussionNote.text)).one() == "Vi er enige om 3."
    sign_in(client, session, desk.office.lead)
    assert post(client, f"{page}notes/K1", values | {"K1-text": "Nei."}).status_code == 404


def test_a_reviewer_sees_nothing_of_what_is_taken_back_to_be_changed(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    a_review(session, desk.application, desk.first, desk.office, A1)
    sign_in(client, session, desk.first)
    assert client.get(f"{desk.page}check/").status_code == 200
    taken = desk.application
    taken.status, taken.snapshot = ApplicationStatus.DRAFT, None
    taken.submitted_at = taken.submitted_by_id = taken.signed_as = None
    session.commit()
    assert client.get(f"{desk.page}check/").status_code == 404
    assert client.get(f"{desk.page}review/").status_code == 409


def test_a_reviewer_has_a_list_of_its_own(client: FlaskClient, session: Session, desk: Desk) -> None:
    assigned(session, desk, desk.first)
    sign_in(client, session, desk.first)
    shown = client.get("/grants/reviews/").text
    assert f"{desk.page}review/" in shown
    assert 'data-status="assigned"' in shown
    assert desk.application.reference not in client.get("/grants/reviews/?q=ukjent").text
    rows = list(csv.reader(io.StringIO(client.get("/grants/reviews/?format=csv").text), delimiter=";"))
    assert len(rows) == 2
    sign_in(client, session, desk.second)
    assert desk.application.reference not in client.get("/grants/reviews/").text
    sign_in(client, session, desk.office.caseworker)
    assert client.get("/grants/reviews/").status_code == 403


def test_my_work_asks_for_the_declaration_and_then_for_the_review(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    assigned(session, desk, desk.first)
    sign_in(client, session, desk.first)
    assert client.get("/my-work").text.count(f"{desk.page}review/") == 1
    sign_in(client, session, desk.office.caseworker)
    assert f"{desk.page}reviews/" in client.get("/my-work").text


def test_pages_ask_as_often_with_30_applications_and_reviewers_as_with_3(
    client: FlaskClient, session: Session, desk: Desk, statements: list[str]
) -> None:
    counts: list[list[int]] = []
    crowd = [a_person(session, Role.REVIEWER, desk.office.body, name=f"Leser {number}") for number in range(30)]
    a_review(session, desk.application, desk.first, desk.office, A1)
    for size in (3, 30):
        for number in range(size):
            other = an_application(session, desk.application.call)
            a_check(session, other, desk.office)
            a_review(session, other, desk.first, desk.office)
            a_review(session, other, crowd[number], desk.office, A1)
        session.commit()
        counts.append([])
        for person, path in (
            (desk.first, "/my-work"),
            (desk.first, "/grants/reviews/"),
            (desk.first, f"{desk.page}reviews/"),
            (desk.first, f"{desk.page}review/"),
            (desk.office.caseworker, "/my-work"),
            (desk.office.caseworker, f"{desk.page}reviews/"),
            (desk.office.caseworker, desk.page),
        ):
            sign_in(client, session, person)
            client.get(path)
            statements.clear()
            assert client.get(path).status_code == 200
            counts[-1].append(len(statements))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20, counts
