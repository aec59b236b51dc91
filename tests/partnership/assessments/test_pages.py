"""The pages on which a side answers."""

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from partnership.assessments.models import Answer, Assessment
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from tests.builders import a_person, a_relation, an_assessment, an_organisation, post, sign_in
from tests.pages import read
from tests.partnership.assessments.conftest import Pair


def test_the_later_of_two_browsers_sees_both_texts_and_chooses(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    sign_in(client, session, pair.kom)
    other = client.application.test_client()
    colleague = a_person(session, Role.MUNICIPAL_LEADER, pair.municipality, name="Per Leiar")
    sign_in(other, session, colleague)
    base = f"/partnership/relations/{pair.relation.id}/staircase/"
    post(client, f"{base}quick-start/", {"step": "1", "version": "0"})
    mine = post(client, f"{base}assessment/1/", {"a1-1": "yes", "c1-1": "Mitt ord", "version": "0"})
    assert mine.status_code == 303
    theirs = post(other, f"{base}assessment/1/", {"a1-1": "no", "c1-1": "Ditt ord", "version": "0"})
    assert theirs.status_code == 409
    assert "Mitt ord" in theirs.text
    assert "Ditt ord" in theirs.text
    draft = session.scalars(select(Assessment)).one()
    again = post(other, f"{base}assessment/1/", {"a1-1": "no", "c1-1": "Ditt ord", "version": str(draft.version)})
    assert again.status_code == 303


def test_a_page_is_kept_while_it_is_written(client: FlaskClient, session: Session, pair: Pair) -> None:
    sign_in(client, session, pair.kom)
    base = f"/partnership/relations/{pair.relation.id}/staircase/"
    post(client, f"{base}quick-start/", {"step": "1", "version": "0"})
    kept = post(client, f"{base}assessment/1/autosave", {"a1-1": "yes", "a1-2": "nonsense", "version": "0"})
    assert kept.status_code == 200
    version = kept.get_json()["version"]
    assert post(client, f"{base}assessment/1/autosave", {"a1-1": "no", "version": "0"}).status_code == 409
    assert post(client, f"{base}assessment/1/autosave", {"a1-1": "no", "version": str(version)}).status_code == 200
    saved = {row.code: row.value for row in session.scalars(select(Answer))}
    assert saved == {"1.1": Value.NO}


def test_a_sent_placement_sent_again_is_one(client: FlaskClient, session: Session, pair: Pair) -> None:
    sign_in(client, session, pair.org)
    address = f"/partnership/relations/{pair.relation.id}/staircase/quick-start/"
    for _again in range(2):
        assert post(client, address, {"step": "2", "sentence": "Vi møtes.", "version": "0"}).status_code == 303
    assert session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.verb == "placed")) == 1
    assert post(client, address, {"step": "3", "sentence": "Nei.", "version": "0"}).status_code == 409


def test_what_a_rule_refuses_stays_in_the_form(client: FlaskClient, session: Session, pair: Pair) -> None:
    sign_in(client, session, pair.kom)
    base = f"/partnership/relations/{pair.relation.id}/staircase/"
    post(client, f"{base}quick-start/", {"step": "1", "version": "0"})
    ahead = {"e1-1": "Møtebok", "d1-1": "1.1.2040"}
    page = post(client, f"{base}assessment/1/", {"a1-1": "yes", "c1-1": "Mitt ord", "version": "0", **ahead})
    point = post(client, f"{base}points/1.1/evidence", {"reference": "Møtebok", "dated_on": "1.1.2040"})
    for answer in (page, point):
        assert answer.status_code == 422
        assert "Møtebok" in answer.text
        assert "error-summary" in answer.text
    assert "Mitt ord" in page.text
    assert session.scalar(select(func.count()).select_from(Answer)) == 0


def test_what_the_body_has_said_before_stands_in_a_new_page(client: FlaskClient, session: Session, pair: Pair) -> None:
    second = a_relation(session, pair.municipality, an_organisation(session, "Naboane"), actor=pair.kom)
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, upto=5)
    session.commit()
    sign_in(client, session, pair.kom)
    base = f"/partnership/relations/{second.id}/staircase/"
    post(client, f"{base}quick-start/", {"step": "1", "version": "0"})
    form = next(each for each in read(client.get(f"{base}assessment/2/").text).forms if "a2-4" in each.kinds)
    assert (form.values.get("a2-4"), form.values.get("a2-1")) == ("yes", None)
    assert post(client, f"{base}assessment/2/", form.values).status_code == 303


def test_the_cards_say_apart_what_a_step_is_and_what_the_side_does_there(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    sign_in(client, session, pair.org)
    text = client.get(f"/partnership/relations/{pair.relation.id}/staircase/quick-start/").text
    assert text.count("<span>Deres del: ") == 5
    assert "<span>Deres del: Melde inn tilbud" in text
    assert 'class="told-apart"' in text
