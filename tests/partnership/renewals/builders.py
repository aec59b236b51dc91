"""Builders of relations with evidence that ends, and of days that pass."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.policy import default

from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from kernel import clock
from kernel.db import transaction
from kernel.jobs import outbox, run_due
from partnership.assessments import actions as assessments
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.queries import active_versions, edition_in_force
from tests.builders import NOW, a_municipality, a_person, a_relation, an_assessment, an_organisation, the_staircase

AGREEMENT = "3.1"
LAST_DAY = date(2027, 1, 5)


@dataclass(frozen=True)
class Pair:
    """A relation and who answers for each side."""

    relation: Relation
    coordinator: Person
    leader: Person


def a_pair(session: Session, *, is_answered_by_both: bool = True, upto: int = 3) -> Pair:
    """A relation that both have assessed, or only the municipality."""
    if not active_versions(session):
        the_staircase(session)
    municipality, association = a_municipality(session), an_organisation(session)
    coordinator = a_person(session, Role.MUNICIPAL_COORDINATOR, municipality)
    leader = a_person(session, Role.ORGANISATION_LEADER, association, name="Liv Leder")
    relation = a_relation(session, municipality, association, actor=coordinator)
    an_assessment(session, relation, Side.MUNICIPALITY, actor=coordinator, upto=upto)
    if is_answered_by_both:
        an_assessment(session, relation, Side.ORGANISATION, actor=leader, upto=upto)
    return Pair(relation, coordinator, leader)


def evidence_until(session: Session, pair: Pair, code: str, last: date = LAST_DAY) -> None:
    """Evidence for one point with its last day, from a side that may show it."""
    question = edition_in_force(session).content.question(code)
    assert question is not None
    sides = [side for side in Side if question.point.answered_by.value in {"both", side.value}]
    assessments.show_evidence(
        session,
        pair.relation,
        question,
        sides[0],
        assessments.Proof(f"Sak {code} {last}", date(2026, 11, 1), last),
        actor_id=pair.coordinator.id,
        at=NOW,
        today=clock.local_date(NOW),
    )


def work(app: Flask) -> None:
    """Let the worker do all that is due."""
    while run_due(app):
        pass


def on(app: Flask, day: date) -> None:
    """Let it be a day, and the day's round be gone."""
    clock.set_today(day)
    with app.app_context(), transaction() as opened:
        outbox.promise(opened, "partnership.remind", at=clock.now())
    work(app)


def mails(app: Flask, person: Person) -> list[str]:
    """The reminders that somebody has been sent, in order."""
    laid = sorted((app.extensions["trinn"].var / "mail").glob("*.eml"), key=lambda path: int(path.stem))
    found = [message_from_bytes(path.read_bytes(), policy=default) for path in laid]
    return [mail.get_content() for mail in found if mail["To"] == person.email and "/my-work" in mail.get_content()]


def later(days: int) -> datetime:
    """So many days after everybody answered."""
    return NOW + timedelta(days=days)
