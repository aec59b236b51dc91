"""Who is reminded of homework, and told what the centre has answered."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.db import transaction
from kernel.jobs.outbox import OutboxJob
from partnership.programmes import actions, guiding, jobs
from partnership.programmes.models import GuidanceTopic
from partnership.programmes.rules import Question
from tests.builders import NOW
from tests.partnership.programmes.builders import ANSWER, Scene, a_task, letters
from tests.partnership.teaming import a_seat, a_table, takes_part


def remind(app: Flask, *, days: int = 0) -> None:
    """Let the clock's job run, so many days from now."""
    with app.app_context(), transaction() as opened:
        jobs.remind_of_homework(opened, key="1", now=NOW + timedelta(days=days))


def test_everybody_in_a_team_is_reminded_once_three_days_before(app: Flask, session: Session, scene: Scene) -> None:
    a_seat(session, scene.table.team, scene.table.municipality, name="Uten konto", email="uten@example.no")
    task = a_task(session, scene, days=5)
    remind(app)
    assert letters(app) == []
    for _again in range(2):
        remind(app, days=2)
    found = letters(app)
    assert sorted(to for to, _subject, _text in found) == sorted([scene.table.member.email, "uten@example.no"])
    assert all(task.title in subject for _to, subject, _text in found)
    assert f"/homework/{task.id}/teams/{scene.table.team.id}/" in found[0][2]
    remind(app, days=3)
    assert len(letters(app)) == 2


def test_a_new_day_is_a_new_reminder(app: Flask, session: Session, scene: Scene) -> None:
    task = a_task(session, scene, days=2)
    remind(app)
    task.due_on += timedelta(days=5)
    session.commit()
    remind(app, days=6)
    assert len(letters(app)) == 2


def test_nobody_is_reminded_of_what_is_done_or_long_due_nor_after_leaving(
    app: Flask, session: Session, scene: Scene
) -> None:
    by = scene.table.member.id
    left = a_table(session, name="Tydal")
    takes_part(session, scene.programme, left.team, left_on=NOW.date())
    task = a_task(session, scene, days=2)
    a_task(session, scene, title="For lengst", days=-1)
    actions.hand_in(session, task, scene.table.team, ANSWER, version=0, actor_id=by, at=NOW)
    session.commit()
    remind(app)
    assert letters(app) == []


def test_what_is_handed_in_between_promise_and_mail_is_not_asked_for(
    app: Flask, session: Session, scene: Scene
) -> None:
    task, by = a_task(session, scene, days=2), scene.table.member.id
    remind(app)
    actions.hand_in(session, task, scene.table.team, ANSWER, version=0, actor_id=by, at=NOW)
    session.commit()
    assert letters(app) == []


def test_whoever_handed_in_and_asked_is_told_and_the_mail_holds_no_words_of_theirs(
    app: Flask, session: Session, scene: Scene
) -> None:
    task, team = a_task(session, scene), scene.table.team
    by, centre = scene.table.member.id, scene.centre.caseworker.id
    made = actions.hand_in(session, task, team, ANSWER, version=0, actor_id=by, at=NOW)
    session.flush()
    words = "Hemmelig råd"
    actions.give_feedback(session, made, words, is_returned=True, version=made.version, actor_id=centre, at=NOW)
    question = Question(GuidanceTopic.OTHER, "Hemmelig spørsmål")
    asked = guiding.ask(session, scene.programme, team, question, actor_id=by, at=NOW)
    session.flush()
    guiding.answer(session, asked, "Hemmelig svar", version=asked.version, actor_id=centre, at=NOW)
    session.commit()
    found = letters(app)
    assert [to for to, _subject, _text in found] == [scene.table.member.email] * 2
    assert all("Hemmelig" not in text + subject for _to, subject, text in found)
    promised = session.scalars(select(OutboxJob)).all()
    assert all("Hemmelig" not in str(each.args) for each in promised)


def test_feedback_on_what_was_handed_in_anew_meanwhile_is_not_told(app: Flask, session: Session, scene: Scene) -> None:
    task, team = a_task(session, scene), scene.table.team
    by, centre = scene.table.member.id, scene.centre.caseworker.id
    made = actions.hand_in(session, task, team, ANSWER, version=0, actor_id=by, at=NOW)
    session.flush()
    actions.give_feedback(session, made, "Mer", is_returned=True, version=made.version, actor_id=centre, at=NOW)
    actions.hand_in(session, task, team, ANSWER, version=made.version, actor_id=by, at=NOW)
    session.commit()
    assert letters(app) == []
