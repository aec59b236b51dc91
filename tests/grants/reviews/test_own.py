"""How a reviewer writes, keeps and sends a review."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from grants.reviews import queries
from grants.reviews.models import ReviewStatus
from tests.builders import post, sign_in
from tests.grants.assessing import A1, WEIGHTS, a_review
from tests.grants.reviews.conftest import Desk, stored
from tests.pages import read


def values_of(client: FlaskClient, desk: Desk) -> dict[str, str]:
    """The form of one's own review as the page shows it."""
    forms = read(client.get(f"{desk.page}review/").text).forms
    return next(form.values for form in forms if "K1_points" in form.kinds)


def whole(values: dict[str, str], points: int = 4) -> dict[str, str]:
    """A review with points and a reason on everything."""
    given = {f"{code}_points": str(points) for code in WEIGHTS}
    return values | given | {f"{code}_reason": f"Grunn {code}" for code in WEIGHTS}


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
