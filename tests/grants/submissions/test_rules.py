"""What is allowed, without a database: when an application may be sent, and what must be in it."""

import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.bodies.models import BodyKind
from directory.organisations.models import Organisation
from grants.applications.models import AnswerPage, Application, ApplicationStatus, SignedAs
from grants.applications.queries import Folder
from grants.calls import reading
from grants.calls.models import Call
from grants.submissions import rules
from grants.submissions.wording import moment_in_full
from kernel.clock import OSLO
from kernel.lifecycle import NotAllowed
from tests.grants.builders import ANSWERS

CONTENT = reading.read(json.loads((Path(__file__).parents[1] / "a_call.json").read_text(encoding="utf-8")))
SECOND = timedelta(seconds=1)
CLOSINGS = {
    "a winter day": "2026-03-16T12:00:00+00:00",
    "the day summer time begins": "2026-03-29T11:00:00+00:00",
    "the day summer time ends": "2026-10-25T12:00:00+00:00",
    "the hour that is left out": "2026-03-29T01:00:00+00:00",
    "the hour that comes twice, the first time": "2026-10-25T00:30:00+00:00",
    "the hour that comes twice, the second time": "2026-10-25T01:30:00+00:00",
    "just after the hour that comes twice": "2026-10-25T02:00:00+00:00",
}
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  the zone is given beside


def a_folder(
    closes_at: datetime,
    *,
    answers: dict[str, dict[str, Any]] | None = None,
    title: str = "Følge til kulturhuset",
    **facts: Any,
) -> Folder:
    """An application that is in no database."""
    call = Call(opens_at=closes_at - timedelta(days=30), closes_at=closes_at)
    applicant = Organisation(kind=BodyKind.ORGANISATION, name="Følgjevenene")
    values: dict[str, Any] = {"status": ApplicationStatus.DRAFT, "reopened_until": None, "version": 3}
    application = Application(call=call, applicant=applicant, title=title, **{**values, **facts})
    page = AnswerPage(page="all", answers=deepcopy(ANSWERS if answers is None else answers), origins={}, version=4)
    return Folder(application, CONTENT, {"all": page}, [])


def refusal(folder: Folder, now: datetime) -> str:
    with pytest.raises(NotAllowed) as caught:
        rules.ensure_may_submit(folder, now)
    return caught.value.msgid


@pytest.mark.parametrize("closing", CLOSINGS.values(), ids=CLOSINGS)
def test_a_deadlines_own_second_is_in_and_the_next_is_out(closing: str) -> None:
    closes_at = datetime.fromisoformat(closing)
    folder = a_folder(closes_at)
    rules.ensure_may_submit(folder, closes_at)
    rules.ensure_may_submit(folder, closes_at + timedelta(milliseconds=999))
    rules.ensure_may_submit(folder, closes_at + timedelta(microseconds=999_999))
    assert "The call closed on" in refusal(folder, closes_at + SECOND)


def test_thirteen_in_oslo_is_what_the_document_says_in_utc() -> None:
    for closing, wall in [
        (CLOSINGS["a winter day"], "2026-03-16 13:00:00"),
        (CLOSINGS["the day summer time begins"], "2026-03-29 13:00:00"),
        (CLOSINGS["the day summer time ends"], "2026-10-25 13:00:00"),
        (CLOSINGS["the hour that is left out"], "2026-03-29 03:00:00"),
        (CLOSINGS["the hour that comes twice, the first time"], "2026-10-25 02:30:00"),
        (CLOSINGS["just after the hour that comes twice"], "2026-10-25 03:00:00"),
    ]:
        local = datetime.fromisoformat(closing).astimezone(OSLO)
        assert f"{local:%Y-%m-%d %H:%M:%S}" == wall


@given(closes_at=moments, now=moments)
def test_what_comes_in_a_later_second_is_never_in_and_what_comes_before_always_is(
    closes_at: datetime, now: datetime
) -> None:
    folder = a_folder(closes_at.replace(microsecond=0))
    folder.application.call.opens_at = datetime(2025, 1, 1, tzinfo=UTC)
    is_in = now < folder.application.call.closes_at + SECOND
    try:
        rules.ensure_may_submit(folder, now)
    except NotAllowed:
        assert not is_in
    else:
        assert is_in


def test_a_reopened_application_may_be_sent_until_its_own_last_second(english: None) -> None:
    closes_at = datetime.fromisoformat(CLOSINGS["a winter day"])
    until = closes_at + timedelta(days=3)
    folder = a_folder(closes_at, reopened_until=until)
    rules.ensure_may_submit(folder, until + timedelta(microseconds=999_999))
    with pytest.raises(NotAllowed) as caught:
        rules.ensure_may_submit(folder, until + SECOND)
    told = caught.value.msgid % caught.value.params
    assert told == (
        "It was reopened until 19 March 2026 at 13:00:00. "
        "It is now 19 March 2026 at 13:00:01, and it can no longer be sent."
    )


def test_a_late_one_is_told_the_time_with_its_seconds(english: None) -> None:
    closes_at = datetime.fromisoformat(CLOSINGS["the day summer time ends"])
    with pytest.raises(NotAllowed) as caught:
        rules.ensure_may_submit(a_folder(closes_at), closes_at + timedelta(seconds=1.7))
    assert caught.value.msgid % caught.value.params == (
        "The call closed on 25 October 2026 at 13:00:00. "
        "It is now 25 October 2026 at 13:00:01, and no application can be sent."
    )


def test_the_hour_that_comes_twice_is_told_apart(english: None) -> None:
    first = datetime.fromisoformat(CLOSINGS["the hour that comes twice, the first time"])
    assert moment_in_full(first) == "25 October 2026 at 02:30:00 (CEST)"
    assert moment_in_full(first + timedelta(hours=1)) == "25 October 2026 at 02:30:00 (CET)"
    assert moment_in_full(first + timedelta(hours=2)) == "25 October 2026 at 03:30:00"


def test_a_call_that_is_not_open_yet_takes_nothing() -> None:
    closes_at = datetime.fromisoformat(CLOSINGS["a winter day"])
    assert refusal(a_folder(closes_at), closes_at - timedelta(days=31)) == "The call is not open."


NOON = datetime.fromisoformat(CLOSINGS["a winter day"])


def changed(code: str, **parts: Any) -> dict[str, dict[str, Any]]:
    return {**deepcopy(ANSWERS), code: {**ANSWERS[code], **parts}}


def test_what_is_missing_is_counted() -> None:
    one = {code: said for code, said in ANSWERS.items() if code != "2"}
    assert refusal(a_folder(NOON, answers=one), NOON) == "One answer is missing. Fill it in before you send."
    with pytest.raises(NotAllowed) as caught:
        rules.ensure_may_submit(a_folder(NOON, answers={}), NOON)
    assert caught.value.params["count"] == 8


@pytest.mark.parametrize(
    ("amounts", "budget", "sentence"),
    [
        ({"2": 400_000}, {"activity": {"2": 400_000}}, "Apply for the years in order, from the first one on."),
        (
            {"1": 100_000, "3": 100_000},
            {"activity": {"1": 100_000, "3": 100_000}},
            "Apply for the years in order, from the first one on.",
        ),
        ({"1": 49_999}, {"activity": {"1": 49_999}}, "you may apply for"),
        ({"1": 900_001}, {"activity": {"1": 900_001}}, "you may apply for"),
        ({"1": 100_000}, {"activity": {"1": 99_999}}, "and the budget adds up to"),
        ({"1": 100_000}, {"activity": {"1": 100_000, "2": 1}}, "and the budget adds up to"),
    ],
)
def test_money_that_does_not_fit_is_refused(amounts: dict[str, int], budget: dict[str, Any], sentence: str) -> None:
    answers = changed("36", amounts=amounts, budget=budget)
    assert sentence in refusal(a_folder(NOON, answers=answers), NOON)


@pytest.mark.parametrize("amount", [50_000, 900_000])
def test_the_least_and_the_most_are_in(amount: int) -> None:
    answers = changed("36", amounts={"1": amount}, budget={"activity": {"1": amount}})
    rules.ensure_may_submit(a_folder(NOON, answers=answers), NOON)


def test_a_measure_without_a_name_is_refused() -> None:
    assert refusal(a_folder(NOON, title=" "), NOON) == "Give the measure a name before you send."


@pytest.mark.parametrize("status", [status for status in ApplicationStatus if status is not ApplicationStatus.DRAFT])
def test_only_a_draft_is_sent(status: ApplicationStatus) -> None:
    assert "already been done" in refusal(a_folder(NOON, status=status), NOON)


def test_a_chair_signs_for_an_organisation_and_a_director_for_a_municipality() -> None:
    application = a_folder(NOON).application
    rules.ensure_may_sign(application, SignedAs.CHAIR)
    rules.ensure_may_sign(application, SignedAs.AUTHORITY)
    with pytest.raises(NotAllowed):
        rules.ensure_may_sign(application, SignedAs.MUNICIPAL_DIRECTOR)


def test_a_decided_application_is_neither_withdrawn_nor_reopened() -> None:
    decided = a_folder(NOON, status=ApplicationStatus.DECIDED).application
    assert not rules.may_withdraw(decided)
    with pytest.raises(NotAllowed, match="has been decided"):
        rules.ensure_may_withdraw(decided)
    with pytest.raises(NotAllowed) as caught:
        rules.ensure_may_reopen(decided, NOON + SECOND, NOON)
    with pytest.raises(NotAllowed) as unknown:
        rules.ensure_may_reopen(None, NOON + SECOND, NOON)
    assert caught.value.msgid == unknown.value.msgid


def test_nothing_is_reopened_until_a_moment_that_has_passed() -> None:
    draft = a_folder(NOON).application
    assert rules.ensure_may_reopen(draft, NOON + SECOND, NOON) is draft
    with pytest.raises(NotAllowed, match="has not passed"):
        rules.ensure_may_reopen(draft, NOON, NOON)


def test_a_reopening_ends_no_sooner_than_the_call(english: None) -> None:
    draft = a_folder(NOON).application
    assert rules.ensure_may_reopen(draft, NOON, NOON - SECOND) is draft
    with pytest.raises(NotAllowed, match="open longer than that"):
        rules.ensure_may_reopen(draft, NOON - SECOND, NOON - 2 * SECOND)


def test_the_number_of_what_was_seen_grows_with_every_page() -> None:
    folder = a_folder(NOON)
    assert rules.version_of(folder) == 7
    folder.pages["all"].version += 1
    assert rules.version_of(folder) == 8
