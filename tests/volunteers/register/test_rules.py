"""What makes a volunteer ready, for how long, and how times of the week are kept: no database."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.offers.models import Weekday
from kernel.lifecycle import NotAllowed
from partnership.quality.models import LegalBasis
from volunteers.register import rules
from volunteers.register.models import Help, Qualification, QualificationKind, Volunteer, VolunteerStatus
from volunteers.register.rules import Slot, Standing

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
SLOTS = st.builds(
    lambda day, start, length: Slot(day, time(start), time(start + length)),
    st.sampled_from(Weekday),
    st.integers(0, 20),
    st.integers(1, 3),
)


@pytest.mark.parametrize(
    ("days", "how", "licence"),
    [
        (61, Standing.VALID, Standing.VALID),
        (60, Standing.RENEW, Standing.RENEW),
        (0, Standing.RENEW, Standing.RENEW),
        (-1, Standing.RENEW, Standing.EXPIRED),
        (-30, Standing.RENEW, Standing.EXPIRED),
        (-31, Standing.EXPIRED, Standing.EXPIRED),
    ],
)
def test_it_is_renewed_from_60_days_ahead_and_counts_30_days_after_but_no_licence_does(
    days: int, how: Standing, licence: Standing
) -> None:
    assert rules.standing(TODAY + timedelta(days=days), TODAY) is how
    assert rules.licence_standing(TODAY + timedelta(days=days), TODAY) is licence


def test_what_is_not_there_is_missing() -> None:
    assert rules.standing(None, TODAY) is rules.licence_standing(None, TODAY) is Standing.MISSING


@given(one=DAYS, other=DAYS)
def test_what_lasts_longer_never_stands_worse(one: date, other: date) -> None:
    first, last = sorted((one, other))
    order = list(rules.WORST_FIRST)
    assert order.index(rules.standing(first, TODAY)) <= order.index(rules.standing(last, TODAY))


@given(known=st.lists(SLOTS, max_size=6))
def test_times_of_the_week_are_always_read_as_they_were_written(known: list[Slot]) -> None:
    text = rules.written(known)
    assert set(rules.slots(text)) == set(known)
    assert rules.written(rules.slots(text)) == text


def test_codes_are_split_and_nothing_is_nothing() -> None:
    assert rules.split("") == rules.slots("") == ()
    assert rules.split("transport,escort") == ("transport", "escort")
    assert rules.slots("monday 09:00-15:00") == (Slot(Weekday.MONDAY, time(9), time(15)),)
    assert not any(one in other for one in Help for other in Help if one != other), "a search tells them apart"


def some(kind: QualificationKind, done_on: date, valid_to: date | None = None) -> Qualification:
    return Qualification(kind=kind, done_on=done_on, valid_to=valid_to)


def test_the_summary_is_what_lasts_longest_of_each_sort() -> None:
    early, late = date(2027, 1, 1), date(2028, 1, 1)
    known = [
        some(QualificationKind.BASIC_TRAINING, TODAY, early),
        some(QualificationKind.BASIC_TRAINING, TODAY, late),
        some(QualificationKind.DEMENTIA, TODAY, early),
        some(QualificationKind.ETHICS, TODAY, late),
        some(QualificationKind.CONFIDENTIALITY, date(2026, 2, 1)),
        some(QualificationKind.LICENCE, TODAY, late),
        some(QualificationKind.POLICE_CERTIFICATE, TODAY),
    ]
    assert rules.summary(known) == rules.Summary(late, early, date(2026, 2, 1), late)
    assert rules.summary([]) == rules.Summary(None, None, None, None)


def test_nobody_is_ready_without_the_declaration() -> None:
    volunteer = Volunteer(confidential_since=None, basic_training_to=date(2028, 1, 1))
    assert rules.readiness(volunteer, TODAY) is Standing.MISSING
    volunteer.confidential_since = TODAY
    assert rules.readiness(volunteer, TODAY) is Standing.VALID


@pytest.mark.parametrize("basis", [None, LegalBasis.NONE])
def test_a_police_certificate_is_never_noted_without_a_legal_basis(basis: LegalBasis | None) -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_may_qualify(QualificationKind.POLICE_CERTIFICATE, TODAY, None, basis, TODAY)
    lawful = LegalBasis.SERVICE_FOR_MUNICIPALITY
    rules.ensure_may_qualify(QualificationKind.POLICE_CERTIFICATE, TODAY, None, lawful, TODAY)


@pytest.mark.parametrize("kind", sorted(rules.EXPIRING))
def test_what_must_be_refreshed_has_its_last_day(kind: QualificationKind) -> None:
    rules.ensure_may_qualify(kind, TODAY, TODAY, None, TODAY)
    for done_on, valid_to in [(TODAY, None), (TODAY, TODAY - timedelta(days=1)), (TODAY + timedelta(days=1), None)]:
        with pytest.raises(NotAllowed):
            rules.ensure_may_qualify(kind, done_on, valid_to, None, TODAY)


def test_every_status_has_its_row_and_is_reached() -> None:
    assert set(rules.TRANSITIONS) == set(VolunteerStatus)
    reached = {VolunteerStatus.APPLIED, *(after for row in rules.TRANSITIONS.values() for after in row)}
    assert reached == set(VolunteerStatus)


def test_a_pause_has_its_days_and_an_end() -> None:
    rules.ensure_may_pause(TODAY, TODAY, TODAY)
    for first, last in [
        (TODAY, TODAY - timedelta(days=1)),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=2)),
        (TODAY, TODAY + timedelta(days=800)),
    ]:
        with pytest.raises(NotAllowed):
            rules.ensure_may_pause(first, last, TODAY)
    volunteer = Volunteer(paused_from=TODAY, paused_to=TODAY)
    assert rules.is_paused(volunteer, TODAY)
    assert not rules.is_paused(volunteer, TODAY + timedelta(days=1))
    assert not rules.is_paused(Volunteer(), TODAY)


def test_a_birth_year_is_that_of_somebody_alive_and_old_enough() -> None:
    for year in (None, 1950, 2011):
        rules.ensure_birth_year(year, TODAY)
    for year in (1900, 2012, 0, 9999):
        with pytest.raises(NotAllowed):
            rules.ensure_birth_year(year, TODAY)
