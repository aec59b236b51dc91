"""The story: P1 to P9 stand where the domain says that they stand, for either side."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from demo import cast, script, story
from directory.accounts.actions import is_password
from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from directory.bodies.rules import read_org_number
from directory.municipalities.models import Municipality
from kernel.clock import OSLO
from kernel.db import db
from kernel.jobs.outbox import OutboxJob
from partnership.assessments.models import Evidence
from partnership.assessments.picture import Picture
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.level import Level, Standing, Value
from partnership.staircase.sides import Levels
from tests.conftest import TODAY
from tests.demo.conftest import See

Told = tuple[Session, dict[str, Relation]]

LEVELS = {
    "P1": (3, 3, 3),
    "P2": (1, 1, 1),
    "P3": (4, 4, 4),
    "P4": (3, 2, 2),
    "P5": (2, 2, 2),
    "P6": (4, 2, 2),
    "P7": (5, 4, 4),
    "P9": (2, 1, 1),
}
DIFFERENCES = {
    "P1": "4.7",
    "P2": "2.1",
    "P3": "5.4 5.8",
    "P4": "3.1 3.6",
    "P5": "3.2",
    "P6": "3.1 3.6 3.7 4.1 4.2 4.3 4.4 4.6 4.7 4.8 5.1",
    "P7": "5.4 5.6",
    "P9": "2.1 2.2 2.3 2.5 2.6 3.4 3.5",
}
INSURANCE_FALLS_ON = date(2027, 4, 6)


def numbers(levels: Levels) -> tuple[int | None, ...]:
    return tuple(_number(each) for each in (levels.municipality, levels.organisation, levels.agreed))


def _number(level: Level | None) -> int | None:
    return level.number if level else None


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), OSLO)


def codes(picture: Picture) -> list[str]:
    return sorted(each.point.code for each in picture.differences)


@pytest.mark.parametrize("eyes", [*Side, None])
@pytest.mark.parametrize(("code", "expected"), LEVELS.items())
def test_a_relation_stands_on_its_levels_for_everybody(
    see: See, code: str, expected: tuple[int, int, int], eyes: Side | None
) -> None:
    assert numbers(see(code, eyes).levels) == expected


@pytest.mark.parametrize("eyes", Side)
@pytest.mark.parametrize(("code", "expected"), DIFFERENCES.items())
def test_the_sides_differ_on_exactly_these_points(see: See, code: str, expected: str, eyes: Side) -> None:
    assert codes(see(code, eyes)) == expected.split()


def test_p6_is_two_steps_and_eleven_points_apart(see: See) -> None:
    picture = see("P6", Side.ORGANISATION)

    assert len(picture.differences) == 11
    assert picture.levels.suggest_dialogue


@pytest.mark.parametrize(("eyes", "seen"), [(Side.MUNICIPALITY, 3), (Side.ORGANISATION, None), (None, None)])
def test_p8_waits_for_the_organisation_and_keeps_the_municipalitys_answers_to_itself(
    see: See, eyes: Side | None, seen: int | None
) -> None:
    picture = see("P8", eyes)

    assert picture.has_submitted(Side.MUNICIPALITY)
    assert not picture.has_submitted(Side.ORGANISATION)
    assert numbers(picture.levels) == (seen, None, None)


def test_p7_falls_by_its_insurance_alone_and_not_a_day_too_soon(see: See) -> None:
    fall = see("P7", Side.MUNICIPALITY).fall

    assert fall is not None
    assert (fall.on, fall.causes) == (INSURANCE_FALLS_ON, ("3.5",))
    assert numbers(see("P7", None, date(2027, 4, 5)).levels) == (5, 4, 4)
    assert numbers(see("P7", None, INSURANCE_FALLS_ON).levels) == (2, 2, 2)


def test_no_other_relation_falls_before_p7(see: See) -> None:
    falls = {code: see(code, Side.MUNICIPALITY).fall for code in {*LEVELS, "P8"} - {"P7"}}

    assert all(fall is None or fall.on > INSURANCE_FALLS_ON for fall in falls.values())


def test_p7_is_told_of_its_insurance_in_time(see: See) -> None:
    assert [(each.point.code, how, last) for each, how, last in see("P7", Side.ORGANISATION).to_renew] == [
        ("3.5", Standing.DUE, date(2027, 1, 5))
    ]


def test_p6_has_an_agreement_that_is_over_but_still_counts(see: See) -> None:
    picture = see("P6", Side.MUNICIPALITY)
    agreement = picture.content.question("3.1")

    assert agreement is not None
    assert picture.standing(agreement.point) is Standing.MUST_RENEW
    assert picture.counts_as(Side.MUNICIPALITY, agreement.point) is Value.YES
    assert picture.grace_ends(agreement.point) == date(2026, 11, 30)


def test_every_yes_to_a_question_that_one_is_asked_has_its_evidence(see: See) -> None:
    for code in {*LEVELS, "P8"}:
        picture = see(code, Side.MUNICIPALITY)
        for question in picture.content.questions:
            for side in Side:
                asked = question.point.answered_by.value in {"both", side.value}
                said = picture.said(side, question.point) if asked and picture.may_see(side) else None
                if said and said.value is Value.YES:
                    assert question.point.stable_key in picture.material.evidence, (code, question.point.code)


def test_all_that_is_told_happened_before_the_day_of_the_demo_but_for_one_trip(told: Told) -> None:
    opened, _relations = told
    others = select(func.max(AuditLine.at)).where(AuditLine.verb != "stepped")

    assert opened.scalar(others).date() < TODAY  # type: ignore[union-attr]
    steps = opened.scalars(select(AuditLine.subject_id).where(AuditLine.at >= midnight(TODAY))).all()
    assert len(steps) == 3
    assert len(set(steps)) == 1, "one trip is on its way, and nobody has said that its passenger is home again"
    assert opened.scalar(select(func.max(Evidence.dated_on))) < TODAY  # type: ignore[operator]


def test_everything_that_happened_has_its_line_in_the_order_of_the_days(told: Told) -> None:
    opened, _relations = told
    lines = opened.execute(select(AuditLine.at, AuditLine.verb).order_by(AuditLine.id)).all()
    verbs = Counter(verb for _at, verb in lines)
    moments = [at for at, _verb in lines]

    assert moments == sorted(moments)
    assert (verbs["disputed"], verbs["placed"]) == (8, 27)


def test_the_story_is_no_news_any_more(told: Told) -> None:
    opened, _relations = told

    assert opened.scalar(select(func.count()).select_from(OutboxJob)) == 0


def test_told_twice_it_is_there_once(told: Told) -> None:
    opened, _relations = told
    before = {table.name: opened.scalar(select(func.count()).select_from(table)) for table in db.metadata.sorted_tables}

    assert story.tell(opened) == {}
    assert before == {
        table.name: opened.scalar(select(func.count()).select_from(table)) for table in db.metadata.sorted_tables
    }
    assert opened.scalar(select(func.count()).select_from(Municipality)) == 357


def test_its_database_is_known_as_the_demos(told: Told) -> None:
    opened, _relations = told

    assert story.is_told(opened)
    assert not story.is_somebody_elses(opened)


def test_everybody_has_a_role_an_account_and_the_password(told: Told) -> None:
    opened, _relations = told
    people = {person.email: person for person in opened.scalars(select(Person))}
    held = opened.execute(select(Person.email, RoleHolding.role).join(RoleHolding.person))
    roles = {row.email: row.role for row in held}

    assert len(people) == len(roles) == 28
    assert roles["org.o2@demo.example"] is Role.ORGANISATION_LEADER
    assert roles["fri.krs@demo.example"] is Role.VOLUNTEERS_REPRESENTATIVE
    assert all(is_password(people[cast.address(account)], "trinn-demo-2026") for account in ("kom.volda", "adm"))
    assert {email for email, person in people.items() if person.language == "nn"} == {
        cast.address(account)
        for account in (
            *(
                "kom.volda",
                "kom.volda.leder",
                "kt.volda",
                "hjt.volda",
                "org.o2",
                "org.o2b",
                "org.o3",
                "fri.o2",
                "fri.o2b",
            ),
        )
    }


def test_the_organisations_carry_numbers_that_are_right_and_never_assigned() -> None:
    told_numbers = [raw["number"] for raw in script.cast()["organisations"]]

    assert told_numbers == [read_org_number(number) for number in told_numbers]
    assert all(number.startswith("3100000") for number in told_numbers)
