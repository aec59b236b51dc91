"""What the sheets say, in which language, and that they are readable by eye and by machine."""

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from activities.home_care.document import all_offers
from activities.offers import queries
from activities.offers.document import sheet
from activities.offers.models import Offer
from kernel import i18n
from kernel.pdf.document import Document, render
from kernel.pdf.theme import large_print
from tests import verapdf
from tests.activities.builders import FRAIL, an_offer
from tests.activities.conftest import Town
from tests.kernel.pdf.documents import HOSTILE

TODAY = date(2026, 11, 21)
LARGE = 18


def an_offer_for_frail_people(session: Session, town: Town, **other: object) -> Offer:
    """An offer whose title and groups tell of an illness."""
    told = {"title": "Demenskoret", "neutral_name": "Songstunda", "groups": FRAIL, "not_suited": "Dei som treng løft"}
    made = an_offer(session, town.venene, town.volda, actor=town.leader, **{**told, **other})
    session.commit()
    return made


def one(session: Session, offer: Offer) -> Document:
    """The sheet of an offer."""
    return sheet(offer, queries.told(session, offer), TODAY, mark=None)


def every(session: Session, town: Town) -> Document:
    """The sheets of all offers."""
    offers = queries.public_in(session, town.volda.id, TODAY)
    return all_offers(town.volda, offers, queries.told_of(session, [each.id for each in offers]), TODAY, mark="DEMO")


def words(made: Document) -> list[str]:
    """What each page says."""
    pages = pypdf.PdfReader(io.BytesIO(render(made))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_a_sheet_is_one_page_and_tells_nothing_of_an_illness(app: Flask, session: Session, town: Town) -> None:
    offer = an_offer_for_frail_people(
        session,
        town,
        about="Vi syng saman kvar tysdag, og drikk kaffi etterpå.",
        getting_there="Buss 330 stoppar rett utanfor. Parkering bak huset.",
        has_transport=True,
        is_step_free=True,
        contact_email="leiar@venene.example",
        season="September til mai",
        when_told="Kvar tysdag 10.00–11.30.",
    )
    with app.app_context(), i18n.force_locale("nn"):
        (page,) = words(one(session, offer))
    for told in ("Songstunda", "10.00–11.30", "70 07 00 00", "Biblioteket", "6100 Volda", "Buss 330"):
        assert told in page, told
    for hidden in ("emens", "krøpel", "Frail", "løft", town.venene.name, "@", ".."):
        assert hidden not in page, hidden


def test_home_care_reads_whom_each_offer_suits_on_a_part_of_its_own(app: Flask, session: Session, town: Town) -> None:
    an_offer_for_frail_people(session, town)
    with app.app_context(), i18n.force_locale("nb"):
        _first, given_away, kept = words(every(session, town))
    assert "løft" not in given_away
    assert "løft" in kept


def test_the_body_of_a_sheet_is_in_large_print() -> None:
    assert large_print().body.size >= LARGE


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_a_sheet_is_in_the_readers_language(app: Flask, session: Session, town: Town, language: str, tag: str) -> None:
    offer = an_offer_for_frail_people(session, town)
    with app.app_context(), i18n.force_locale(language):
        assert one(session, offer).lang == tag


TEXT = st.text(max_size=300)


@given(about=TEXT, place=TEXT, told=TEXT)
@example(about=HOSTILE, place=HOSTILE, told=HOSTILE)
@example(about="W" * 1000, place="W" * 120, told="%(num)s {page}")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_a_sheet(*, app: Flask, session: Session, town: Town, about: str, place: str, told: str) -> None:
    offer = an_offer_for_frail_people(session, town)
    offer.about, offer.place, offer.when_told = about, place, told
    with app.app_context(), i18n.force_locale("nb"), session.no_autoflush:
        assert words(sheet(offer, queries.Told(), TODAY, mark=None))
    session.rollback()


@pytest.mark.pdf
def test_the_sheets_are_accessible_and_archivable(app: Flask, session: Session, town: Town, tmp_path: Path) -> None:
    offer = an_offer_for_frail_people(session, town, confirmed_on=date(2026, 4, 1))
    with app.app_context(), i18n.force_locale("nn"):
        made = {"one": one(session, offer), "all": every(session, town)}
    files = [tmp_path / f"{name}.pdf" for name in made]
    for file, each in zip(files, made.values(), strict=True):
        file.write_bytes(render(each))
    assert verapdf.failures(*files) == []
