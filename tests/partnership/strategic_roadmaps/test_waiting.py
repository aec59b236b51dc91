"""What waits for a team's people, and the roadmap's card on the team's page."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.core_teams.models import TeamMunicipality
from partnership.roadmaps.models import Progress
from partnership.strategic_roadmaps import my_work
from partnership.strategic_roadmaps.models import StrategicMeasure
from tests.builders import NOW, a_municipality, a_person, sign_in, the_directorate
from tests.partnership.relations.viewing import viewer_of
from tests.partnership.strategic_roadmaps.builders import TODAY, a_goal, a_measure
from tests.partnership.teaming import BEGUN, Table

SOON: dict[str, Any] = {"begins_on": TODAY, "due_on": TODAY + timedelta(days=14)}


def test_a_municipality_is_asked_about_its_own_measures_and_those_of_all(
    client: FlaskClient, session: Session, table: Table
) -> None:
    other = a_municipality(session, name="Selbu")
    session.add(TeamMunicipality(team_id=table.team.id, municipality_id=other.id, joined_on=BEGUN))
    goal = a_goal(session, table)
    a_measure(session, table, goal=goal, what="Vårt tiltak", municipality_id=table.municipality.id, **SOON)
    a_measure(session, table, goal=goal, what="Alles tiltak", **SOON)
    a_measure(session, table, goal=goal, what="Deres tiltak", municipality_id=other.id, **SOON)
    a_measure(session, table, goal=goal, what="Ferdig tiltak", **SOON).progress = Progress.DONE
    a_measure(session, table, goal=goal, what="Senere tiltak")
    sign_in(client, session, table.member)
    waits = client.get("/my-work").text
    for words, is_told in (
        ("Vårt tiltak", True),
        ("Alles tiltak", True),
        ("Deres tiltak", False),
        ("Ferdig tiltak", False),
        ("Senere tiltak", False),
    ):
        assert (words in waits) is is_told


def test_what_waits_is_one_statement_and_none_for_who_does_not_write(
    client: FlaskClient, session: Session, table: Table, statements: list[str]
) -> None:
    for _number in range(10):
        a_measure(session, table, **SOON)
    for person, count in ((table.member, 1), (a_person(session, Role.CASEWORKER, the_directorate(session)), 0)):
        sign_in(client, session, person)
        statements.clear()
        client.get("/my-work")
        assert len([each for each in statements if "strategic_measure" in each]) == count


def test_the_card_says_how_far_the_roadmap_has_come(app: Flask, session: Session, table: Table) -> None:
    viewer = viewer_of(session, table.member)
    with app.test_request_context():
        assert my_work.card(session, table.team, viewer, NOW).mark == ""
        late: dict[str, Any] = {"begins_on": TODAY - timedelta(days=9), "due_on": TODAY - timedelta(days=1)}
        a_measure(session, table, **late)
        done: StrategicMeasure = a_measure(session, table)
        done.progress = Progress.DONE
        session.flush()
        found = my_work.card(session, table.team, viewer, NOW)
        assert found.href.endswith(f"/core-teams/{table.team.id}/roadmap/")
        assert "1" in found.mark
