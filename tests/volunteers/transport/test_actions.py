"""How offers of transport move, what the gate stops, and what shows in the cooperation."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from kernel.lifecycle import NotAllowed, Stale
from partnership.assessments.models import Evidence
from partnership.staircase.level import Value
from tests.builders import NOW, a_municipality, an_organisation
from tests.volunteers.builders import a_transport_offer, a_volunteer
from tests.volunteers.transport.conftest import Town, assessed
from volunteers.transport import actions, queries
from volunteers.transport.content import Content, VehicleDraft, Words
from volunteers.transport.models import TransportKind, TransportOffer, TransportStatus

CAR = VehicleDraft("Bilen", None, 3, 0, False, 1, 30, True, True)


def a_draft(session: Session, town: Town, **other: object) -> TransportOffer:
    """An offer that does not run yet."""
    values = {"status": TransportStatus.DRAFT, "name": "Følgje heim", **other}
    return a_transport_offer(session, town.desk.organisation, town.desk.municipality, **values)


def shown(session: Session) -> list[tuple[str, date]]:
    """What is shown for point 4.5."""
    statement = select(Evidence).where(Evidence.key == "prop.4.5", Evidence.withdrawn_at.is_(None))
    return [(line.reference, line.dated_on) for line in session.scalars(statement.order_by(Evidence.id))]


def how(town: Town) -> dict[str, object]:
    """Who does it, and when."""
    return {"actor_id": town.desk.coordinator.id, "at": NOW}


def test_a_running_offer_shows_in_the_cooperation_and_a_paused_one_does_not(session: Session, town: Town) -> None:
    offer = a_draft(session, town)
    actions.start(session, offer, **how(town))
    assert shown(session) == [("Følgje heim", date(2026, 11, 21))]
    actions.pause(session, offer, **how(town))
    assert shown(session) == []
    actions.start(session, offer, **how(town))
    actions.end(session, offer, **how(town))
    assert (offer.status, shown(session)) == (TransportStatus.ENDED, [])


def test_of_two_with_the_same_name_one_that_still_runs_is_still_shown(session: Session, town: Town) -> None:
    offers = [a_draft(session, town), a_draft(session, town, kind=TransportKind.ESCORT)]
    for offer in offers:
        actions.start(session, offer, **how(town))
    actions.pause(session, offers[0], **how(town))
    assert [name for name, _day in shown(session)] == ["Følgje heim"]


def test_a_new_name_takes_the_place_of_the_old_in_what_is_shown(session: Session, town: Town) -> None:
    offer = a_draft(session, town)
    actions.start(session, offer, **how(town))
    content = queries.content_of(session, offer)
    renamed = replace(content, words=replace(content.words, name="Heilt fram"))
    actions.change(session, offer, renamed, version=offer.version, **how(town))
    assert [name for name, _day in shown(session)] == ["Heilt fram"]


def test_what_runs_on_is_shown_anew_before_it_runs_out_and_once(session: Session, town: Town) -> None:
    offer = a_draft(session, town)
    actions.start(session, offer, **how(town))
    for days in (10, 330, 331):
        actions.renew(session, at=NOW + timedelta(days=days))
    assert shown(session) == [("Følgje heim", date(2026, 11, 21)), ("Følgje heim", date(2027, 10, 17))]


def test_an_offer_of_a_body_that_is_off_does_not_run(session: Session, town: Town) -> None:
    other = an_organisation(session, "Andre")
    offer = a_transport_offer(session, other, town.desk.municipality, status=TransportStatus.DRAFT)
    with pytest.raises(NotAllowed, match="DPIA"):
        actions.start(session, offer, **how(town))


@pytest.mark.parametrize("which", [{"kind": TransportKind.COMPANION}, {"is_for_frail": True}])
def test_what_is_for_people_with_dementia_waits_for_a_critical_point(
    session: Session, town: Town, which: dict[str, object]
) -> None:
    """X16: a level of 5 but for 5.3."""
    assessed(session, town, q5_3=Value.PARTLY)
    offer = a_draft(session, town, **which)
    with pytest.raises(NotAllowed) as refusal:
        actions.start(session, offer, **how(town))
    assert "5.3" in str(refusal.value.params)
    assert offer.status is TransportStatus.DRAFT
    plain = a_draft(session, town)
    actions.start(session, plain, **how(town))
    assert plain.status is TransportStatus.RUNNING


def test_when_every_critical_point_is_agreed_companions_may_run(session: Session, town: Town) -> None:
    assessed(session, town)
    offer = a_draft(session, town, kind=TransportKind.COMPANION)
    actions.start(session, offer, **how(town))
    assert offer.status is TransportStatus.RUNNING


def test_a_running_offer_is_not_turned_into_companions_past_the_gate(session: Session, town: Town) -> None:
    offer = a_draft(session, town)
    actions.start(session, offer, **how(town))
    content = queries.content_of(session, offer)
    turned = replace(content, words=replace(content.words, kind=TransportKind.COMPANION))
    with pytest.raises(NotAllowed):
        actions.change(session, offer, turned, version=offer.version, **how(town))


def test_a_change_writes_only_over_what_its_writer_has_seen(session: Session, town: Town) -> None:
    offer, content = town.desk.offer, queries.content_of(session, town.desk.offer)
    seen = offer.version
    actions.change(session, offer, content, version=seen, **how(town))
    session.flush()
    with pytest.raises(Stale):
        actions.change(session, offer, content, version=seen, **how(town))


def test_the_trail_holds_no_telephone_number(session: Session, town: Town) -> None:
    offer = town.desk.offer
    content = queries.content_of(session, offer)
    changed = replace(content, words=replace(content.words, coordinator_phone="99887766", price=40))
    actions.change(session, offer, changed, version=offer.version, **how(town))
    line = session.scalars(select(AuditLine).where(AuditLine.verb == "changed")).first()
    assert line is not None
    assert line.changes["price"] == [0, 40]
    assert "99887766" not in str(line.changes)


def test_a_municipality_offers_only_within_itself(session: Session, town: Town) -> None:
    elsewhere = a_municipality(session, "Ørsta")
    content = Content(Words(TransportKind.ESCORT, "Følgje", "Tysdagsturen"))
    with pytest.raises(NotAllowed):
        actions.enter(session, content, provider=town.desk.municipality, municipality=elsewhere, **how(town))


def test_a_volunteers_own_car_stands_with_the_body_that_is_helped(session: Session, town: Town) -> None:
    mine = a_volunteer(session, town.desk.organisation)
    other = a_volunteer(session, an_organisation(session, "Andre"))
    car = actions.add_vehicle(session, town.desk.organisation, replace(CAR, volunteer_id=mine.id), **how(town))
    assert queries.vehicles_of(session, town.desk.organisation.id) == [car]
    with pytest.raises(NotAllowed):
        actions.change_vehicle(session, car, replace(CAR, volunteer_id=other.id), version=car.version, **how(town))
