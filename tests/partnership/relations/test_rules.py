"""What may be said of a relation, and who stands on which side."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.permissions import Holding, Permission, Role, Viewer
from kernel import clock
from kernel.lifecycle import NotAllowed
from partnership.relations import rules
from partnership.relations.models import Condition, Relation
from partnership.relations.sides import Side

TODAY = date(2026, 11, 21)
VOLDA, FRIENDS = 1, 2


def a_relation(*, own: bool = False, ended_on: date | None = None) -> Relation:
    return Relation(id=1, municipality_id=VOLDA, organisation_id=None if own else FRIENDS, ended_on=ended_on)


def somebody(role: Role, body_id: int) -> Viewer:
    return Viewer(
        id=1,
        name="Kari",
        email="kari@example.no",
        language=None,
        session_id=1,
        is_by_link=False,
        token="",
        last_seen_at=clock.real(),
        seconds_left=60,
        holdings=(Holding(role, body_id, "Volda"),),
    )


@pytest.mark.parametrize(
    ("role", "body_id", "own", "side"),
    [
        (Role.MUNICIPAL_COORDINATOR, VOLDA, False, Side.MUNICIPALITY),
        (Role.ORGANISATION_LEADER, FRIENDS, False, Side.ORGANISATION),
        (Role.VOLUNTEERS_REPRESENTATIVE, VOLDA, True, Side.ORGANISATION),
        (Role.VOLUNTEERS_REPRESENTATIVE, VOLDA, False, None),
        (Role.HOME_CARE, VOLDA, False, None),
        (Role.ORGANISATION_LEADER, 9, False, None),
    ],
)
def test_a_side_is_answered_for_by_its_own(role: Role, body_id: int, own: bool, side: Side | None) -> None:
    viewer, relation = somebody(role, body_id), a_relation(own=own)
    assert rules.side_of(relation, viewer, Permission.RELATION_ASSESS) is side
    if side is None:
        with pytest.raises(NotAllowed):
            rules.ensure_side(relation, viewer)
    else:
        assert rules.ensure_side(relation, viewer) is side


@pytest.mark.parametrize("role", [Role.MUNICIPAL_COORDINATOR, Role.MUNICIPAL_LEADER])
def test_nobody_answers_in_what_has_ended_and_its_people_still_read_it(role: Role) -> None:
    viewer, relation = somebody(role, VOLDA), a_relation(ended_on=TODAY)
    assert rules.side_of(relation, viewer, Permission.RELATION_ASSESS) is None
    assert rules.side_of(relation, viewer) is Side.MUNICIPALITY
    assert rules.ensure_party(relation, viewer) is Side.MUNICIPALITY
    with pytest.raises(NotAllowed):
        rules.ensure_side(relation, viewer)


def test_somebody_who_only_reads_takes_nothing_up_again() -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_party(a_relation(ended_on=TODAY), somebody(Role.HOME_CARE, VOLDA))


@given(begun=st.integers(-30, 30), ended=st.integers(-30, 30))
def test_a_cooperation_never_ends_before_it_began_or_in_the_future(begun: int, ended: int) -> None:
    begun_on, ended_on = TODAY + timedelta(days=begun), TODAY + timedelta(days=ended)
    try:
        rules.ensure_may_end(a_relation(), ended_on, begun_on, TODAY)
    except NotAllowed:
        assert not begun_on <= ended_on <= TODAY
    else:
        assert begun_on <= ended_on <= TODAY


def test_what_has_ended_does_not_end_again() -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_may_end(a_relation(ended_on=TODAY), TODAY, TODAY, TODAY)


@given(st.sets(st.sampled_from(Condition)))
def test_what_is_not_told_of_own_volunteers_is_always_named_as_missing(told: set[Condition]) -> None:
    missing = rules.missing_conditions(a_relation(own=True), told)
    assert set(missing) == set(Condition) - told
    assert rules.missing_conditions(a_relation(), told) == []
