"""What the formal rules suggest; no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from directory.bodies.models import BodyKind
from grants.applications.models import SignedAs
from grants.eligibility.checking import CODES, Facts, suggest
from grants.eligibility.models import Verdict

OSLO = ZoneInfo("Europe/Oslo")
DEADLINE = datetime(2026, 3, 16, 13, 0, tzinfo=OSLO)
SUMMER_DEADLINE = datetime(2026, 6, 16, 13, 0, tzinfo=OSLO)
FACTS = Facts(
    submitted_at=DEADLINE - timedelta(days=2),
    opens_at=datetime(2026, 2, 2, tzinfo=UTC),
    closes_at=DEADLINE.astimezone(UTC),
    reopened_until=None,
    applicant="Volda",
    kind=BodyKind.MUNICIPALITY,
    accepted=frozenset({"municipality", "organisation"}),
    org_number=None,
    others=(),
    confirmed=("Følgjevenene",),
    unconfirmed=(),
    signed_as=SignedAs.MUNICIPAL_DIRECTOR,
    signed_by="Kari Nordmann",
    activities=("walk", "course"),
    unframed=(),
)


def verdict(rule: str, **other: object) -> Verdict:
    return suggest(replace(FACTS, **other))[rule].verdict  # type: ignore[arg-type]  # each test names its own fact


def reason(rule: str, **other: object) -> str:
    found = suggest(replace(FACTS, **other))[rule]  # type: ignore[arg-type]  # each test names its own fact
    return found.msgid % found.params


def test_something_is_suggested_about_every_rule() -> None:
    found = suggest(FACTS)
    assert tuple(found) == CODES == ("EL1", "EL2", "EL3", "EL4", "EL5", "EL6", "EL9", "EL10")
    assert all(each.verdict is Verdict.OK for each in found.values())


@pytest.mark.parametrize("deadline", [DEADLINE, SUMMER_DEADLINE], ids=["winter", "summer"])
def test_a_deadlines_own_second_is_in_and_the_next_is_late(deadline: datetime) -> None:
    closes_at = deadline.astimezone(UTC)
    assert (closes_at.hour, deadline.hour) == (12 if deadline is DEADLINE else 11, 13)
    for late, said in ((timedelta(), Verdict.OK), (timedelta(milliseconds=999), Verdict.OK)):
        assert verdict("EL1", closes_at=closes_at, submitted_at=deadline + late) is said
    assert verdict("EL1", closes_at=closes_at, submitted_at=deadline + timedelta(seconds=1)) is Verdict.REJECTED


def test_what_was_reopened_is_in_time_until_its_own_moment() -> None:
    until = DEADLINE + timedelta(days=7)
    assert verdict("EL1", reopened_until=until, submitted_at=until) is Verdict.OK
    assert "reopened" in reason("EL1", reopened_until=until, submitted_at=until)
    assert verdict("EL1", reopened_until=until, submitted_at=until + timedelta(seconds=1)) is Verdict.REJECTED


def test_an_applicant_of_another_kind_is_rejected() -> None:
    assert verdict("EL2", accepted=frozenset({"organisation"})) is Verdict.REJECTED


def test_an_organisation_needs_a_number_that_is_valid_and_a_municipality_none() -> None:
    assert verdict("EL3", kind=BodyKind.ORGANISATION, org_number="974760673") is Verdict.OK
    for wrong in ("974760674", "97476067", "", None):
        assert verdict("EL3", kind=BodyKind.ORGANISATION, org_number=wrong) is Verdict.MISSING


def test_who_has_sent_another_application_is_asked_which_stands() -> None:
    assert verdict("EL4", others=("T1-2026-0009",)) is Verdict.MISSING
    assert "T1-2026-0009" in reason("EL4", others=("T1-2026-0009",))


def test_partners_never_block() -> None:
    assert verdict("EL5", unconfirmed=("Tydal",)) is Verdict.OK
    assert "Tydal" in reason("EL5", unconfirmed=("Tydal",))
    assert verdict("EL5", confirmed=()) is Verdict.OK
    assert "no partner" in reason("EL5", confirmed=())


def test_an_authority_must_be_seen() -> None:
    assert verdict("EL6", signed_as=SignedAs.CHAIR) is Verdict.OK
    assert verdict("EL6", signed_as=SignedAs.AUTHORITY) is Verdict.MISSING
    assert "Kari Nordmann" in reason("EL6", signed_as=SignedAs.AUTHORITY)


def test_only_courses_are_not_funded() -> None:
    assert verdict("EL9", activities=("course", "course")) is Verdict.REJECTED
    assert verdict("EL9", activities=()) is Verdict.OK


def test_a_frame_without_an_answer_is_missing() -> None:
    assert verdict("EL10", unframed=("28", "29")) is Verdict.MISSING
    assert "28, 29" in reason("EL10", unframed=("28", "29"))
