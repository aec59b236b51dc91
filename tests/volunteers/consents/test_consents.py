"""What people have said yes and no to, what taking it back does at once, and who has seen whom."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from tests.builders import NOW, a_person, an_organisation, post, sign_in
from tests.volunteers.builders import (
    Desk,
    a_consent,
    a_desk,
    a_request,
    a_service_user,
    a_trip,
    a_volunteer,
    loaded,
)
from volunteers.requests.models import Recurrence, RequestStatus, RideRequest
from volunteers.service_users.models import Consent, Purpose, Reading, ServiceUser
from volunteers.trips.models import Trip, TripStatus

BASE = "/volunteers/consents/"
SENT = {"purpose": "transport", "answer": "yes", "how": "oral", "given_on": "21.11.2026"}
DAYS = (date(2026, 11, 20), date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15))


def a_regular(session: Session, desk: Desk) -> tuple[ServiceUser, RideRequest]:
    """Somebody who goes every week: one trip is over, four are to come, one of them with a volunteer."""
    user = a_service_user(session, desk)
    request = a_request(session, desk, user, recurrence=Recurrence.WEEKLY)
    volunteer = a_volunteer(session, desk.organisation)
    for day in DAYS:
        is_over, has_volunteer = day < date(2026, 11, 21), day == DAYS[1]
        a_trip(
            session,
            request,
            day,
            status=TripStatus.CLOSED if is_over else TripStatus.PLANNED if has_volunteer else TripStatus.OPEN,
            volunteer_id=volunteer.id if has_volunteer else None,
        )
    session.commit()
    return user, request


def test_a_withdrawal_says_what_it_does_and_does_it_at_once(client: FlaskClient, session: Session) -> None:
    """X20, T13."""
    desk = a_desk(session)
    user, request = a_regular(session, desk)
    sign_in(client, session, desk.coordinator)
    page = loaded(client, f"{BASE}{user.id}/")
    consent = session.scalars(select(Consent)).one()
    address = f"{BASE}given/{consent.id}/withdraw"
    assert f'href="{address}"' in page
    assert "4 " in loaded(client, address)
    answered = post(client, address)
    assert answered.status_code == 303
    assert "4 " in loaded(client, answered.location)
    session.rollback()
    session.expire_all()
    statuses = [trip.status for trip in session.scalars(select(Trip).order_by(Trip.on_date))]
    assert statuses == [TripStatus.CLOSED, *[TripStatus.CANCELLED_BY_USER] * 4]
    assert request.status is RequestStatus.CANCELLED_BY_USER
    assert consent.withdrawn_at is not None
    assert post(client, address).status_code == 409, "once is enough"


def test_a_no_takes_a_yes_back_as_well(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user, request = a_regular(session, desk)
    sign_in(client, session, desk.coordinator)
    assert "4 " in loaded(client, f"{BASE}{user.id}/record?purpose=transport")
    assert post(client, f"{BASE}{user.id}/record", {**SENT, "answer": "no"}).status_code == 303
    session.rollback()
    session.expire_all()
    assert request.status is RequestStatus.CANCELLED_BY_USER
    assert not session.scalars(select(Trip).where(Trip.status.in_([TripStatus.OPEN, TripStatus.PLANNED]))).all()


def test_another_purpose_taken_back_leaves_the_trips(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user, request = a_regular(session, desk)
    told = a_consent(session, user, actor=desk.coordinator, purpose=Purpose.ARRIVAL_TO_HOME_CARE)
    session.commit()
    sign_in(client, session, desk.coordinator)
    assert post(client, f"{BASE}given/{told.id}/withdraw").status_code == 303
    session.rollback()
    session.expire_all()
    assert request.status is RequestStatus.OPEN
    assert len(session.scalars(select(Trip).where(Trip.status == TripStatus.OPEN)).all()) == 3


def test_a_yes_lets_what_waited_be_checked(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, has_consent=False)
    request = a_request(session, desk, user, status=RequestStatus.AWAITING_CONSENT)
    session.commit()
    sign_in(client, session, desk.coordinator)
    other = {**SENT, "purpose": "anonymous_numbers"}
    assert post(client, f"{BASE}{user.id}/record", other).status_code == 303
    session.refresh(request)
    assert request.status is RequestStatus.AWAITING_CONSENT
    session.rollback()
    assert post(client, f"{BASE}{user.id}/record", {**SENT, "how": "signed", "valid_to": "1.6.2027"}).status_code == 303
    session.rollback()
    session.refresh(request)
    assert request.status is RequestStatus.TO_ASSESS
    kept = session.scalars(select(Consent).where(Consent.purpose == Purpose.TRANSPORT)).one()
    assert (kept.how, kept.valid_to, kept.is_given) == ("signed", date(2027, 6, 1), True)


def test_a_representative_is_named_sealed_and_seen_only_on_the_persons_page(
    client: FlaskClient, session: Session
) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, has_consent=False)
    session.commit()
    sign_in(client, session, desk.coordinator)
    who = {"representative_name": "Kari Vik", "representative_role": "Dotter"}
    assert post(client, f"{BASE}{user.id}/record", {**SENT, **who}).status_code == 422
    whole = {**SENT, **who, "representative_basis": "Fullmakt"}
    assert post(client, f"{BASE}{user.id}/record", whole).status_code == 303
    assert "Kari Vik · Dotter · Fullmakt" in loaded(client, f"{BASE}{user.id}/")
    assert "Kari Vik" not in loaded(client, BASE)
    assert "Kari Vik" not in str([line.changes for line in session.scalars(select(AuditLine))])


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": "marketing"},
        {"purpose": ""},
        {"answer": ""},
        {"how": "telepathy"},
        {"given_on": "22.11.2026"},
        {"given_on": "1.1.2020"},
        {"valid_to": "20.11.2026"},
        {"representative_name": "a" * 81, "representative_role": "a", "representative_basis": "a"},
    ],
)
def test_what_cannot_be_is_refused(client: FlaskClient, session: Session, wrong: dict[str, Any]) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, has_consent=False)
    session.commit()
    sign_in(client, session, desk.coordinator)
    answered = post(client, f"{BASE}{user.id}/record", {**SENT, **wrong})
    assert answered.status_code == 422
    assert 'id="error-summary"' in answered.text
    assert session.scalars(select(Consent)).all() == []


def test_the_register_shows_the_latest_answers_and_finds_those_that_end(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    first, second = a_service_user(session, desk), a_service_user(session, desk, has_consent=False)
    a_consent(session, second, actor=desk.coordinator, valid_to=date(2026, 12, 24))
    a_consent(session, first, actor=desk.coordinator, purpose=Purpose.ANONYMOUS_NUMBERS, is_given=False)
    gone = a_service_user(session, desk, has_consent=False)
    a_consent(session, gone, actor=desk.coordinator, withdrawn_at=NOW)
    session.commit()
    sign_in(client, session, desk.coordinator)
    shown = {
        state: {user.code for user in (first, second, gone) if user.code in loaded(client, f"{BASE}?state={state}")}
        for state in ("", "standing", "ending", "refused", "withdrawn")
    }
    assert shown[""] == {first.code, second.code, gone.code}
    assert shown["standing"] == {first.code, second.code}
    assert shown["ending"] == {second.code}
    assert shown["refused"] == {first.code}
    assert shown["withdrawn"] == {gone.code}
    assert second.code not in loaded(client, f"{BASE}?purpose=anonymous_numbers")
    assert client.get(f"{BASE}?format=xlsx&purpose=nonsense").status_code == 200
    assert "Borghild" not in loaded(client, f"{BASE}?format=csv")
    session.rollback()
    assert session.scalars(select(Reading)).all() == []


def test_who_has_seen_is_told_with_place_and_time(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    helper = a_person(session, Role.VOLUNTEER, desk.organisation, name="Gunnar Lid")
    at = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    session.add(Reading(service_user_id=user.id, person_id=helper.id, place="trip", read_at=at))
    session.commit()
    sign_in(client, session, desk.coordinator)
    page = loaded(client, f"{BASE}{user.id}/who-has-seen")
    assert "Gunnar Lid" in page
    assert "20. november 2026 kl. 09.30" in page


def test_another_bodys_answers_as_an_unknown_one(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    consent = session.scalars(select(Consent)).one()
    stranger = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre"))
    nurse = a_person(session, Role.HOME_CARE, desk.municipality)
    session.commit()
    for person in (stranger, nurse):
        sign_in(client, session, person)
        for more in (0, 1000):
            for path in (f"{user.id + more}/", f"{user.id + more}/record", f"{user.id + more}/who-has-seen"):
                assert client.get(f"{BASE}{path}").status_code == 404
            assert client.get(f"{BASE}given/{consent.id + more}/withdraw").status_code == 404
            assert post(client, f"{BASE}{user.id + more}/record", SENT).status_code == 404
            assert post(client, f"{BASE}given/{consent.id + more}/withdraw").status_code == 404
    session.rollback()
    session.refresh(consent)
    assert consent.withdrawn_at is None


def test_pages_take_the_same_statements_with_few_and_many(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    desk = a_desk(session)
    user, request = a_regular(session, desk)
    sign_in(client, session, desk.coordinator)
    counted: list[list[int]] = []
    for is_last in (False, True):
        counted.append([])
        own = f"{BASE}{user.id}/"
        for path, most in ((BASE, 12), (own, 20), (f"{own}record", 20), (f"{own}who-has-seen", 20)):
            loaded(client, path)
            statements.clear()
            loaded(client, path)
            counted[-1].append(len(statements))
            assert len(statements) <= most, path
        for number in range(0 if is_last else 30):
            a_service_user(session, desk, phone=f"9100{number:04}")
            a_trip(session, request, date(2027, 1, 1 + number))
            a_consent(session, user, actor=desk.coordinator)
            reader = a_person(session, name=f"Leser {number}")
            session.add(Reading(service_user_id=user.id, person_id=reader.id, place="trip", read_at=NOW))
        session.commit()
    assert counted[0] == counted[1]
