"""A roadmap in a browser: goals, measures, progress and adoption, written by both without losing a word."""

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.assessments.models import Evidence
from partnership.relations import actions as relation_actions
from partnership.relations.sides import Side
from partnership.roadmaps import queries
from partnership.roadmaps.models import Goal, Measure, Owner
from tests.builders import NOW, a_person, a_relation, an_assessment, an_organisation, post, sign_in
from tests.pages import read
from tests.partnership.assessments.conftest import Pair
from tests.partnership.roadmaps.builders import GOAL, MEASURE, a_goal, a_measure, base


def test_a_roadmap_from_goal_to_adoption(client: FlaskClient, session: Session, pair: Pair) -> None:
    other = client.application.test_client()
    sign_in(other, session, pair.org)
    sign_in(client, session, pair.kom)
    assert post(client, f"{base(pair)}goals/new", GOAL).status_code == 303
    goal = session.scalars(select(Goal)).one()
    sent = {
        "budget": "40 000",
        "payer": "Kommunen",
        "anchoring": "Folkehelseplanen",
        "case_number": "26/12",
        "decided_on": "1.9.2026",
        "domains": ["transport", "social_participation"],
    }
    assert post(client, f"{base(pair)}goals/{goal.id}/measures/new", MEASURE | sent).status_code == 303
    page = client.get(base(pair))
    assert "Folkehelseplanen" in page.text
    assert read(page.text).headings == 1
    wording = next(each.values["wording"] for each in read(page.text).forms if "wording" in each.values)
    assert post(client, f"{base(pair)}adopt", {"wording": wording}).status_code == 303
    assert base(pair) in read(other.get("/my-work").text).links
    assert post(other, f"{base(pair)}adopt", {"wording": wording}).status_code == 303
    assert other.get(base(pair)).text.count('data-status="adopted"') == 2
    session.rollback()
    assert session.scalars(select(Evidence)).one().key == "prop.4.2"
    measure = session.scalars(select(Measure)).one()
    assert (measure.budget, measure.domains) == (40_000, ["transport", "social_participation"])


def test_a_measure_of_another_relation_is_not_found_through_ones_own(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    measure = a_measure(session, pair.relation, actor=pair.kom)
    other = an_organisation(session, "Naboane")
    theirs = relation_actions.begin(
        session,
        municipality_id=pair.municipality.id,
        organisation_id=other.id,
        model=pair.relation.coordination_model,
        scope="",
        about="",
        actor_id=pair.kom.id,
        at=NOW,
    )
    session.flush()
    sign_in(client, session, a_person(session, Role.ORGANISATION_LEADER, other))
    address = f"/partnership/relations/{theirs.id}/roadmap/measures/{measure.id}"
    assert client.get(address).status_code == 404
    assert post(client, address, MEASURE | {"version": "1"}).status_code == 409
    session.expire_all()
    assert session.get_one(Measure, measure.id).version == 1


def test_a_bad_form_comes_back_with_what_was_typed(client: FlaskClient, session: Session, pair: Pair) -> None:
    goal = a_goal(session, pair.relation, actor=pair.kom)
    sign_in(client, session, pair.kom)
    address = f"{base(pair)}goals/{goal.id}/measures/new"
    for wrong in ({"due_on": "snart"}, {"budget": "40 000"}, {"what": ""}, {"domains": ["moon"]}):
        answer = post(client, address, MEASURE | wrong)
        assert answer.status_code == 422, wrong
        assert wrong.get("what") is not None or "Skrive avtale" in answer.text
    down = post(client, f"{base(pair)}goals/new", GOAL | {"from_step": "3", "to_step": "2"})
    assert down.status_code == 422
    assert session.scalars(select(Measure)).all() == []


def test_the_later_of_two_browsers_sees_both_texts_and_chooses(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    measure = a_measure(session, pair.relation, actor=pair.kom)
    address = f"{base(pair)}measures/{measure.id}"
    sign_in(client, session, pair.kom)
    other = client.application.test_client()
    sign_in(other, session, pair.org)
    seen = {"version": str(measure.version)}
    mine = MEASURE | seen | {"what": "Kommunens ord", "responsible": "Kari"}
    theirs = MEASURE | seen | {"what": "Lagets ord"}
    assert post(client, address, mine).status_code == 303
    assert post(client, address, mine).status_code == 303, "the same twice is no quarrel"
    late = post(other, address, theirs)
    assert late.status_code == 409
    assert "Kommunens ord" in late.text
    assert "Lagets ord" in late.text
    form = next(each for each in read(late.text).forms if "what" in each.values)
    assert post(other, address, theirs | {"version": form.values["version"]}).status_code == 303
    session.expire_all()
    assert session.get_one(Measure, measure.id).what == "Lagets ord"


def test_words_are_not_lost_when_the_other_takes_the_measure_away(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    measure = a_measure(session, pair.relation, actor=pair.kom)
    address = f"{base(pair)}measures/{measure.id}"
    sign_in(client, session, pair.kom)
    other = client.application.test_client()
    sign_in(other, session, pair.org)
    assert post(client, f"{address}/remove", {"version": "1"}).status_code == 303
    late = post(other, address, MEASURE | {"what": "Lagets ord", "version": "1"})
    assert late.status_code == 409
    assert "Lagets ord" in late.text


def test_progress_meets_progress_and_neither_note_is_lost(client: FlaskClient, session: Session, pair: Pair) -> None:
    measure = a_measure(session, pair.relation, actor=pair.kom)
    address = f"{base(pair)}measures/{measure.id}/progress"
    sign_in(client, session, pair.kom)
    other = client.application.test_client()
    sign_in(other, session, pair.org)
    first = {"progress": "under_way", "words": "Vi har møttes", "version": "1"}
    second = {"progress": "done", "words": "Avtalen er signert", "version": "1"}
    assert post(client, address, first).status_code == 303
    late = post(other, address, second)
    assert late.status_code == 409
    assert "Vi har møttes" in late.text
    assert "Avtalen er signert" in late.text
    assert post(other, address, second | {"version": "2"}).status_code == 303
    shown = client.get(base(pair)).text
    assert "Vi har møttes" in shown
    assert "Avtalen er signert" in shown
    dropped = {"progress": "dropped", "words": "", "version": "3"}
    assert post(client, address, dropped).status_code == 422


def test_a_roadmap_that_changed_since_it_was_read_is_not_adopted(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    a_measure(session, pair.relation, actor=pair.kom)
    session.commit()
    wording = queries.plan_of(session, pair.relation.id).wording
    a_measure(session, pair.relation, actor=pair.org, what="Et tiltak til")
    sign_in(client, session, pair.kom)
    late = post(client, f"{base(pair)}adopt", {"wording": str(wording)})
    assert late.status_code == 409
    assert "Et tiltak til" in late.text
    assert 'data-status="adopted"' not in late.text


def test_what_is_missing_becomes_measures_and_twice_is_once(client: FlaskClient, session: Session, pair: Pair) -> None:
    for side in Side:
        an_assessment(session, pair.relation, side, actor=pair.actor(side), upto=2)
    relation_actions.wish(
        session, pair.relation, step=3, reason="Turer", version=pair.relation.version, actor_id=pair.kom.id, at=NOW
    )
    sign_in(client, session, pair.org)
    address = f"{base(pair)}from-missing/?step=3"
    assert client.get(address).status_code == 200
    for _again in range(2):
        sent = post(client, address, {"points": ["3.1", "3.4"]})
    assert sent.status_code == 422, "what has a measure is offered no more"
    made = session.scalars(select(Measure).order_by(Measure.point_key)).all()
    assert [(each.point_key, each.owner) for each in made] == [
        ("prop.3.1", Owner.BOTH),
        ("prop.3.4", Owner.ORGANISATION),
    ]
    assert session.scalars(select(Goal)).one().to_step == 3
    assert post(client, f"{base(pair)}from-missing/", {"points": ["9.9"]}).status_code == 422


def test_the_volunteers_of_a_municipality_adopt_through_their_representative(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    own = a_relation(session, pair.municipality, None, actor=pair.kom)
    a_measure(session, own, actor=pair.kom, owner=Owner.ORGANISATION)
    sign_in(client, session, a_person(session, Role.VOLUNTEERS_REPRESENTATIVE, pair.municipality))
    address = f"/partnership/relations/{own.id}/roadmap/"
    wording = str(queries.plan_of(session, own.id).wording)
    assert post(client, f"{address}adopt", {"wording": wording}).status_code == 303
    session.rollback()
    assert set(queries.plan_of(session, own.id).standing_for) == {Side.ORGANISATION}
