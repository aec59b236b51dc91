"""What the roadmap says on paper, and that a council may archive it and read it aloud."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from kernel import i18n
from kernel.forms import clean
from kernel.pdf.document import Document, render
from partnership.involvement import actions as involving
from partnership.involvement.actions import AnchoringSaid, CouncilSaid, InvolvementSaid
from partnership.involvement.models import ActorKind, AnchoringKind, Council
from partnership.involvement.queries import heard_by
from partnership.roadmaps.models import Progress
from partnership.strategic_roadmaps import actions, document, learning, queries
from partnership.strategic_roadmaps.rules import LessonDraft
from tests import verapdf
from tests.builders import NOW
from tests.kernel.pdf.documents import HOSTILE
from tests.partnership.strategic_roadmaps.builders import TODAY, a_goal, a_measure, an_adoption
from tests.partnership.teaming import Table


def made(session: Session, table: Table, *, mark: str | None = None) -> Document:
    """The roadmap of the team on paper."""
    plan = queries.plan_of(session, table.team.id, TODAY)
    lessons = queries.lessons_of(session, [table.team.id])
    return document.roadmap(table.team, plan, heard_by(session, table.team.id), lessons, TODAY, mark=mark)


def text_of(paper: Document) -> str:
    """All that the paper says."""
    pages = pypdf.PdfReader(io.BytesIO(render(paper))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def is_heard(session: Session, table: Table, said: str, used: str) -> None:
    """The team has a plan, has asked one council, will ask another, and involves a club."""
    team, here, by = table.team, table.municipality.id, {"actor_id": table.coordinator.id, "at": NOW}
    adopted = AnchoringKind.PLAN_ADOPTED
    involving.anchor(session, team, AnchoringSaid(here, adopted, said, "", TODAY, "26/7", used, used), **by)
    for council in (Council.OLDER_PEOPLE, Council.YOUTH):
        is_done = council is Council.OLDER_PEOPLE
        words = (said, used) if is_done else ("", "")
        involving.note_council(session, team, CouncilSaid(here, council, TODAY, is_done, "26/9", *words), **by)
    sports = InvolvementSaid(ActorKind.SPORT, "Klubben på kaia", used, TODAY, is_done=True, result=used)
    involving.involve(session, team, sports, **by)
    session.flush()


def test_it_says_what_a_council_must_know(app: Flask, session: Session, table: Table) -> None:
    by: dict[str, Any] = {"actor_id": table.coordinator.id, "at": NOW}
    actions.write_aim(session, table.team, "Alle blir spurt", version=0, **by)
    goal = a_goal(session, table, seen_by="Flere sier at de ble spurt")
    measure = a_measure(
        session,
        table,
        goal=goal,
        budget=40_000,
        payer="Kommunen",
        anchoring="Kommuneplanen",
        case_number="26/12",
        decided_on=date(2026, 9, 1),
        domains=("transport",),
        is_new_service=True,
        why_new_service="Ingen har en slik telefon",
    )
    actions.note_progress(session, table.team, measure.id, Progress.UNDER_WAY, "Ti er ringt", version=1, **by)
    learning.learn(session, table.team, LessonDraft(TODAY, "Spør først", "Vi ringer", is_shared=False), **by)
    session.flush()
    with app.app_context(), i18n.force_locale("en"):
        said = text_of(made(session, table))
        for words in (
            "Alle blir spurt",
            "How we see it: Flere sier at de ble spurt",
            "Frivilligkoordinatoren",
            "1 December 2026 – 1 March 2027",
            "40,000 kroner (Kommunen)",
            "Kommuneplanen, case 26/12, 1 September 2026",
            "Transport",
            "Ti er ringt",
            "Ingen har en slik telefon",
            "Vi ringer",
            "as it stands in wording 3",
        ):
            assert words in said
        an_adoption(session, table)
        said = text_of(made(session, table))
        assert "Kommunestyret, 21 November 2026, case 26/417" in said
        assert "Proposal to whoever decides" not in said


@pytest.mark.pdf
@pytest.mark.parametrize("count", [0, 20])
def test_the_paper_meets_both_standards_whatever_is_written(
    app: Flask, session: Session, table: Table, count: int, tmp_path: Path
) -> None:
    hostile = clean(HOSTILE)
    by: dict[str, Any] = {"actor_id": table.coordinator.id, "at": NOW}
    goal = a_goal(session, table, text=hostile, seen_by=hostile)
    for number in range(count):
        a_measure(
            session,
            table,
            goal=goal,
            what=hostile * (1 + number % 3),
            owner=hostile,
            budget=number,
            payer=hostile,
            anchoring=hostile,
            is_new_service=number % 2 == 0,
            why_new_service=hostile,
        ).progress = list(Progress)[number % 4]
        learning.learn(session, table.team, LessonDraft(TODAY, hostile, hostile, is_shared=True), **by)
    is_heard(session, table, hostile, hostile)
    file = tmp_path / "roadmap.pdf"
    with app.app_context(), i18n.force_locale("nn"):
        file.write_bytes(render(made(session, table, mark="DEMO")))
    assert verapdf.failures(file) == []


def test_it_says_who_has_been_heard_and_what_it_was_used_for(app: Flask, session: Session, table: Table) -> None:
    with app.app_context(), i18n.force_locale("en"):
        assert "Who has been heard" not in text_of(made(session, table))
    is_heard(session, table, "Spør alle", "Vi ringte")
    with app.app_context(), i18n.force_locale("en"):
        told = text_of(made(session, table))
    for words in ("A plan is adopted: Spør alle", "case 26/7", "Older people", "Vi ringte", "Planned", "Sport (1)"):
        assert words in told
    assert "Klubben" not in told, "a paper for a council names nobody of those who are not organised"
