"""How coordinators write an offer of transport, and that nobody else reads it."""

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from tests import pages
from tests.activities.builders import shown
from tests.builders import a_person, an_organisation, post, sign_in
from tests.volunteers.builders import a_vehicle
from tests.volunteers.transport.conftest import Town
from volunteers.transport import queries
from volunteers.transport.models import TransportOffer, TransportStatus, Vehicle

OWN = "/volunteers/transport/offers/"
VEHICLES = "/volunteers/transport/vehicles/"
WHAT = {"kind": "escort", "name": "Følgje til biblioteket", "neutral_name": "Torsdagsturen"}
WHO = {"coordinator_name": "Oddny", "coordinator_phone": "70 07 00 00", "price": "0", "payer": "organisation"}
CAR = {"name": "Den kvite", "seats": "8", "wheelchairs": "1", "boot": "2", "step_height": "20", "is_in_use": "y"}


def version_on(text: str) -> str:
    """The version that a page's form was drawn with."""
    return next(form.values["version"] for form in pages.read(text).forms if "version" in form.values)


def test_three_short_pages_make_an_offer_that_runs(client: FlaskClient, session: Session, town: Town) -> None:
    sign_in(client, session, town.desk.coordinator)
    assert "forteller ingenting" in shown(client, f"{OWN}new")
    who = {"provider": str(town.desk.organisation.id), "municipality": "1577", "version": "0"}
    begun = post(client, f"{OWN}new", {**WHAT, **who})
    assert begun.status_code == 303
    offer = session.scalars(select(TransportOffer).where(TransportOffer.name == WHAT["name"])).one()
    base = f"{OWN}{offer.id}/"
    assert begun.location == f"{base}when/"
    times = {"hours-0-weekday": "thursday", "hours-0-starts": "10", "hours-0-ends": "14.30"}
    parts = {
        "when": {**times, "areas": ["6100"], "notice_days": "3", "closed_from": "20.6.2027", "closed_to": "15.8.2027"},
        "who": {**WHO, "upper_age_limit": "75", "insurer": "Forsikring", "insured_to": "31.12.2027"},
    }
    for part, fields in parts.items():
        version = version_on(shown(client, f"{base}{part}/"))
        assert post(client, f"{base}{part}/", {**fields, "version": version}).status_code == 303, part
    assert post(client, f"{base}start").status_code == 303
    session.rollback()
    offer = session.scalars(select(TransportOffer).where(TransportOffer.id == offer.id)).one()
    assert (offer.status, offer.areas, offer.notice_days) == (TransportStatus.RUNNING, "6100", 3)
    assert (offer.coordinator_phone, offer.upper_age_limit) == ("70070000", 75)
    assert [f"{each.starts:%H.%M}–{each.ends:%H.%M}" for each in queries.hours_of(session, offer.id)] == ["10.00–14.30"]
    page = shown(client, base)
    for told in ("Torsdagsturen", "6100", "10.00–14.30", "75"):
        assert told in page
    assert 'data-status="running"' in shown(client, OWN)


def test_a_stale_page_shows_both_texts_and_saving_again_is_a_choice(
    client: FlaskClient, session: Session, town: Town
) -> None:
    sign_in(client, session, town.desk.coordinator)
    address, seen = f"{OWN}{town.desk.offer.id}/what/", str(town.desk.offer.version)
    assert post(client, address, {**WHAT, "name": "Den første", "version": seen}).status_code == 303
    answered = post(client, address, {**WHAT, "name": "Den andre", "version": seen})
    assert answered.status_code == 409
    assert "Den første" in answered.text
    assert "Den andre" in answered.text
    again = {**WHAT, "name": "Den andre", "version": version_on(answered.text)}
    assert post(client, address, again).status_code == 303
    for part, fields in {"when": {"notice_days": "5"}, "who": WHO}.items():
        answered = post(client, f"{OWN}{town.desk.offer.id}/{part}/", {**fields, "version": seen})
        assert answered.status_code == 409, part


def test_what_cannot_be_is_refused_where_it_stands(client: FlaskClient, session: Session, town: Town) -> None:
    sign_in(client, session, town.desk.coordinator)
    late = {"hours-0-weekday": "tuesday", "hours-0-starts": "12", "hours-0-ends": "11"}
    wrong = [
        ("what", {**WHAT, "kind": "prison"}),
        ("what", {**WHAT, "neutral_name": ""}),
        ("when", {**late, "notice_days": "7"}),
        ("when", {"notice_days": "7", "closed_from": "20.6.2027"}),
        ("when", {"notice_days": "7", "closed_from": "20.6.2027", "closed_to": "1.6.2027"}),
        ("when", {"notice_days": "7", "areas": ["0001"]}),
        ("who", {**WHO, "coordinator_phone": ""}),
        ("who", {**WHO, "payer": "nobody"}),
        ("who", {**WHO, "catalogue_offer": "999"}),
    ]
    for part, fields in wrong:
        sent = {"version": str(town.desk.offer.version), **fields}
        answered = post(client, f"{OWN}{town.desk.offer.id}/{part}/", sent)
        assert answered.status_code == 422, (part, fields)
        assert 'id="error-summary"' in answered.text
    companions = {**WHAT, "kind": "companion", "version": str(town.desk.offer.version)}
    answered = post(client, f"{OWN}{town.desk.offer.id}/what/", companions)
    assert answered.status_code == 422


def test_somebody_elses_offer_or_vehicle_answers_as_an_unknown_one(
    client: FlaskClient, session: Session, town: Town
) -> None:
    car = a_vehicle(session, town.desk.organisation)
    others = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre"))
    session.commit()
    for person in (others, town.kom):
        sign_in(client, session, person)
        for path in ("", "what/", "when/", "who/"):
            assert client.get(f"{OWN}{town.desk.offer.id}/{path}").status_code == 404
        for path in ("start", "pause", "end", "what/"):
            assert post(client, f"{OWN}{town.desk.offer.id}/{path}").status_code == 404
        assert client.get(f"{VEHICLES}{car.id}/").status_code == 404
        assert post(client, f"{VEHICLES}{car.id}/", CAR).status_code == 404


def test_home_care_runs_no_transport(client: FlaskClient, session: Session, town: Town) -> None:
    sign_in(client, session, a_person(session, Role.HOME_CARE, town.desk.municipality))
    for address in (OWN, f"{OWN}new", VEHICLES, f"{VEHICLES}new"):
        assert client.get(address).status_code == 403


def test_an_offer_of_a_body_that_is_off_says_so(client: FlaskClient, session: Session, town: Town) -> None:
    sign_in(client, session, town.kom)
    who = {"provider": str(town.desk.municipality.id), "municipality": "1577", "version": "0"}
    address = post(client, f"{OWN}new", {**WHAT, **who}).location.removesuffix("when/")
    assert "DPIA" in shown(client, address)
    assert post(client, f"{address}start").status_code == 409


def test_a_vehicle_is_noted_changed_and_shown_beside_what_another_wrote(
    client: FlaskClient, session: Session, town: Town
) -> None:
    sign_in(client, session, town.desk.coordinator)
    sent = {**CAR, "body": str(town.desk.organisation.id), "version": "0"}
    assert post(client, f"{VEHICLES}new", {**sent, "seats": "0"}).status_code == 422
    assert post(client, f"{VEHICLES}new", sent).status_code == 303
    car = session.scalars(select(Vehicle)).one()
    seen = version_on(shown(client, f"{VEHICLES}{car.id}/"))
    for seats, status in (("7", 303), ("6", 409)):
        answered = post(client, f"{VEHICLES}{car.id}/", {**sent, "seats": seats, "version": seen})
        assert answered.status_code == status
    assert "Den kvite" in shown(client, VEHICLES)


def test_the_lists_ask_the_database_the_same_number_of_questions(
    client: FlaskClient, session: Session, town: Town, statements: list[str]
) -> None:
    sign_in(client, session, town.desk.coordinator)
    shown(client, OWN)
    counts = []
    for more in (1, 20):
        for _each in range(more):
            a_vehicle(session, town.desk.organisation)
        session.commit()
        statements.clear()
        shown(client, VEHICLES)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12
