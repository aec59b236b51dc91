"""What happens when offers are entered, changed, set running and confirmed."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from activities.offers import actions, queries
from activities.offers.models import Offer, OfferKind, OfferStatus
from kernel.lifecycle import NotAllowed, Stale
from partnership.assessments.models import Evidence
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from tests.activities.builders import FRAIL, an_offer, some_content
from tests.activities.conftest import Town
from tests.builders import NOW, a_municipality, an_assessment, an_organisation, some_evidence

TODAY = date(2026, 11, 21)
VISITS = {"kind": OfferKind.ONE_TO_ONE, "groups": FRAIL, "status": OfferStatus.UNDER_PREPARATION, "confirmed_on": None}


def evidence(session: Session, town: Town) -> list[tuple[date, date]]:
    """What shows that the association's offers are confirmed: its dates and last days."""
    session.flush()
    wanted = select(Evidence).where(Evidence.withdrawn_at.is_(None), Evidence.reference == "The offer catalogue")
    return [(each.dated_on, each.valid_to) for each in session.scalars(wanted) if each.relation_id == town.relation.id]


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> object:
    """The application, in a language that these tests do not need to know."""
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def test_who_sets_its_own_offer_running_confirms_it_and_that_is_evidence(session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, status=OfferStatus.DRAFT)
    actions.start(session, offer, actor_id=town.leader.id, at=NOW)
    assert (offer.status, offer.confirmed_on) == (OfferStatus.RUNNING, TODAY)
    assert evidence(session, town) == [(TODAY, date(2027, 5, 20))]


def test_the_first_confirmation_to_run_out_ends_the_evidence(session: Session, town: Town) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader, confirmed_on=date(2026, 9, 1))
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    actions.confirm(session, [offer], actor_id=town.leader.id, at=NOW)
    assert evidence(session, town) == [(TODAY, date(2027, 2, 28))]


def test_one_offer_that_nobody_has_confirmed_lately_leaves_nothing_to_show(session: Session, town: Town) -> None:
    an_offer(session, town.venene, town.volda, actor=town.leader, confirmed_on=date(2026, 4, 1))
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    actions.confirm(session, [offer], actor_id=town.leader.id, at=NOW)
    assert evidence(session, town) == []


def test_offers_elsewhere_show_nothing_about_this_cooperation(session: Session, town: Town) -> None:
    elsewhere = a_municipality(session, "Hareid")
    offer = an_offer(session, town.venene, elsewhere, actor=town.leader)
    actions.confirm(session, [offer], actor_id=town.leader.id, at=NOW)
    assert evidence(session, town) == []


def test_confirming_twice_on_a_day_is_confirming_once(session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    for _again in range(2):
        actions.confirm(session, [offer], actor_id=town.leader.id, at=NOW)
    assert len(evidence(session, town)) == 1


def assessed(session: Session, town: Town, **other: Value) -> None:
    """A relation where both sides say yes to all with evidence, but for what is said otherwise."""
    some_evidence(session, town.relation, actor=town.kom)
    for side in Side:
        an_assessment(session, town.relation, side, actor=town.kom, upto=5, **other)


def test_visits_to_frail_people_run_when_every_critical_point_is_agreed(session: Session, town: Town) -> None:
    assessed(session, town)
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, **VISITS)
    actions.start(session, offer, actor_id=town.leader.id, at=NOW)
    assert offer.status is OfferStatus.RUNNING


def test_visits_to_frail_people_wait_for_a_critical_point(session: Session, town: Town) -> None:
    """X16: a level of 5 but for 5.3."""
    assessed(session, town, q5_3=Value.PARTLY)
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, **VISITS)
    with pytest.raises(NotAllowed) as refusal:
        actions.start(session, offer, actor_id=town.leader.id, at=NOW)
    assert "5.3" in str(refusal.value.params)
    assert offer.status is OfferStatus.UNDER_PREPARATION


def test_an_open_group_for_the_same_people_gets_the_points_as_advice_and_runs(session: Session, town: Town) -> None:
    assessed(session, town, q5_3=Value.PARTLY)
    offer = an_offer(session, town.venene, town.volda, actor=town.leader, **{**VISITS, "kind": OfferKind.OPEN_GROUP})
    advice = queries.advice_for(session, offer, FRAIL, TODAY)
    assert "5.3" in [question.point.code for question in advice]
    actions.start(session, offer, actor_id=town.leader.id, at=NOW)
    assert offer.status is OfferStatus.RUNNING


def test_a_running_group_is_not_turned_into_visits_past_the_gate(session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    content = some_content(kind=OfferKind.ONE_TO_ONE, groups=FRAIL)
    with pytest.raises(NotAllowed):
        actions.change(session, offer, content, version=offer.version, actor_id=town.leader.id, at=NOW)


def test_what_the_municipality_entered_runs_from_the_providers_word(session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.kom, entered_by=town.volda, status=OfferStatus.DRAFT)
    actions.prepare(session, offer, actor_id=town.kom.id, at=NOW)
    with pytest.raises(NotAllowed):
        actions.start(session, offer, actor_id=town.kom.id, at=NOW)
    actions.confirm(session, [offer], actor_id=town.leader.id, at=NOW)
    assert (offer.status, offer.confirmed_on) == (OfferStatus.RUNNING, TODAY)


def test_a_confirmation_does_not_carry_visits_past_the_gate(session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.kom, entered_by=town.volda, **VISITS)
    actions.confirm(session, [offer], actor_id=town.leader.id, at=NOW)
    assert (offer.status, offer.confirmed_on) == (OfferStatus.UNDER_PREPARATION, TODAY)


def test_a_change_writes_over_what_its_writer_has_seen_only(session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    seen = offer.version
    for title in ("Første", "Andre"):
        content = some_content(title=title, slots=())
        if title == "Første":
            actions.change(session, offer, content, version=seen, actor_id=town.leader.id, at=NOW)
            continue
        with pytest.raises(Stale):
            actions.change(session, offer, content, version=seen, actor_id=town.leader.id, at=NOW)
    assert offer.title == "Første"
    assert queries.told(session, offer).times == ()


def test_the_place_follows_the_postcode_unless_it_is_set_by_hand(session: Session, town: Town) -> None:
    offer = an_offer(session, town.venene, town.volda, actor=town.leader)
    assert (offer.latitude, offer.longitude, offer.is_pinned) == (62.1447, 6.0672, False)
    kept = session.scalars(select(Offer)).one()
    assert not kept.is_on_behalf


def test_a_provider_that_nobody_can_ask_is_not_waited_for(session: Session, town: Town) -> None:
    koret = an_organisation(session, "Koret")
    usual = {"actor": town.kom, "entered_by": town.volda, "status": OfferStatus.DRAFT}
    offer = an_offer(session, koret, town.volda, contact_email="", **usual)
    with pytest.raises(NotAllowed, match="Nobody can be asked"):
        actions.prepare(session, offer, actor_id=town.kom.id, at=NOW)
    reached = an_offer(session, koret, town.volda, contact_email="koret@example.no", **usual)
    actions.prepare(session, reached, actor_id=town.kom.id, at=NOW)
    assert reached.status is OfferStatus.UNDER_PREPARATION
