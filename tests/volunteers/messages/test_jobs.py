"""How those concerned are told: once each, in their language, and no word of whom it is about."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kernel import clock
from kernel.jobs.outbox import OutboxJob
from kernel.registry import registry
from tests.builders import NOW
from tests.conftest import TODAY
from tests.kernel.jobs.gateway import gateway
from tests.volunteers.builders import a_request, a_service_user, a_trip, a_volunteer, moment
from tests.volunteers.messages.conftest import SECRETS, Day, a_day
from tests.volunteers.messages.post import everything, mails, move_clock, promise, run, tell, tell_all, texts
from volunteers.messages.models import By, Notice, NoticeKind, Recipient
from volunteers.trips.models import Trip, TripStatus

ALL = [kind for kind in NoticeKind if kind is not NoticeKind.REMINDER]


@pytest.fixture(autouse=True)
def _own_clock() -> Iterator[None]:
    """A test may move the clock; the next finds it as it was."""
    yield
    clock.set_today(TODAY)


def test_the_volunteer_is_told_by_mail_and_the_passenger_by_text(app: Flask, day: Day) -> None:
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    (mail,), (text,) = mails(app), texts(app)
    assert mail["To"] == day.person.email
    assert "Tysdagsturen" in mail["Subject"]
    for words in ("tirsdag 1. desember kl. 10.30", "Lauvstad", f"/volunteers/my-trips/{day.trip.id}/", "70 07 00 00"):
        assert words in mail.get_content()
    assert f"/volunteers/calendar/trips/{day.trip.calendar_id}.ics" in mail.get_content()
    assert "tirsdag 1. desember kl. 10.30" in text
    assert "70 07 00 00" in text
    assert "Lauvstad" not in text


@pytest.mark.parametrize("kind", ALL)
def test_no_message_says_who_is_helped_where_or_why(app: Flask, session: Session, day: Day, kind: NoticeKind) -> None:
    other = a_volunteer(session, day.desk.organisation, name="Åse")
    if kind in {NoticeKind.CANCELLED_BY_US, NoticeKind.CANCELLED_BY_PASSENGER}:
        session.execute(update(Trip).values(status=TripStatus.CANCELLED_BY_OFFER))
    if kind is NoticeKind.ESCALATED:
        session.execute(update(Trip).values(status=TripStatus.OPEN, volunteer_id=None))
    session.commit()
    tell(app, kind, day.trip.id, other.id if kind is NoticeKind.STAND_IN_FOUND else 0)
    assert "Tysdagsturen" in everything(app)
    for path in Path(app.extensions["trinn"].var).rglob("*.*"):
        for word in SECRETS:
            assert word not in path.read_text(encoding="utf-8"), path
    for word in SECRETS:
        assert word not in everything(app)
        assert word not in str(session.scalars(select(OutboxJob.args)).all())


def test_told_twice_is_told_once(app: Flask, session: Session, day: Day) -> None:
    for _again in range(3):
        tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    assert (len(mails(app)), len(texts(app))) == (1, 1)
    assert all(session.scalars(select(Notice.told_at)).all())


def test_who_takes_no_text_messages_is_to_be_rung(app: Flask, session: Session) -> None:
    day = a_day(session, takes_text_messages=False)
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    assert texts(app) == []
    waiting = session.scalars(select(Notice).where(Notice.recipient == Recipient.PASSENGER)).one()
    assert (waiting.by, waiting.told_at) == (By.CALL, None)


def test_a_volunteer_without_mail_gets_a_text_and_the_address_by_telephone(
    app: Flask, session: Session, day: Day
) -> None:
    day.gunnar.email, day.gunnar.person_id = "", None
    session.commit()
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    assert mails(app) == []
    assert any("Lauvstad" in text and "my-trips" not in text for text in texts(app))


def test_many_days_at_once_are_one_message(app: Flask, session: Session, day: Day) -> None:
    weeks = [date(2026, 12, 1) + timedelta(weeks=week) for week in range(1, 8)]
    trips = [a_trip(session, day.request, on, status=TripStatus.PLANNED, volunteer_id=day.gunnar.id) for on in weeks]
    session.commit()
    tell_all(app, NoticeKind.ASSIGNED, [day.trip, *trips], day.gunnar.id)
    (mail,), (text,) = mails(app), texts(app)
    for words in ("1. desember", "8. desember", "19. januar"):
        assert words in mail.get_content()
        assert words in text


def test_what_was_overtaken_is_not_told(app: Flask, session: Session, day: Day) -> None:
    session.execute(update(Trip).values(status=TripStatus.CANCELLED_BY_USER))
    session.commit()
    for kind in (NoticeKind.ASSIGNED, NoticeKind.CHANGED):
        tell(app, kind, day.trip.id, day.gunnar.id)
    assert everything(app) == ""
    assert session.scalars(select(Notice)).all() == []


def test_when_we_cancel_everybody_is_told_also_late(app: Flask, session: Session, day: Day) -> None:
    session.execute(update(Trip).values(status=TripStatus.CANCELLED_BY_OFFER))
    session.commit()
    move_clock(moment(date(2026, 12, 1), day.request.there_at))
    tell(app, NoticeKind.CANCELLED_BY_US, day.trip.id, day.gunnar.id)
    assert len(mails(app)) == len(texts(app)) == 1


def test_who_is_taken_off_is_told_and_the_passenger_is_not(app: Flask, session: Session, day: Day) -> None:
    session.execute(update(Trip).values(status=TripStatus.OPEN, volunteer_id=None))
    session.commit()
    tell(app, NoticeKind.CHANGED, day.trip.id, day.gunnar.id)
    (mail,) = mails(app)
    assert "du skal ikke" in mail.get_content() or "no longer" in mail.get_content()
    assert "my-trips" not in mail.get_content()
    assert texts(app) == []


def test_the_language_is_ones_own_else_the_municipalitys(app: Flask, session: Session, day: Day) -> None:
    day.person.language = None
    day.desk.municipality.language_form = "nn"
    session.commit()
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    assert "tysdag 1. desember" in mails(app)[0].get_content()
    assert "tysdag 1. desember" in texts(app)[0]


def remind(app: Flask, at: datetime) -> None:
    """Let the clock show a moment, and the job of every quarter run."""
    move_clock(at)
    promise(app, "volunteers.remind")


def test_reminders_come_once_two_days_before_and_the_day_before(app: Flask, day: Day) -> None:
    leaves = day.trip.leave_at
    remind(app, leaves - timedelta(hours=48, minutes=1))
    assert everything(app) == ""
    remind(app, leaves - timedelta(hours=47, minutes=59))
    assert (len(mails(app)), len(texts(app))) == (1, 0)
    assert f"/volunteers/my-trips/{day.trip.id}/" in mails(app)[0].get_content()
    remind(app, moment(date(2026, 11, 30), leaves.time().replace(hour=8, minute=59)))
    assert len(texts(app)) == 0, "nobody is woken"
    for hour in (9, 10, 22):
        remind(app, moment(date(2026, 11, 30), leaves.time().replace(hour=hour, minute=1)))
    assert (len(mails(app)), len(texts(app))) == (1, 1)


@pytest.mark.parametrize("status", [TripStatus.CANCELLED_BY_USER, TripStatus.SKIPPED, TripStatus.HOME])
def test_nobody_is_reminded_of_what_is_over(app: Flask, session: Session, day: Day, status: TripStatus) -> None:
    session.execute(update(Trip).values(status=status))
    session.commit()
    remind(app, day.trip.leave_at - timedelta(hours=2))
    assert everything(app) == ""


def test_who_was_just_told_is_not_reminded(app: Flask, day: Day) -> None:
    move_clock(day.trip.leave_at - timedelta(hours=20))
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    remind(app, day.trip.leave_at - timedelta(hours=3))
    assert (len(mails(app)), len(texts(app))) == (1, 1)


def test_a_trip_that_is_moved_is_reminded_of_anew(app: Flask, session: Session, day: Day) -> None:
    remind(app, day.trip.leave_at - timedelta(hours=40))
    trip = session.scalars(select(Trip)).one()
    for name in ("leave_at", "arrive_at", "return_at", "home_at"):
        setattr(trip, name, getattr(trip, name) + timedelta(days=7))
    trip.on_date += timedelta(days=7)
    session.commit()
    remind(app, trip.leave_at - timedelta(hours=40))
    assert len(mails(app)) == 2


def test_a_gateway_that_was_killed_off_gets_the_message_again_under_the_same_key(
    app: Flask, session: Session, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "trinn", app.extensions["trinn"])
    with gateway() as made:
        app.extensions["trinn"] = replace(app.extensions["trinn"], sms_url=made.address)
        real = registry.jobs["volunteers.send_notice"]
        dying = [True]

        def killed(*args: object, **more: object) -> None:
            real(*args, **more)
            if dying and dying.pop():
                raise SystemExit

        monkeypatch.setitem(registry.jobs, "volunteers.send_notice", killed)
        tell(app, NoticeKind.ASSIGNED, day.trip.id, 0)
        session.execute(update(Notice).values(told_at=None))
        session.execute(update(OutboxJob).where(OutboxJob.done_at.is_(None)).values(run_at=clock.real()))
        session.commit()
        run(app)
        assert len(made.messages) == 1
        assert len(made.came) <= 2
        assert {body["to"] for body in made.messages.values()} == {"90000001"}


def test_an_erased_passenger_is_not_told(app: Flask, session: Session) -> None:
    day = a_day(session)
    day.user.erased_at, day.user.first_name, day.user.phone, day.user.address = NOW, "", "", ""
    session.commit()
    tell(app, NoticeKind.CANCELLED_BY_US, day.trip.id)
    assert texts(app) == []


def test_two_passengers_never_share_a_message(app: Flask, session: Session, day: Day) -> None:
    other = a_service_user(session, day.desk, phone="90000002", takes_text_messages=True)
    theirs = a_request(session, day.desk, other)
    second = a_trip(session, theirs, status=TripStatus.PLANNED, volunteer_id=day.gunnar.id)
    session.commit()
    tell_all(app, NoticeKind.ASSIGNED, [day.trip, second], day.gunnar.id)
    assert (len(mails(app)), len(texts(app))) == (1, 2)


def test_the_coordinator_is_told_when_nobody_is_found(app: Flask, session: Session, day: Day) -> None:
    session.execute(update(Trip).values(status=TripStatus.OPEN, volunteer_id=None))
    session.commit()
    for _again in range(2):
        tell(app, NoticeKind.ESCALATED, day.trip.id)
    (mail,) = mails(app)
    assert mail["To"] == "oddny@example.no"
    assert "/volunteers/transport/stand-ins/" in mail.get_content()
