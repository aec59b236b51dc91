"""How reviewers declare, give points and talk, how the office sees it, and who is kept out."""

import csv
import io
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from directory.bodies.models import Body
from grants.applications.models import AnswerPage, Application, ApplicationStatus
from grants.reviews import actions, queries
from grants.reviews.models import DiscussionNote, Review, ReviewStatus, Score
from kernel import clock
from tests.builders import a_person, an_organisation, post, sign_in
from tests.grants.assessing import (
    A1,
    REVIEWED,
    WEIGHTS,
    Office,
    a_call,
    a_check,
    a_review,
    an_application,
    an_office,
)
from tests.pages import read

SECRET = "Dette står bare i svarene."
ADDRESSES = (
    *("", "check/", "copy/", "copy.txt", "copy.pdf", "receipt/", "review/", "reviews/"),
    *("dossier/", "dossier.pdf", "decision/", "decision/proposal/", "formal-check/"),
)
WIDE = (2, 4, 5, 5, 4, 4, 4)


@dataclass
class Desk:
    """An application that is reviewed, and by whom."""

    application: Application
    office: Office

    @property
    def page(self) -> str:
        """The address of the application."""
        return f"/grants/applications/{self.application.reference}/"

    @property
    def first(self) -> Person:
        """The first reviewer."""
        return self.office.reviewers[0]

    @property
    def second(self) -> Person:
        """The second reviewer."""
        return self.office.reviewers[1]


@pytest.fixture
def desk(session: Session) -> Desk:
    office = an_office(session)
    friends = an_organisation(session, "Følgjevenene")
    application = an_application(session, a_call(session), partners=[friends])
    session.scalars(select(AnswerPage)).one().answers = {"25": {"text": SECRET}}
    a_check(session, application, office)
    session.commit()
    return Desk(application, office)


def assigned(session: Session, desk: Desk, person: Person) -> Review:
    made = actions.assign(session, desk.application, person.id, actor_id=desk.office.caseworker.id, at=REVIEWED)
    session.commit()
    return made


def stored(session: Session, review: Review) -> Review:
    session.rollback()
    session.expire_all()
    return session.get_one(Review, review.id)


def refusals(session: Session) -> list[int | None]:
    session.rollback()
    return list(session.scalars(select(AuditLine.actor_id).where(AuditLine.verb == "refused")))


def values_of(client: FlaskClient, desk: Desk) -> dict[str, str]:
    """The form of one's own review as the page shows it."""
    forms = read(client.get(f"{desk.page}review/").text).forms
    return next(form.values for form in forms if "K1_points" in form.kinds)


def whole(values: dict[str, str], points: int = 4) -> dict[str, str]:
    """A review with points and a reason on everything."""
    given = {f"{code}_points": str(points) for code in WEIGHTS}
    return values | given | {f"{code}_reason": f"Grunn {code}" for code in WEIGHTS}


def test_a_reviewer_declares_before_reading_anything(client: FlaskClient, session: Session, desk: Desk) -> None:
    review = assigned(session, desk, desk.first)
    sign_in(client, session, desk.first)
    for knocked in (desk.page, f"{desk.page}check/"):
        answer = client.get(knocked)
        assert (answer.status_code, answer.location) == (303, f"{desk.page}review/")
    shown = client.get(f"{desk.page}review/").text
    assert desk.application.title in shown
    assert "Følgjevenene" in shown
    assert SECRET not in shown
    assert "K1_points" not in shown
    assert post(client, f"{desk.page}review/", {"K1_points": "5"}).status_code == 409
    assert post(client, f"{desk.page}review/autosave", {"K1_points": "5"}).status_code == 409
    assert post(client, f"{desk.page}review/declare", {"declared": "impartial"}).status_code == 303
    assert stored(session, review).status is ReviewStatus.DECLARED
    assert SECRET in client.get(f"{desk.page}check/").text


@pytest.mark.parametrize("sent", [{}, {"declared": "connected"}, {"declared": "connected", "ground": " "}])
def test_a_declaration_says_what_is_so(client: FlaskClient, session: Session, desk: Desk, sent: dict[str, str]) -> None:
    review = assigned(session, desk, desk.first)
    sign_in(client, session, desk.first)
    assert post(client, f"{desk.page}review/declare", sent).status_code == 422
    assert stored(session, review).status is ReviewStatus.ASSIGNED


def test_a_declaration_is_made_once(client: FlaskClient, session: Session, desk: Desk) -> None:
    assigned(session, desk, desk.first)
    sign_in(client, session, desk.first)
    assert post(client, f"{desk.page}review/declare", {"declared": "impartial"}).status_code == 303
    assert post(client, f"{desk.page}review/declare", {"declared": "impartial"}).status_code == 409


def test_a_disqualified_reviewer_is_refused_at_every_address_and_each_time_it_is_logged(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    review = assigned(session, desk, desk.first)
    sign_in(client, session, desk.first)
    sent = {"declared": "connected", "ground": "Styremedlem i Følgjevenene."}
    assert post(client, f"{desk.page}review/declare", sent).location == "/grants/reviews/"
    assert stored(session, review).status is ReviewStatus.DISQUALIFIED
    assert refusals(session) == []
    gone = (
        "",
        "check/",
        "copy/",
        "copy.txt",
        "copy.pdf",
        "review/",
        "reviews/",
        "dossier/",
        "dossier.pdf",
        "decision/",
    )
    for number, path in enumerate((*gone, "decision/proposal/", "formal-check/", "receipt/"), start=1):
        answer = client.get(desk.page + path, buffered=True)
        assert answer.status_code == 403, path
        assert SECRET not in answer.text
        assert refusals(session) == [desk.first.id] * number
    assert post(client, f"{desk.page}review/", {}, buffered=True).status_code == 403
    assert client.get(f"/grants/applications/{desk.application.id}/", buffered=True).status_code == 403
    assert len(refusals(session)) == len(ADDRESSES) + 2
    assert f"{desk.page}review/" not in client.get("/grants/reviews/").text


def test_a_disqualified_reviewer_is_refused_whatever_else_it_may_be(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    review = assigned(session, desk, desk.first)
    actions.declare(session, review, is_impartial=False, ground="Bror.", actor_id=desk.first.id, at=REVIEWED)
    accounts.give_role(session, desk.first, Role.CASEWORKER, desk.office.body, actor_id=None, at=REVIEWED)
    accounts.give_role(session, desk.first, Role.LEAD, desk.office.body, actor_id=None, at=REVIEWED)
    sign_in(client, session, desk.first)
    for path in ("", "check/", "formal-check/", "reviews/", "decision/", "dossier/"):
        assert client.get(desk.page + path, buffered=True).status_code == 403, path
    assert len(refusals(session)) == 6
    other = an_application(session, desk.application.call)
    sign_in(client, session, desk.first)
    assert client.get(f"/grants/applications/{other.reference}/").status_code == 200


def test_a_disqualified_caseworker_does_not_reopen_it_either(client: FlaskClient, session: Session, desk: Desk) -> None:
    review = assigned(session, desk, desk.first)
    actions.declare(session, review, is_impartial=False, ground="Bror.", actor_id=desk.first.id, at=REVIEWED)
    accounts.give_role(session, desk.first, Role.CASEWORKER, desk.office.body, actor_id=None, at=REVIEWED)
    sign_in(client, session, desk.first)
    address = f"/grants/calls/{desk.application.call.code}/reopening/"
    until = f"{clock.local_date(clock.now()) + timedelta(days=9):%d.%m.%Y}"
    sent = {"until": until, "reason": "Strømmen gikk."}

    typed = f" {desk.application.reference.lower()} "
    assert post(client, address, {**sent, "reference": typed}, buffered=True).status_code == 403
    assert len(refusals(session)) == 1
    for strange in ("", "１２", "9" * 40, "' OR 1=1"):
        assert post(client, address, {**sent, "reference": strange}).status_code < 500
    session.rollback()
    assert session.get_one(Application, desk.application.id).reopened_until is None


def test_a_reviewer_without_the_application_finds_nothing(client: FlaskClient, session: Session, desk: Desk) -> None:
    sign_in(client, session, desk.second)
    for path in ("", "check/", "review/", "reviews/"):
        assert client.get(desk.page + path).status_code == 404
    assert refusals(session) == []


def test_a_review_is_written_kept_and_sent(client: FlaskClient, session: Session, desk: Desk) -> None:
    review = a_review(session, desk.application, desk.first, desk.office)
    sign_in(client, session, desk.first)
    values = values_of(client, desk) | {"K1_points": "5", "K1_reason": "Begge leder møtene."}
    assert post(client, f"{desk.page}review/", values).status_code == 303
    assert values_of(client, desk)["K1_points"] == "5"
    assert post(client, f"{desk.page}review/", whole(values_of(client, desk)) | {"send": "1"}).status_code == 303
    assert stored(session, review).status is ReviewStatus.SUBMITTED
    page = client.get(f"{desk.page}review/").text
    assert "Grunn K7" in page
    assert "K1_points" not in page


def test_a_review_with_gaps_is_kept_and_told_where_each_gap_is(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    review = a_review(session, desk.application, desk.first, desk.office)
    sign_in(client, session, desk.first)
    values = whole(values_of(client, desk)) | {"K3_reason": "", "send": "1"}
    del values["K5_points"]
    answer = post(client, f"{desk.page}review/", values)
    assert answer.status_code == 422
    links = read(answer.text).links
    assert {"#K3_reason", "#K5_points"} <= set(links)
    assert "#K1_reason" not in links
    assert stored(session, review).status is ReviewStatus.DECLARED
    assert queries.scores_of(session, review.id)["K1"].points == 4
    again = next(form.values for form in read(answer.text).forms if "K1_points" in form.kinds)
    whole_now = again | {"K3_reason": "Nå.", "K5_points": "0", "send": "1"}
    assert post(client, f"{desk.page}review/", whole_now).status_code == 303
    assert stored(session, review).status is ReviewStatus.SUBMITTED


@pytest.mark.parametrize("points", ["6", "-1", "3.5", "fem"])
def test_points_are_whole_and_on_the_scale(client: FlaskClient, session: Session, desk: Desk, points: str) -> None:
    review = a_review(session, desk.application, desk.first, desk.office)
    sign_in(client, session, desk.first)
    answer = post(client, f"{desk.page}review/", whole(values_of(client, desk)) | {"K2_points": points})
    assert answer.status_code == 422
    assert "Grunn K2" in answer.text
    assert queries.scores_of(session, review.id) == {}


def test_what_is_written_is_kept_by_itself_against_the_version(
    client: FlaskClient, session: Session, desk: Desk
) -> None:
    review = a_review(session, desk.application, desk.first, desk.office)
    sign_in(client, session, desk.first)
    values = values_of(client, desk)
    answer = post(client, f"{desk.page}review/autosave", values | {"K1_points": "9", "K2_reason": "Halvferdig"})
    assert answer.status_code == 200
    assert answer.get_json()["version"] == stored(session, review).version
    assert queries.scores_of(session, review.id)["K2"].reason == "Halvferdig"
    assert post(client, f"{desk.page}review/autosave", values | {"K2_reason": "Annet"}).status_code == 409


def test_two_windows_show_both_texts(client: FlaskClient, session: Session, desk: Desk) -> None:
    a_review(session, desk.application, desk.first, desk.office)
    sign_in(client, session, desk.first)
    seen = values_of(client, desk)
    assert post(client, f"{desk.page}review/", seen | {"K1_reason": "Fra det ene."}).status_code == 303
    answer = post(client, f"{desk.page}review/", seen | {"K1_reason": "Fra det andre."})
    assert answer.status_code == 409
    assert "Fra det ene." in answer.text
    assert "Fra det andre." in answer.text


def test_sending_twice_ends_at_the_same_place(client: FlaskClient, session: Session, desk: Desk) -> None:
    review = a_review(session, desk.application, desk.first, desk.office)
    sign_in(client, session, desk.first)
    values = whole(values_of(client, desk)) | {"send": "1"}
    for _press in range(2):
        assert post(client, f"{desk.page}review/", values).status_code == 303
    lines = select(AuditLine.verb).where(AuditLine.subject == "review", AuditLine.verb == "submitted")
    assert len(session.scalars(lines).all()) == 1
    assert stored(session, review).status is ReviewStatus.SUBMITTED


def test_a_sent_review_is_taken_up_again(client: FlaskClient, session: Session, desk: Desk) -> None:
    review = a_review(session, desk.application, desk.first, desk.office, A1)
    sign_in(client, session, desk.first)
    version = {"version": str(review.version)}
    assert post(client, f"{desk.page}review/", {"K1_points": "1"}).status_code == 409
    assert post(client, f"{desk.page}review/take-up", version).status_code == 303
    assert stored(session, review).status is ReviewStatus.DECLARED
    assert post(client, f"{desk.page}review/take-up", version).status_code == 409


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
    values = next(form.values for form in read(client.get(page).text).forms if "K1-text" in form.kinds)
    assert post(client, f"{page}notes/K1", values | {"K1-text": " "}).status_code == 422
    assert post(client, f"{page}notes/K2", values | {"K2-text": "Nei"}).status_code == 404
    assert post(client, f"{page}notes/K1", values | {"K1-text": "Vi er enige om 3."}).status_code == 303
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
