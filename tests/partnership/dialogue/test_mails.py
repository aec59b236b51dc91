"""The mails: both sides hear of a meeting, and the other side of minutes that wait for it."""

from collections.abc import Callable
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel.jobs import run_due
from partnership.dialogue import actions
from partnership.dialogue.models import Meeting
from partnership.relations.sides import Side
from partnership.staircase.queries import edition_in_force
from tests.builders import NOW, a_person
from tests.partnership.dialogue.builders import Pair, a_held_meeting, a_meeting, a_slot

Mails = Callable[[], dict[str, EmailMessage]]


@pytest.fixture
def mails(app: Flask, session: Session) -> Mails:
    """The mails laid out since one last looked, by address."""
    seen: set[Path] = set()

    def look() -> dict[str, EmailMessage]:
        session.commit()
        while run_due(app):
            pass
        laid = set(Path(app.extensions["trinn"].var).glob("mail/*.eml")) - seen
        seen.update(laid)
        read = [message_from_bytes(path.read_bytes(), policy=default) for path in laid]
        assert len({str(mail["To"]) for mail in read}) == len(read), "somebody got two mails"
        return {str(mail["To"]): mail for mail in read}

    return look


def test_both_sides_are_told_when_a_meeting_is_called_moved_and_cancelled(
    session: Session, pair: Pair, mails: Mails
) -> None:
    home_care = a_person(session, Role.HOME_CARE, pair.relation.municipality)
    meeting = a_meeting(session, pair)
    called = mails()
    assert set(called) == {pair.kom.email, pair.org.email}
    assert home_care.email not in called
    assert "3. desember 2026" in str(called[pair.org.email]["Subject"])
    text = called[pair.org.email].get_content()
    assert f"http://127.0.0.1:8000{pair.page(meeting)}\n" in text
    assert "Rådhuset" in text

    slot = a_slot(date(2026, 12, 10), place="Biblioteket")
    actions.move(session, meeting, slot, version=meeting.version, actor_id=pair.org.id, at=NOW)
    moved = mails()
    assert set(moved) == {pair.kom.email, pair.org.email}
    assert "10. desember 2026" in str(moved[pair.kom.email]["Subject"])
    assert "Biblioteket" in moved[pair.kom.email].get_content()

    actions.cancel(session, meeting, reason="Sykdom", version=meeting.version, actor_id=pair.kom.id, at=NOW)
    cancelled = mails()
    assert set(cancelled) == {pair.kom.email, pair.org.email}
    assert "Sykdom" in cancelled[pair.org.email].get_content()


def minutes_sent(session: Session, pair: Pair) -> Meeting:
    """Minutes that the municipality has sent."""
    meeting = a_held_meeting(session, pair)
    actions.send(session, meeting, Side.MUNICIPALITY, version=meeting.version, actor_id=pair.kom.id, at=NOW)
    session.flush()
    return meeting


def test_the_other_side_is_told_of_minutes_to_approve_and_the_first_of_those_sent_back(
    session: Session, pair: Pair, mails: Mails
) -> None:
    meeting = minutes_sent(session, pair)
    assert set(mails()) == {pair.org.email}

    actions.send_back(session, meeting, Side.ORGANISATION, "Vi sa delvis.", actor_id=pair.org.id, at=NOW)
    assert set(mails()) == {pair.kom.email}


def test_both_are_told_of_approved_minutes(session: Session, pair: Pair, mails: Mails) -> None:
    meeting = minutes_sent(session, pair)
    mails()
    content = edition_in_force(session).content
    actions.approve(
        session,
        pair.relation,
        meeting,
        content,
        Side.ORGANISATION,
        version=meeting.version,
        actor_id=pair.org.id,
        at=NOW,
    )
    assert mails().keys() == {pair.kom.email, pair.org.email}

    actions.correct(session, meeting, Side.ORGANISATION, "Det var tirsdag.", actor_id=pair.org.id, at=NOW)
    told = mails()
    assert told.keys() == {pair.kom.email, pair.org.email}
    assert "tirsdag" not in told[pair.kom.email].get_content()


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "3. desember 2026"), ("nn", "3. desember 2026"), ("en", "3 December 2026")]
)
def test_a_mail_is_in_the_recipients_language(
    session: Session, pair: Pair, mails: Mails, language: str, words: str
) -> None:
    pair.org.language = language
    a_meeting(session, pair)
    assert words in str(mails()[pair.org.email]["Subject"])
