"""What the roadmap says on paper, and that it may be archived and read aloud."""

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from kernel import i18n
from kernel.forms import clean
from kernel.pdf.document import Document, render
from partnership.assessments.queries import pictures
from partnership.relations.naming import title_of
from partnership.relations.sides import Side
from partnership.roadmaps import actions, document, queries
from partnership.roadmaps.models import Progress
from tests import verapdf
from tests.builders import NOW
from tests.kernel.pdf.documents import HOSTILE
from tests.partnership.assessments.conftest import Pair
from tests.partnership.roadmaps.builders import a_goal, a_measure


def made(session: Session, pair: Pair, *, mark: str | None = None) -> Document:
    """The roadmap of the relation on paper."""
    found = pictures(session, [pair.relation], eyes={pair.relation.id: None}, as_of=NOW.date())
    plan = queries.plan_of(session, pair.relation.id)
    return document.roadmap(pair.relation, found[pair.relation.id], plan, title_of(pair.relation), mark=mark)


def text_of(paper: Document) -> str:
    """All that the paper says."""
    pages = pypdf.PdfReader(io.BytesIO(render(paper))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_it_says_goals_measures_cost_anchoring_and_who_stands_for_it(app: Flask, session: Session, pair: Pair) -> None:
    goal = a_goal(session, pair.relation, actor=pair.kom)
    a_measure(
        session,
        pair.relation,
        actor=pair.kom,
        goal=goal,
        budget=40_000,
        payer="Fylket",
        anchoring="Folkehelseplanen",
        case_number="26/12",
        decided_on=date(2026, 9, 1),
        domains=("transport",),
    )
    dropped = a_measure(session, pair.relation, actor=pair.kom, goal=goal, what="Busskort")
    actions.note_progress(
        session, pair.relation, dropped.id, Progress.DROPPED, "Fylket sa nei", version=1, actor_id=pair.kom.id, at=NOW
    )
    session.flush()
    with app.app_context(), i18n.force_locale("en"):
        said = text_of(made(session, pair))
        for words in (
            "Faste turgrupper i hver bygd",
            "From step 2, Coordination to step 3, Cooperation, by 1 September 2027.",
            "Skrive avtale",
            "40,000 kroner",
            "Folkehelseplanen, case 26/12, 1 September 2026",
            "Transport",
            "Fylket sa nei",
            "Not adopted by both yet",
        ):
            assert words in said
        wording = queries.plan_of(session, pair.relation.id).wording
        for side in Side:
            by = pair.actor(side).id
            actions.adopt(session, pair.relation, side, wording=wording, reference="Veikart", actor_id=by, at=NOW)
            session.flush()
        said = text_of(made(session, pair))
        assert "Not adopted by both yet" not in said
        assert said.count("Adopted 21 November 2026") == 2


@pytest.mark.pdf
@pytest.mark.parametrize("count", [0, 12])
def test_the_paper_meets_both_standards_whatever_is_written(
    app: Flask, session: Session, pair: Pair, count: int, tmp_path: Path
) -> None:
    hostile = clean(HOSTILE)
    goal = a_goal(session, pair.relation, actor=pair.kom, text=hostile)
    for number in range(count):
        a_measure(
            session,
            pair.relation,
            actor=pair.kom,
            goal=goal,
            what=hostile * (1 + number % 3),
            responsible=hostile,
            budget=number,
            payer=hostile,
            anchoring=hostile,
        )
    file = tmp_path / "roadmap.pdf"
    with app.app_context(), i18n.force_locale("nn"):
        file.write_bytes(render(made(session, pair, mark="DEMO")))
    assert verapdf.failures(file) == []
