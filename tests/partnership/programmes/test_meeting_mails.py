"""Who hears of a meeting that is planned, moved or called off: everybody once, of what it is in the end."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, pairwise
from threading import Event
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from kernel.db import transaction
from kernel.jobs import run_due
from kernel.jobs.outbox import OutboxJob
from partnership.programmes import actions, event_queries, jobs, news, news_queries, planning
from partnership.programmes.models import EventMode, Programme, ProgrammeEvent
from tests.builders import NOW
from tests.partnership.programmes.builders import Scene, an_event_draft, letters
from tests.partnership.teaming import a_seat, a_table, takes_part

LATER = NOW + news.WAITS


@dataclass
class Office:
    """The centre at its desk: what it plans, and what the worker does with it."""

    app: Flask
    session: Session
    scene: Scene

    @property
    def by(self) -> int:
        return self.scene.centre.caseworker.id

    def plan(self, title: str = "Første samling", *, at: datetime = NOW, **other: Any) -> ProgrammeEvent:
        draft = an_event_draft(title=title, **other)
        made = planning.plan_event(self.session, self.scene.programme, draft, actor_id=self.by, at=at)
        self.session.commit()
        return made

    def change(self, event: ProgrammeEvent, *, at: datetime = NOW, **other: Any) -> None:
        draft = an_event_draft(title=event.title, **other)
        self.session.refresh(event)
        planning.change_event(self.session, event, draft, version=event.version, actor_id=self.by, at=at)
        self.session.commit()

    def cancel(self, event: ProgrammeEvent, *, at: datetime = NOW) -> None:
        actions.cancel_event(self.session, event, actor_id=self.by, at=at)
        self.session.commit()

    def work(self) -> list[tuple[str, str, str]]:
        """Let the worker do all that is promised, now that its time has come; the mails that were sent."""
        self.session.rollback()
        names = ("partnership.tell_of_meetings", "partnership.mail_meetings")
        for each in self.session.scalars(select(OutboxJob).where(OutboxJob.name.in_(names))):
            each.run_at = min(each.run_at, each.created_at)
        self.session.commit()
        found = letters(self.app)
        self.session.expire_all()
        return found


@pytest.fixture
def office(app: Flask, session: Session, scene: Scene) -> Office:
    return Office(app, session, scene)


def moved(hours: int) -> dict[str, datetime]:
    """The hours of a meeting that begins so much later than planned."""
    draft = an_event_draft()
    return {name: getattr(draft, name) + timedelta(hours=hours) for name in ("starts_at", "ends_at")}


def test_everybody_in_the_teams_hears_once_of_what_is_planned(office: Office) -> None:
    table, session, programme = office.scene.table, office.session, office.scene.programme
    a_seat(session, table.team, table.municipality, name="Uten konto", email="Uten@example.no")
    a_seat(session, table.team, table.municipality, name="Har sluttet", email="borte@example.no", left_on=NOW.date())
    both = a_table(session, name="Tydal")
    a_seat(session, both.team, both.municipality, name="I to team", email="uten@example.no")
    takes_part(session, programme, both.team)
    gone = a_table(session, name="Selbu")
    takes_part(session, programme, gone.team, left_on=NOW.date())
    both.member.language, both.member.is_active = "nn", True
    session.commit()
    event = office.plan(about="Hemmelig?")
    found = office.work()
    assert sorted(to.casefold() for to, _subject, _text in found) == sorted(
        [table.member.email, both.member.email, "uten@example.no"]
    )
    told = {to: (subject, text) for to, subject, text in found}
    subject, text = told[table.member.email]
    assert event.title in subject
    assert "1. desember 2026" in subject
    for words in ("9.00–11.00", "https://video.example.no/rom", "trenger ikke", f"/meetings/{event.id}/"):
        assert words in text, words
    assert "Hemmelig" not in text
    assert "ikkje" in told[both.member.email][1]
    assert office.work() == found, "twice is once"


def test_whoever_has_no_account_in_use_or_has_left_since_gets_nothing(office: Office) -> None:
    office.scene.table.member.is_active = False
    office.session.commit()
    office.plan()
    assert office.work() == []


def test_a_meeting_moved_twice_is_told_once_with_the_last_time_and_the_one_they_knew(office: Office) -> None:
    event = office.plan()
    office.work()
    office.change(event, **moved(24))
    office.change(event, **moved(26), at=NOW + timedelta(minutes=4))
    (_to, subject, text) = office.work()[-1]
    assert "2. desember 2026 kl. 11.00" in subject
    assert "1. desember 2026 kl. 09.00" in text
    assert len(office.work()) == 2
    office.change(event, **moved(48))
    office.change(event, **moved(26))
    assert len(office.work()) == 2, "moved there and back is not moved"


def test_a_year_planned_in_one_go_is_one_mail(office: Office) -> None:
    for number in range(12):
        office.plan(f"Samling {number}", **moved(24 * number), at=NOW + timedelta(minutes=number))
    ((_to, subject, text),) = office.work()
    assert "12" in subject
    assert all(f"Samling {number}\n" in text for number in range(12))


def test_only_another_description_or_name_sends_nothing(office: Office) -> None:
    event = office.plan()
    office.work()
    event.title = "Nytt navn"
    office.change(event, about="Ta med kaffe")
    assert len(office.work()) == 1


def test_what_is_cancelled_is_told_and_what_was_never_told_is_not(office: Office) -> None:
    known = office.plan()
    office.work()
    unknown = office.plan("Glipp")
    office.cancel(unknown)
    assert len(office.work()) == 1
    office.cancel(known)
    (_to, subject, text) = office.work()[-1]
    assert "avlyst" in subject
    assert "video.example.no" not in text, "nobody shall go there"
    assert len(office.work()) == 2


def test_what_is_past_is_not_told_not_even_cancelled(office: Office) -> None:
    event = office.plan(starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1))
    office.cancel(event)
    assert office.work() == []
    assert office.session.scalars(select(OutboxJob)).all() == []


def test_what_is_soon_does_not_wait_for_more(office: Office) -> None:
    def waits() -> list[bool]:
        found = office.session.scalars(select(OutboxJob).where(OutboxJob.name == "partnership.tell_of_meetings"))
        return sorted(each.run_at - each.created_at > news.WAITS / 2 for each in found)

    office.plan("Senere")
    office.plan("I morgen", starts_at=NOW + timedelta(hours=20), ends_at=NOW + timedelta(hours=21))
    assert len(waits()) == 2
    first, last = office.session.scalars(select(OutboxJob).order_by(OutboxJob.id)).all()
    assert (first.run_at - last.run_at) > news.WAITS / 2


def test_what_waits_is_not_told_before_what_comes_after_it(office: Office) -> None:
    office.plan("En")
    office.plan("To")
    programme_id = office.scene.programme.id
    with office.app.app_context(), transaction() as opened:
        jobs.tell_of_meetings(opened, key="1", now=LATER, programme_id=programme_id, number=1)
    assert not office.session.scalars(select(OutboxJob).where(OutboxJob.name == "partnership.mail_meetings")).all()
    assert len(office.work()) == 1


def test_a_promise_holds_ids_and_the_centres_open_form_is_not_outdated(office: Office) -> None:
    event = office.plan()
    before = (event.version, office.scene.programme.version)
    office.work()
    promised = office.session.scalars(select(OutboxJob)).all()
    assert all(isinstance(value, int) for each in promised for value in each.args.values())
    assert (event.version, office.scene.programme.version) == before


NUMBERS = count()
MOVES = st.lists(st.sampled_from(["day", "hour", "back", "place", "words", "cancel", "work"]), max_size=7)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_the_last_word_always_comes_and_none_comes_twice(office: Office, moves: list[str]) -> None:
    sent = len(office.work())
    event = office.plan(f"Samling {next(NUMBERS)}")
    changes: dict[str, dict[str, Any]] = {
        "day": moved(24),
        "hour": moved(1),
        "back": moved(0),
        "place": {"mode": EventMode.BOTH, "place": "Kaia"},
        "words": {"about": "Nytt"},
    }
    for move in moves:
        if move == "work":
            office.work()
        elif move == "cancel":
            office.cancel(event)
            break
        else:
            office.change(event, **changes[move])
    found = office.work()[sent:]
    facts = news.facts_of(event)
    texts = [text for _to, _subject, text in found]
    assert all(one != other for one, other in pairwise(texts))
    if texts:
        known = office.session.get_one(Programme, event.programme_id)
        assert event_queries.event_of(office.session, known, event.id) is event
        assert ("avlyst" in texts[-1]) is facts.is_cancelled
        assert ("Kaia" in texts[-1].partition("Før:")[0]) is (facts.place == "Kaia" and not facts.is_cancelled)
    else:
        assert facts.is_cancelled


def test_what_is_moved_back_and_there_again_while_the_mail_waits_is_told(office: Office) -> None:
    event, now = office.plan(), clock.now()
    office.work()
    office.change(event, at=now, **moved(24))
    with office.app.app_context(), transaction() as opened:
        jobs.tell_of_meetings(opened, key="1", now=now, programme_id=event.programme_id, number=2)
    office.change(event, at=now, **moved(0))
    assert run_due(office.app) == 1, "the mail; what would tell waits"
    office.change(event, at=now, **moved(24))
    (_to, subject, _text) = office.work()[-1]
    assert "2. desember" in subject


def test_while_the_worker_tells_others_move_and_the_last_word_comes(office: Office) -> None:
    ids = [office.plan(title).id for title in ("En", "To")]
    office.work()
    code, by = office.scene.programme.code, office.by
    over = Event()

    def move(event_id: int) -> None:
        for hours_on in (24, 0, 48, 24, 72, 0, 24):
            with office.app.app_context(), transaction() as opened:
                programme = opened.scalars(select(Programme).where(Programme.code == code)).one()
                event = event_queries.event_of(opened, programme, event_id, lock=True)
                draft = an_event_draft(title=event.title, **moved(hours_on))
                planning.change_event(opened, event, draft, version=event.version, actor_id=by, at=NOW)

    def tell() -> None:
        while not over.is_set():
            with office.app.app_context(), transaction() as opened:
                number = news_queries.held_number(opened, office.scene.programme.id)
            with office.app.app_context(), transaction() as opened:
                jobs.tell_of_meetings(opened, key="1", now=NOW, programme_id=office.scene.programme.id, number=number)
            run_due(office.app)

    with ThreadPoolExecutor(4) as pool:
        workers = [pool.submit(tell) for _each in range(2)]
        for moving in [pool.submit(move, each) for each in ids]:
            moving.result()
        over.set()
        for each in workers:
            each.result()
    found = office.work()
    for event in office.session.scalars(select(ProgrammeEvent)):
        known = news_queries.news_of(office.session, event)
        assert known.facts == known.told
    texts = [text for _to, _subject, text in found]
    assert len(texts) > 1
    assert all(one != other for one, other in pairwise(texts))


def test_the_worker_waits_for_whoever_moves_a_meeting_right_now(office: Office) -> None:
    event_id, programme_id = office.plan().id, office.scene.programme.id
    office.session.rollback()

    def tell() -> None:
        with office.app.app_context(), transaction() as opened:
            jobs.tell_of_meetings(opened, key="1", now=NOW, programme_id=programme_id, number=1)

    with ThreadPoolExecutor(1) as pool, office.app.app_context():
        with transaction() as opened:
            event = event_queries.event_of(opened, opened.get_one(Programme, programme_id), event_id, lock=True)
            draft = an_event_draft(**moved(24))
            planning.change_event(opened, event, draft, version=event.version, actor_id=office.by, at=NOW)
            telling = pool.submit(tell)
            with pytest.raises(TimeoutError):
                telling.result(timeout=0.5)
        telling.result()
    ((_to, subject, text),) = office.work()
    assert "2. desember" in subject
    assert "Før:" not in text
