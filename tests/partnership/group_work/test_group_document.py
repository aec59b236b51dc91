"""What the result says on paper, and that it may be archived and read aloud."""

import io
from pathlib import Path

import pypdf
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Viewer
from directory.accounts.queries import holdings
from kernel import i18n
from kernel.forms import clean
from kernel.pdf.document import Document, render
from partnership.group_work import actions, document, queries
from tests import verapdf
from tests.builders import NOW
from tests.kernel.pdf.documents import HOSTILE
from tests.partnership.group_work.builders import Room, a_room, begun, closed, said
from tests.partnership.teaming import an_event


def viewer_of(session: Session, person: Person) -> Viewer:
    """A person as it knocks."""
    return Viewer(person.id, person.name, person.email, "nb", 0, False, "", NOW, 3600, holdings(session, person.id))


def made(session: Session, room: Room, *, mark: str | None = None) -> Document:
    """The result on paper."""
    viewer = viewer_of(session, room.centre.caseworker)
    results, crowd = queries.results_of(session, room.work, viewer=viewer), queries.crowd_of(session, room.work)
    return document.result(room.work, results, crowd, mark=mark)


def test_it_says_the_questions_the_themes_and_the_answers_and_no_group(app: Flask, session: Session) -> None:
    room = a_room(session)
    room.work.event = an_event(session, room.centre.programme, title="Samling to")
    begun(session, room, "one", "two")
    question = said(session, room, "one", "Skyss til kafeen")
    said(session, room, "two", "Noen å gå sammen med")
    at, answers = closed(session, room), queries.answers_to(session, question)
    themes = {each.id: "Følge" for each in answers if "sammen" in each.text}
    by = room.centre.caseworker.id
    actions.sum_up(session, room.work, question, themes, "De vil ut.", version=1, actor_id=by, at=at)
    session.flush()
    with app.app_context(), i18n.force_locale("en"):
        pages = pypdf.PdfReader(io.BytesIO(render(made(session, room)))).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for words in (
        "Group work: Hva vil vi finne ut?",
        "Samling to",
        "How many took part 2",
        "Hva er viktigst?",
        "De vil ut.",
        "Følge: 1 answer",
        "Noen å gå sammen med",
        "No theme: 1 answer",
        "No answers came.",
    ):
        assert words in text
    assert "group 1" not in text.lower()


@pytest.mark.pdf
@pytest.mark.parametrize("count", [0, 12])
def test_the_paper_meets_both_standards_whatever_is_written(
    app: Flask, session: Session, count: int, tmp_path: Path
) -> None:
    hostile = clean(HOSTILE)
    room = a_room(session, title=hostile, questions=(hostile, "Hva?"))
    begun(session, room)
    question = queries.questions_of(session, room.work)[0]
    for number in range(count):
        said(session, room, "one", f"{hostile} {number}")
    at, themes = closed(session, room), {each.id: hostile for each in queries.answers_to(session, question)[::2]}
    by = room.centre.caseworker.id
    actions.sum_up(session, room.work, question, themes, hostile, version=1, actor_id=by, at=at)
    session.flush()
    file = tmp_path / "result.pdf"
    with app.app_context(), i18n.force_locale("nn"):
        file.write_bytes(render(made(session, room, mark="DEMO")))
    assert verapdf.failures(file) == []
