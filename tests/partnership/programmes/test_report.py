"""What the centre sees of all the teams, the report on paper, and the card on a team's page."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel import i18n
from kernel.forms import clean
from kernel.pdf.document import Document, render
from partnership.core_teams.models import TeamGuest, WorkHours, WorkKind
from partnership.programmes import actions, document, following, guiding, progress, queries, saying
from partnership.programmes.models import GuidanceTopic
from partnership.programmes.progress import Tally
from partnership.programmes.rules import HandInDraft, Question
from partnership.programmes.saying import needs
from partnership.strategic_roadmaps.models import Lesson
from partnership.strategic_roadmaps.queries import Summary, lessons_of
from tests import verapdf
from tests.builders import NOW, a_person, an_organisation, sign_in
from tests.kernel.pdf.documents import HOSTILE
from tests.pages import read
from tests.partnership.programmes.builders import Scene, a_task
from tests.partnership.teaming import a_table, an_event, takes_part


def account(session: Session, scene: Scene) -> document.Account:
    """All that the report tells."""
    parts = queries.participations(session, scene.programme)
    records = following.records_of(session, scene.programme)
    courses = following.courses(session, scene.programme, parts, records, NOW.date())
    lessons = lessons_of(session, [part.team_id for part in parts], only_shared=True)
    return document.Account(scene.programme, records, courses, lessons, NOW.date())


def text_of(paper: Document) -> str:
    """All that the paper says."""
    pages = pypdf.PdfReader(io.BytesIO(render(paper))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def filled(session: Session, scene: Scene, text: str = "Vi spurte først.") -> None:
    """Something of everything: homework, a meeting held, hours, a question and a lesson."""
    team, seats, by = scene.table.team, scene.table.seats, scene.table.member.id
    done = a_task(session, scene, title="Kartlegg")
    a_task(session, scene, title="Skriv", days=-3)
    actions.hand_in(session, done, team, HandInDraft(text, ""), version=0, actor_id=by, at=NOW)
    held = an_event(session, scene.programme, title="Samling en", starts_at=NOW - timedelta(days=5))
    an_event(session, scene.programme, title="Samling to")
    actions.note_attendance(session, held, {seats[0].id}, among={seats[0].id}, actor_id=by, at=NOW)
    guiding.ask(session, scene.programme, team, Question(GuidanceTopic.METHODS, text), actor_id=by, at=NOW)
    hours = {"team_id": team.id, "seat_id": seats[0].id, "done_on": NOW.date(), "minutes": 600}
    session.add(WorkHours(**hours, kind=WorkKind.LOCAL_WORK, note="", noted_at=NOW, noted_by_id=by))
    session.add(Lesson(team_id=team.id, learnt_on=NOW.date(), learnt=text, changed=text, is_shared=True))
    session.add(Lesson(team_id=team.id, learnt_on=NOW.date(), learnt="Bare vårt.", changed="", is_shared=False))
    session.commit()


def test_the_report_tells_what_was_done_and_what_is_needed(app: Flask, session: Session, scene: Scene) -> None:
    filled(session, scene)
    with app.app_context(), i18n.force_locale("en"):
        said = text_of(document.report(account(session, scene), mark=None))
    for words in (
        "Kjerneteamet",
        "Volda",
        "1 of 2",
        "1 of 1",
        "10 worked",
        "Samling en",
        "Homework overdue: Skriv",
        "Waits for an answer about: Methods and tools",
        "Vi spurte først.",
        "the older people's council is not involved",
    ):
        assert words in said, words
    assert "Bare vårt." not in said, "what a team keeps for itself is not told"


def test_only_what_is_answered_is_help(app: Flask, session: Session, scene: Scene) -> None:
    filled(session, scene)
    helped = "What the teams were helped with"
    with app.app_context(), i18n.force_locale("en"):
        assert helped not in text_of(document.report(account(session, scene), mark=None))
        by, question = scene.centre.caseworker.id, Question(GuidanceTopic.ROADMAP, "Hvor langt må vi?")
        guiding.note_call(session, scene.programme, scene.table.team, question, "Langt.", actor_id=by, at=NOW)
        session.commit()
        said = text_of(document.report(account(session, scene), mark=None))
    assert f"{helped} The roadmap 1 What" in said
    assert "Waits for an answer about: Methods and tools" in said


def test_the_hours_of_all_the_teams_are_the_sum_of_what_is_shown_of_each(app: Flask) -> None:
    with app.test_request_context(), i18n.force_locale("en"):
        assert saying.hours(80, 80, 80) == "3"


def test_teams_stand_in_the_order_of_the_alphabet_whatever_they_have_done(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    filled(session, scene)
    for name in ("Ål", "Asker"):
        table = a_table(session, name=name)
        table.team.name = f"{name}-teamet"
        takes_part(session, scene.programme, table.team)
    session.commit()
    sign_in(client, session, scene.centre.caseworker)
    rows = list(csv.reader(io.StringIO(client.get(f"{scene.base}teams/?format=csv").text), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["Asker-teamet", "Kjerneteamet", "Ål-teamet"]
    heads = client.get(f"{scene.base}teams/").text.split("<thead>")[1].split("</thead>")[0]
    assert heads.count("?sort=") == 1, "a list of teams is sorted by name, and by nothing that they do"
    assert read(client.get(f"{scene.base}report/").text).headings == 1
    assert client.get(f"{scene.base}report.pdf").data.startswith(b"%PDF")


def test_hours_are_held_against_those_set_aside_until_today(app: Flask, session: Session, scene: Scene) -> None:
    filled(session, scene)
    (course,) = account(session, scene).courses
    assert course.worked == 600
    weeks = (NOW.date() - scene.programme.starts_on).days + 1
    assert course.planned == round(weeks / 7 * 1.5 * 450)


def test_a_programme_that_has_not_begun_has_no_plan(session: Session, scene: Scene) -> None:
    scene.programme.starts_on = NOW.date() + timedelta(days=30)
    session.commit()
    (course,) = account(session, scene).courses
    assert (course.planned, course.worked, course.attended) == (0, 0, progress.Tally(0, 0))


def test_what_a_team_needs_is_said_its_own_wish_first(app: Flask, session: Session, scene: Scene) -> None:
    filled(session, scene)
    (course,) = account(session, scene).courses
    with app.app_context(), i18n.force_locale("en"):
        told = needs(course)
    assert told[0] == "Waits for an answer about: Methods and tools"
    assert told[1] == "Homework overdue: Skriv"


@pytest.mark.pdf
@pytest.mark.parametrize("teams", [0, 8])
def test_the_paper_meets_both_standards_whatever_is_written(
    app: Flask, session: Session, scene: Scene, teams: int, tmp_path: Path
) -> None:
    hostile = clean(HOSTILE)
    if teams:
        filled(session, scene, hostile)
    else:
        actions.leave(session, scene.programme, scene.table.team, actor_id=scene.centre.caseworker.id, at=NOW)
    for number in range(teams):
        table = a_table(session, name=f"By {number}")
        table.team.name = hostile[: 40 + number]
        takes_part(session, scene.programme, table.team)
    session.commit()
    file = tmp_path / "report.pdf"
    with app.app_context(), i18n.force_locale("nn"):
        file.write_bytes(render(document.report(account(session, scene), mark="DEMO")))
    assert verapdf.failures(file) == []


def test_the_card_leads_a_team_to_its_programme_and_a_guest_nowhere(
    app: Flask, client: FlaskClient, session: Session, scene: Scene
) -> None:
    a_task(session, scene, days=-2)
    sign_in(client, session, scene.table.member)
    page = client.get(f"/partnership/core-teams/{scene.table.team.id}/")
    assert page.status_code == 200
    assert scene.base in read(page.text).links
    assert "1 hjemmelekse" in page.text or "1 homework task is overdue" in page.text
    friends = an_organisation(session)
    leader = a_person(session, Role.ORGANISATION_LEADER, friends)
    by = scene.table.coordinator.id
    session.add(TeamGuest(team_id=scene.table.team.id, organisation_id=friends.id, invited_at=NOW, invited_by_id=by))
    session.commit()
    guest = client.application.test_client()
    sign_in(guest, session, leader)
    shown = guest.get(f"/partnership/core-teams/{scene.table.team.id}/")
    assert shown.status_code == 200
    assert scene.base not in read(shown.text).links


def test_what_is_not_there_is_not_counted_and_one_municipality_is_no_fraction(app: Flask) -> None:
    course = SimpleNamespace(worked=0, planned=0, roadmap=Summary(1, 2, 0, 0, 1, 1))
    with app.test_request_context(), i18n.force_locale("en"):
        assert (saying.worked(course), saying.tally(Tally(0, 0))) == ("–", "–")  # type: ignore[arg-type]
        assert saying.roadmap(course) == "0 of 2 measures done, adopted"  # type: ignore[arg-type]
        course.roadmap = Summary(1, 2, 0, 0, 1, 3)
        assert saying.roadmap(course).endswith("adopted by 1 of 3 municipalities")  # type: ignore[arg-type]
        course.worked, course.planned = 600, 6000
        assert saying.worked(course) == "10 worked, 100 set aside"  # type: ignore[arg-type]
