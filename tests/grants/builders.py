"""Builders of the grants' tests, over the common ones."""

import json
from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from grants.applications import actions as applications
from grants.applications.models import Application
from grants.applications.prefill import Filled
from grants.calls import actions as calls
from grants.calls.models import Call
from kernel import clock
from tests.builders import NOW

DOCUMENT = json.loads((Path(__file__).parent / "a_call.json").read_text(encoding="utf-8"))
OPENED = datetime(2026, 10, 1, 7, 0, tzinfo=UTC)
ANSWERS: dict[str, dict[str, Any]] = {
    "4": {"contact_name": "Kari Nordmann", "contact_email": "kari@example.no"},
    "5": {"municipalities": ["1577"]},
    "1": {"text": "Følge til kulturhuset"},
    "2": {"text": "Eldre som bor hjemme, skal komme seg ut og være sammen med andre."},
    "9": {"text": "Vi er partnere og planlegger sammen."},
    "36": {
        "amounts": {"1": 500_000, "2": 400_000},
        "budget": {"activity": {"1": 300_000, "2": 400_000}, "coordination": {"1": 200_000}},
    },
}


def a_call(
    session: Session, code: str = "T1", *, closes_at: str = "2026-12-01T12:00:00Z", at: datetime = OPENED, **other: Any
) -> Call:
    """A published call with a small form; `other` replaces whole parts of its document."""
    document = deepcopy(DOCUMENT) | {"code": code} | other
    document["dates"]["closes_at"] = closes_at
    made = calls.load(session, document, actor_id=None, at=at, today=clock.local_date(at))
    session.flush()
    return made


def an_application(
    session: Session,
    call: Call,
    applicant: Body,
    *,
    actor: Person,
    partners: Sequence[Body] = (),
    answers: dict[str, dict[str, Any]] | None = None,
    now: datetime = NOW,
) -> Application:
    """A draft with every question answered, or with these answers; its partners have not been asked."""
    given = deepcopy(ANSWERS if answers is None else answers)
    if answers is None and (there := session.scalar(select(Municipality.number).limit(1))):
        given["5"] = {"municipalities": [there]}  # one that the page can offer
    made = applications.begin(
        session, call, applicant, Filled(given, {}), partners=partners, language="nb", actor_id=actor.id, now=now
    )
    made.title = given.get("1", {}).get("text", "")
    session.flush()
    return made
