"""An application is begun from what is known, and written page by page without losing a word."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from grants.applications import queries
from grants.applications.models import AnswerPage, Application, ApplicationStatus, Partner
from grants.calls.models import Call
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from tests.builders import (
    a_municipality,
    a_person,
    a_relation,
    an_assessment,
    an_organisation,
    post,
    sign_in,
    some_evidence,
    the_directorate,
    the_staircase,
)
from tests.grants.builders import a_call, an_application
from tests.pages import read

MEASURE = {"q1_text": "Følge til kulturhuset", "q2_text": "Flere skal komme seg ut."}


@dataclass
class Scene:
    """Who applies, with whom, to which call."""

    call: Call
    volda: Municipality
    friends: Organisation
    relation: Relation
    kom: Person
    leader: Person


@pytest.fixture
def scene(session: Session) -> Scene:
    the_staircase(session)
    volda, friends = a_municipality(session), an_organisation(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    leader = a_person(session, Role.ORGANISATION_LEADER, friends, name="Oddny Leder")
    relation = a_relation(session, volda, friends, actor=kom)
    some_evidence(session, relation, actor=kom)
    an_assessment(session, relation, Side.MUNICIPALITY, actor=kom, upto=4)
    an_assessment(session, relation, Side.ORGANISATION, actor=leader, upto=3)
    made = Scene(a_call(session), volda, friends, relation, kom, leader)
    session.commit()
    return made


def begun(client: FlaskClient, session: Session, scene: Scene) -> Application:
    """An application begun on the page by the organisation's leader."""
    sign_in(client, session, scene.leader)
    answer = post(
        client,
        "/grants/calls/T1/apply/",
        {"applicant": str(scene.friends.id), "relations": str(scene.relation.id)},
    )
    assert answer.status_code == 303, answer.text
    return session.scalars(select(Application)).one()


def kept(session: Session, application: Application, page: str) -> AnswerPage:
    session.rollback()
    return queries.pages_of(session, application)[page]


def test_an_application_begins_with_what_is_known(client: FlaskClient, session: Session, scene: Scene) -> None:
    application = begun(client, session, scene)
    folder = queries.folder(session, application)

    assert (application.reference, application.status) == ("T1-2026-0001", ApplicationStatus.DRAFT)
    assert folder.answers["4"]["contact_name"] == "Oddny Leder"
    assert folder.answers["5"] == {"municipalities": [scene.volda.number]}
    assert [(partner.body_id, partner.invited_at) for partner in folder.partners] == [(scene.volda.id, None)]
    assert folder.origins["3"] == "register"
    assert folder.origins["10"] == "staircase"


def start_of(client: FlaskClient, address: str) -> dict[str, str]:
    """What the page where one begins sends along."""
    return next(form.values for form in read(client.get(address).text).forms if "applicant" in form.kinds)


def test_a_second_press_leads_to_what_the_first_began(client: FlaskClient, session: Session, scene: Scene) -> None:
    sign_in(client, session, scene.leader)
    address = "/grants/calls/T1/apply/"
    theirs = "/grants/applications/T1-2026-0001/"
    assert theirs not in read(client.get(address).text).links
    sent = {**start_of(client, address), "applicant": str(scene.friends.id)}
    first, again = post(client, address, sent), post(client, address, sent)
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    later = {**start_of(client, address), "applicant": str(scene.friends.id)}
    assert post(client, address, later).location != first.location
    assert theirs in read(client.get(address).text).links
    session.rollback()
    assert len(session.scalars(select(Application)).all()) == 2


def test_what_came_from_elsewhere_is_marked_until_somebody_changes_it(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    application = begun(client, session, scene)
    address = f"/grants/applications/{application.reference}/edit/who/"
    page = client.get(address).text
    assert 'data-origin="account"' in page

    form = next(form for form in read(page).forms if form.method == "post" and "version" in form.values)
    post(client, address, {**form.values, "q4_contact_name": "Kåre Annen"})

    session.rollback()
    folder = queries.folder(session, application)
    assert folder.answers["4"]["contact_name"] == "Kåre Annen"
    assert "4" not in folder.origins
    assert folder.origins["5"] == "relation"


def test_a_second_application_begins_with_what_was_answered_in_the_first(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    application = an_application(session, scene.call, scene.friends, actor=scene.leader)
    application.submitted_at, application.submitted_by_id = application.created_at, scene.leader.id
    application.signed_as, application.snapshot = "chair", {}
    session.commit()
    sign_in(client, session, scene.leader)
    post(client, "/grants/calls/T1/apply/", {"applicant": str(scene.friends.id)})

    second = session.scalars(select(Application).order_by(Application.id.desc())).first()
    folder = queries.folder(session, second)

    assert folder.answers["9"] == {"text": "Vi er partnere og planlegger sammen."}
    assert folder.origins["9"] == "earlier"
    assert "36" not in folder.answers
    assert "1" not in folder.answers


def test_a_page_is_saved_and_leads_on(client: FlaskClient, session: Session, scene: Scene) -> None:
    application = begun(client, session, scene)
    answer = post(client, f"/grants/applications/{application.id}/edit/measure/", {**MEASURE, "version": "1"})

    assert answer.status_code == 303
    assert answer.location.endswith("/edit/partners/")
    assert kept(session, application, "measure").answers["1"] == {"text": "Følge til kulturhuset"}
    assert session.get_one(Application, application.id).title == "Følge til kulturhuset"


def test_a_page_may_be_saved_half_written(client: FlaskClient, session: Session, scene: Scene) -> None:
    application = begun(client, session, scene)
    address = f"/grants/applications/{application.reference}/edit/measure/"

    assert post(client, address, {"q1_text": "Bare navnet", "version": "1"}).status_code == 303
    assert 'data-status="in_progress"' in client.get(f"/grants/applications/{application.reference}/").text


def test_the_second_of_two_writers_sees_both_texts_and_loses_neither(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    application = begun(client, session, scene)
    address = f"/grants/applications/{application.reference}/edit/measure/"
    post(client, address, {**MEASURE, "version": "1"})

    answer = post(client, address, {"q1_text": "Et annet navn", "q2_text": MEASURE["q2_text"], "version": "1"})

    assert answer.status_code == 409
    assert "Et annet navn" in answer.text
    assert MEASURE["q1_text"] in answer.text
    assert kept(session, application, "measure").answers["1"]["text"] == MEASURE["q1_text"]
    form = next(form for form in read(answer.text).forms if "version" in form.values)
    assert post(client, address, form.values).status_code == 303
    assert kept(session, application, "measure").answers["1"]["text"] == "Et annet navn"


def test_two_may_write_on_different_pages(client: FlaskClient, session: Session, scene: Scene) -> None:
    application = begun(client, session, scene)
    base = f"/grants/applications/{application.reference}/edit"

    assert post(client, f"{base}/measure/", {**MEASURE, "version": "1"}).status_code == 303
    assert post(client, f"{base}/cooperation/", {"q9_text": "Sammen", "version": "1"}).status_code == 303


def test_a_draft_keeps_itself_while_it_is_written(client: FlaskClient, session: Session, scene: Scene) -> None:
    application = begun(client, session, scene)
    address = f"/grants/applications/{application.reference}/edit/measure/autosave"

    answer = post(client, address, {"q1_text": "Halvveis", "version": "1"})
    assert answer.json == {"version": 2}
    assert post(client, address, {"q1_text": "For sent", "version": "1"}).status_code == 409
    assert kept(session, application, "measure").answers["1"] == {"text": "Halvveis"}


def test_what_cannot_be_read_is_not_kept_over_what_was_there(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    application = begun(client, session, scene)
    address = f"/grants/applications/{application.reference}/edit/who/autosave"
    post(client, address, {"q4_contact_name": "Kari", "q4_contact_email": "ikke en adresse", "version": "1"})

    answers = kept(session, application, "who").answers["4"]
    assert answers["contact_name"] == "Kari"
    assert answers["contact_email"] == scene.leader.email


def test_a_budget_that_does_not_add_up_is_told_at_once_and_kept(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    application = begun(client, session, scene)
    address = f"/grants/applications/{application.reference}/edit/money/"
    sent = {"q36_amounts-asked-1": "500 000", "q36_budget-activity-1": "400 000", "version": "1"}

    answer = post(client, address, sent, follow_redirects=True)

    assert answer.request.path == address
    assert "500" in answer.text
    assert kept(session, application, "money").answers["36"]["amounts"] == {"1": 500_000}


def test_the_check_says_what_is_missing_and_leads_there(client: FlaskClient, session: Session, scene: Scene) -> None:
    application = begun(client, session, scene)
    page = read(client.get(f"/grants/applications/{application.reference}/check/").text)

    assert f"/grants/applications/{application.reference}/edit/measure/#q1" in page.links


def test_a_partner_who_has_been_asked_reads_it_and_cannot_write(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    application = begun(client, session, scene)
    sign_in(client, session, scene.kom)
    overview = f"/grants/applications/{application.reference}/"
    assert client.get(overview).status_code == 404

    session.scalars(select(Partner)).one().invited_at = application.created_at
    session.commit()
    assert client.get(overview).status_code == 200
    assert client.get(f"{overview}edit/measure/").status_code == 409
    assert post(client, f"{overview}edit/measure/", {**MEASURE, "version": "1"}).status_code == 409
    assert kept(session, application, "measure").answers == {}


def test_strangers_and_the_directorate_do_not_see_a_draft(client: FlaskClient, session: Session, scene: Scene) -> None:
    application = begun(client, session, scene)
    other, directorate = an_organisation(session, "Andre venner"), the_directorate(session)
    for person in (
        a_person(session, Role.ORGANISATION_LEADER, other),
        a_person(session, Role.CASEWORKER, directorate),
        a_person(session, Role.LEAD, directorate),
    ):
        sign_in(client, session, person)
        for page in ("", "check/", "edit/measure/"):
            assert client.get(f"/grants/applications/{application.reference}/{page}").status_code == 404
        assert application.reference not in client.get("/grants/applications/").text


def test_nobody_begins_for_another_body_or_after_the_deadline(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    a_call(session, "T9", closes_at="2026-11-01T12:00:00Z")
    sign_in(client, session, scene.leader)

    assert post(client, "/grants/calls/T1/apply/", {"applicant": str(scene.volda.id)}).status_code == 422
    late = post(client, "/grants/calls/T9/apply/", {"applicant": str(scene.friends.id)})
    assert late.status_code == 422
    assert session.scalars(select(Application)).all() == []


def test_the_list_is_the_viewers_own_and_can_be_downloaded(client: FlaskClient, session: Session, scene: Scene) -> None:
    application = begun(client, session, scene)

    assert application.reference in client.get("/grants/applications/").text
    table = client.get("/grants/applications/?format=csv").get_data(as_text=True)
    assert application.reference in table
