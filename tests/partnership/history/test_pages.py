"""The history's page: the chart and its table, for those who may see, in as many statements however long it is."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from tests.builders import (
    NOW,
    a_municipality,
    a_person,
    a_relation,
    an_assessment,
    an_organisation,
    sign_in,
    some_evidence,
)
from tests.partnership.assessments.builders import a_joint_answer
from tests.partnership.assessments.conftest import Pair


def address(pair: Pair) -> str:
    return f"/partnership/relations/{pair.relation.id}/history/"


def test_the_page_has_the_chart_in_words_and_the_table(client: FlaskClient, session: Session, pair: Pair) -> None:
    some_evidence(session, pair.relation, actor=pair.kom)
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, at=NOW - timedelta(days=9))
    an_assessment(session, pair.relation, Side.ORGANISATION, actor=pair.org, at=NOW - timedelta(days=5), q2_1=Value.NO)
    a_joint_answer(session, pair.relation, "2.1", Value.YES, actor_id=pair.kom.id)
    session.commit()
    sign_in(client, session, pair.org)
    page = client.get(address(pair))
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert text.count("<h1") == 1
    assert text.count('<svg class="moves" role="img"') == text.count('<desc id="moves-description">') == 1
    assert all(f"moves-{whose}" in text for whose in ("municipality", "organisation", "agreed"))
    rows = text.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")[:-1]
    assert ["21. november 2026" in rows[0], "16. november 2026" in rows[1], len(rows)] == [True, True, 2]
    assert rows[0].count('<p class="remark">') == 2


def test_before_the_reveal_a_side_sees_nothing_of_the_other(client: FlaskClient, session: Session, pair: Pair) -> None:
    some_evidence(session, pair.relation, actor=pair.kom)
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom)
    session.commit()
    for person, is_seen in ((pair.kom, True), (pair.org, False)):
        browser = client.application.test_client()
        sign_in(browser, session, person)
        assert ('<svg class="moves"' in browser.get(address(pair)).get_data(as_text=True)) is is_seen


def test_a_stranger_and_an_unknown_relation_are_answered_alike(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    stranger = a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session, "Tydal"))
    session.commit()
    sign_in(client, session, stranger)
    assert client.get(address(pair)).status_code == 404
    assert client.get("/partnership/relations/99999/history/").status_code == 404


def test_own_volunteers_are_called_so(client: FlaskClient, session: Session, pair: Pair) -> None:
    own = a_relation(session, pair.municipality, None, actor=pair.kom)
    for side in Side:
        an_assessment(session, own, side, actor=pair.kom, upto=1)
    session.commit()
    sign_in(client, session, pair.kom)
    assert "De frivillige" in client.get(f"/partnership/relations/{own.id}/history/").get_data(as_text=True)


def test_a_long_history_takes_as_many_statements_as_a_short_one(
    client: FlaskClient, session: Session, pair: Pair, statements: list[str]
) -> None:
    def counted() -> int:
        statements.clear()
        assert client.get(address(pair)).status_code == 200
        return len(statements)

    for side in Side:
        an_assessment(session, pair.relation, side, actor=pair.actor(side), at=NOW - timedelta(days=60))
    session.commit()
    sign_in(client, session, pair.kom)
    client.get(address(pair))
    short = counted()
    some_evidence(session, pair.relation, actor=pair.kom)
    for number in range(12):
        at, value = NOW - timedelta(days=50 - number), (Value.YES, Value.NO)[number % 2]
        an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom, at=at, q2_4=value)
        a_joint_answer(session, pair.relation, "1.1", value, actor_id=pair.kom.id, at=at)
    neighbours = a_relation(session, pair.municipality, an_organisation(session), actor=pair.kom)
    an_assessment(session, neighbours, Side.MUNICIPALITY, actor=pair.kom)
    session.commit()
    assert counted() == short


def test_the_relations_page_says_how_often_it_has_been_assessed(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    sign_in(client, session, pair.kom)
    relation = f"/partnership/relations/{pair.relation.id}/"
    assert address(pair) not in client.get(relation).get_data(as_text=True)
    an_assessment(session, pair.relation, Side.MUNICIPALITY, actor=pair.kom)
    session.commit()
    assert address(pair) in client.get(relation).get_data(as_text=True)
