"""The applications of the story: what they began with, what they carry, and what became of them."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from demo.cast import address
from directory.accounts.models import Person
from directory.bodies.models import Body
from grants.applications import gathering, prefill
from grants.applications.models import Application, ApplicationStatus
from grants.applications.prefill import Origin
from grants.calls.queries import by_code, content_of
from grants.decisions.models import Outcome
from grants.decisions.queries import decision_of
from grants.reviews.models import ReviewStatus
from grants.reviews.queries import reviews_of, standing_of
from partnership.relations.models import Relation
from partnership.relations.queries import relations_of

Told = tuple[Session, dict[str, Relation]]
SCORES = {"T1-2026-0001": 90, "T1-2026-0002": 64, "T1-2026-0006": 27}


def application(session: Session, reference: str) -> Application:
    return session.scalars(select(Application).where(Application.reference == reference)).one()


@pytest.mark.parametrize(("account", "organisation_number"), [("kom.volda", "310000027"), ("org.o1", "310000019")])
def test_at_least_half_of_the_questions_begin_with_something_that_is_known(
    told: Told, account: str, organisation_number: str
) -> None:
    session, _relations = told
    content = content_of(by_code(session, "T1"))
    writer = session.scalars(select(Person).where(Person.email == address(account))).one()
    organisation = session.scalars(select(Body).where(Body.org_number == organisation_number)).one()
    relation = relations_of(session, organisation)[0]
    applicant = relation.municipality if account.startswith("kom.") else organisation
    known = replace(gathering.known(session, applicant, [relation], writer, date(2026, 11, 21)), earlier={})

    origins = prefill.fill(content, known, lambda point: point.reference).origins

    questions = list(content.questions)
    assert len(questions) == 21
    assert len(origins) >= 11, origins
    assert {Origin.REGISTER, Origin.RELATION, Origin.STAIRCASE} <= set(origins.values())


@pytest.mark.parametrize(("reference", "score"), SCORES.items())
def test_the_scores_are_those_of_the_story(told: Told, reference: str, score: int) -> None:
    session, _relations = told

    assert standing_of(session, application(session, reference)).scoring.score == score


@pytest.mark.parametrize(
    ("reference", "outcome", "amount", "further_years"),
    [
        ("T1-2026-0001", Outcome.GRANTED, 850_000, 2),
        ("T1-2026-0002", Outcome.GRANTED, 260_000, 1),
        ("T1-2026-0006", Outcome.REJECTED, 0, 0),
    ],
)
def test_three_are_decided(told: Told, reference: str, outcome: Outcome, amount: int, further_years: int) -> None:
    session, _relations = told
    decision = decision_of(session, application(session, reference).id)

    assert decision is not None
    assert (decision.outcome, decision.amount, decision.further_years) == (outcome, amount, further_years)
    assert decision.proposed_by_id != decision.made_by_id


def test_a6_is_rejected_for_want_of_a_partner(told: Told) -> None:
    session, _relations = told

    assert standing_of(session, application(session, "T1-2026-0006")).scoring.knocked_out == ("K1",)


def test_four_are_sent_and_wait_and_so_are_two_for_the_programme(told: Told) -> None:
    session, _relations = told
    waiting = session.scalars(select(Application).where(Application.status == ApplicationStatus.SUBMITTED))
    references = sorted(each.reference for each in waiting)

    assert [each[-1] for each in references if each.startswith("T1")] == ["3", "4", "5", "7"]
    assert [each for each in references if not each.startswith("T1")] == ["T2-2026-0001", "T2-2026-0002"]


def test_an_application_carries_the_step_of_the_day_on_which_it_was_sent(told: Told) -> None:
    session, _relations = told
    sent = application(session, "T1-2026-0001")
    levels = {each["organisation"]: each["levels"] for each in sent.snapshot["relations"]}

    assert levels["Følgjevenene på Søre Sunnmøre"] == {"municipality": 3, "organisation": 3, "agreed": 3}
    assert levels["Nettglade Seniorar Volda"] == {"municipality": 2, "organisation": 2, "agreed": 2}


def test_who_sits_on_the_board_of_a_partner_reads_nothing(told: Told) -> None:
    session, _relations = told
    reviews = reviews_of(session, application(session, "T1-2026-0001").id)
    by = {review.reviewer.email: review.status for review in reviews}

    assert by[address("dir.2")] is ReviewStatus.DISQUALIFIED
    assert by[address("dir.4")] is by[address("dir.5")] is ReviewStatus.SUBMITTED
