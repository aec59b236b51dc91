"""What is read of a roadmap: who may, what waits, the card, the list, the paper, and how much it asks for."""

import csv
import io
from datetime import timedelta

import pypdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.bodies.models import LanguageForm
from kernel import clock
from partnership.roadmaps import queries
from partnership.roadmaps.models import Owner, Progress
from tests.builders import NOW, a_person, an_organisation, post, sign_in
from tests.pages import read
from tests.partnership.assessments.conftest import Pair
from tests.partnership.roadmaps.builders import GOAL, a_goal, a_measure, base


@pytest.mark.parametrize(
    "path",
    [
        "",
        "by-date/",
        "roadmap.pdf",
        "from-missing/",
        "goals/new",
        "goals/{goal}",
        "measures/{measure}",
        "measures/{measure}/progress",
        "goals/{goal}/measures/new",
    ],
)
def test_a_stranger_finds_nothing_here(client: FlaskClient, session: Session, pair: Pair, path: str) -> None:
    measure = a_measure(session, pair.relation, actor=pair.kom)
    address = base(pair) + path.format(goal=measure.goal_id, measure=measure.id)
    other = an_organisation(session, "Naboane")
    sign_in(client, session, a_person(session, Role.ORGANISATION_LEADER, other))
    assert client.get(address).status_code == 404


def test_home_care_reads_and_writes_nothing(client: FlaskClient, session: Session, pair: Pair) -> None:
    a_measure(session, pair.relation, actor=pair.kom)
    sign_in(client, session, a_person(session, Role.HOME_CARE, pair.municipality))
    page = client.get(base(pair))
    assert page.status_code == 200
    assert f"{base(pair)}goals/new" not in read(page.text).links
    assert post(client, f"{base(pair)}goals/new", GOAL).status_code == 404


def test_my_work_tells_the_owner_two_weeks_ahead(client: FlaskClient, session: Session, pair: Pair) -> None:
    today = clock.local_date(clock.now())
    goal = a_goal(session, pair.relation, actor=pair.kom)
    for what, owner, days in (
        ("Kommunens tiltak", Owner.MUNICIPALITY, 14),
        ("Lagets tiltak", Owner.ORGANISATION, -3),
        ("Senere", Owner.BOTH, 15),
    ):
        due = today + timedelta(days=days)
        a_measure(session, pair.relation, actor=pair.kom, goal=goal, what=what, owner=owner, due_on=due)
    sign_in(client, session, pair.org)
    waits = client.get("/my-work").text
    assert "Lagets tiltak" in waits
    assert "Kommunens tiltak" not in waits
    assert "Senere" not in waits


def test_the_card_says_how_far_it_has_come(client: FlaskClient, session: Session, pair: Pair) -> None:
    address = f"/partnership/relations/{pair.relation.id}/"
    sign_in(client, session, pair.org)
    assert base(pair) in read(client.get(address).text).links
    goal = a_goal(session, pair.relation, actor=pair.kom)
    for progress in (Progress.DONE, Progress.UNDER_WAY, Progress.DROPPED):
        made = a_measure(session, pair.relation, actor=pair.kom, goal=goal, due_on=NOW.date() - timedelta(days=1))
        made.progress = progress
    session.commit()
    found = queries.summary_of(session, pair.relation.id, NOW.date())
    assert found == queries.Summary(kept=2, done=1, late=1, is_adopted=False)


def test_the_list_by_date_can_be_searched_and_downloaded(client: FlaskClient, session: Session, pair: Pair) -> None:
    goal = a_goal(session, pair.relation, actor=pair.kom)
    for what in ("=2+2", "Skrive avtale"):
        a_measure(session, pair.relation, actor=pair.kom, goal=goal, what=what, budget=5_000, payer="Kommunen")
    sign_in(client, session, pair.org)
    found = client.get(f"{base(pair)}by-date/?q=avtale")
    assert "Skrive avtale" in found.text
    assert "=2+2" not in found.text
    answer = client.get(f"{base(pair)}by-date/?format=csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["'=2+2", "Skrive avtale"]
    assert client.get(f"{base(pair)}by-date/?format=xlsx").status_code == 200


@pytest.mark.parametrize(
    ("form", "tag"), [(LanguageForm.NB, "nb-NO"), (LanguageForm.NN, "nn-NO"), (LanguageForm.NEUTRAL, "nb-NO")]
)
def test_the_paper_is_in_the_relations_language(
    client: FlaskClient, session: Session, pair: Pair, form: LanguageForm, tag: str
) -> None:
    a_measure(session, pair.relation, actor=pair.kom, budget=40_000, payer="Kommunen")
    pair.municipality.language_form = form
    pair.org.language = "en"
    sign_in(client, session, pair.org)
    answer = client.get(f"{base(pair)}roadmap.pdf")
    assert answer.content_type == "application/pdf"
    assert pypdf.PdfReader(io.BytesIO(answer.data)).trailer["/Root"]["/Lang"] == tag


def test_the_page_makes_the_same_number_of_statements_with_one_measure_and_with_thirty(
    client: FlaskClient, session: Session, pair: Pair, statements: list[str]
) -> None:
    goal = a_goal(session, pair.relation, actor=pair.kom)
    a_measure(session, pair.relation, actor=pair.kom, goal=goal)
    sign_in(client, session, pair.kom)
    client.get(base(pair))
    statements.clear()
    client.get(base(pair))
    few = len(statements)
    for number in range(30):
        under = goal if number % 3 else a_goal(session, pair.relation, actor=pair.kom, text=f"Mål {number}")
        measure = a_measure(session, pair.relation, actor=pair.kom, goal=under, what=f"Tiltak {number}")
        measure.progress = Progress.UNDER_WAY
    session.commit()
    statements.clear()
    client.get(base(pair))
    assert len(statements) == few <= 20
