"""How providers write an offer down, and that nobody loses a word."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from activities.offers.models import Offer, OfferStatus, OfferTag, OfferTime
from activities.offers.queries import told
from directory.accounts.permissions import Role
from tests import pages
from tests.activities.builders import a_form, an_offer, shown
from tests.activities.conftest import Town
from tests.builders import a_municipality, a_person, an_organisation, post, sign_in

OWN = "/activities/offers/own/"


def version_on(text: str) -> str:
    """The version that a page's form was drawn with."""
    return next(form.values["version"] for form in pages.read(text).forms if "version" in form.values)


def test_four_short_pages_make_an_offer_that_runs(client: FlaskClient, session: Session, town: Town) -> None:
    sign_in(client, session, town.leader)
    who = {"provider": f"{town.venene.id}-{town.venene.id}", "municipality": "1577", "groups": ["all_older"]}
    begun = post(client, f"{OWN}new", a_form(**who))
    assert begun.status_code == 303
    offer = session.scalars(select(Offer)).one()
    base = f"{OWN}{offer.id}/"
    assert begun.location == f"{base}when/"
    times = {"slots-0-weekday": "tuesday", "slots-0-starts": "10", "slots-0-ends": "11.30", "slots-0-rhythm": "weekly"}
    parts = {
        "when": times,
        "where": {"place": "Biblioteket", "postcode": "6100"},
        "contact": {"cost": "0", "contact_phone": "70 07 00 00", "domains": ["social_participation"]},
    }
    for part, fields in parts.items():
        version = version_on(shown(client, f"{base}{part}/"))
        assert post(client, f"{base}{part}/", {**fields, "version": version}).status_code == 303, part
    assert post(client, f"{base}start").status_code == 303
    session.rollback()
    offer = session.scalars(select(Offer)).one()
    assert (offer.status, offer.contact_phone, offer.latitude) == (OfferStatus.RUNNING, "70070000", 62.1447)
    hung = told(session, offer)
    assert [f"{each.starts:%H.%M}–{each.ends:%H.%M}" for each in hung.times] == ["10.00–11.30"]
    assert [each.value for each in (*hung.groups, *hung.domains)] == ["all_older", "social_participation"]
    assert "Tur langs fjorden" in client.application.test_client().get("/activities/offers/").text


def test_a_stale_page_shows_both_texts_and_saving_again_is_a_choice(
    client: FlaskClient, session: Session, town: Town
) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    session.commit()
    sign_in(client, session, town.leader)
    address, seen = f"{OWN}{offer.id}/what/", str(offer.version)
    assert post(client, address, a_form(title="Den første", version=seen)).status_code == 303
    answered = post(client, address, a_form(title="Den andre", version=seen))
    assert answered.status_code == 409
    assert "Den første" in answered.text
    assert "Den andre" in answered.text
    version = version_on(answered.text)
    assert post(client, address, a_form(title="Den andre", version=version)).status_code == 303
    session.refresh(offer)
    assert offer.title == "Den andre"


def test_a_page_leaves_what_the_other_pages_hold(client: FlaskClient, session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, not_suited="Ingen", season="Sommar")
    session.commit()
    sign_in(client, session, town.leader)
    sent = {"place": "Samfunnshuset", "postcode": "6763", "version": str(offer.version)}
    assert post(client, f"{OWN}{offer.id}/where/", sent).status_code == 303
    session.refresh(offer)
    assert (offer.place, offer.latitude, offer.not_suited, offer.season) == (
        "Samfunnshuset",
        61.9701,
        "Ingen",
        "Sommar",
    )
    assert len(session.scalars(select(OfferTime)).all()) == 1


def test_a_point_is_set_by_hand_only_with_both_numbers_and_in_norway(
    client: FlaskClient, session: Session, town: Town
) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    session.commit()
    sign_in(client, session, town.leader)
    for latitude, longitude in (("62,2", ""), ("", "6.1"), ("12", "6"), ("abc", "6")):
        sent = {"postcode": "6100", "latitude": latitude, "longitude": longitude, "version": str(offer.version)}
        assert post(client, f"{OWN}{offer.id}/where/", sent).status_code == 422, (latitude, longitude)
    sent = {"postcode": "6100", "latitude": "62,2", "longitude": "6.1", "version": str(offer.version)}
    assert post(client, f"{OWN}{offer.id}/where/", sent).status_code == 303
    session.refresh(offer)
    assert (offer.latitude, offer.longitude, offer.is_pinned) == (62.2, 6.1, True)


def test_what_cannot_be_is_refused_where_it_stands(client: FlaskClient, session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, kind="digital", mode="digital")
    session.commit()
    sign_in(client, session, town.leader)
    times = {"slots-0-weekday": "tuesday", "slots-0-starts": "12", "slots-0-ends": "11", "slots-0-rhythm": "weekly"}
    wrong = {
        "what": a_form(kind="prison"),
        "when": times,
        "where": {"postcode": "0001"},
        "contact": {"cost": "0", "contact_phone": "70070000"},
    }
    for part, fields in wrong.items():
        answered = post(client, f"{OWN}{offer.id}/{part}/", {"version": str(offer.version), **fields})
        assert answered.status_code == 422, part
        assert 'id="error-summary"' in answered.text


def test_somebody_elses_offer_answers_as_an_unknown_one(client: FlaskClient, session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    others = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre"))
    session.commit()
    for person in (others, town.kom):
        sign_in(client, session, person)
        for number in (offer.id, offer.id + 1000):
            base = f"{OWN}{number}/"
            for path in ("", "what/", "when/", "where/", "contact/", "pause"):
                assert client.get(f"{base}{path}").status_code == 404
            for path in ("start", "end", "prepare", "confirm", "what/"):
                assert post(client, f"{base}{path}").status_code == 404


def test_home_care_reads_and_does_not_write(client: FlaskClient, session: Session, town: Town) -> None:
    sign_in(client, session, town.nurse)
    assert client.get(OWN).status_code == 403
    assert client.get(f"{OWN}new").status_code == 403


def test_a_municipality_enters_for_those_it_cooperates_with_and_only_within_itself(
    client: FlaskClient, session: Session, town: Town
) -> None:
    stranger, elsewhere = an_organisation(session, "Framande"), a_municipality(session, "Hareid", "1517")
    session.commit()
    sign_in(client, session, town.kom)
    text = shown(client, f"{OWN}new")
    assert f'value="{town.venene.id}-{town.volda.id}"' in text
    assert "Framande" not in text
    code = f"{town.venene.id}-{town.volda.id}"
    assert post(client, f"{OWN}new", a_form(provider=code, municipality=elsewhere.number)).status_code == 422
    refused = post(client, f"{OWN}new", a_form(provider=f"{stranger.id}-{town.volda.id}", municipality="1577"))
    assert refused.status_code == 422
    assert post(client, f"{OWN}new", a_form(provider=code, municipality="1577")).status_code == 303
    offer = session.scalars(select(Offer)).one()
    assert offer.is_on_behalf
    assert post(client, f"{OWN}{offer.id}/confirm").status_code == 404, "only the provider confirms"


def test_a_pause_says_until_when_and_the_offer_stays_in_the_catalogue(
    client: FlaskClient, session: Session, town: Town
) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    session.commit()
    sign_in(client, session, town.leader)
    assert post(client, f"{OWN}{offer.id}/pause", {"until": "1.1.2020"}).status_code == 422
    assert post(client, f"{OWN}{offer.id}/pause", {"until": "24.12.2026"}).status_code == 303
    text = shown(client, "/activities/offers/")
    assert "24. desember 2026" in text
    assert 'data-status="paused"' in shown(client, OWN)


def test_what_waits_is_said_in_my_work(client: FlaskClient, session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, confirmed_on=None, status=OfferStatus.DRAFT)
    offer.status, offer.confirmed_on = OfferStatus.RUNNING, offer.created_at.date().replace(month=4)
    session.commit()
    sign_in(client, session, town.leader)
    assert f'href="{OWN}{offer.id}/"' in shown(client, "/my-work")
    assert post(client, f"{OWN}{offer.id}/confirm").status_code == 303
    assert f'href="{OWN}{offer.id}/"' not in shown(client, "/my-work")
    assert session.scalars(select(OfferTag)).all() == []


def test_the_relations_card_counts_the_offers(client: FlaskClient, session: Session, town: Town) -> None:
    for _each in range(3):
        an_offer(session, town.venene, town.volda, actor=town.leader)
    session.commit()
    sign_in(client, session, town.kom)
    text = shown(client, f"/partnership/relations/{town.relation.id}/")
    assert f'href="{OWN}"' in text
    assert "3 " in text


def test_the_point_that_offers_prove_leads_their_provider_to_them(
    client: FlaskClient, session: Session, town: Town
) -> None:
    told = "Trykk «Alt stemmer» på tilbudene deres, så er dette fornyet."
    for person, code, is_told in ((town.leader, "1.3", True), (town.leader, "1.2", False), (town.kom, "1.3", False)):
        sign_in(client, session, person)
        text = shown(client, f"/partnership/relations/{town.relation.id}/staircase/points/{code}/")
        assert (told in text) is is_told, (person.name, code)
        assert (OWN in pages.read(text).links) is is_told, (person.name, code)


@pytest.mark.parametrize(
    ("status", "open_moves", "folded", "leaves"),
    [
        (OfferStatus.DRAFT, ["start", "prepare"], ["end"], False),
        (OfferStatus.UNDER_PREPARATION, ["start"], ["end"], False),
        (OfferStatus.RUNNING, ["confirm", "pause"], ["end", "prepare"], True),
        (OfferStatus.PAUSED, ["confirm", "start"], ["end"], True),
        (OfferStatus.ENDED, ["prepare"], [], False),
    ],
)
def test_what_ends_an_offer_is_folded_below_what_is_usual(
    *,
    client: FlaskClient,
    session: Session,
    town: Town,
    status: OfferStatus,
    open_moves: list[str],
    folded: list[str],
    leaves: bool,
) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, status=status)
    session.commit()
    sign_in(client, session, town.leader)
    text = shown(client, f"{OWN}{offer.id}/")
    above, _fold, below = text.partition("<details")
    move = rf'(?:action|href)="{OWN}{offer.id}/(start|prepare|pause|end|confirm)"'
    assert (re.findall(move, above), re.findall(move, below)) == (open_moves, folded)
    assert ("Er det slutt?" in below) is bool(folded)
    assert ("Da forsvinner tilbudet fra oversikten." in below) is leaves


def test_an_offer_that_has_ended_leaves_the_catalogue_and_can_run_again(
    client: FlaskClient, session: Session, town: Town
) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    session.commit()
    sign_in(client, session, town.leader)
    for move, is_there in (("end", False), ("prepare", False), ("start", True)):
        assert post(client, f"{OWN}{offer.id}/{move}").status_code == 303
        assert ("Tur langs fjorden" in shown(client, "/activities/offers/")) is is_there, move


SLOT = {"slots-0-weekday": "friday", "slots-0-starts": "9", "slots-0-ends": "10", "slots-0-rhythm": "monthly"}


@pytest.mark.parametrize(
    ("part", "sent", "theirs"),
    [
        ("what", a_form(kind="course", mode="both", groups=["relatives"]), {"groups", "kind", "mode"}),
        ("when", {**SLOT, "season": "Haust"}, {"slots", "season"}),
        ("where", {"postcode": "6763", "is_step_free": "y", "latitude": "62.2", "longitude": "6.1"}, {"postcode"}),
        ("contact", {"cost": "75", "contact_phone": "90000000", "domains": ["housing"]}, {"cost", "domains"}),
    ],
)
def test_every_page_shows_what_somebody_else_saved_meanwhile(
    *, client: FlaskClient, session: Session, town: Town, part: str, sent: dict[str, str], theirs: set[str]
) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    session.commit()
    sign_in(client, session, town.leader)
    stale = str(offer.version - 1)
    answered = post(client, f"{OWN}{offer.id}/{part}/", {**sent, "version": stale})
    assert answered.status_code == 409
    marked = set(re.findall(r'id="([a-z_]+)-conflict"', answered.text))
    assert theirs <= marked
    again = post(client, f"{OWN}{offer.id}/{part}/", {**sent, "version": version_on(answered.text)})
    assert again.status_code == 303
