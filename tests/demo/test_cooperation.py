"""What the parties of the story keep together, as those who may read it see it on its pages."""

import re
from datetime import date, datetime, time
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from activities.offers.models import Offer, OfferStatus
from activities.offers.rules import Confirmation, confirmation
from activities.places.postcodes import find
from demo import script
from demo.cast import address
from demo.visits import WAYS
from directory.accounts.models import Person
from directory.municipalities.models import Municipality
from kernel.clock import OSLO, local_date
from partnership.agreements.models import Agreement
from partnership.agreements.period import Standing, standing
from partnership.agreements.queries import agreements_of
from partnership.contacts.queries import lists_of
from partnership.contacts.rules import Freshness, freshness
from partnership.dialogue import agenda
from partnership.dialogue.models import Meeting, MeetingStatus, PointKind
from partnership.dialogue.queries import meetings_of, open_follow_ups, shared_picture
from partnership.invitations.models import Invitation, InvitationStatus
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.requests.models import RelationRequest, RequestStatus
from partnership.roadmaps.queries import plan_of
from partnership.tasks.queries import division_of
from tests.builders import sign_in
from tests.conftest import TODAY

Told = tuple[Session, dict[str, Relation]]

NOON = datetime.combine(TODAY, time(12), OSLO)

CODES = tuple(f"P{number}" for number in range(1, 10))
SILENT = re.compile(r"00000\d{3}")
PAGES = [
    ("org.o1", "P1", "contacts/", "Solfrid Aas"),
    ("kom.tydal", "P1", "tasks/", "Kaffe, kringle"),
    ("org.o3", "P4", "contacts/", "Arnfinn Straume"),
    ("kom.krs", "P9", "about/", "Et ark til hver frivillig"),
    ("fri.krs", "P9", "about/", "Grunnopplæring over to kvelder"),
    ("org.o2", "P3", "about/", "heilt fram til døra"),
    ("kom.volda", "P3", "dialogue/", "Avtale fire rettleiingar"),
    ("org.o4", "P6", "dialogue/", "Samarbeidsforum"),
    ("org.o5", "P7", "dialogue/", "Samarbeidsforum"),
    ("kom.volda", "P3", "agreements/1/", "vel heime att"),
    ("kom.volda.leder", "P4", "agreements/1/sign/", "Kurs i nettvett og nettbank"),
    ("org.o4", "P6", "agreements/2/", "også i avisa"),
    ("org.o5", "P7", "agreements/1/", "Digital torsdag"),
    ("org.o2", "P3", "roadmap/", "Brodder og refleksar"),
    ("kom.krs", "P6", "roadmap/", "Én felles rutine"),
    ("org.o2", "P3", "quality/", "70"),
    ("kom.krs", "P7", "quality/", "Sørkysten Forsikring"),
]
ELSEWHERE = [
    ("kom.krs", "/my-work", "Nettglade Seniorar Volda"),
    ("org.o3", "/my-work", "Volda kommune og Nettglade Seniorar Volda"),
    ("kom.volda.leder", "/my-work", "signaturen"),
    ("hjt.tydal", "/my-work", "Tydal kommune"),
    ("org.o1", "/my-work", "Mandagsturen"),
    ("kom.krs", "/partnership/requests/", "Nettglade Seniorar Volda"),
    ("kom.tydal", "/partnership/invitations/", "Selbu Pensjonistlag"),
    ("hjt.volda", "/activities/offers/municipalities/1577/home-care/", "Austefjorden"),
    ("org.o4", "/activities/offers/own/", "Besøksvenn"),
]


def read(app: Flask, told: Told, account: str, path: str) -> tuple[int, str]:
    """What a page answers to somebody."""
    opened, _relations = told
    person = opened.scalars(select(Person).where(Person.email == address(account))).one()
    client = app.test_client()
    sign_in(client, opened, person)
    answer = client.get(path)
    return answer.status_code, unescape(answer.text)


@pytest.mark.parametrize(("account", "code", "page", "word"), PAGES)
def test_what_a_relation_keeps_is_read_on_its_page(  # noqa: PLR0917  the parameters of one page
    whole_app: Flask, told: Told, account: str, code: str, page: str, word: str
) -> None:
    status, html = read(whole_app, told, account, f"/partnership/relations/{told[1][code].id}/{page}")

    assert status == 200
    assert word in html


@pytest.mark.parametrize(("account", "path", "word"), ELSEWHERE)
def test_what_waits_is_read_by_whom_it_waits_for(
    whole_app: Flask, told: Told, account: str, path: str, word: str
) -> None:
    status, html = read(whole_app, told, account, path)

    assert status == 200
    assert word in html


@pytest.mark.parametrize("code", CODES)
def test_both_sides_have_contacts_and_one_list_alone_is_stale(told: Told, code: str) -> None:
    lists = lists_of(told[0], told[1][code].id)
    stale = {
        side
        for side, written in lists.items()
        if freshness(local_date(written.contacts.confirmed_at), TODAY) is not Freshness.FRESH
    }

    assert set(lists) == set(Side)
    assert stale == ({Side.ORGANISATION} if code == "P4" else set())
    assert all(SILENT.fullmatch(each.phone) for written in lists.values() for each in written.people)


@pytest.mark.parametrize(("code", "sides"), [("P1", 2), ("P3", 2), ("P7", 2), ("P6", 1)])
def test_the_tables_of_tasks_are_confirmed_by_those_who_have(told: Told, code: str, sides: int) -> None:
    division = division_of(told[0], told[1][code].id)

    assert division is not None
    assert len(division.confirmed) == sides


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("P1", [Standing.IN_FORCE]),
        ("P3", [Standing.IN_FORCE]),
        ("P4", [Standing.FOR_SIGNING]),
        ("P6", [Standing.DRAFT, Standing.ENDED]),
        ("P7", [Standing.IN_FORCE]),
    ],
)
def test_the_agreements_stand_as_the_story_says(told: Told, code: str, expected: list[Standing]) -> None:
    assert [standing(each, TODAY) for each in agreements_of(told[0], told[1][code])] == expected


def test_the_agreements_last_as_long_as_the_story_says(told: Told) -> None:
    opened, relations = told
    known = {code: agreements_of(opened, relations[code]) for code in ("P3", "P6")}
    last = {code: [each.last_on for each in agreements if each.last_on] for code, agreements in known.items()}

    assert last == {"P3": [date(2028, 6, 30)], "P6": [date(2026, 9, 1)]}
    assert opened.scalar(select(func.count()).select_from(Agreement)) == 6


def test_p6_meets_on_3_december_about_its_eleven_differences(told: Told) -> None:
    opened, relations = told
    relation = relations["P6"]
    ahead, last = meetings_of(opened, relation.id)
    proposed = agenda.propose(shared_picture(opened, relation, NOON), [], relation.wished_step)

    assert (local_date(ahead.starts_at), ahead.status) == (date(2026, 12, 3), MeetingStatus.PLANNED)
    assert (local_date(last.starts_at), last.status) == (date(2026, 5, 28), MeetingStatus.APPROVED)
    assert sum(each.kind is PointKind.DIFFERENCE for each in proposed) == 11
    assert [each.due_on < TODAY for each in open_follow_ups(opened, [relation.id])] == [True]


@pytest.mark.parametrize("code", ["P1", "P3", "P7"])
def test_two_meetings_of_the_year_have_approved_minutes(told: Told, code: str) -> None:
    found = meetings_of(told[0], told[1][code].id)

    assert [each.status for each in found] == [MeetingStatus.APPROVED] * 2
    assert {each.starts_at.year for each in found} == {2026}


def test_only_p3_has_a_roadmap_that_both_stand_for(told: Told) -> None:
    opened, relations = told
    plans = {code: plan_of(opened, relations[code].id) for code in ("P3", "P6")}

    assert {code: (len(plan.measures), plan.is_adopted) for code, plan in plans.items()} == {
        "P3": (5, True),
        "P6": (3, False),
    }
    assert relations["P3"].co_creation


def test_one_request_and_one_invitation_wait(told: Told) -> None:
    opened, _relations = told

    assert opened.scalars(select(RelationRequest.status)).all() == [RequestStatus.WAITING]
    assert opened.scalars(select(Invitation.status)).all() == [InvitationStatus.WAITING]


def test_the_offers_run_but_for_three_and_one_is_not_confirmed(told: Told) -> None:
    opened, _relations = told
    offers = opened.scalars(select(Offer)).all()
    others = {offer.title: offer.status for offer in offers if offer.status is not OfferStatus.RUNNING}
    stale = [
        offer.title
        for offer in offers
        if offer.confirmed_on and confirmation(offer.confirmed_on, TODAY) is not Confirmation.CONFIRMED
    ]

    assert len(offers) == 15
    assert others == {
        "Besøksvenn": OfferStatus.UNDER_PREPARATION,
        "Livskraft-kafeen": OfferStatus.PAUSED,
        "Samtalekafé": OfferStatus.DRAFT,
    }
    assert stale == ["Mandagsturen"]


def test_an_offer_lies_in_its_municipality_and_its_number_rings_nobody(told: Told) -> None:
    numbers = {one.id: one.number for one in told[0].scalars(select(Municipality))}

    for offer in told[0].scalars(select(Offer)):
        postcode = find(offer.postcode)
        assert postcode is not None
        assert postcode.municipality_number == numbers[offer.municipality_id]
        assert SILENT.fullmatch(offer.contact_phone)


def test_no_meeting_but_the_one_ahead_is_open(told: Told) -> None:
    statement = select(func.count()).select_from(Meeting).where(Meeting.status != MeetingStatus.APPROVED)

    assert told[0].scalar(statement) == 1


def test_the_front_page_offers_eight_ways_of_people_in_the_story() -> None:
    people = {raw["account"] for raw in script.cast()["people"]}

    assert len(WAYS) == 8
    assert {account for account, _label, _told in WAYS} <= people
