"""The doors: sending from the check, the receipt, withdrawal, and reopening what one may not see."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from grants.applications import queries
from grants.applications.models import Application, ApplicationStatus
from grants.submissions import actions
from tests.builders import NOW, a_person, an_organisation, post
from tests.grants.builders import a_call, an_application
from tests.grants.submissions.conftest import Browse, Scene, send
from tests.pages import read

HOME = "/grants/applications/T1-2026-0001/"
REOPENING = "/grants/calls/T1/reopening/"
GIVEN = {"reference": "t1-2026-0001", "until": "30.11.2026", "reason": "Strømbrudd."}


def last_step(client: FlaskClient) -> dict[str, str]:
    """The last step filled in as on the check page."""
    form = next(each for each in read(client.get(HOME + "check/").text).forms if "signed_as" in each.kinds)
    assert form.action == HOME + "submit"
    filled = {name: value for name, value in form.values.items() if name != "csrf_token"}
    return filled | {"signed_as": "chair", "confirmed": "y"}


def now_in(session: Session, scene: Scene) -> Application:
    session.rollback()
    session.refresh(scene.application)
    return scene.application


def test_an_application_is_sent_and_its_receipt_is_in_the_database(
    session: Session, scene: Scene, browse: Browse
) -> None:
    client = browse(scene.leader)
    answer = post(client, HOME + "submit", last_step(client))
    assert (answer.status_code, answer.location) == (303, HOME + "receipt/")
    page = client.get(answer.location).text
    told = re.search(r"data-reference>([^<]+)<", page)
    assert told
    session.rollback()
    session.expire_all()
    found = session.scalars(select(Application).where(Application.reference == told[1])).one()
    assert found.status is ApplicationStatus.SUBMITTED
    assert "Oddny Leder" in page
    assert "1. februar 2027" in page
    assert "Volda kommune: 100" in page


def test_a_double_click_gives_the_same_receipt_twice(session: Session, scene: Scene, browse: Browse) -> None:
    client, other = browse(scene.leader), browse(a_person(session, Role.ORGANISATION_LEADER, scene.friends))
    form = last_step(client)
    assert {post(client, HOME + "submit", form).location for _ in range(3)} == {HOME + "receipt/"}
    assert post(other, HOME + "submit", form).location == HOME + "receipt/"
    assert now_in(session, scene).submitted_by_id == scene.leader.id


@pytest.mark.parametrize("left_out", ["signed_as", "confirmed"])
def test_what_is_not_confirmed_is_not_sent_and_the_check_is_shown_again(
    session: Session, scene: Scene, browse: Browse, left_out: str
) -> None:
    client = browse(scene.leader)
    form = {name: value for name, value in last_step(client).items() if name != left_out}
    answer = post(client, HOME + "submit", form)
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert now_in(session, scene).status is ApplicationStatus.DRAFT


def test_a_municipal_authority_is_no_choice_for_an_organisation(scene: Scene, browse: Browse) -> None:
    client = browse(scene.leader)
    assert post(client, HOME + "submit", last_step(client) | {"signed_as": "municipal_director"}).status_code == 422


def test_a_late_one_is_told_both_times(session: Session, late: Scene, browse: Browse) -> None:
    client = browse(late.leader)
    page = client.get(HOME + "check/").text
    assert "15. november 2026 kl. 13.00.00" in page
    answer = post(client, HOME + "submit", {"version": "1", "signed_as": "chair", "confirmed": "y"})
    assert answer.status_code == 422
    assert "15. november 2026 kl. 13.00.00" in answer.text
    assert re.search(r"21\. november 2026 kl\. \d\d\.\d\d\.\d\d", answer.text)
    assert now_in(session, late).status is ApplicationStatus.DRAFT


def test_what_a_colleague_changed_meanwhile_is_shown_before_it_is_sent(
    session: Session, scene: Scene, browse: Browse
) -> None:
    client = browse(scene.leader)
    form = last_step(client)
    page = next(iter(queries.pages_of(session, scene.application).values()))
    page.version += 1
    session.commit()
    refused = post(client, HOME + "submit", form)
    assert refused.status_code == 409
    assert now_in(session, scene).status is ApplicationStatus.DRAFT
    again = next(each for each in read(refused.text).forms if "signed_as" in each.kinds)
    assert post(client, HOME + "submit", form | {"version": again.values["version"]}).status_code == 303


def test_a_partner_neither_sends_nor_withdraws_for_the_applicant(
    session: Session, scene: Scene, browse: Browse
) -> None:
    client = browse(scene.kom)
    assert client.get(HOME).status_code == 200
    assert "signed_as" not in client.get(HOME + "check/").text
    assert post(client, HOME + "submit", {"version": "1", "signed_as": "chair", "confirmed": "y"}).status_code == 409
    assert client.get(HOME + "withdraw/").status_code == 409
    assert post(client, HOME + "withdraw/").status_code == 409
    assert now_in(session, scene).status is ApplicationStatus.DRAFT


def test_strangers_find_nothing(session: Session, scene: Scene, browse: Browse) -> None:
    stranger = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre"))
    send(session, scene)
    client = browse(stranger)
    for path in ("receipt/", "receipt.pdf", "copy/", "copy.txt", "copy.pdf", "withdraw/"):
        assert client.get(HOME + path).status_code == 404, path
    for path in ("submit", "withdraw/"):
        assert post(client, HOME + path).status_code == 404, path


def test_applicant_partner_and_caseworker_read_the_receipt_and_a_reviewer_does_not(
    session: Session, scene: Scene, browse: Browse
) -> None:
    send(session, scene)
    seen = {
        person.id: [browse(person).get(HOME + path).status_code for path in ("receipt/", "copy/", "copy.txt")]
        for person in (scene.leader, scene.kom, scene.caseworker, scene.reviewer)
    }
    assert list(seen.values()) == [[200] * 3, [200] * 3, [200] * 3, [404] * 3]


def test_a_draft_has_no_receipt_and_a_caseworker_sees_nothing_of_it(scene: Scene, browse: Browse) -> None:
    assert browse(scene.leader).get(HOME + "receipt/").status_code == 409
    client = browse(scene.caseworker)
    assert [client.get(HOME + path).status_code for path in ("", "receipt/", "copy/", "copy.pdf")] == [404] * 4


def test_the_applicant_withdraws_after_reading_what_it_means(session: Session, scene: Scene, browse: Browse) -> None:
    send(session, scene)
    client = browse(scene.leader)
    assert HOME + "withdraw/" in client.get(HOME).text
    assert client.get(HOME + "withdraw/").status_code == 200
    answers = [post(client, HOME + "withdraw/") for _ in range(2)]
    assert [(each.status_code, each.location) for each in answers] == [(303, HOME)] * 2
    assert now_in(session, scene).status is ApplicationStatus.WITHDRAWN
    assert client.get(HOME + "receipt/").status_code == 200
    assert HOME + "withdraw/" not in client.get(HOME).text


def reopened(client: FlaskClient, given: dict[str, str] = GIVEN) -> tuple[int, str]:
    answer = post(client, REOPENING, given)
    return answer.status_code, answer.text


def test_a_caseworker_reopens_an_unseen_draft_which_then_is_sent(session: Session, late: Scene, browse: Browse) -> None:
    client = browse(late.caseworker)
    assert 'value="T1-2026-0001"' in client.get(REOPENING + "?reference=T1-2026-0001").text
    assert reopened(client)[0] == 303
    after = client.get(REOPENING).text
    assert "30. november 2026 kl. 23.59.59" in after
    assert "kulturhuset" not in after
    assert "T1-2026-0001, " in after
    applicant = browse(late.leader)
    assert post(applicant, HOME + "submit", last_step(applicant)).status_code == 303
    assert now_in(session, late).reopened_reason == "Strømbrudd."
    assert "T1-2026-0001, " not in client.get(REOPENING).text
    assert "Dette skjer videre" in applicant.get(HOME).text


def sentences(html: str) -> list[str]:
    """What the error summary says."""
    return re.findall(r"<li>(.*?)</li>", html.partition('id="error-summary"')[2].partition("</ul>")[0])


def test_unknown_decided_withdrawn_and_elsewhere_are_told_alike(session: Session, scene: Scene, browse: Browse) -> None:
    other = an_application(session, a_call(session, "T2"), scene.friends, actor=scene.leader)
    withdrawn = an_application(session, scene.call, scene.friends, actor=scene.leader)
    actions.withdraw(session, withdrawn, actor_id=scene.leader.id, at=NOW)
    send(session, scene)
    actions.close(session, scene.application, actor_id=scene.caseworker.id, at=NOW)
    session.commit()
    client = browse(scene.caseworker)
    told = set()
    for reference in ("T1-2026-0099", "nonsense", other.reference, withdrawn.reference, scene.application.reference):
        status, html = reopened(client, GIVEN | {"reference": reference})
        assert status == 422, reference
        told.add(tuple(sentences(html)))
    assert len(told) == 1
    assert all(told)


@pytest.mark.parametrize(
    "change", [{"until": "20.11.2026"}, {"until": "i morgen"}, {"until": ""}, {"reason": " "}, {"reference": ""}]
)
def test_a_reopening_without_a_reason_or_a_day_to_come_is_refused(
    session: Session, late: Scene, browse: Browse, change: dict[str, str]
) -> None:
    assert reopened(browse(late.caseworker), GIVEN | change)[0] == 422
    assert now_in(session, late).reopened_until is None


def test_the_day_itself_is_a_day_to_come(late: Scene, browse: Browse) -> None:
    assert reopened(browse(late.caseworker), GIVEN | {"until": "21.11.2026"})[0] == 303


def test_only_a_caseworker_reopens_and_never_for_a_body_of_their_own(
    session: Session, late: Scene, browse: Browse
) -> None:
    people: list[Person] = [late.leader, late.kom, late.reviewer]
    for person in people:
        client = browse(person)
        assert client.get(REOPENING).status_code == 404
        assert reopened(client)[0] == 404
    accounts.give_role(session, late.caseworker, Role.ORGANISATION_COORDINATOR, late.friends, actor_id=None, at=NOW)
    assert reopened(browse(late.caseworker))[0] == 422
    assert now_in(session, late).reopened_until is None


def test_the_pages_ask_the_database_a_fixed_number_of_times(
    session: Session, scene: Scene, browse: Browse, statements: list[str]
) -> None:
    send(session, scene)
    client = browse(scene.leader)
    for path in ("receipt/", "copy/", "withdraw/"):
        statements.clear()
        assert client.get(HOME + path).status_code == 200
        assert len(statements) <= 20, (path, len(statements))
