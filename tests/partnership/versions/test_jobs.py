"""A version comes in force on its day, and each person is told once."""

from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel import clock
from kernel.db import transaction
from kernel.jobs import outbox, run_due
from partnership.relations.sides import Side
from partnership.staircase.models import VersionStatus
from partnership.versions import actions, jobs
from partnership.versions.models import Activation
from tests.builders import NOW, a_municipality, a_person, a_relation, an_assessment, an_organisation, the_staircase
from tests.conftest import TODAY
from tests.partnership.versions.builders import a_draft, a_proposal, an_administrator


@pytest.fixture(autouse=True)
def _days() -> object:
    """Let the days pass in a test and come back after it."""
    yield
    clock.set_today(TODAY)


def work(app: Flask) -> None:
    while run_due(app):
        pass


def told(app: Flask) -> list[str]:
    """Who has been sent to My work by a mail."""
    laid = sorted((app.extensions["trinn"].var / "mail").glob("*.eml"))
    found = [message_from_bytes(path.read_bytes(), policy=default) for path in laid]
    return [str(mail["To"]) for mail in found if "/my-work" in mail.get_content()]


def test_each_person_is_told_once_however_many_relations(app: Flask, session: Session) -> None:
    the_staircase(session)
    municipality = a_municipality(session)
    coordinator = a_person(session, Role.MUNICIPAL_COORDINATOR, municipality)
    outsider = a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session, "Tydal"))
    representative = a_person(session, Role.VOLUNTEERS_REPRESENTATIVE, municipality)
    leaders = []
    for _ in range(3):
        other = an_organisation(session)
        leaders.append(a_person(session, Role.ORGANISATION_LEADER, other))
        relation = a_relation(session, municipality, other, actor=coordinator)
        an_assessment(session, relation, Side.MUNICIPALITY, actor=coordinator)
    an_assessment(session, relation, Side.ORGANISATION, actor=leaders[-1])
    activation = a_proposal(session, a_draft(session), actor=an_administrator(session))
    session.commit()
    work(app)

    with app.app_context(), transaction() as opened:
        mine = opened.get_one(Activation, activation.id)
        decider = an_administrator(opened, "Bo")
        opened.flush()
        actions.decide(opened, mine, version=mine.version, actor_id=decider.id, at=clock.now())
    work(app)

    assert sorted(told(app)) == sorted([coordinator.email, leaders[-1].email])
    assert not {outsider.email, representative.email} & set(told(app))
    with app.app_context(), transaction() as opened:
        outbox.promise(
            opened, "partnership.tell_of_version", at=clock.now(), version_id=activation.staircase_id, after=0
        )
    work(app)
    assert len(told(app)) == 2


def test_the_clock_puts_a_planned_version_in_force_on_its_day(app: Flask, session: Session) -> None:
    the_staircase(session)
    version = a_draft(session)
    activation = a_proposal(session, version, actor=an_administrator(session), valid_from=date(2026, 12, 1))
    actions.decide(session, activation, version=activation.version, actor_id=an_administrator(session).id, at=NOW)
    session.commit()

    for day, status in ((date(2026, 11, 30), VersionStatus.DRAFT), (date(2026, 12, 1), VersionStatus.ACTIVE)):
        clock.set_today(day)
        with app.app_context(), transaction() as opened:
            jobs.put_due_in_force(opened, key="1", now=clock.now())
        session.expire_all()
        session.rollback()
        assert version.status is status
