"""Who becomes a partner, when it is asked, when it may answer, and what voids an answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.bodies.models import Body, BodyKind
from grants.applications.models import Application, ApplicationStatus, Partner, TaskMode
from grants.calls.models import Call
from grants.partners import rules
from grants.partners.rules import Terms
from kernel.lifecycle import NotAllowed

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
CALL = Call(opens_at=NOW - timedelta(days=30), closes_at=NOW + timedelta(days=10))
AGES = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=40))


def a_draft(status: ApplicationStatus = ApplicationStatus.DRAFT) -> Application:
    return Application(id=1, applicant_id=1, call=CALL, status=status, reopened_until=None)


def a_partner(application: Application | None = None, **other: object) -> Partner:
    given = {"name": "Koret", "task": "Synger", "mode": TaskMode.SHARED, "hours": None, "amount": 1000, "email": ""}
    return Partner(application=application or a_draft(), **{**given, "confirmed_by": "", **other})


def test_the_applicant_is_not_its_own_partner() -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_may_add(a_draft(), [], name="Volda", body=Body(id=1, kind=BodyKind.MUNICIPALITY))


def test_the_directorate_is_no_partner() -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_may_add(a_draft(), [], name="Helsedirektoratet", body=Body(id=9, kind=BodyKind.DIRECTORATE))


def test_a_body_is_a_partner_once_and_so_is_a_name() -> None:
    body = Body(id=2, kind=BodyKind.ORGANISATION)
    there = [a_partner(body_id=2, name="Lag"), a_partner(name="Koret")]
    rules.ensure_may_add(a_draft(), there, name="Lag")
    for name, again in (("Lag", body), ("koret", None)):
        with pytest.raises(NotAllowed):
            rules.ensure_may_add(a_draft(), there, name=name, body=again)


def test_there_is_room_for_twenty_partners() -> None:
    there = [a_partner(name=f"Lag {number}") for number in range(20)]
    rules.ensure_may_add(a_draft(), there[:19], name="Nytt")
    with pytest.raises(NotAllowed):
        rules.ensure_may_add(a_draft(), there, name="Nytt")


@pytest.mark.parametrize(
    ("partner", "is_reached"),
    [
        (a_partner(task=""), True),
        (a_partner(), False),
        (a_partner(confirmed_at=NOW, confirmed_by="Odd"), True),
        (a_partner(Application(call=Call(opens_at=NOW, closes_at=NOW - timedelta(seconds=1)))), True),
    ],
    ids=["without a task", "without anybody to ask", "confirmed already", "after the deadline"],
)
def test_a_partner_is_not_asked(partner: Partner, is_reached: bool) -> None:
    assert rules.refusal_to_ask(partner, NOW, is_reached=is_reached) is not None


def test_a_partner_that_said_no_may_be_asked_again_at_once() -> None:
    partner = a_partner(invited_at=NOW, declined_at=NOW)
    assert rules.refusal_to_ask(partner, NOW, is_reached=True) is None
    assert not rules.is_just_asked(partner, NOW)


def test_a_mail_is_repeated_after_an_hour_and_not_before() -> None:
    partner = a_partner(invited_at=NOW)
    assert rules.is_just_asked(partner, NOW + timedelta(minutes=59, seconds=59))
    assert not rules.is_just_asked(partner, NOW + timedelta(hours=1))


@given(asked_before=AGES, passed=AGES, status=st.sampled_from(ApplicationStatus))
def test_an_answer_is_never_taken_after_the_deadline_nor_in_a_closed_application(
    asked_before: timedelta, passed: timedelta, status: ApplicationStatus
) -> None:
    partner = a_partner(a_draft(status), invited_at=NOW - asked_before)
    is_taken = rules.may_answer(partner, NOW + passed)
    is_open = status in {ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED}
    assert is_taken == (is_open and (NOW + passed).replace(microsecond=0) <= CALL.closes_at)


def test_a_reopened_application_takes_answers_until_its_own_deadline() -> None:
    application = a_draft()
    application.reopened_until = CALL.closes_at + timedelta(days=2)
    partner = a_partner(application, invited_at=NOW)
    assert rules.may_answer(partner, CALL.closes_at + timedelta(days=1))
    assert not rules.may_answer(partner, CALL.closes_at + timedelta(days=3))


def test_who_has_not_been_asked_does_not_answer() -> None:
    assert not rules.may_answer(a_partner(), NOW)


@given(
    task=st.sampled_from(["Synger", "Følger"]),
    mode=st.sampled_from(TaskMode),
    hours=st.sampled_from([None, 0, 5]),
    amount=st.sampled_from([0, 1000, 2000]),
    name=st.sampled_from(["Koret", "Laget"]),
)
def test_an_answer_never_outlives_the_terms_that_it_was_given_for(
    task: str, mode: TaskMode, hours: int | None, amount: int, name: str
) -> None:
    partner = a_partner(confirmed_at=NOW, confirmed_by="Odd")
    wanted = Terms(name, task, mode, hours, amount)
    assert rules.is_voided_by(partner, wanted) == (wanted != rules.terms_of(partner))
    assert not rules.is_voided_by(a_partner(), replace(wanted, amount=77))


def test_what_is_not_confirmed_is_set_aside() -> None:
    partners = [
        a_partner(amount=100),
        a_partner(amount=20, invited_at=NOW, declined_at=NOW),
        a_partner(amount=3, confirmed_at=NOW, confirmed_by="Odd"),
    ]
    assert rules.set_aside(partners) == 120
