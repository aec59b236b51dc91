"""Passwords, throttles, sessions and which role fits which body."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts import rules
from directory.accounts.models import Person, RoleHolding, UserSession
from directory.accounts.permissions import PERMISSIONS, ROLE_LABELS, Permission, Role
from directory.bodies.models import BodyKind
from kernel.lifecycle import NotAllowed

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
KARI = Person(id=1, name="Kari Nordmann", email="kari@example.no")
FITTING = {
    BodyKind.MUNICIPALITY: {
        Role.MUNICIPAL_COORDINATOR,
        Role.MUNICIPAL_LEADER,
        Role.HOME_CARE,
        Role.CORE_TEAM_MEMBER,
        Role.VOLUNTEERS_REPRESENTATIVE,
        Role.VOLUNTEER,
    },
    BodyKind.ORGANISATION: {Role.ORGANISATION_LEADER, Role.ORGANISATION_COORDINATOR, Role.VOLUNTEER},
    BodyKind.DIRECTORATE: {Role.CASEWORKER, Role.REVIEWER, Role.LEAD},
    None: {Role.ADMINISTRATOR},
}


@pytest.mark.parametrize("kind", [*BodyKind, None])
@pytest.mark.parametrize("role", Role)
def test_a_role_is_held_for_its_own_kind_of_body_only(role: Role, kind: BodyKind | None) -> None:
    if role in FITTING[kind]:
        rules.ensure_role_fits(role, kind)
    else:
        with pytest.raises(NotAllowed):
            rules.ensure_role_fits(role, kind)


def test_every_role_has_a_label_and_permissions() -> None:
    assert set(ROLE_LABELS) == set(PERMISSIONS) == set(rules.ROLE_KINDS) == set(Role)


def test_only_administrators_manage_accounts_and_they_see_no_content() -> None:
    assert [role for role in Role if Permission.ACCOUNT_MANAGE in PERMISSIONS[role]] == [Role.ADMINISTRATOR]
    assert not any(permission.startswith("relation:") for permission in PERMISSIONS[Role.ADMINISTRATOR])


@pytest.mark.parametrize(
    "password", ["kort", "passord123456", "karinordmann1", "aaaaaaaaaaaaaaaa", "kari.kari.kari", "Trinn-Norge-26"]
)
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_good_password(password, KARI)


def test_a_few_words_in_a_row_are_a_good_password() -> None:
    rules.ensure_good_password("lakris pumpe sykkel", KARI)


def test_the_fifth_failure_blocks_for_a_minute_and_each_one_after_for_longer() -> None:
    blocks = [rules.block_after(failures) for failures in range(1, 12)]
    assert blocks[:4] == [None] * 4
    assert blocks[4:] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 15, 15)]


@given(st.integers(0, 10_000))
def test_a_block_never_lasts_longer_than_a_quarter_of_an_hour(failures: int) -> None:
    assert (rules.block_after(failures) or timedelta()) <= timedelta(minutes=15)


def _session(*, opened: timedelta, seen: timedelta) -> UserSession:
    return UserSession(created_at=NOW - opened, last_seen_at=NOW - seen)


@pytest.mark.parametrize(
    ("opened", "seen", "is_open"),
    [
        (timedelta(hours=12), timedelta(hours=12), False),
        (timedelta(hours=12), timedelta(hours=11, minutes=59, seconds=59), True),
        (timedelta(hours=20), timedelta(seconds=1), False),
        (timedelta(hours=19, minutes=59, seconds=59), timedelta(), True),
    ],
)
def test_a_session_ends_after_twelve_idle_hours_and_twenty_in_all(
    opened: timedelta, seen: timedelta, is_open: bool
) -> None:
    assert rules.is_open(_session(opened=opened, seen=seen), NOW) is is_open


def test_nobody_shuts_themselves_out() -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_may_shut_out(KARI, 1)
    rules.ensure_may_shut_out(KARI, 2)


def test_an_administrator_does_not_end_their_own_administration() -> None:
    administration = RoleHolding(person_id=1, role=Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        rules.ensure_may_end(administration, 1)
    rules.ensure_may_end(administration, 2)
    rules.ensure_may_end(RoleHolding(person_id=1, role=Role.LEAD), 1)
