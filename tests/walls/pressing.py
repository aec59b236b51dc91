"""A button of core teams or their programme that several press at once, and what one press does."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.jobs.outbox import OutboxJob
from tests.walls.conftest import Open, Rows
from tests.walls.teams import PHONE
from tests.walls.test_same_moment import sent_at_once

AT_ONCE = 4
CALM = {303, 404, 409, 422}


@dataclass(frozen=True)
class Pressed:
    """A button: who presses it, where it goes with what, and how many rows and mails more there are after it."""

    name: str
    action: str
    typed: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, int] = field(default_factory=dict)
    mails: int = 0
    account: str = "kom.volda"


def press(session: Session, browse: Open, rows: Rows, places: Mapping[str, object], button: Pressed) -> None:
    """Let several press a button at once, and see that it has one effect, and each a calm answer."""
    clients = [browse(None if button.account == "phone" else button.account) for _ in range(AT_ONCE)]
    for client in clients if button.account == "phone" else ():
        with client.session_transaction() as cookie:
            cookie["phone"] = f"{PHONE}-fire"
    typed = {name.format(**places): value.format(**places) for name, value in button.typed.items()}
    before, mails = rows(), mails_of(session)
    answers = sent_at_once(clients, button.action.format(**places), typed)
    after = rows()
    assert 303 in answers, answers
    assert set(answers) <= CALM, answers
    grown = {name: len(after[name]) - len(before[name]) for name in after if name != "audit_line"}
    assert {name: number for name, number in grown.items() if number} == button.more
    assert before != after
    lines = [row[3:6] for row in after["audit_line"] if row not in before["audit_line"]]
    assert max(Counter(lines).values(), default=0) <= 1, "nothing is written twice in the log"
    assert mails_of(session) - mails == button.mails


def mails_of(session: Session) -> int:
    """How many mails have been promised."""
    return session.scalars(select(func.count()).select_from(OutboxJob).where(OutboxJob.name.contains("mail"))).one()
