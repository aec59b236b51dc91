"""Homework, questions and drafts that show what matters and hide the rest."""

import email
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email import policy
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from kernel.jobs import run_due
from kernel.orm import Translated
from partnership.programmes import planning
from partnership.programmes.models import EventKind, EventMode, Homework, Programme
from partnership.programmes.rules import EventDraft, HandInDraft, HomeworkDraft, ProgrammeDraft
from tests.builders import NOW
from tests.partnership.teaming import Centre, Table, a_centre, a_table, takes_part

ANSWER = HandInDraft("Vi har snakket med tolv.", "")


@dataclass(frozen=True)
class Scene:
    """A centre with a programme, and a team that takes part in it."""

    centre: Centre
    table: Table

    @property
    def programme(self) -> Programme:
        """The programme."""
        return self.centre.programme

    @property
    def base(self) -> str:
        """The programme's address."""
        return f"/partnership/programmes/{self.programme.code}/"


def a_scene(session: Session) -> Scene:
    """A programme with a team."""
    scene = Scene(a_centre(session), a_table(session))
    takes_part(session, scene.programme, scene.table.team)
    session.commit()
    return scene


def a_programme_draft(**other: Any) -> ProgrammeDraft:
    """A programme of one year."""
    said: dict[str, Any] = {
        "code": "KT-2028",
        "title": Translated(nb="Kjerneteam 2028"),
        "about": Translated(nb="Vi lærer sammen."),
        "language": "nb",
        "call_code": "",
        "process_leader": "",
        "contact_name": "Marianne Holth",
        "contact_email": "senter@example.no",
        "contact_phone": "22334455",
        "starts_on": date(2028, 1, 1),
        "ends_on": date(2028, 12, 31),
    }
    return ProgrammeDraft(**said | other)


def an_event_draft(**other: Any) -> EventDraft:
    """A gathering of two hours on a screen."""
    said: dict[str, Any] = {
        "kind": EventKind.GATHERING,
        "title": "Første samling",
        "about": "",
        "starts_at": datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
        "ends_at": datetime(2026, 12, 1, 10, 0, tzinfo=UTC),
        "mode": EventMode.DIGITAL,
        "place": "",
        "link": "https://video.example.no/rom",
        "is_travel_needed": False,
    }
    return EventDraft(**said | other)


def a_task(session: Session, scene: Scene, *, title: str = "Snakk med ti", days: int = 7) -> Homework:
    """Homework that is due so many days from now."""
    draft = HomeworkDraft(title, "Spør hva de ønsker.", NOW.date() + timedelta(days=days), None)
    made = planning.give_homework(session, scene.programme, draft, actor_id=scene.centre.caseworker.id, at=NOW)
    session.commit()
    return made


def letters(app: Flask) -> list[tuple[str, str, str]]:
    """To whom, about what, and what was said, in the order in which it was promised."""
    while run_due(app):
        pass
    found = []
    for path in sorted((app.extensions["trinn"].var / "mail").glob("*.eml"), key=lambda path: int(path.stem)):
        letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        found.append((letter["To"], letter["Subject"], letter.get_content()))
    return found
