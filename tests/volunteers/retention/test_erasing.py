"""The erasing runs every day and in batches, leaves nothing half, and no trace in the database's files."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from kernel.db import db, transaction, wipe
from kernel.jobs.outbox import OutboxJob
from kernel.jobs.worker import run_due
from kernel.registry import registry
from tests.builders import NOW
from tests.conftest import TODAY
from tests.services import bytes_of
from tests.volunteers.builders import a_desk, a_service_user
from tests.volunteers.retention.builders import LONG_AGO, TERMS, a_past_trip, erase
from tests.volunteers.senior_resources.builders import a_ready_team, a_wish, an_organisations_wish
from volunteers.retention import actions, queries
from volunteers.retention.models import DeletionReport
from volunteers.senior_resources import actions as wishes
from volunteers.senior_resources.models import SeniorResource
from volunteers.service_users.models import ServiceUser
from volunteers.trips.models import Trip


def test_it_goes_on_in_batches_and_twice_is_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "BATCH", 2)
    desk = a_desk(session)
    user = a_service_user(session, desk)
    for place in range(5):
        a_past_trip(session, desk, date(2026, 1, 1) + timedelta(days=place), user)
    rounds = 1
    while erase(session, desk):
        rounds += 1
    assert rounds == 3
    assert sum(session.scalars(select(DeletionReport.trips))) == 5
    assert not erase(session, desk)
    assert session.scalar(select(func.count()).select_from(DeletionReport)) == 3


def test_a_run_that_is_killed_leaves_nothing_half(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = a_desk(session)
    a_past_trip(session, desk, date(2024, 5, 1))
    session.commit()

    def killed(*_args: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(actions, "_report", killed)
        with pytest.raises(KeyboardInterrupt), app.app_context(), transaction() as opened:
            actions.erase_some(opened, desk.organisation.id, TERMS, at=NOW)
    session.expire_all()
    assert session.scalars(select(Trip)).one().from_address == "Kaivegen 2"
    assert session.scalars(select(ServiceUser)).one().first_name == "Borghild"
    session.rollback()
    erase(session, desk)
    assert session.scalars(select(ServiceUser)).one().erased_at == NOW


def test_the_job_runs_every_day_for_each_body_by_its_own_times(app: Flask, session: Session) -> None:
    assert registry.schedule["volunteers.erase_old"] == 24 * 60 * 60
    desk = a_desk(session)
    trip = a_past_trip(session, desk, TODAY - timedelta(days=40))
    session.execute(text("UPDATE safeguard SET trip_days = 30"))
    session.commit()
    with app.app_context(), transaction() as opened:
        registry.jobs["volunteers.erase_old"](opened, key="1", now=NOW)
    run_due(app)
    session.rollback()
    session.expire_all()
    assert trip.from_address == ""
    assert session.scalars(select(DeletionReport)).one().trips == 1


def raw(app: Flask) -> bytes:
    """All bytes of the database's files; on PostgreSQL, which tidies its files up later, all that its tables hold."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            with db.engine.connect() as connection:
                found = [connection.execute(text(f'SELECT * FROM "{each}"')).all() for each in db.metadata.tables]  # noqa: S608  our own names
            return repr(found).encode()
        path = Path(str(db.engine.url.database))
    return bytes_of(*path.parent.glob(f"{path.name}*"))


def test_nothing_of_the_erased_is_in_the_files_neither_in_clear_nor_sealed(app: Flask, session: Session) -> None:
    desk = a_desk(session)
    for place in range(30):
        user = a_service_user(
            session, desk, registered_at=LONG_AGO, phone=f"9123456{place}", practical="Ring på to gonger"
        )
        a_past_trip(session, desk, date(2024, 5, 1), user)
    session.commit()
    tables = {
        "service_user": ["first_name", "phone", "address", "practical", "phone_digest"],
        "trip": ["from_address", "destination"],
        "ride_request": ["destination"],
    }
    sealed = {
        value
        for table, columns in tables.items()
        for row in session.execute(text(f"SELECT {', '.join(columns)} FROM {table}"))  # noqa: S608  our own names
        for value in row
    }
    session.rollback()
    assert all(value.encode() in raw(app) for value in sealed if value)
    erase(session, desk)
    session.close()
    with app.app_context():
        db.session.remove()
        wipe()
    found = raw(app)
    for value in (*sealed, "Borghild", "Kaivegen", "Volda bibliotek", "91234567"):
        assert not value or value.encode() not in found, value


def test_somebody_who_takes_a_wish_back_is_counted_in_the_report_without_a_name(app: Flask, session: Session) -> None:
    ready = a_ready_team(session)
    gone, choir = a_wish(session, ready, name="Berit Hemmeleg"), an_organisations_wish(session, ready)
    session.commit()
    with app.app_context(), transaction() as opened:
        for each in (gone, gone, choir):
            resource = opened.get_one(SeniorResource, each.id)
            wishes.withdraw(opened, resource, actor_id=ready.actor_id, at=NOW)
    run_due(app)
    session.rollback()
    report = session.scalars(select(DeletionReport)).one()
    assert report.body_id == ready.team.lead_id
    assert (report.trips, report.profiles, report.incidents, report.readings) == (0, 1, 0, 0)
    lines = session.scalars(select(AuditLine).where(AuditLine.subject == "deletion_report")).all()
    assert [line.verb for line in lines] == ["erased"]
    told = [*(str(vars(line)) for line in lines), *(str(each) for each in session.scalars(select(OutboxJob.args)))]
    assert not [text for text in told if "Berit" in text or "senior" in text]
