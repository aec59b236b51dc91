"""What everybody sees of offers, and what nobody but their writers sees."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from activities.offers.models import OfferKind, OfferMode, OfferStatus
from tests import pages
from tests.activities.builders import FRAIL, an_offer, shown
from tests.activities.conftest import Town
from tests.builders import a_municipality, a_person, sign_in

CATALOGUE = "/activities/offers/"


def test_the_catalogue_is_read_without_signing_in(client: FlaskClient, session: Session, town: Town) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader)
    session.commit()
    text = shown(client, CATALOGUE)
    for word in ("Tur langs fjorden", "Volda", "Følgjevenene", "10.00–11.30", "70 07 00 00"):
        assert word in text


@pytest.mark.parametrize("status", [OfferStatus.DRAFT, OfferStatus.UNDER_PREPARATION, OfferStatus.ENDED])
def test_what_does_not_run_is_seen_by_its_writers_only(
    client: FlaskClient, session: Session, town: Town, status: OfferStatus
) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, status=status)
    stranger = a_person(session, None)
    session.commit()
    address = f"{CATALOGUE}{offer.id}/"
    assert "Tur langs fjorden" not in shown(client, CATALOGUE)
    for path in (address, f"{address}sheet.pdf"):
        assert client.get(path).status_code == 404
    sign_in(client, session, stranger)
    assert client.get(address).status_code == 404
    sign_in(client, session, town.leader)
    assert "Tur langs fjorden" in shown(client, address)
    assert "Tur langs fjorden" not in shown(client, CATALOGUE)


def test_an_unknown_offer_and_a_hidden_one_answer_alike(client: FlaskClient, session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, status=OfferStatus.DRAFT)
    session.commit()
    hidden, unknown = (client.get(f"{CATALOGUE}{number}/") for number in (offer.id, offer.id + 1000))
    assert hidden.status_code == unknown.status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Tur", "Kaffe", "Skjerm"}),
        ("q=kaffe", {"Kaffe"}),
        ("municipality=1577", {"Tur"}),
        ("weekday=tuesday", {"Tur", "Kaffe", "Skjerm"}),
        ("weekday=friday", set()),
        ("weekday=someday", {"Tur", "Kaffe", "Skjerm"}),
        ("group=frail_home_dwelling", {"Kaffe"}),
        ("free=1", {"Tur", "Skjerm"}),
        ("step-free=1", {"Kaffe"}),
        ("transport=1", {"Skjerm"}),
        ("q=%27%3B--", set()),
    ],
)
def test_the_catalogue_is_narrowed(
    client: FlaskClient, session: Session, town: Town, query: str, found: set[str]
) -> None:
    other = a_municipality(session, "Hareid", "1517")
    an_offer(session, town.venene, town.volda, actor=town.leader, title="Tur", about="-")
    an_offer(
        session, town.venene, other, actor=town.leader, title="Kaffe", about="-", cost=50, is_step_free=True,
        groups=FRAIL,
    )  # fmt: skip
    an_offer(
        session, town.venene, other, actor=town.leader, title="Skjerm", about="-", has_transport=True,
        kind=OfferKind.DIGITAL, mode=OfferMode.DIGITAL, anchored_in="Frivilligsentralen",
    )  # fmt: skip
    session.commit()
    text = shown(client, f"{CATALOGUE}?{query}")
    assert {title for title in ("Tur", "Kaffe", "Skjerm") if f">{title}<" in text} == found


def test_an_offer_nobody_has_confirmed_for_six_months_is_marked_and_for_twelve_is_gone(
    client: FlaskClient, session: Session, town: Town
) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader, title="Halvår", confirmed_on=date(2026, 5, 21))
    an_offer(session, town.venene, town.volda, actor=town.leader, title="Heilt år", confirmed_on=date(2025, 11, 22))
    gone = an_offer(session, town.venene, town.volda, actor=town.leader, title="Borte", confirmed_on=date(2025, 11, 21))
    session.commit()
    text = shown(client, CATALOGUE)
    assert "Halvår" in text
    assert "Heilt år" in text
    assert "Borte" not in text
    assert "21. mai 2026" in text
    assert "22. november 2025" in text
    assert client.get(f"{CATALOGUE}{gone.id}/").status_code == 404
    sign_in(client, session, town.leader)
    assert "Borte" in shown(client, f"{CATALOGUE}{gone.id}/")


def test_the_numbers_on_the_map_are_those_of_the_table(client: FlaskClient, session: Session, town: Town) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader, title="A i byen")
    an_offer(session, town.venene, town.volda, actor=town.leader, title="B på skjerm", mode=OfferMode.DIGITAL)
    an_offer(session, town.venene, town.volda, actor=town.leader, title="C på landet", postcode="6763")
    an_offer(session, town.venene, town.volda, actor=town.leader, title="D i byen")
    session.commit()
    text = shown(client, CATALOGUE)
    rows = re.findall(r"<td[^>]*>(\d+)</td>\s*<th scope=\"row\"><a[^>]*>([^<]+)</a>", text)
    assert rows == [("1", "A i byen"), ("2", "B på skjerm"), ("3", "C på landet"), ("4", "D i byen")]
    assert re.findall(r'data-numbers="([^"]+)"', text) == ["1 4", "3"]
    assert re.findall(r"<title>([^<]+)</title>\s*<rect", text) == ["1 A i byen; 4 D i byen", "3 C på landet"]


def test_the_map_is_told_in_words_and_comes_from_no_foreign_host(
    client: FlaskClient, session: Session, town: Town
) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    session.commit()
    for address in (CATALOGUE, f"{CATALOGUE}{offer.id}/"):
        text = shown(client, address)
        assert 'role="img"' in text
        assert 'id="map-description"' in text
        assert "Kartverket, CC BY 4.0" in text
        assert "www.erikbolstad.no/postnummer" in text
        assert not re.search(r'(src|xlink:href)="https?:', text)


def test_the_catalogue_is_downloaded_with_its_words(client: FlaskClient, session: Session, town: Town) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader, title="=Tur", cost=50)
    session.commit()
    text = client.get(f"{CATALOGUE}?format=csv").get_data(as_text=True)
    assert "'=Tur" in text
    assert "50 kroner" in text
    assert "Følgjevenene" in text
    assert client.get(f"{CATALOGUE}?format=xlsx").data.startswith(b"PK")


def test_an_offer_says_what_one_needs_to_know(client: FlaskClient, session: Session, town: Town) -> None:
    offer = an_offer(
        session, town.venene, town.volda, actor=town.leader, not_suited="Dei som treng løft",
        shared_interest="Turgåing",
        is_step_free=True, has_hearing_loop=True, has_transport=True, transport_contact="Kari 90000000", cost=0,
        independent_how="Vi avgjer sjølve",
    )  # fmt: skip
    session.commit()
    page = pages.read(shown(client, f"{CATALOGUE}{offer.id}/"))
    assert page.headings == 1
    for word in ("Dei som treng løft", "Turgåing", "Kari 90000000", "Vi avgjer sjølve", "10.00–11.30"):
        assert word in page.text, word
    assert "tel:70070000" in page.links


def test_the_catalogue_asks_as_often_with_5_offers_as_with_500(
    client: FlaskClient, session: Session, town: Town, statements: list[str]
) -> None:
    sign_in(client, session, town.kom)
    counts = []
    for size in (5, 500):
        for number in range(size):
            an_offer(session, town.venene, town.volda, actor=town.leader, title=f"Tilbod {size} {number}", groups=FRAIL)
        session.commit()
        for address in (
            CATALOGUE,
            "/activities/offers/own/",
            f"/partnership/relations/{town.relation.id}/",
            "/my-work",
        ):
            client.get(address)
            statements.clear()
            assert client.get(address).status_code == 200
            counts.append(len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[:4] == counts[4:], counts
    assert counts[0] <= 12, counts
