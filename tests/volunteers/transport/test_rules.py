"""What offers of transport need before they run, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.offers.rules import Gate
from kernel.lifecycle import NotAllowed, refusal_of
from partnership.relations.models import TargetGroup
from volunteers.transport import rules
from volunteers.transport.models import TransportKind, TransportOffer, TransportStatus

OPEN = Gate(is_needed=False, picture=None)


def an_offer(**other: object) -> TransportOffer:
    """An offer that could run."""
    values = {"status": TransportStatus.DRAFT, "coordinator_phone": "70070000", "neutral_name": "Tysdagsturen"}
    return TransportOffer(**{**values, **other})


@pytest.mark.parametrize("missing", ["coordinator_phone", "neutral_name"])
def test_an_offer_without_a_telephone_or_a_neutral_name_does_not_run(missing: str) -> None:
    rules.ensure_may_start(an_offer(), OPEN)
    with pytest.raises(NotAllowed):
        rules.ensure_may_start(an_offer(**{missing: ""}), OPEN)


def test_what_has_ended_never_runs_again() -> None:
    assert refusal_of(rules.ensure_may_start, an_offer(status=TransportStatus.ENDED), OPEN)
    assert rules.moves(an_offer(status=TransportStatus.ENDED)) == []


@given(
    st.sampled_from(TransportKind), st.booleans(), st.lists(st.sampled_from(TargetGroup), max_size=3)
)  # fmt: skip
def test_companions_and_whatever_is_for_frail_people_always_meet_the_gate(
    kind: TransportKind, is_for_frail: bool, groups: list[TargetGroup]
) -> None:
    frail = {TargetGroup.FRAIL_HOME_DWELLING, TargetGroup.DEMENTIA_INCLUSIVE}
    expected = kind is TransportKind.COMPANION or is_for_frail or bool(frail & set(groups))
    assert rules.needs_gate(kind, is_for_frail=is_for_frail, groups=groups) is expected


def test_where_there_is_no_cooperation_the_gate_stays_shut() -> None:
    with pytest.raises(NotAllowed, match="no cooperation"):
        rules.ensure_may_start(an_offer(), Gate(is_needed=True, picture=None))
