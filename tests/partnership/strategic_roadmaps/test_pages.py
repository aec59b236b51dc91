"""The roadmap's pages: who may open them, what they refuse, two browsers at once, and the paper."""

import csv
import io
from typing import Any

import pypdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.bodies.models import LanguageForm
from partnership.core_teams.models import TeamGuest, TeamMunicipality
from partnership.roadmaps.models import Progress
from partnership.strategic_roadmaps import queries
from partnership.strategic_roadmaps.models import Lesson, StrategicAdoption, StrategicGoal, StrategicMeasure
from tests.builders import NOW, a_municipality, a_person, an_organisation, post, sign_in, the_directorate
from tests.pages import read
from tests.partnership.strategic_roadmaps.builders import TODAY, a_goal, a_measure, an_adoption
from tests.partnership.teaming import BEGUN, Table, a_table

GOAL = {"text": "Alle blir spurt", "due_on": "1.9.2027", "version": "0"}
MEASURE = {
    "what": "Ringe dem som fyller 67",
    "municipality_id": "",
    "owner": "Frivilligkoordinatoren",
    "begins_on": "1.12.2026",
    "due_on": "1.3.2027",
    "is_new_service": "no",
    "version": "0",
}
DECISION = {"decided_by": "Kommunestyret", "case_number": "26/417", "decided_on": "20.11.2026"}
LESSON = {"learnt": "Spør først", "changed": "Vi ringer", "learnt_on": "20.11.2026", "version": "0"}
PAGES = [
    "roadmap/",
    "roadmap/board/",
    "roadmap/timeline/",
    "roadmap/measures/",
    "roadmap/roadmap.pdf",
    "roadmap/lessons/",
]
FORMS = [
    "roadmap/aim",
    "roadmap/goals/new",
    "roadmap/goals/{goal}",
    "roadmap/goals/{goal}/measures/new",
    "roadmap/measures/{measure}",
    "roadmap/measures/{measure}/progress",
    "roadmap/adoptions/new",
    "roadmap/lessons/new",
]


def base(table: Table) -> str:
    return f"/partnership/core-teams/{table.team.id}/"


def at(table: Table, path: str, measure: StrategicMeasure) -> str:
    return base(table) + path.format(goal=measure.goal_id, measure=measure.id)


def test_a_roadmap_from_its_aim_to_its_adoption(client: FlaskClient, session: Session, table: Table) -> None:
    sign_in(client, session, table.member)
    road = f"{base(table)}roadmap/"
    assert post(client, f"{road}aim", {"aim": "Alle finner hverandre", "version": "0"}).status_code == 303
    assert post(client, f"{road}goals/new", GOAL).status_code == 303
    goal = session.scalars(select(StrategicGoal)).one()
    sent = {
        "budget": "40 000",
        "payer": "Kommunen",
        "anchoring": "Kommuneplanen",
        "domains": ["transport", "social_participation"],
    }
    assert post(client, f"{road}goals/{goal.id}/measures/new", MEASURE | sent).status_code == 303
    page = client.get(road).text
    for words in ("Alle finner hverandre", "Kommuneplanen", "Frivilligkoordinatoren"):
        assert words in page
    session.rollback()
    wording = str(queries.plan_of(session, table.team.id, TODAY).wording)
    decision = DECISION | {"municipality_id": str(table.municipality.id), "wording": wording}
    assert post(client, f"{road}adoptions/new", decision).status_code == 303
    assert 'data-status="adopted"' in client.get(road).text
    measure = session.scalars(select(StrategicMeasure)).one()
    assert (measure.budget, measure.domains) == (40_000, ["transport", "social_participation"])
    session.rollback()
    assert post(client, f"{road}goals/{goal.id}", GOAL | {"text": "Flere", "version": "1"}).status_code == 303
    assert 'data-status="changed_since"' in client.get(road).text


@pytest.mark.parametrize("path", [*PAGES, *FORMS])
def test_a_stranger_finds_nothing_here(client: FlaskClient, session: Session, table: Table, path: str) -> None:
    measure = a_measure(session, table)
    sign_in(client, session, a_table(session, name="Naboen").member)
    assert client.get(at(table, path, measure)).status_code == 404


@pytest.mark.parametrize("path", FORMS)
def test_who_only_reads_writes_nothing(client: FlaskClient, session: Session, table: Table, path: str) -> None:
    measure = a_measure(session, table)
    guest = an_organisation(session, "Fjellheim seniorlag")
    session.add(
        TeamGuest(team_id=table.team.id, organisation_id=guest.id, invited_at=NOW, invited_by_id=table.coordinator.id)
    )
    centre = a_person(session, Role.CASEWORKER, the_directorate(session))
    for reader in (centre, a_person(session, Role.ORGANISATION_LEADER, guest)):
        sign_in(client, session, reader)
        assert client.get(at(table, path, measure)).status_code == 404
        for page in PAGES:
            answer = client.get(at(table, page, measure))
            assert answer.status_code == 200
            if page.endswith("/"):
                assert "goals/new" not in answer.text
                assert read(answer.text).headings == 1


def test_a_measure_of_another_team_is_not_found_through_ones_own(
    client: FlaskClient, session: Session, table: Table
) -> None:
    theirs = a_measure(session, a_table(session, name="Naboen"))
    sign_in(client, session, table.member)
    for path in ("roadmap/goals/{goal}", "roadmap/measures/{measure}", "roadmap/measures/{measure}/progress"):
        assert client.get(at(table, path, theirs)).status_code == 404
    address = at(table, "roadmap/measures/{measure}/move", theirs)
    assert post(client, address, {"progress": "done", "version": "1"}).status_code == 404
    sent = LESSON | {"measure_id": str(theirs.id)}
    assert post(client, f"{base(table)}roadmap/lessons/new", sent).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": ""}, "what"),
        ({"owner": ""}, "owner"),
        ({"begins_on": "2.3.2027"}, "due_on"),
        ({"is_new_service": "yes"}, "why_new_service"),
        ({"is_new_service": ""}, "is_new_service"),
    ],
)
def test_a_measure_that_lacks_something_is_sent_back_as_it_was_typed(
    client: FlaskClient, session: Session, table: Table, wrong: dict[str, str], field: str
) -> None:
    goal = a_goal(session, table)
    sign_in(client, session, table.member)
    answer = post(client, f"{base(table)}roadmap/goals/{goal.id}/measures/new", MEASURE | wrong)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert session.scalars(select(StrategicMeasure)).all() == []


def test_a_new_type_of_service_says_that_it_is_outside_and_why(
    client: FlaskClient, session: Session, table: Table
) -> None:
    a_measure(session, table, is_new_service=True, why_new_service="Ingen har det")
    sign_in(client, session, table.member)
    for page in ("", "board/", "timeline/"):
        assert 'data-status="new_service"' in client.get(f"{base(table)}roadmap/{page}").text
    assert "Ingen har det" in client.get(f"{base(table)}roadmap/").text


@pytest.mark.parametrize("path", ["roadmap/measures/{measure}", "roadmap/goals/{goal}"])
def test_the_second_of_two_sees_what_the_first_wrote(
    client: FlaskClient, session: Session, table: Table, path: str
) -> None:
    measure = a_measure(session, table)
    sent: dict[str, Any] = (MEASURE if "measure" in path else GOAL) | {"version": "1"}
    name = "what" if "measure" in path else "text"
    sign_in(client, session, table.member)
    address = at(table, path, measure)
    assert post(client, address, sent | {name: "Den første"}).status_code == 303
    answer = post(client, address, sent | {name: "Den andre"})
    assert answer.status_code == 409
    assert "Den første" in answer.text
    assert "Den andre" in answer.text
    version = next(each.values["version"] for each in read(answer.text).forms if "version" in each.values)
    assert post(client, address, sent | {name: "Den andre", "version": version}).status_code == 303


def test_a_measure_is_moved_along_the_board(client: FlaskClient, session: Session, table: Table) -> None:
    measure = a_measure(session, table)
    sign_in(client, session, table.member)
    address = at(table, "roadmap/measures/{measure}/move", measure)
    assert post(client, address, {"progress": "under_way", "version": "1"}).status_code == 303
    assert post(client, address, {"progress": "done", "version": "1"}).status_code == 409
    assert post(client, address, {"progress": "dropped", "version": "2"}).status_code == 409
    assert post(client, address, {"progress": "nonsense", "version": "2"}).status_code == 400
    session.rollback()
    session.expire_all()
    assert session.get_one(StrategicMeasure, measure.id).progress is Progress.UNDER_WAY
    said = {"progress": "dropped", "words": "Ingen ville", "version": "2"}
    assert post(client, at(table, "roadmap/measures/{measure}/progress", measure), said).status_code == 303
    assert "Ingen ville" in client.get(f"{base(table)}roadmap/board/").text


def test_a_municipality_says_what_it_has_decided_and_nobody_else_does(
    client: FlaskClient, session: Session, table: Table
) -> None:
    other = a_municipality(session, name="Selbu")
    session.add(TeamMunicipality(team_id=table.team.id, municipality_id=other.id, joined_on=BEGUN))
    a_measure(session, table)
    theirs = an_adoption(session, table, municipality_id=other.id, wording=1)
    sign_in(client, session, table.member)
    sent = DECISION | {"municipality_id": str(other.id), "wording": "2"}
    assert post(client, f"{base(table)}roadmap/adoptions/new", sent).status_code == 422
    assert post(client, f"{base(table)}roadmap/adoptions/{theirs.id}/remove").status_code == 409
    own = sent | {"municipality_id": str(table.municipality.id)}
    assert post(client, f"{base(table)}roadmap/adoptions/new", own | {"wording": "3"}).status_code == 422
    assert post(client, f"{base(table)}roadmap/adoptions/new", own).status_code == 303
    session.rollback()
    noted = session.scalars(select(StrategicAdoption).where(StrategicAdoption.wording == 2)).one()
    assert post(client, f"{base(table)}roadmap/adoptions/{noted.id}/remove").status_code == 303


def test_lessons_are_written_listed_and_taken_away(client: FlaskClient, session: Session, table: Table) -> None:
    measure = a_measure(session, table)
    sign_in(client, session, table.member)
    sent = LESSON | {"measure_id": str(measure.id), "is_shared": "y"}
    assert post(client, f"{base(table)}roadmap/lessons/new", sent | {"learnt_on": "1.1.2027"}).status_code == 422
    assert post(client, f"{base(table)}roadmap/lessons/new", sent).status_code == 303
    lesson = session.scalars(select(Lesson)).one()
    assert (lesson.is_shared, lesson.measure_id) == (True, measure.id)
    page = client.get(f"{base(table)}roadmap/lessons/").text
    assert "Spør først" in page
    assert 'data-status="shared"' in page
    address = f"{base(table)}roadmap/lessons/{lesson.id}"
    assert post(client, address, sent | {"learnt": "Lytt", "version": "1"}).status_code == 303
    assert post(client, address, sent | {"learnt": "Vent", "version": "1"}).status_code == 409
    assert f"{address}/remove" in client.get(address).text
    assert post(client, f"{address}/remove", {"version": "2"}).status_code == 303
    session.rollback()
    assert session.scalars(select(Lesson)).all() == []


def test_the_list_can_be_searched_filtered_and_downloaded(client: FlaskClient, session: Session, table: Table) -> None:
    goal = a_goal(session, table)
    for what in ("=2+2", "Skrive avtale"):
        a_measure(session, table, goal=goal, what=what, budget=5_000, payer="Kommunen")
    sign_in(client, session, table.member)
    address = f"{base(table)}roadmap/measures/"
    found = client.get(f"{address}?q=avtale").text
    assert "Skrive avtale" in found
    assert "=2+2" not in found
    assert "Skrive avtale" not in client.get(f"{address}?progress=done").text
    answer = client.get(f"{address}?format=csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["'=2+2", "Skrive avtale"]
    assert client.get(f"{address}?format=xlsx").status_code == 200
    assert client.get(f"{base(table)}roadmap/lessons/?format=csv").status_code == 200


@pytest.mark.parametrize(
    ("form", "tag"), [(LanguageForm.NB, "nb-NO"), (LanguageForm.NN, "nn-NO"), (LanguageForm.NEUTRAL, "nb-NO")]
)
def test_the_paper_is_in_the_language_of_the_municipality_that_leads(
    client: FlaskClient, session: Session, table: Table, form: LanguageForm, tag: str
) -> None:
    a_measure(session, table)
    table.municipality.language_form = form
    table.member.language = "en"
    sign_in(client, session, table.member)
    answer = client.get(f"{base(table)}roadmap/roadmap.pdf")
    assert answer.content_type == "application/pdf"
    assert pypdf.PdfReader(io.BytesIO(answer.data)).trailer["/Root"]["/Lang"] == tag


@pytest.mark.parametrize("path", [*(page for page in PAGES if page.endswith("/")), "roadmap/lessons/new"])
def test_a_page_makes_the_same_number_of_statements_with_one_measure_and_with_thirty(
    client: FlaskClient, session: Session, table: Table, statements: list[str], path: str
) -> None:
    goal = a_goal(session, table)
    a_measure(session, table, goal=goal)
    sign_in(client, session, table.member)
    client.get(base(table) + path)
    statements.clear()
    client.get(base(table) + path)
    few = len(statements)
    for number in range(30):
        under = goal if number % 3 else a_goal(session, table, text=f"Mål {number}")
        a_measure(session, table, goal=under, what=f"Tiltak {number}").progress = list(Progress)[number % 4]
    session.commit()
    statements.clear()
    client.get(base(table) + path)
    assert len(statements) == few <= (12 if path in {"roadmap/measures/", "roadmap/lessons/"} else 20)


def test_the_list_has_room_for_what_it_shows_and_what_is_downloaded_has_all(
    client: FlaskClient, session: Session, table: Table
) -> None:
    a_measure(session, table, payer="Sparebankstiftelsen")
    session.commit()
    sign_in(client, session, table.member)
    address = f"{base(table)}roadmap/measures/"
    assert client.get(address).text.count('scope="col"') == 6
    head, row = client.get(f"{address}?format=csv").text.strip().splitlines()
    assert head.count(";") == row.count(";") == 10
    assert "Sparebankstiftelsen" in row
