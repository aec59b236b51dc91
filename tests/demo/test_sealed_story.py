"""Nothing that is kept or sent tells in clear who is helped: database, mail, messages, feeds, backup and log."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from demo import script, story
from directory.accounts.models import Person
from kernel import clock
from kernel.backup.saving import save
from kernel.config import Settings
from kernel.db import db, transaction
from kernel.jobs import outbox, worker
from kernel.registry import registry
from tests.builders import post, sign_in
from tests.services import bytes_of
from tests.volunteers.builders import loaded
from volunteers.calendars import actions as calendars
from volunteers.calendars import queries as feeds
from volunteers.register.models import Volunteer
from volunteers.service_users.models import ServiceUser
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip, TripStatus

SECRET = ("first_name", "phone", "address", "practical", "contact_name", "contact_phone")
ROUNDS = 6
MOMENT = re.compile(r"\d\d:\d\d:\d\d\.\d{6}")


def words() -> set[str]:
    """What must not be found: who is helped, how to reach and find them, what is said of them, and where they go."""
    told = script.helping()
    people = [each for house in told for each in house.get("people", [])]
    asked = [each for house in told for each in house.get("requests", []) if "catalogue" not in each]
    found = {each[name] for each in people for name in SECRET if each.get(name)}
    return found | {each["destination"] for each in asked}


@pytest.fixture
def told(app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[tuple[Flask, Session, Path]]:
    """The story on a day of work: pages read, volunteers asked and told, trips cancelled, every job run."""
    caplog.set_level(logging.DEBUG)
    settings: Settings = app.extensions["trinn"]
    app.extensions["trinn"] = replace(settings, demo=True, var=tmp_path)
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as opened:
        story.tell(opened)
        opened.commit()
        _work(app, opened)
        yield app, opened, tmp_path


def _work(app: Flask, opened: Session) -> None:
    client = app.test_client()
    sign_in(client, opened, opened.scalars(select(Person).where(Person.email == "org.o2@demo.example")).one())
    wanted = select(Trip).join(TransportOffer).where(Trip.status == TripStatus.OPEN, TransportOffer.notice_days == 7)
    trip = opened.scalars(wanted.order_by(Trip.on_date)).first()
    assert trip
    ahead = opened.scalars(select(Trip).where(Trip.status == TripStatus.VOLUNTEER_CONFIRMED)).all()
    for user_id in opened.scalars(select(ServiceUser.id).where(ServiceUser.body_id == trip.offer.provider_id)):
        loaded(client, f"/volunteers/service-users/{user_id}/")
    loaded(client, "/volunteers/transport/board/1577/2026-11-21/")
    post(client, f"/volunteers/transport/trips/{trip.id}/ask-first", buffered=True)
    for each in ahead:
        post(client, f"/volunteers/transport/trips/{each.id}/cancel", {"by": "us", "version": str(each.version)})
    with app.app_context(), transaction() as writing:
        for name in registry.schedule:
            if name.startswith("volunteers."):
                outbox.promise(writing, name, at=clock.now())
        driver = writing.scalars(select(Volunteer).where(Volunteer.name == "Gunnar Lid")).one()
        calendars.renew(writing, driver, actor_id=driver.person_id or 0, at=clock.now())
    for _ in range(ROUNDS):
        worker.run_due(app)
    opened.rollback()


def test_nothing_that_is_kept_or_sent_tells_who_is_helped(
    told: tuple[Flask, Session, Path], caplog: pytest.LogCaptureFixture
) -> None:
    app, opened, var = told
    files = [path for path in var.rglob("*") if path.is_file()]
    places = {
        **{f"table {table.name}": _raw(opened, table.name) for table in db.metadata.sorted_tables},
        **{str(path.relative_to(var)): path.read_bytes().decode("latin-1") for path in files},
        "calendar feed": _feed(app, opened),
        "backup": _backup(app, var / "backup.zip"),
        "log": caplog.text,
        "database file": _file(app),
    }
    assert len(words()) > 40
    assert any(name.startswith("mail/") for name in places), "mails were sent"
    assert any(name.startswith("messages/") for name in places), "text messages were sent"
    assert "BEGIN:VEVENT" in places["calendar feed"]
    found = [(word, name) for word in sorted(words()) for name, kept in places.items() if _is_in(word, kept)]
    assert found == []


def _is_in(word: str, kept: str) -> bool:
    """Whether a text stands in what is kept, in either way of writing its letters down."""
    return word in kept or word.encode().decode("latin-1") in kept or word.encode("unicode_escape").decode() in kept


def _raw(opened: Session, table: str) -> str:
    """All of a table as the database has it, unopened."""
    return "\n".join(str(row) for row in opened.execute(text(f'SELECT * FROM "{table}"')))  # noqa: S608  our own names


def _feed(app: Flask, opened: Session) -> str:
    driver = opened.scalars(select(Volunteer).where(Volunteer.name == "Gunnar Lid")).one()
    feed = feeds.feed_of(opened, driver.id)
    assert feed
    return app.test_client().get(f"/volunteers/calendar/{feeds.token_of(feed)}.ics").text


def _backup(app: Flask, path: Path) -> str:
    """What is in a backup, unpacked."""
    import zipfile

    with app.app_context():
        save(db.engine, path.parent / "files", path)
    with zipfile.ZipFile(path) as zipped:
        return "\n".join(zipped.read(name).decode("latin-1") for name in zipped.namelist())


def _file(app: Flask) -> str:
    """The bytes of the embedded database, with what is not written back yet; nothing on PostgreSQL.

    Values stand there without a space between them: the end of a moment and a digest after it may look like a number.
    """
    with app.app_context():
        name = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
    files = [Path(f"{name}{ending}") for ending in ("", "-wal")] if name else []
    whole = "\n".join(bytes_of(path).decode("latin-1") for path in files if path.exists())
    return MOMENT.sub("a moment", whole)
