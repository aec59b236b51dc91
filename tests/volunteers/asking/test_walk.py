"""How a trip finds its volunteer: asked, answered with one tap, fallen out of, stood in for, and escalated."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from kernel.db import transaction
from tests import pages
from tests.activities.builders import shown
from tests.builders import post
from tests.volunteers.asking.conftest import BEFORE, DAY, Asking, on
from tests.volunteers.builders import a_trip
from tests.volunteers.messages.conftest import SECRETS
from tests.volunteers.messages.post import everything, mails, move_clock, promise, run, texts
from volunteers.asking.models import AskStatus
from volunteers.register.models import Volunteer
from volunteers.trips import actions as trips
from volunteers.trips.models import Trip, TripStatus
from volunteers.trips.queries import whole
from volunteers.unmet.models import UnmetNeed

GO_ON = "volunteers.go_on_asking"
NO = {"said": "no"}


def yes(client: FlaskClient, address: str) -> int:
    """Press the button that says yes, as the page draws it."""
    form = next(each for each in pages.read(shown(client, address)).forms if each.values.get("said") == "yes")
    return post(client, address, form.values).status_code


def to(app: Flask, volunteer: Volunteer) -> list[str]:
    """What was sent to a volunteer."""
    return [f"{mail['Subject']}\n{mail.get_content()}" for mail in mails(app) if mail["To"] == volunteer.email]


def test_one_tap_in_a_mail_gives_the_trip_its_volunteer(
    app: Flask, client: FlaskClient, session: Session, asking: Asking
) -> None:
    address = asking.ask(asking.gunnar)
    run(app)
    (mail,) = to(app, asking.gunnar)
    assert f"http://127.0.0.1:8000{address}" in mail
    page = shown(client, address)
    assert pages.read(page).headings == 1
    for words in ("Tysdagsturen", "Lauvstad", "1. desember", "10.30"):
        assert words in mail
        assert words in page
    for secret in SECRETS:
        assert secret not in page
        assert secret not in everything(app)
    assert asking.trip(session).status is TripStatus.OPEN, "a GET answers nothing"
    session.rollback()
    assert yes(client, address) == 303
    trip = asking.trip(session)
    assert (trip.status, trip.volunteer_id, trip.vehicle is not None) == (
        TripStatus.VOLUNTEER_CONFIRMED,
        asking.gunnar.id,
        True,
    )
    session.rollback()
    assert post(client, address, {"said": "yes", "seen": "0"}).status_code == 303, "said twice, it is said once"
    run(app)
    assert len(to(app, asking.gunnar)) == 2, "asked, and told that it is his"
    assert len(texts(app)) == 1


def test_the_first_yes_wins_and_the_others_are_thanked(
    app: Flask, client: FlaskClient, session: Session, asking: Asking
) -> None:
    addresses = [asking.ask(each) for each in (asking.gunnar, asking.solveig, asking.arne)]
    run(app)
    assert yes(client, addresses[1]) == 303
    assert not any("said" in form.values for form in pages.read(shown(client, addresses[0])).forms)
    assert post(client, addresses[0], {"said": "yes", "seen": "0"}).status_code == 303
    run(app)
    assert asking.statuses(session) == {
        "Gunnar Lid": AskStatus.WITHDRAWN,
        "Solveig Aa": AskStatus.YES,
        "Arne Vik": AskStatus.WITHDRAWN,
    }
    assert asking.trip(session).volunteer_id == asking.solveig.id
    assert len(to(app, asking.gunnar)) == len(to(app, asking.arne)) == 2
    session.rollback()
    promise(app, GO_ON)
    assert len(to(app, asking.gunnar)) == 2


def test_a_no_ends_the_asking(app: Flask, client: FlaskClient, session: Session, asking: Asking) -> None:
    address = asking.ask(asking.gunnar)
    assert post(client, address, NO).status_code == 303
    run(app)
    assert to(app, asking.gunnar) == [], "the mail was not sent yet, and is not needed any more"
    assert post(client, address, {"said": "yes", "seen": "0"}).status_code == 303
    assert asking.trip(session).status is TripStatus.OPEN
    session.rollback()
    with pytest.raises(Exception, match="said no"):
        asking.ask(asking.gunnar)


def test_who_does_not_fit_after_all_is_told_kindly_and_nothing_is_written(
    app: Flask, client: FlaskClient, session: Session, asking: Asking
) -> None:
    address = asking.ask(asking.gunnar)
    a_trip(session, asking.request, DAY, due_on=BEFORE, status=TripStatus.PLANNED, volunteer_id=asking.gunnar.id)
    session.commit()
    assert yes(client, address) == 409
    assert asking.statuses(session) == {"Gunnar Lid": AskStatus.WAITING}
    assert asking.trip(session).volunteer_id is None


def test_a_yes_to_another_time_is_asked_again(client: FlaskClient, session: Session, asking: Asking) -> None:
    address = asking.ask(asking.gunnar)
    asking.trip(session).sequence += 1
    session.commit()
    assert post(client, address, {"said": "yes", "seen": "0"}).status_code == 409
    assert asking.trip(session).volunteer_id is None
    session.rollback()
    assert yes(client, address) == 303


@pytest.mark.parametrize("what", ["wrong", "foreign", "none", "letters", "late"])
def test_a_link_that_is_nobodys_is_one_calm_page(
    client: FlaskClient, session: Session, asking: Asking, what: str
) -> None:
    address = asking.ask(asking.gunnar)
    number, seal = address.rstrip("/").rsplit("/", 1)[1].split("-")
    base = "/volunteers/answer"
    if what == "late":
        move_clock(on(BEFORE, 18, 1))
    address = {
        "wrong": f"{base}/{number}-{'0' * len(seal)}/",
        "foreign": f"{base}/{int(number) + 1}-{seal}/",
        "none": f"{base}/-/",
        "letters": f"{base}/{number}-æøå/",
    }.get(what, address)
    assert client.get(address).status_code == 404
    assert post(client, address, {"said": "yes", "seen": "0"}).status_code == 404
    assert asking.trip(session).volunteer_id is None


def test_a_stand_in_at_six_in_the_evening(app: Flask, client: FlaskClient, session: Session, asking: Asking) -> None:
    """The volunteer falls out, the first stand-in is silent, the coordinator is told at 18:00, the second says yes."""
    asking.stand_ins(session, asking.solveig, asking.arne)
    assert yes(client, asking.ask(asking.gunnar)) == 303
    run(app)
    assert len(texts(app)) == 1, "the passenger knows"
    move_clock(on(BEFORE, 17, 0))
    asking.fall_out()
    run(app)
    assert asking.trip(session).status is TripStatus.OPEN
    session.rollback()
    assert len(to(app, asking.solveig)) == 1
    assert len(texts(app)) == 1, "the passenger hears nothing as long as it stands"
    gunnars = len(to(app, asking.gunnar))
    move_clock(on(BEFORE, 18, 1))
    for _again in range(3):
        promise(app, GO_ON)
    assert asking.statuses(session) == {
        "Gunnar Lid": AskStatus.FELL_OUT,
        "Solveig Aa": AskStatus.LAPSED,
        "Arne Vik": AskStatus.WAITING,
    }
    assert len(to(app, asking.arne)) == 1
    assert len([mail for mail in mails(app) if mail["To"] == "oddny@example.no"]) == 1
    session.rollback()
    assert yes(client, asking.link(asking.arne)) == 303
    run(app)
    promise(app, GO_ON)
    trip = asking.trip(session)
    assert (trip.volunteer_id, trip.was_stood_in) == (asking.arne.id, True)
    assert len(to(app, asking.gunnar)) == gunnars + 1, "and he is told once that a stand-in is found"
    assert len(texts(app)) == 2
    assert len(to(app, asking.solveig)) == 1


def test_a_stand_in_put_on_by_hand_is_told_of_as_well(
    app: Flask, client: FlaskClient, session: Session, asking: Asking
) -> None:
    assert yes(client, asking.ask(asking.gunnar)) == 303
    asking.fall_out()
    run(app)
    before = len(to(app, asking.gunnar))
    arne_id, actor_id = asking.arne.id, asking.desk.coordinator.id
    with app.app_context(), transaction() as opened:
        trip = opened.scalars(whole().where(Trip.id == asking.trip_id)).one()
        arne = opened.get_one(Volunteer, arne_id)
        trips.assign(opened, trip, arne, None, actor_id=actor_id, at=clock.now())
    for _again in range(2):
        promise(app, GO_ON)
    assert len(to(app, asking.gunnar)) == before + 1
    assert asking.trip(session).volunteer_id == asking.arne.id


def test_what_nobody_takes_is_given_up_at_its_time_and_the_passenger_is_told(
    app: Flask, session: Session, asking: Asking
) -> None:
    asking.ask(asking.gunnar)
    move_clock(on(DAY, 10, 29))
    promise(app, GO_ON)
    assert asking.trip(session).status is TripStatus.OPEN
    session.rollback()
    move_clock(on(DAY, 10, 31))
    for _again in range(2):
        promise(app, GO_ON)
    assert asking.trip(session).status is TripStatus.UNMET
    assert len(session.scalars(select(UnmetNeed)).all()) == 1
    assert len(texts(app)) == 1


def test_a_volunteer_may_change_a_yes_by_the_same_link(
    app: Flask, client: FlaskClient, session: Session, asking: Asking
) -> None:
    asking.stand_ins(session, asking.gunnar, asking.arne)
    address = asking.ask(asking.gunnar)
    assert yes(client, address) == 303
    for _again in range(2):
        assert post(client, address, NO).status_code == 303
    run(app)
    assert asking.statuses(session) == {"Gunnar Lid": AskStatus.FELL_OUT, "Arne Vik": AskStatus.WAITING}
    assert asking.trip(session).volunteer_id is None
    assert len(to(app, asking.arne)) == 1


def test_who_waits_to_answer_about_what_is_called_off_is_thanked(
    app: Flask, client: FlaskClient, session: Session, asking: Asking
) -> None:
    address = asking.ask(asking.gunnar)
    run(app)
    with app.app_context(), transaction() as opened:
        trip = opened.scalars(whole().where(Trip.id == asking.trip_id)).one()
        trips.cancel(opened, trip, by_user=True, actor_id=None, at=clock.now())
    for _again in range(2):
        promise(app, GO_ON)
    assert asking.statuses(session) == {"Gunnar Lid": AskStatus.WITHDRAWN}
    assert len(to(app, asking.gunnar)) == 2
    assert "1. desember" in shown(client, address)


def test_who_always_comes_gets_the_new_days_in_one_mail(
    app: Flask, client: FlaskClient, session: Session, asking: Asking
) -> None:
    asking.request.regular_volunteer_id = asking.gunnar.id
    days = [DAY.replace(day=day) for day in (8, 15, 22)]
    later = [a_trip(session, asking.request, day) for day in days]
    session.commit()
    for _again in range(2):
        promise(app, "volunteers.follow_regular")
    (mail,) = to(app, asking.gunnar)
    for day in ("1. desember", "8. desember", "22. desember"):
        assert day in mail
    assert len(texts(app)) == 1
    asking.trip_id = later[1].id
    assert post(client, asking.link(asking.gunnar), NO).status_code == 303
    promise(app, "volunteers.follow_regular")
    assert asking.trip(session).status is TripStatus.OPEN, "no to a single day stands"
    session.rollback()
    assert set(session.scalars(select(Trip.status).where(Trip.id != asking.trip_id))) == {
        TripStatus.VOLUNTEER_CONFIRMED
    }
    assert len(to(app, asking.gunnar)) == 1
