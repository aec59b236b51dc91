"""The texts of the grants: the call reads, and each application answers its form and adds up."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest

from demo import script
from directory.accounts.permissions import PERMISSIONS, Permission, Role
from grants.applications.answers import all_gaps, asked, title_of, uneven_years, years_in_order
from grants.applications.models import SignedAs, TaskMode
from grants.calls.content import Frame, Part, PartKind
from grants.calls.reading import read
from grants.decisions.models import AppealRight, Outcome
from grants.eligibility.checking import CODES
from grants.eligibility.models import CheckStatus, Verdict
from grants.reviews.scoring import scoring
from kernel.clock import OSLO
from kernel.documents import read_file
from kernel.forms import clean

ASKED = {
    "a1": {"1": 850_000, "2": 850_000, "3": 850_000},
    "a2": {"1": 260_000, "2": 260_000},
    "a3": {"1": 640_000},
    "a4": {"1": 380_000},
    "a5": {"1": 600_000},
    "a6": {"1": 500_000},
    "a7": {"1": 120_000},
}
SHORT_FORM = [1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 14, 15, 22, 25, 27, 28, 29, 36, 38, 41, 48]
FIRST = {"p1": (3, 3), "p3": (3, 3), "p4": (2, 2), "p6": (3, 2), "p7": (4, 4)}
ROUND = {"placed_at", "placed", "sentence", "sent_at", "yes_up_to"}


def read_text(name: str) -> dict[str, Any]:
    return tomllib.loads((script.TEXTS / name).read_text(encoding="utf-8"))


CALL = read(read_file(script.TEXTS / "calls" / "t1.json"))
APPLICATIONS = {code: read_text(f"applications/{code}.toml") for code in ASKED}
CAST = script.cast()
PEOPLE = {raw["account"]: raw for raw in CAST["people"]}
BODIES = {raw["number"]: raw["form"] for raw in CAST["organisations"]} | {"5033": "nb", "1577": "nn", "4204": "nb"}
DECIDED = [code for code, told in APPLICATIONS.items() if "decision" in told]
each_application = pytest.mark.parametrize("code", ASKED)
each_decided = pytest.mark.parametrize("code", DECIDED)


def may(account: str, permission: Permission) -> bool:
    return permission in PERMISSIONS[Role(PEOPLE[account]["role"])]


def local(at: datetime) -> datetime:
    return at.replace(tzinfo=OSLO)


def accounts(told: dict[str, Any]) -> Iterator[str]:
    """Every account that does something in an application."""
    yield from (told["written_by"], told["sent_by"])
    yield from (partner["confirmed_by"] for partner in told.get("partners", []) if "confirmed_by" in partner)
    if "decision" in told:
        yield from (told["check"]["by"], told["decision"]["proposed_by"], told["decision"]["made_by"])
    for review in told.get("reviews", []):
        yield from (review["by"], review["assigned_by"])
    yield from (note["by"] for note in told.get("notes", []))


def points(review: dict[str, Any], which: str = "points") -> dict[str, int]:
    return {criterion: given for criterion, (given, _reason) in review[which].items()}


def sent_points(told: dict[str, Any]) -> list[dict[str, int]]:
    return [points(review) for review in told["reviews"] if "submitted_at" in review]


def ensure_fits(part: Part, value: Any) -> None:
    """A value is of its part's kind, offered where something is, and within the most."""
    ENSURE[part.kind](part, value)


def ensure_text_fits(part: Part, text: Any) -> None:
    assert text == clean(text)
    assert 0 < len(text) <= part.most, (part.name, len(text))


def ensure_number_fits(part: Part, number: Any) -> None:
    assert type(number) is int
    assert 0 <= number <= part.most


def ensure_offered(part: Part, chosen: Any) -> None:
    codes = chosen if part.kind is PartKind.CHOICES else [chosen]
    assert codes
    assert set(codes) <= {option.code for option in part.choices}


def ensure_rows_fit(part: Part, rows: Any) -> None:
    inner = {each.name: each for each in part.parts}
    assert 0 < len(rows) <= part.most
    for row in rows:
        assert {name for name, each in inner.items() if each.is_needed} <= set(row) <= set(inner)
        for name, value in row.items():
            ensure_fits(inner[name], value)


def ensure_budget_fits(_part: Part, budget: Any) -> None:
    assert set(budget) <= {option.code for option in CALL.money.categories}
    assert all(type(amount) is int and amount > 0 for years in budget.values() for amount in years.values())


def ensure_amounts_fit(_part: Part, amounts: Any) -> None:
    assert all(CALL.money.least <= amount <= CALL.money.most for amount in amounts.values())
    assert years_in_order(amounts)
    assert len(amounts) <= CALL.money.years


def ensure_known(_part: Part, numbers: Any) -> None:
    assert set(numbers) <= set(BODIES)


ENSURE: dict[PartKind, Callable[[Part, Any], None]] = {
    **dict.fromkeys((PartKind.LINE, PartKind.TEXT, PartKind.EMAIL, PartKind.PHONE), ensure_text_fits),
    **dict.fromkeys((PartKind.CHOICE, PartKind.CHOICES), ensure_offered),
    PartKind.WHOLE: ensure_number_fits,
    PartKind.ROWS: ensure_rows_fit,
    PartKind.BUDGET: ensure_budget_fits,
    PartKind.AMOUNTS: ensure_amounts_fit,
    PartKind.MUNICIPALITIES: ensure_known,
}


def test_the_call_is_the_one_of_the_story() -> None:
    assert (CALL.code, CALL.year, CALL.form) == ("T1", 2026, "short-2026-1")
    assert CALL.published_on == date(2026, 2, 2)
    assert CALL.closes_at.astimezone(OSLO) == datetime(2026, 3, 16, 13, tzinfo=OSLO)
    assert (CALL.money.frame, CALL.money.least, CALL.money.most, CALL.money.years) == (1_900_000, 50_000, 900_000, 3)


def test_the_form_has_the_short_forms_questions_each_once() -> None:
    numbers = [int(question.code) for question in CALL.questions]

    assert sorted(numbers) == SHORT_FORM
    assert {question.frame for question in CALL.questions if question.frame} == set(Frame)


def test_the_questions_lean_on_points_that_the_staircase_has() -> None:
    known = {raw["code"] for raw in script.staircase()["indicators"]}

    assert {point for question in CALL.questions for point in question.points} <= known


def test_a_claim_is_something_that_can_be_said_in_a_line() -> None:
    kinds = {
        criterion.code: {part.kind for part in question.parts}
        for criterion in CALL.scale.criteria
        if (question := CALL.question(criterion.claim))
    }

    assert list(kinds) == ["K1", "K2", "K3", "K4", "K5", "K6", "K7"]
    assert all(PartKind.TEXT in found for found in kinds.values())


@each_application
def test_an_application_answers_all_that_it_must(code: str) -> None:
    answers = APPLICATIONS[code]["answers"]

    assert [(question.code, part.name) for _page, question, part in all_gaps(CALL, answers)] == []
    assert len(title_of(answers)) >= 10


@each_application
def test_an_application_answers_only_what_is_asked_and_as_it_is_asked(code: str) -> None:
    for question_code, given in APPLICATIONS[code]["answers"].items():
        question = CALL.question(question_code)
        assert question is not None, question_code
        parts = {part.name: part for part in question.parts}
        assert set(given) <= set(parts), question_code
        for name, value in given.items():
            ensure_fits(parts[name], value)


@each_application
def test_the_budget_is_what_is_asked_for(code: str) -> None:
    answers = APPLICATIONS[code]["answers"]

    assert asked(CALL, answers) == ASKED[code]
    assert uneven_years(CALL, answers) == []


@each_application
def test_an_application_is_written_and_sent_by_the_applicants_own_while_the_call_is_open(code: str) -> None:
    told = APPLICATIONS[code]

    assert told["number"] == int(code[1:])
    assert told["language"] == BODIES[told["applicant"]]
    assert SignedAs(told["signed_as"])
    assert CALL.opens_at < local(told["created_at"]) < local(told["submitted_at"]) <= CALL.closes_at
    for account in (told["written_by"], told["sent_by"]):
        assert PEOPLE[account]["body"] == told["applicant"]
        assert may(account, Permission.APPLICATION_WRITE)


def test_applications_are_begun_in_the_order_of_their_numbers_and_sent_on_days_of_their_own() -> None:
    begun = [told["created_at"] for told in APPLICATIONS.values()]
    days = [told["submitted_at"].date() for told in APPLICATIONS.values()]

    assert begun == sorted(begun)
    assert len(set(days)) == len(days)
    assert max(told["submitted_at"] for told in APPLICATIONS.values()) == datetime(2026, 3, 16, 12, 41)  # noqa: DTZ001


@each_application
def test_partners_are_others_who_confirm_by_their_own_before_it_is_sent(code: str) -> None:
    told = APPLICATIONS[code]
    for partner in told.get("partners", []):
        assert partner["body"] in set(BODIES) - {told["applicant"]}
        assert TaskMode(partner["mode"])
        assert len(partner["task"]) > 0
        assert 0 <= partner["amount"] < ASKED[code]["1"]
        assert told["created_at"] < partner["invited_at"]
        if "confirmed_by" in partner:
            assert PEOPLE[partner["confirmed_by"]]["body"] == partner["body"]
            assert partner["invited_at"] < partner["confirmed_at"] < told["submitted_at"]


def test_only_kristiansand_has_not_confirmed_and_it_costs_a5_nothing() -> None:
    silent = [
        (code, partner["body"], partner["amount"])
        for code, told in APPLICATIONS.items()
        for partner in told.get("partners", [])
        if "confirmed_at" not in partner
    ]

    assert silent == [("a5", "4204", 0)]


@each_application
def test_everybody_who_does_something_is_in_the_story(code: str) -> None:
    assert set(accounts(APPLICATIONS[code])) <= set(PEOPLE)


@each_application
def test_contacts_are_people_of_the_story(code: str) -> None:
    contact = APPLICATIONS[code]["answers"]["4"]

    assert {contact["contact_name"], contact["leader_name"]} <= {raw["name"] for raw in PEOPLE.values()}


@each_decided
def test_the_formal_check_is_passed_by_a_caseworker_after_the_deadline(code: str) -> None:
    check = APPLICATIONS[code]["check"]

    assert may(check["by"], Permission.APPLICATION_CHECK)
    assert CALL.closes_at < local(check["opened_at"]) < local(check["concluded_at"])
    assert CheckStatus(check["status"]) is CheckStatus.PASSED
    assert set(check.get("verdicts", {})) <= set(CODES)
    assert all(Verdict(verdict) is Verdict.OK for verdict, _reason in check.get("verdicts", {}).values())


@pytest.mark.parametrize(
    ("code", "means", "score"),
    [("a1", (5, 4, 5, 5, 4, 4, 4), 90), ("a2", (3, 3, 3, 4, 3, 4, 3), 64), ("a6", (1, 0, 2, 1, 2, 2, 3), 27)],
)
def test_the_points_give_the_scores_of_the_story(code: str, means: tuple[int, ...], score: int) -> None:
    told = APPLICATIONS[code]
    notes = {note["criterion"] for note in told.get("notes", [])}
    found = scoring(CALL.scale, sent_points(told), notes, notes)

    assert tuple(found.points.values()) == means
    assert found.score == score
    assert found.is_ready
    assert found.may_be_funded == (told["decision"]["outcome"] == "granted")


@each_decided
def test_reviewers_declare_before_they_score_and_give_a_reason_for_each_criterion(code: str) -> None:
    told = APPLICATIONS[code]
    for review in told["reviews"]:
        assert may(review["by"], Permission.REVIEW_WRITE)
        assert told["check"]["concluded_at"] < review["assigned_at"] < review["declared_at"]
        assert ("ground" in review) != ("submitted_at" in review)
        if "submitted_at" in review:
            assert review["declared_at"] < review["submitted_at"] < told["decision"]["proposed_at"]
            assert list(review["points"]) == [criterion.code for criterion in CALL.scale.criteria]
            assert all(reason for _points, reason in review["points"].values())


def test_a_board_member_of_a_partner_does_not_review_a1_and_another_does() -> None:
    reviews = APPLICATIONS["a1"]["reviews"]

    assert [review["by"] for review in reviews if "ground" in review] == ["dir.2"]
    assert [review["by"] for review in reviews if "submitted_at" in review] == ["dir.4", "dir.5"]


def test_a2_is_talked_about_where_the_two_first_differed_widely() -> None:
    told = APPLICATIONS["a2"]
    first = [points(review) | points(review, "first_points") for review in told["reviews"]]
    (note,) = told["notes"]

    assert [given["K4"] for given in first] == [5, 2]
    assert scoring(CALL.scale, first, (), ()).wide == (note["criterion"],)
    assert all(review["submitted_at"] < note["at"] < review["revised_at"] for review in told["reviews"])


@each_decided
def test_a_decision_is_made_by_another_than_who_proposed_it_within_the_announced_time(code: str) -> None:
    decision, answers = APPLICATIONS[code]["decision"], APPLICATIONS[code]["answers"]

    assert may(decision["proposed_by"], Permission.DECISION_PROPOSE)
    assert may(decision["made_by"], Permission.DECISION_MAKE)
    assert decision["proposed_by"] != decision["made_by"]
    assert decision["proposed_at"] < decision["made_at"]
    assert decision["made_at"].date() == CALL.notified_on
    assert list(decision["reasons"]) == [criterion.code for criterion in CALL.scale.criteria]
    assert Outcome(decision["outcome"])
    assert AppealRight(decision["appeal_right"])
    years = len(asked(CALL, answers)) if decision["amount"] else 1
    assert decision["amount"] in {0, asked(CALL, answers)["1"]}
    assert decision["further_years"] == years - 1


def test_a2_is_told_that_the_floor_for_small_municipalities_carried_it() -> None:
    assert "små kommuner" in APPLICATIONS["a2"]["decision"]["summary"]


@pytest.mark.parametrize("code", FIRST)
def test_the_sides_had_answered_once_before_the_call_closed(code: str) -> None:
    relation = read_text(f"relations/{code}.toml")
    rounds = [relation[side]["first"] for side in ("municipality", "organisation")]

    assert CAST["added_on"] < relation["begun_at"].date()
    assert tuple(each["yes_up_to"] for each in rounds) == FIRST[code]
    for side in ("municipality", "organisation"):
        first = relation[side]["first"]
        assert set(first) == ROUND
        assert relation["begun_at"] < first["placed_at"] < first["sent_at"] < relation[side]["placed_at"]
        assert local(first["sent_at"]) < CALL.closes_at
