"""Each side is told once at each stage, in one mail a day, whatever is run twice or killed on the way."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel import clock
from kernel.jobs.pace import EXTENSION
from kernel.registry import registry
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.renewals import actions, jobs, queries
from partnership.renewals.models import Reminder, Topic
from tests.builders import a_municipality, a_person, a_relation, an_assessment, the_staircase
from tests.conftest import TODAY
from tests.partnership.renewals.builders import LAST_DAY, a_pair, evidence_until, later, mails, on, work


@pytest.fixture(autouse=True)
def _days() -> Iterator[None]:
    """Let the days pass in a test and come back after it."""
    yield
    clock.set_today(TODAY)


def noted(session: Session) -> list[tuple[Side, Topic]]:
    session.rollback()
    return [
        (side, topic) for side, topic in session.execute(select(Reminder.side, Reminder.topic).order_by(Reminder.id))
    ]


def test_through_the_stages_of_one_point_each_is_told_once(app: Flask, session: Session) -> None:
    pair = a_pair(session)
    evidence_until(session, pair, "3.1")
    session.commit()
    work(app)
    numbers = []
    stages = (-61, -60, -59, 0, 1, 2, 75, 76, 77, 90, 91, 92, 400)
    for days in stages:
        on(app, LAST_DAY + timedelta(days=days))
        numbers.append(len(mails(app, pair.coordinator)))
    assert numbers == [0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


def test_a_missed_day_is_made_up_for_and_a_stage_that_is_over_is_left_out(app: Flask, session: Session) -> None:
    pair = a_pair(session)
    evidence_until(session, pair, "3.1")
    session.commit()
    work(app)
    on(app, LAST_DAY + timedelta(days=5))
    assert {topic for _side, topic in noted(session)} == {Topic.HAS_ENDED}
    assert len(mails(app, pair.coordinator)) == 1


def test_evidence_that_was_renewed_is_told_of_again_when_the_new_one_ends(app: Flask, session: Session) -> None:
    pair = a_pair(session)
    evidence_until(session, pair, "3.1")
    session.commit()
    work(app)
    on(app, LAST_DAY)
    evidence_until(session, pair, "3.1", date(2027, 6, 1))
    session.commit()
    on(app, LAST_DAY + timedelta(days=1))
    assert len(mails(app, pair.coordinator)) == 1
    on(app, date(2027, 5, 1))
    assert len(mails(app, pair.coordinator)) == 2


def test_many_things_are_one_mail(app: Flask, session: Session) -> None:
    pair = a_pair(session)
    for code in ("2.2", "2.1", "3.1", "3.2"):
        evidence_until(session, pair, code)
    session.commit()
    work(app)
    on(app, LAST_DAY)
    (words,) = mails(app, pair.coordinator)
    assert words.count("\n– ") >= 3


def test_what_a_municipality_holds_is_one_line_for_all_its_relations(app: Flask, session: Session) -> None:
    pair = a_pair(session)
    content = queries.edition_in_force(session).content
    held = next(each.point for each in content.questions if each.point.held_by.value == "municipality")
    other = a_pair(session)
    relation = a_relation(
        session, pair.relation.municipality, other.relation.organisation, actor=pair.coordinator, scope="Turer"
    )
    for side, actor in ((Side.MUNICIPALITY, pair.coordinator), (Side.ORGANISATION, other.leader)):
        an_assessment(session, relation, side, actor=actor, upto=5)
    evidence_until(session, pair, held.code)
    session.commit()
    work(app)
    on(app, LAST_DAY)
    (words,) = mails(app, pair.coordinator)
    assert words.count("\n– ") == 1
    assert pair.relation.municipality.full_name in words


def test_running_twice_on_a_day_tells_nobody_twice(app: Flask, session: Session) -> None:
    pair = a_pair(session)
    evidence_until(session, pair, "3.1")
    session.commit()
    work(app)
    for _ in range(3):
        on(app, LAST_DAY)
    assert len(mails(app, pair.coordinator)) == 1


def test_what_is_found_after_the_mails_of_a_day_is_told_the_next(app: Flask, session: Session) -> None:
    pair = a_pair(session)
    evidence_until(session, pair, "3.1")
    session.commit()
    work(app)
    on(app, LAST_DAY)
    evidence_until(session, pair, "3.2")
    session.commit()
    on(app, LAST_DAY)
    assert len(mails(app, pair.coordinator)) == 1
    on(app, LAST_DAY + timedelta(days=1))
    assert len(mails(app, pair.coordinator)) == 2


def test_a_round_that_is_killed_at_every_job_is_finished_and_tells_once(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "RELATIONS", 2)
    monkeypatch.setattr(jobs, "PEOPLE", 2)
    monkeypatch.setitem(app.extensions, EXTENSION, replace(app.extensions[EXTENSION], backoff=timedelta(0)))
    pairs = [a_pair(session) for _ in range(5)]
    for pair in pairs:
        evidence_until(session, pair, "3.1")
    session.commit()
    work(app)
    round_of = [name for name in registry.jobs if re.fullmatch(r"partnership\..*remind(ers?)?", name)]
    killed = {name: dying_once(monkeypatch, name) for name in round_of}

    on(app, LAST_DAY)

    assert {name: len(deaths) > 0 for name, deaths in killed.items()} == dict.fromkeys(killed, True)
    assert len(killed["partnership.note_reminders"]) == 4  # three batches, and the end
    assert [len(mails(app, pair.coordinator)) for pair in pairs] == [1] * 5


def dying_once(monkeypatch: pytest.MonkeyPatch, name: str) -> set[str]:
    """Let a job end without its commit the first time it is run with the same arguments."""
    function, deaths = registry.jobs[name], set[str]()

    def run(session: Session, *, key: str, now: object, **args: object) -> None:
        function(session, key=key, now=now, **args)
        if name not in registry.outside:
            session.flush()
        if (told := str(args)) not in deaths:
            deaths.add(told)
            raise SystemExit

    monkeypatch.setitem(registry.jobs, name, run)
    return deaths


def test_waiting_for_the_other_side_is_told_once_to_each(app: Flask, session: Session) -> None:
    pair = a_pair(session, is_answered_by_both=False)
    session.commit()
    work(app)
    numbers = []
    for days in (13, 15, 16, 29, 31, 32, 60):  # after 14 and 30 days, whatever the hour
        on(app, clock.local_date(later(days)))
        numbers.append((len(mails(app, pair.leader)), len(mails(app, pair.coordinator))))
    assert numbers == [(0, 0), (1, 0), (1, 0), (1, 0), (1, 1), (1, 1), (1, 1)]


def test_own_volunteers_are_reached_through_their_representative_only(app: Flask, session: Session) -> None:
    the_staircase(session)
    municipality = a_municipality(session)
    coordinator = a_person(session, Role.MUNICIPAL_COORDINATOR, municipality)
    representative = a_person(session, Role.VOLUNTEERS_REPRESENTATIVE, municipality)
    relation = a_relation(session, municipality, None, actor=coordinator)
    an_assessment(session, relation, Side.MUNICIPALITY, actor=coordinator)
    session.commit()
    work(app)
    on(app, clock.local_date(later(20)))
    assert (len(mails(app, representative)), len(mails(app, coordinator))) == (1, 0)


def test_of_a_cooperation_that_has_ended_nobody_is_reminded(app: Flask, session: Session) -> None:
    pair = a_pair(session, is_answered_by_both=False)
    evidence_until(session, pair, "3.1")
    session.execute(
        update(Relation).where(Relation.id == pair.relation.id).values(ended_on=TODAY, ended_reason="Ferdig")
    )
    session.commit()
    work(app)
    on(app, LAST_DAY)
    assert noted(session) == []


def test_who_has_left_is_told_nothing(app: Flask, session: Session) -> None:
    pair = a_pair(session)
    evidence_until(session, pair, "3.1")
    pair.coordinator.is_active = False
    session.commit()
    work(app)
    on(app, LAST_DAY)
    assert mails(app, pair.coordinator) == []


def test_a_batch_sends_as_many_statements_for_one_relation_as_for_many(
    app: Flask, session: Session, statements: list[str]
) -> None:
    numbers = []
    for _ in range(2):
        for _pair in range(1 + 3 * len(numbers)):
            evidence_until(session, a_pair(session), "3.1")
        session.commit()
        statements.clear()
        actions.note(session, queries.relations_after(session, 0, 100), at=later(30))
        numbers.append(len(statements))
        session.rollback()
    assert numbers[0] == numbers[1]
    assert session.scalar(select(func.count()).select_from(Reminder)) == 0
