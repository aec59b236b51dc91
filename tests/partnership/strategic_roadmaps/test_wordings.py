"""Each wording is kept word by word, and is what a council adopted however the roadmap has changed since."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from kernel import i18n
from kernel.forms import clean
from kernel.pdf.document import render
from partnership.agreements.wording import fingerprint
from partnership.core_teams.models import TeamMunicipality
from partnership.strategic_roadmaps import actions, adopted_paper, queries
from partnership.strategic_roadmaps.models import StrategicWording
from partnership.strategic_roadmaps.rules import GoalDraft, MeasureDraft
from partnership.strategic_roadmaps.wording import (
    How,
    Of,
    WordedGoal,
    WordedMeasure,
    Wording,
    canonical,
    read_back,
    since,
    taken_down,
)
from tests import verapdf
from tests.builders import NOW, a_municipality, post, sign_in
from tests.kernel.pdf.documents import HOSTILE
from tests.pages import read
from tests.partnership.strategic_roadmaps.builders import (
    TODAY,
    a_goal,
    a_goal_draft,
    a_measure,
    a_measure_draft,
    an_adoption,
)
from tests.partnership.teaming import BEGUN, Table, a_table

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
WORDS = st.text(max_size=30)
MEASURES = st.builds(
    MeasureDraft,
    what=WORDS,
    owner=WORDS,
    begins_on=DAYS,
    due_on=DAYS,
    municipality_id=st.none() | st.integers(1, 9),
    budget=st.none() | st.integers(0, 10**9),
    payer=WORDS,
    anchoring=WORDS,
    case_number=WORDS,
    decided_on=st.none() | DAYS,
    domains=st.lists(st.sampled_from(["transport", "outdoors"]), max_size=2).map(tuple),
    is_new_service=st.booleans(),
    why_new_service=WORDS,
)
WORDINGS = st.builds(
    Wording,
    team=WORDS,
    number=st.integers(1, 99),
    municipalities=st.lists(WORDS, max_size=3).map(tuple),
    aim=WORDS,
    goals=st.lists(
        st.builds(
            WordedGoal,
            id=st.integers(1, 99),
            said=st.builds(GoalDraft, text=WORDS, seen_by=WORDS, due_on=DAYS),
            measures=st.lists(
                st.builds(WordedMeasure, id=st.integers(1, 99), number=st.just(1), municipality=WORDS, said=MEASURES),
                max_size=2,
            ).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)


def the_wording(session: Session, table: Table, number: int) -> Wording:
    return read_back(queries.wording_of(session, table.team.id, number).content)


@given(WORDINGS)
def test_what_is_kept_is_read_back_word_by_word(wording: Wording) -> None:
    assert read_back(canonical(wording)) == wording
    assert since(wording, wording) == []


@given(WORDINGS, WORDINGS)
def test_what_has_changed_is_told_from_both_ends(before: Wording, now: Wording) -> None:
    there, back = since(before, now), since(now, before)
    for one, other in ((How.ADDED, How.REMOVED), (How.REMOVED, How.ADDED), (How.REWORDED, How.REWORDED)):
        counted = [sorted(each.of for each in found if each.how is how) for found, how in ((there, one), (back, other))]
        assert counted[0] == counted[1]
    for each in there:
        assert all(old != new for old, new in each.fields.values())


def test_what_was_adopted_stands_word_by_word_however_the_roadmap_changes(session: Session, table: Table) -> None:
    by: dict[str, Any] = {"actor_id": table.coordinator.id, "at": NOW}
    other = a_municipality(session, name="Selbu")
    session.add(TeamMunicipality(team_id=table.team.id, municipality_id=other.id, joined_on=BEGUN))
    goal = a_goal(session, table)
    measure = a_measure(session, table, goal=goal, budget=40_000, payer="Kommunen", municipality_id=other.id)
    gone = a_measure(session, table, goal=goal, what="Skrive brev")
    number = an_adoption(session, table).wording
    adopted = the_wording(session, table, number)
    assert adopted == taken_down(table.team.name, queries.plan_of(session, table.team.id, TODAY))
    said = a_measure_draft("Besøke dem", municipality_id=table.municipality.id, budget=50_000, payer="Kommunen")
    actions.change_measure(session, table.team, measure.id, said, version=measure.version, **by)
    actions.change_goal(session, table.team, goal.id, a_goal_draft("Et annet mål"), version=goal.version, **by)
    actions.remove_measure(session, table.team, gone.id, version=gone.version, **by)
    a_measure(session, table, goal=goal, what="Møte dem")
    table.team.name = "Et nytt navn"
    session.flush()
    assert the_wording(session, table, number) == adopted
    plan = queries.plan_of(session, table.team.id, TODAY)
    now = taken_down(table.team.name, plan)
    assert the_wording(session, table, plan.wording).measures == now.measures
    found = {(each.of, each.how): each for each in since(adopted, now)}
    assert found.keys() == {
        (Of.ROADMAP, How.REWORDED),
        (Of.GOAL, How.REWORDED),
        (Of.MEASURE, How.REWORDED),
        (Of.MEASURE, How.ADDED),
        (Of.MEASURE, How.REMOVED),
    }
    assert found[Of.MEASURE, How.REWORDED].fields == {
        "what": ("Ringe dem som fyller 67", "Besøke dem"),
        "municipality": ("Selbu", "Volda"),
        "budget": (40_000, 50_000),
    }
    assert found[Of.MEASURE, How.REMOVED].called == "Skrive brev"


def test_every_wording_there_has_been_is_kept_with_its_fingerprint(session: Session, table: Table) -> None:
    goal = a_goal(session, table)
    for what in ("Ringe", "Skrive", "Besøke"):
        a_measure(session, table, goal=goal, what=what)
    kept = session.scalars(select(StrategicWording).order_by(StrategicWording.number)).all()
    assert [each.number for each in kept] == [1, 2, 3, 4]
    assert [len(read_back(each.content).measures) for each in kept] == [0, 1, 2, 3]
    assert all(each.fingerprint == fingerprint(each.content) for each in kept)


def test_a_council_sees_what_it_adopted_and_what_has_changed(
    client: FlaskClient, session: Session, table: Table, statements: list[str]
) -> None:
    measure = a_measure(session, table, is_new_service=True, why_new_service="Ingen har det", domains=("transport",))
    number = an_adoption(session, table).wording
    sign_in(client, session, table.member)
    road = f"/partnership/core-teams/{table.team.id}/roadmap/"
    address = f"{road}wordings/{number}/"
    assert address in read(client.get(road).text).links
    same = client.get(address).text
    assert "Ringe dem som fyller 67" in same
    assert "Kommunestyret" in same
    sent = {
        "what": "Besøke dem",
        "owner": "Frivilligkoordinatoren",
        "begins_on": "1.12.2026",
        "due_on": "1.3.2027",
        "is_new_service": "no",
        "version": "1",
    }
    assert post(client, f"{road}measures/{measure.id}", sent).status_code == 303
    a_measure(session, table, what="Enda et")
    session.commit()
    statements.clear()
    page = client.get(address)
    assert len(statements) <= 20
    assert read(page.text).headings == 1
    changes = page.text.partition('id="since"')[2]
    for words in ("Besøke dem", "Ringe dem som fyller 67", "Ingen har det", "Enda et"):
        assert words in changes
    assert "Besøke dem" not in page.text.partition('id="since"')[0]
    paper = client.get(f"{address}roadmap.pdf")
    said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages)
    assert "Ringe dem som fyller 67" in said
    assert "Besøke dem" not in said
    assert client.get(f"{road}wordings/99/").status_code == 404
    assert read(client.get(road).text).links.count(address) == 1
    sign_in(client, session, a_table(session, name="Naboen").member)
    for last in ("", "roadmap.pdf"):
        assert client.get(f"{address}{last}").status_code == 404


def test_a_text_that_somebody_has_changed_in_the_database_is_told(
    client: FlaskClient, session: Session, table: Table
) -> None:
    number = an_adoption_of(session, table)
    content = queries.wording_of(session, table.team.id, number).content
    session.execute(update(StrategicWording).values(content=content.replace("67", "76")))
    sign_in(client, session, table.member)
    address = f"/partnership/core-teams/{table.team.id}/roadmap/wordings/{number}/"
    assert 'data-color="danger"' in client.get(address).text


def an_adoption_of(session: Session, table: Table) -> int:
    a_measure(session, table)
    return an_adoption(session, table).wording


def test_the_database_lets_nothing_be_adopted_whose_text_is_not_kept(session: Session, table: Table) -> None:
    an_adoption_of(session, table)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        session.execute(text("UPDATE strategic_adoption SET wording = 99"))


def test_all_decisions_of_a_municipality_can_be_reached(client: FlaskClient, session: Session, table: Table) -> None:
    first = an_adoption_of(session, table)
    a_measure(session, table, what="Enda et")
    second = an_adoption(session, table).wording
    sign_in(client, session, table.member)
    links = read(client.get(f"/partnership/core-teams/{table.team.id}/roadmap/").text).links
    for number in (first, second):
        assert f"/partnership/core-teams/{table.team.id}/roadmap/wordings/{number}/" in links


@pytest.mark.pdf
@pytest.mark.parametrize("count", [1, 20])
def test_the_paper_meets_both_standards_whatever_was_written(
    app: Flask, session: Session, table: Table, count: int, tmp_path: Path
) -> None:
    hostile = clean(HOSTILE)
    goal = a_goal(session, table, text=hostile, seen_by=hostile)
    for number in range(count):
        said: dict[str, Any] = {"is_new_service": number % 2 == 0, "why_new_service": hostile, "budget": number}
        a_measure(session, table, goal=goal, what=hostile, owner=hostile, payer=hostile, anchoring=hostile, **said)
    an_adoption(session, table, decided_by=hostile)
    plan = queries.plan_of(session, table.team.id, TODAY)
    row = queries.wording_of(session, table.team.id, plan.wording)
    file = tmp_path / "wording.pdf"
    with app.app_context(), i18n.force_locale("nn"):
        made = adopted_paper.printed(row, read_back(row.content), plan.adoptions, mark="DEMO")
        file.write_bytes(render(made))
    assert verapdf.failures(file) == []
