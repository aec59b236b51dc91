"""What a side is reminded of, stage by stage, and what it is not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from kernel import clock
from partnership.assessments.queries import pictures
from partnership.relations.sides import Side
from partnership.renewals.models import Topic
from partnership.renewals.noticing import Due, due, stage
from tests.partnership.renewals.builders import AGREEMENT, LAST_DAY, Pair, a_pair, evidence_until, later

GRACE = 90


@pytest.mark.parametrize(
    ("days_left", "expected"),
    [
        (61, None),
        (60, Topic.ENDS_SOON),
        (0, Topic.ENDS_SOON),
        (-1, Topic.HAS_ENDED),
        (-75, Topic.HAS_ENDED),
        (-76, Topic.GRACE_ENDS),
        (-90, Topic.GRACE_ENDS),
        (-91, Topic.FALLEN),
        (-4000, Topic.FALLEN),
    ],
)
def test_evidence_goes_through_its_stages(days_left: int, expected: Topic | None) -> None:
    assert stage(LAST_DAY, LAST_DAY - timedelta(days=days_left), GRACE) is expected


def test_what_was_never_shown_ends_never() -> None:
    assert stage(None, LAST_DAY, GRACE) is None


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 365), st.integers(-800, 800))
def test_stages_never_go_back_as_days_pass(last: date, grace: int, days: int) -> None:
    order = [None, *list(Topic)[:4]]
    today = last + timedelta(days=days)
    now, next_day = stage(last, today, grace), stage(last, today + timedelta(days=1), grace)
    assert order.index(now) <= order.index(next_day)


def reminded(session: Session, pair: Pair, days: int) -> set[Due]:
    now = later(days)
    relation = pair.relation
    seen = pictures(session, [relation], eyes={}, as_of=clock.local_date(now))
    return set(due(relation, seen[relation.id], now))


def topics(session: Session, pair: Pair, days: int) -> set[tuple[Side, Topic]]:
    return {(each.side, each.topic) for each in reminded(session, pair, days)}


def test_who_can_renew_hears_of_every_stage_and_the_other_side_of_the_fall(session: Session) -> None:
    pair = a_pair(session)
    evidence_until(session, pair, "3.5")
    asked = {side for side, _topic in topics(session, pair, 30)}
    assert asked
    ends = (LAST_DAY - clock.local_date(later(0))).days
    for days, topic in ((ends, Topic.ENDS_SOON), (ends + 1, Topic.HAS_ENDED), (ends + 76, Topic.GRACE_ENDS)):
        assert topics(session, pair, days) == {(side, topic) for side in asked}
    assert topics(session, pair, ends + 91) == {(side, Topic.FALLEN) for side in Side}


def test_evidence_for_what_nobody_says_is_in_place_is_no_matter(session: Session) -> None:
    pair = a_pair(session, upto=2)
    evidence_until(session, pair, AGREEMENT)
    assert topics(session, pair, 30) == set()


@pytest.mark.parametrize("code", ["1.1", "1.2", "1.3"])
def test_what_contacts_and_offers_ask_about_themselves_is_left_to_them_until_it_soon_falls(
    session: Session, code: str
) -> None:
    pair = a_pair(session)
    evidence_until(session, pair, code)
    ends = (LAST_DAY - clock.local_date(later(0))).days
    assert topics(session, pair, ends) == topics(session, pair, ends + 75) == set()
    assert {topic for _side, topic in topics(session, pair, ends + 76)} == {Topic.GRACE_ENDS}
    assert {topic for _side, topic in topics(session, pair, ends + 91)} == {Topic.FALLEN}


def test_what_a_body_holds_is_about_all_its_relations_at_once(session: Session) -> None:
    pair = a_pair(session)
    held = "3.5"
    evidence_until(session, pair, held)
    lines = reminded(session, pair, 30)
    bodies = {(each.body_id, each.relation_id) for each in lines}
    question = pictures(session, [pair.relation], eyes={}, as_of=LAST_DAY)[pair.relation.id].content.question(held)
    assert question is not None
    if question.point.held_by.value == "relation":
        assert all(relation_id == pair.relation.id for _body, relation_id in bodies)
    else:
        assert all(relation_id is None for _body, relation_id in bodies)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (13, set()),
        (14, {(Side.ORGANISATION, Topic.OTHER_WAITS)}),
        (29, {(Side.ORGANISATION, Topic.OTHER_WAITS)}),
        (30, {(Side.ORGANISATION, Topic.OTHER_WAITS), (Side.MUNICIPALITY, Topic.MAY_SHOW)}),
    ],
)
def test_who_is_waited_for_is_reminded_after_14_days_and_who_waits_may_show_after_30(
    session: Session, days: int, expected: set[tuple[Side, Topic]]
) -> None:
    assert topics(session, a_pair(session, is_answered_by_both=False), days) == expected


def test_a_side_is_reminded_by_what_it_may_see_itself(session: Session) -> None:
    pair = a_pair(session, is_answered_by_both=False)
    evidence_until(session, pair, AGREEMENT, date(2026, 12, 1))
    assert {side for side, topic in topics(session, pair, 2) if topic is Topic.ENDS_SOON} == {Side.MUNICIPALITY}
