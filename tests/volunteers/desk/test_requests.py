"""What a coordinator with a telephone does: one page, consent, a check, and the trips are there."""

import re
from datetime import date, time
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from kernel.jobs.outbox import OutboxJob
from tests import pages
from tests.activities.builders import an_offer
from tests.builders import a_person, an_organisation, post, sign_in
from tests.volunteers.builders import (
    Desk,
    a_desk,
    a_request,
    a_safeguard,
    a_service_user,
    a_transport_offer,
    a_trip,
    a_volunteer,
    loaded,
)
from volunteers.desk.forms import AskForm
from volunteers.requests.models import Recurrence, RequestStatus, RideRequest, WayHome
from volunteers.service_users.models import Consent, Need, Place, Reading, ServiceUser
from volunteers.service_users.rules import codes
from volunteers.trips.models import Trip, TripStatus
from volunteers.unmet.models import UnmetNeed, UnmetReason

BASE = "/volunteers/transport/requests/"
VISIBLE = {
    "phone",
    "first_name",
    "address",
    "transport_offer",
    "destination",
    "on",
    "there_at",
    "home_from",
    "needs",
}
TYPED = {
    "phone": "90 00 00 01",
    "first_name": "Borghild",
    "address": "Kaivegen 2, 6133",
    "destination": "Volda bibliotek, 6100",
    "on": "1.12.2026",
    "there_at": "11",
    "home_from": "13",
    "needs": "rollator",
}
SAID = {"public_transport": "none_there", "all_yes": "1"}


def a_form(desk: Desk, **other: Any) -> dict[str, Any]:
    """The telephone page as a browser sends it."""
    usual = {"way_home": "with_us", "channel": "phone", "recurrence": "once", "flexible_minutes": "0"}
    return {**TYPED, **usual, "transport_offer": str(desk.offer.id), **other}


def only(session: Session) -> RideRequest:
    """The one request there is."""
    session.rollback()
    session.expire_all()
    return session.scalars(select(RideRequest)).one()


def form_on(text: str, name: str) -> pages.Form:
    """The form of a page that has a field."""
    return next(each for each in pages.read(text).forms if name in each.kinds)


def test_a_phoned_request_is_an_open_trip_after_nine_fields_and_three_submits(
    client: FlaskClient, session: Session
) -> None:
    desk = a_desk(session)
    session.commit()
    sign_in(client, session, desk.coordinator)
    drawn = loaded(client, f"{BASE}new")
    form = form_on(drawn, "phone")
    before_fold = drawn[drawn.index('name="phone"') : drawn.index("<details")]
    assert set(re.findall(r'<(?:input|select|textarea)[^>]* name="([a-z_]+)"', before_fold)) | {"phone"} == VISIBLE
    assert form.values["transport_offer"] == str(desk.offer.id), "the only offer is chosen already"
    filled_in, submits = len(TYPED), 0

    answered = post(client, f"{BASE}new", {**form.values, **TYPED})
    submits += 1
    assert answered.status_code == 303, answered.text
    page = loaded(client, answered.location)
    consent = next(each.action for each in pages.read(page).forms if each.action.endswith("/consent/oral"))
    answered = post(client, consent)
    submits += 1
    page = loaded(client, answered.location)
    check = form_on(page, "public_transport")
    filled_in += 1
    answered = post(client, check.action, {**check.values, **SAID})
    submits += 1
    assert (filled_in, submits) == (9, 3)

    trip = session.scalars(select(Trip)).one()
    assert answered.status_code == 303
    assert answered.location == f"/volunteers/transport/trips/{trip.id}/"
    assert (trip.status, trip.on_date, trip.destination) == (TripStatus.OPEN, date(2026, 12, 1), "Volda bibliotek")
    assert trip.home_at is not None
    request = only(session)
    assert (request.status, request.there_at, request.home_from) == (RequestStatus.OPEN, time(11), time(13))
    assert codes(session.scalars(select(ServiceUser)).one().needs) == (Need.ROLLATOR,)


def test_price_neutral_name_and_notice_stand_on_the_page_before_saving(client: FlaskClient, session: Session) -> None:
    """T16."""
    desk = a_desk(session)
    a_transport_offer(session, desk.organisation, desk.municipality, name="Bussen", neutral_name="Onsdagen", price=50)
    session.commit()
    sign_in(client, session, desk.coordinator)
    page = loaded(client, f"{BASE}new")
    for told in ("Tysdagsturen", "Onsdagen", "50", "7"):
        assert told in page
    assert "transport_offer" not in form_on(page, "phone").values, "among several somebody chooses"


def test_the_same_form_twice_is_one_person_and_one_request(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    session.commit()
    sign_in(client, session, desk.coordinator)
    first, again = (post(client, f"{BASE}new", a_form(desk)) for _each in range(2))
    assert first.location == again.location
    assert only(session).service_user.code == "B-0001"
    other = post(client, f"{BASE}new", a_form(desk, on="8.12.2026", needs="arm"))
    assert other.location != first.location
    session.rollback()
    assert session.scalars(select(ServiceUser)).one().needs == "rollator,arm"
    post(client, f"{BASE}new", a_form(desk, first_name="Arne"))
    session.rollback()
    assert len(session.scalars(select(ServiceUser)).all()) == 2, "two may share a telephone"


def test_find_fills_in_who_is_known_by_post_and_is_written_down(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, needs="stick", practical="Ring to gonger")
    session.commit()
    sign_in(client, session, desk.coordinator)
    sent = {"phone": "90 00 00 01", "find": "1", "transport_offer": str(desk.offer.id)}
    found = post(client, f"{BASE}new", sent, buffered=True)
    assert found.status_code == 200
    values = form_on(found.text, "phone").values
    assert (values["first_name"], values["address"], values["known"]) == ("Borghild", "Kaivegen 2, 6133", str(user.id))
    assert (values["needs"], values["practical"]) == ("stick", "Ring to gonger")
    assert [each.place for each in session.scalars(select(Reading))] == [Place.PROFILE]
    unknown = post(client, f"{BASE}new", {"phone": "91 00 00 00", "find": "1", "first_name": "Arne"})
    assert form_on(unknown.text, "phone").values["first_name"] == "Arne"
    assert "Borghild" not in unknown.text
    changed = {**a_form(desk), **values, "address": "Strandgata 1, 6100", "on": "1.12.2026", "there_at": "11"}
    changed |= {"home_from": "13", "destination": "Volda bibliotek, 6100"}
    assert post(client, f"{BASE}new", changed).status_code == 303
    session.rollback()
    session.refresh(user)
    assert (user.address, user.needs) == ("Strandgata 1", "stick")


def test_find_never_reaches_into_another_body(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    a_service_user(session, desk)
    others = an_organisation(session, "Andre")
    leader = a_person(session, Role.ORGANISATION_LEADER, others)
    a_safeguard(session, others, actor=leader)
    theirs = a_transport_offer(session, others, desk.municipality)
    session.commit()
    sign_in(client, session, leader)
    found = post(client, f"{BASE}new", {"phone": "90000001", "find": "1", "transport_offer": str(theirs.id)})
    assert "Borghild" not in found.text
    assert post(client, f"{BASE}new", a_form(desk)).status_code == 422, "another body's offer is none of the choices"
    assert session.scalars(select(RideRequest)).all() == []


def test_two_with_one_number_are_told_apart_by_name(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    a_service_user(session, desk)
    arne = a_service_user(session, desk, first_name="Arne")
    session.commit()
    sign_in(client, session, desk.coordinator)
    sent = {"phone": "90000001", "find": "1", "transport_offer": str(desk.offer.id)}
    both = post(client, f"{BASE}new", sent)
    assert "Borghild, Arne" in both.text
    assert not form_on(both.text, "phone").values["known"]
    one = post(client, f"{BASE}new", {**sent, "first_name": "arne"})
    assert form_on(one.text, "phone").values["known"] == str(arne.id)


def test_a_place_of_the_catalogue_is_chosen_from_the_same_field(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    offer = an_offer(session, desk.organisation, desk.municipality, actor=desk.leader)
    session.commit()
    sign_in(client, session, desk.coordinator)
    assert '<option value="Tirsdagstreffet, 6100">' in loaded(client, f"{BASE}new")
    assert post(client, f"{BASE}new", a_form(desk, destination="Tirsdagstreffet, 6100")).status_code == 303
    request = only(session)
    assert (request.catalogue_offer_id, request.destination, request.to_postcode) == (offer.id, "Biblioteket", "6100")


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": ""},
        {"phone": "abc"},
        {"address": "Kaivegen"},
        {"destination": "Biblioteket"},
        {"destination": "Biblioteket, 0001"},
        {"on": "20.11.2026"},
        {"on": "i morgon"},
        {"there_at": "25"},
        {"home_from": ""},
        {"home_from": "10"},
        {"transport_offer": "x"},
        {"needs": "demens"},
        {"practical": "Har demens"},
        {"recurrence": "daily"},
        {"recurrence": "weekly", "until": "30.11.2026"},
        {"recurrence": "weekly", "times": "0"},
        {"regular_volunteer": "99999"},
        {"flexible_minutes": "-1"},
        {"channel": "home_care"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    client: FlaskClient, session: Session, wrong: dict[str, str]
) -> None:
    desk = a_desk(session)
    session.commit()
    sign_in(client, session, desk.coordinator)
    answered = post(client, f"{BASE}new", a_form(desk, **wrong))
    assert answered.status_code == 422
    assert 'id="error-summary"' in answered.text
    session.rollback()
    assert session.scalars(select(RideRequest)).all() == []
    assert session.scalars(select(ServiceUser)).all() == []


def test_a_body_that_is_off_says_so_and_takes_no_request(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    municipal = a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality)
    own = a_transport_offer(session, desk.municipality, desk.municipality)
    session.commit()
    sign_in(client, session, municipal)
    assert 'href="/volunteers/"' in loaded(client, BASE)
    assert 'name="phone"' not in loaded(client, f"{BASE}new")
    assert post(client, f"{BASE}new", a_form(desk, transport_offer=str(own.id))).status_code == 422


def test_no_consent_no_trips_and_no_check(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    session.commit()
    sign_in(client, session, desk.coordinator)
    address = post(client, f"{BASE}new", a_form(desk)).location
    request = only(session)
    assert request.status is RequestStatus.AWAITING_CONSENT
    assert 'name="public_transport"' not in loaded(client, address)
    refused = post(client, f"{address}check", {**SAID, "version": str(request.version)})
    assert refused.status_code == 422
    session.rollback()
    assert session.scalars(select(Trip)).all() == []


def test_who_has_said_yes_before_goes_on_to_the_check(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    a_service_user(session, desk)
    session.commit()
    sign_in(client, session, desk.coordinator)
    address = post(client, f"{BASE}new", a_form(desk)).location
    assert only(session).status is RequestStatus.TO_ASSESS
    assert "/consent/oral" not in loaded(client, address)


def test_one_no_is_referred_and_counted_without_the_person(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    a_service_user(session, desk)
    session.commit()
    sign_in(client, session, desk.coordinator)
    address = post(client, f"{BASE}new", a_form(desk)).location
    said = dict.fromkeys(("needs_no_lifting", "needs_no_care", "is_safe_alone", "is_well_informed"), "yes")
    version = str(only(session).version)
    half = {**said, "public_transport": "none_there", "version": version}
    assert post(client, f"{address}check", half).status_code == 422
    answered = post(client, f"{address}check", {**half, "needs_no_lifting": "no", "is_no_statutory": "yes"})
    assert answered.location == address
    request = only(session)
    assert request.status is RequestStatus.NOT_SUITABLE
    need = session.scalars(select(UnmetNeed)).one()
    assert (need.reason, need.postcode, need.is_short_notice) == (UnmetReason.UNSUITABLE, "6133", False)
    assert "løft" in loaded(client, address) or "lifted" in loaded(client, address)
    assert session.scalars(select(Trip)).all() == []


def test_what_comes_again_has_its_trips_and_ends_sooner_when_it_is_changed(
    client: FlaskClient, session: Session
) -> None:
    desk = a_desk(session)
    a_service_user(session, desk)
    session.commit()
    sign_in(client, session, desk.coordinator)
    sent = a_form(desk, recurrence="weekly", times="4", way_home="taxi", home_from="")
    address = post(client, f"{BASE}new", sent).location
    assert post(client, f"{address}check", {**SAID, "version": str(only(session).version)}).status_code == 303
    session.rollback()
    trips = select(Trip).order_by(Trip.on_date)
    assert [each.on_date.day for each in session.scalars(trips)] == [1, 8, 15, 22]
    edit = form_on(loaded(client, f"{address}edit"), "version")
    assert post(client, f"{address}edit", {**edit.values, "there_at": "12"}).status_code == 422
    assert post(client, f"{address}edit", {**edit.values, "times": "2", "wants_known": "y"}).status_code == 303
    session.rollback()
    session.expire_all()
    open_ones = [each.on_date.day for each in session.scalars(trips) if each.status is TripStatus.OPEN]
    assert open_ones == [1, 8]
    request = only(session)
    assert (request.way_home, request.recurrence, request.times) == (WayHome.TAXI, Recurrence.WEEKLY, 2)
    stale = post(client, f"{address}edit", {**edit.values, "times": "3"})
    assert stale.status_code == 409
    assert 'id="times-conflict"' in stale.text


@pytest.mark.parametrize(
    ("who", "status", "trip_status"),
    [
        ("user", RequestStatus.CANCELLED_BY_USER, TripStatus.CANCELLED_BY_USER),
        ("offer", RequestStatus.CANCELLED_BY_OFFER, TripStatus.CANCELLED_BY_OFFER),
    ],
)
def test_cancelling_says_what_will_happen_and_tells_those_concerned(
    *, client: FlaskClient, session: Session, who: str, status: RequestStatus, trip_status: TripStatus
) -> None:
    desk = a_desk(session)
    request = a_request(session, desk, a_service_user(session, desk))
    trip = a_trip(session, request)
    session.commit()
    sign_in(client, session, desk.coordinator)
    assert "1 " in loaded(client, f"{BASE}{request.id}/cancel")
    assert post(client, f"{BASE}{request.id}/cancel").status_code == 422
    assert post(client, f"{BASE}{request.id}/cancel", {"who": who}).status_code == 303
    session.refresh(trip)
    assert (only(session).status, trip.status) == (status, trip_status)
    assert "volunteers.tell" in session.scalars(select(OutboxJob.name)).all()
    assert post(client, f"{BASE}{request.id}/cancel", {"who": who}).status_code == 409


def test_what_cannot_be_met_is_counted_with_its_reason(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    desk.offer.areas = "6100"
    request = a_request(session, desk, a_service_user(session, desk))
    trip = a_trip(session, request)
    session.commit()
    sign_in(client, session, desk.coordinator)
    loaded(client, f"{BASE}{request.id}/close")
    assert post(client, f"{BASE}{request.id}/close", {"reason": "bad_luck"}).status_code == 422
    assert post(client, f"{BASE}{request.id}/close", {"reason": "area"}).status_code == 303
    session.refresh(trip)
    assert (only(session).status, trip.status) == (RequestStatus.UNMET, TripStatus.CANCELLED_BY_OFFER)
    need = session.scalars(select(UnmetNeed)).one()
    assert (need.reason, need.postcode, need.wanted_on) == (UnmetReason.AREA, "6133", date(2026, 12, 1))


def test_the_list_has_no_names_and_the_page_is_written_down(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    request = a_request(session, desk, user)
    session.commit()
    sign_in(client, session, desk.coordinator)
    for path in (BASE, f"{BASE}?status=live", f"{BASE}?status=open", f"{BASE}?format=csv", f"{BASE}?q={user.code}"):
        text = loaded(client, path)
        assert user.code in text
        for secret in ("Borghild", "Kaivegen", "bibliotek", "90000001"):
            assert secret not in text
    assert user.code not in loaded(client, f"{BASE}?status=done")
    assert session.scalars(select(Reading)).all() == []
    assert "Volda bibliotek, 6100" in loaded(client, f"{BASE}{request.id}/")
    session.rollback()
    assert [each.place for each in session.scalars(select(Reading))] == [Place.REQUEST]


def test_nothing_of_a_person_is_in_the_trail_or_the_outbox(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    session.commit()
    sign_in(client, session, desk.coordinator)
    address = post(client, f"{BASE}new", a_form(desk, practical="Ring to gonger")).location
    post(client, f"{address}consent/signed")
    post(client, f"{address}check", {**SAID, "version": str(only(session).version)})
    post(client, f"{address}cancel", {"who": "offer"})
    lines = [(line.verb, line.changes) for line in session.scalars(select(AuditLine))]
    told = str([*lines, *((job.name, job.args) for job in session.scalars(select(OutboxJob)))])
    for secret in ("Borghild", "90000001", "Kaivegen", "bibliotek", "rollator", "Ring to"):
        assert secret not in told, secret
    assert session.scalars(select(Consent)).one().how == "signed"


def test_another_bodys_request_answers_as_an_unknown_one(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    request = a_request(session, desk, a_service_user(session, desk))
    others = an_organisation(session, "Andre")
    stranger = a_person(session, Role.ORGANISATION_COORDINATOR, others)
    municipal = a_person(session, Role.MUNICIPAL_LEADER, desk.municipality)
    session.commit()
    for person in (stranger, municipal):
        sign_in(client, session, person)
        for number in (request.id, request.id + 1000):
            for path in ("", "edit", "cancel", "close"):
                assert client.get(f"{BASE}{number}/{path}").status_code == 404
            for path in ("edit", "cancel", "close", "check", "consent/oral"):
                sent = {"who": "user", "reason": "area", **SAID, **a_form(desk)}
                assert post(client, f"{BASE}{number}/{path}", sent).status_code == 404, path
    volunteer = a_person(session, Role.VOLUNTEER, desk.organisation)
    session.commit()
    sign_in(client, session, volunteer)
    assert client.get(BASE).status_code == 403


def test_a_volunteer_of_another_body_cannot_be_wished_for(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    others = an_organisation(session, "Andre")
    coordinator = desk.coordinator
    both = a_person(session, Role.ORGANISATION_COORDINATOR, others)
    stranger = a_volunteer(session, others, name="Framand")
    mine = a_volunteer(session, desk.organisation, name="Gunnar")
    session.commit()
    assert both
    sign_in(client, session, coordinator)
    page = loaded(client, f"{BASE}new")
    assert "Gunnar" in page
    assert "Framand" not in page
    assert post(client, f"{BASE}new", a_form(desk, regular_volunteer=str(stranger.id))).status_code == 422
    assert post(client, f"{BASE}new", a_form(desk, regular_volunteer=str(mine.id))).status_code == 303


def test_pages_take_the_same_statements_with_few_and_many(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    request = a_request(session, desk, user, recurrence=Recurrence.WEEKLY)
    a_trip(session, request)
    session.commit()
    sign_in(client, session, desk.coordinator)
    counted: list[list[int]] = []
    for is_last in (False, True):
        counted.append([])
        for path, most in (
            (BASE, 12),
            (f"{BASE}{request.id}/", 20),
            (f"{BASE}new", 20),
            (f"{BASE}{request.id}/edit", 20),
        ):
            loaded(client, path)
            statements.clear()
            loaded(client, path)
            counted[-1].append(len(statements))
            assert len(statements) <= most, path
        for number in range(0 if is_last else 30):
            someone = a_service_user(session, desk, phone=f"9100{number:04}")
            a_request(session, desk, someone)
            a_trip(session, request, on=date(2026, 12, 2 + number % 28) if number < 28 else date(2027, 1, number))
            a_volunteer(session, desk.organisation, name=f"Frivillig {number}")
        session.commit()
    assert counted[0] == counted[1]


def test_the_page_has_nine_visible_fields() -> None:
    folded = {"way_home", "is_companion_needed", "flexible_minutes", "wants_known", "regular_volunteer", "recurrence"}
    folded |= {"until", "times", "channel", "practical", "known"}
    assert {field.name for field in AskForm()} - folded == VISIBLE
    assert len(VISIBLE) == 9


def test_a_new_request_begins_from_the_persons_page_with_all_that_is_known(
    client: FlaskClient, session: Session
) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, needs="arm")
    session.commit()
    sign_in(client, session, desk.coordinator)
    drawn = loaded(client, f"/volunteers/service-users/{user.id}/")
    button = form_on(drawn, "find")
    begun = form_on(post(client, button.action, button.values).text, "destination")
    wanted = {name: TYPED[name] for name in ("destination", "on", "there_at", "home_from")}
    assert begun.values["known"] == str(user.id)
    assert post(client, f"{BASE}new", {**begun.values, **wanted}).status_code == 303
    assert only(session).service_user_id == user.id
