"""What is printed: the day, the slip without a word of health, and the confirmation in large letters."""

import io
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock, i18n
from kernel.pdf.document import Document, render
from kernel.pdf.theme import A5, LARGE_PRINT
from tests import verapdf
from tests.builders import sign_in
from tests.kernel.pdf.documents import HOSTILE
from tests.volunteers.board.conftest import Tuesday
from tests.volunteers.builders import TUESDAY
from volunteers.board import document, saying
from volunteers.service_users.models import Place, Reading
from volunteers.trips.models import Trip

DAY = date(2026, 12, 1)


def pages(made: bytes) -> list[pypdf.PageObject]:
    """The pages of a file."""
    return list(pypdf.PdfReader(io.BytesIO(made)).pages)


def words(made: bytes) -> str:
    """What a file says."""
    return " ".join(" ".join(page.extract_text().split()) for page in pages(made))


def own(session: Session, trip: Trip) -> Trip:
    """The trip with all that it hangs on."""
    session.rollback()
    return session.scalars(select(Trip).where(Trip.id == trip.id)).one()


def test_a_slip_tells_whom_when_and_where_and_no_word_of_health(app: Flask, session: Session, tuesday: Tuesday) -> None:
    trip = own(session, tuesday.planned)
    with app.app_context(), i18n.force_locale("nn"):
        made = render(document.slip(trip, mark=None))
    (page,) = pages(made)
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A5, abs=0.1)
    said = words(made)
    for told in (
        "Tysdagsturen",
        "Namn1",
        "90 00 00 01",
        "Kaivegen 1",
        saying.hour(trip.leave_at),
        "70 07 00 00",
        "Volda bibliotek",
    ):
        assert told in said, told
    for hidden in ("ollator", "naboen", "arm", "B-0"):
        assert hidden not in said, hidden


def test_a_slip_is_printed_only_while_the_volunteer_may_know(
    client: FlaskClient, session: Session, tuesday: Tuesday
) -> None:
    sign_in(client, session, tuesday.desk.coordinator)
    address = f"/volunteers/transport/trips/{tuesday.planned.id}/slip.pdf"
    assert client.get(address, buffered=True).mimetype == "application/pdf"
    session.rollback()
    assert [each.place for each in session.scalars(select(Reading))] == [Place.SLIP]
    clock.set_today(TUESDAY - timedelta(days=4))
    assert client.get(address).status_code == 409
    clock.set_today(TUESDAY + timedelta(days=3))
    assert client.get(address).status_code == 409
    clock.set_today(TUESDAY)
    assert client.get(f"/volunteers/transport/trips/{tuesday.lone.id}/slip.pdf").status_code == 409


def test_the_day_on_paper_holds_each_trip_with_whom_to_ring(
    client: FlaskClient, session: Session, tuesday: Tuesday
) -> None:
    sign_in(client, session, tuesday.desk.coordinator)
    answered = client.get(f"{tuesday.address}list.pdf", buffered=True)
    assert answered.mimetype == "application/pdf"
    said = words(answered.data)
    for number in range(4):
        assert f"Namn{number}" in said
    assert "Gunnar Lid" in said
    session.rollback()
    assert len(session.scalars(select(Reading)).all()) == 4


def test_an_empty_day_is_a_sheet_too(app: Flask, session: Session, tuesday: Tuesday) -> None:
    with app.app_context(), i18n.force_locale("nb"):
        assert words(render(document.day_list(tuesday.desk.municipality, [], DAY, mark="DEMO")))


def test_a_confirmation_is_in_large_print_and_says_what_it_costs(
    app: Flask, session: Session, tuesday: Tuesday
) -> None:
    trip = own(session, tuesday.planned)
    with app.app_context(), i18n.force_locale("nb"):
        made = document.confirmation(trip, mark=None)
    assert made.large_print
    assert LARGE_PRINT > 1.5
    said = words(render(made))
    for told in ("Gunnar Lid", saying.hour(trip.leave_at), "70 07 00 00"):
        assert told in said, told
    assert "ollator" not in said


def all_of(session: Session, tuesday: Tuesday) -> dict[str, Document]:
    """One of each kind."""
    trip = own(session, tuesday.planned)
    everybody = [trip, own(session, tuesday.lone)]
    return {
        "slip": document.slip(trip, mark="DEMO"),
        "day": document.day_list(tuesday.desk.municipality, everybody, DAY, mark=None),
        "confirmation": document.confirmation(trip, mark=None),
    }


TEXT = st.text(max_size=200)


@given(name=TEXT, place=TEXT)
@example(name=HOSTILE, place=HOSTILE)
@example(name="W" * 300, place="%(num)s {page}")
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_what_is_printed(
    *, app: Flask, session: Session, tuesday: Tuesday, name: str, place: str
) -> None:
    trip = own(session, tuesday.planned)
    with app.app_context(), i18n.force_locale("nb"), session.no_autoflush:
        trip.service_user.first_name, trip.destination, trip.from_address = name, place, place
        for made in (
            document.slip(trip, mark=None),
            document.confirmation(trip, mark=None),
            document.day_list(tuesday.desk.municipality, [trip], DAY, mark=None),
        ):
            assert render(made)
    session.rollback()


@pytest.mark.pdf
def test_what_is_printed_is_accessible_and_archivable(
    app: Flask, session: Session, tuesday: Tuesday, tmp_path: Path
) -> None:
    with app.app_context(), i18n.force_locale("nn"):
        made = all_of(session, tuesday)
    files = [tmp_path / f"{name}.pdf" for name in made]
    for file, each in zip(files, made.values(), strict=True):
        file.write_bytes(render(each))
    assert verapdf.failures(*files) == []
