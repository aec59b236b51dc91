"""Builders of a call for a programme, and of an application to it; over the common ones."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from demo import script
from directory.accounts.models import Person
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from grants.applications import actions as applications
from grants.applications.models import Application
from grants.applications.prefill import Filled
from grants.calls import actions as calls
from grants.calls.models import Call
from grants.calls.reading import read
from tests.builders import NOW

DOCUMENT: dict[str, Any] = next(each for each in script.calls() if each["code"] == "T2")
CONTENT = read(DOCUMENT)
OPENED = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
PLANNED = "2026-12-08"


def a_member(name: str, share: int = 5, *, leads: bool = False, number: str = "") -> dict[str, Any]:
    """A row of the team."""
    row = {"name": name, "title": "Rådgiver", "share": share, "role": "leader" if leads else "member"}
    return row | ({"municipality": number} if number else {})


TEAM = (a_member("Ingeborg", leads=True), a_member("Mona"), a_member("Sigrun"))


def the_answers(
    numbers: Sequence[str],
    *,
    team: Sequence[Mapping[str, Any]] = TEAM,
    councils: Sequence[str] = ("older_people", "youth", "disability"),
) -> dict[str, dict[str, Any]]:
    """Everything answered, with an adopted plan and the councils asked in each municipality."""
    plan = {"kind": "plan_adopted", "text": "Bo trygt hjemme", "date": "2026-02-26", "case": "2026/417"}
    asked = [{"council": each, "date": "2026-10-14", "municipality": one} for one in numbers for each in councils]
    return {
        "4": {"contact_name": "Kari", "contact_email": "kari@example.no", "contact_phone": "22334455"},
        "5": {"municipalities": list(numbers)},
        "1": {"text": "Seniorkraft"},
        "2": {"text": "Flere skal få bidra."},
        "45": {"text": "Vi vil slutte å lage planer alene."},
        "46": {"maturity": "starting"},
        "43": {"anchoring": [{**plan, "municipality": one} for one in numbers]},
        "20": {"councils": asked, "text": "Vi spør folk på butikken."},
        "21": {"text": "Vi går dit folk er."},
        "44": {"team": [dict(row) for row in team], "text": "De utfyller hverandre."},
        "49": {"text": "Vi møtes hver onsdag."},
    }


def a_programme_call(session: Session, **other: Any) -> Call:
    """The call T2, published; `other` replaces whole parts of its document."""
    made = calls.load(session, deepcopy(DOCUMENT) | other, actor_id=None, at=OPENED, today=date(2026, 11, 2))
    session.flush()
    return made


def a_joint_application(
    session: Session,
    call: Call,
    municipalities: Sequence[Municipality],
    *,
    actor: Person,
    answers: dict[str, dict[str, Any]] | None = None,
    now: datetime = NOW,
) -> Application:
    """A draft of the first municipality with the others as partners that have not been asked."""
    first, *others = municipalities
    partners: list[Body] = list(others)
    given = answers if answers is not None else the_answers([each.number for each in municipalities])
    made = applications.begin(
        session, call, first, Filled(given, {}), partners=partners, language="nb", actor_id=actor.id, now=now
    )
    made.title = given.get("1", {}).get("text", "")
    session.flush()
    return made
