"""P7 is warned, has to renew, and falls, each on its day."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from partnership.history.course import Numbers, Turn
from partnership.history.happenings import Kind
from partnership.history.queries import course_of
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.level import Standing
from tests.demo.conftest import See


@pytest.mark.parametrize(
    ("day", "standing", "numbers"),
    [
        (date(2026, 11, 21), Standing.DUE, (5, 4, 4)),
        (date(2027, 1, 5), Standing.DUE, (5, 4, 4)),
        (date(2027, 1, 6), Standing.MUST_RENEW, (5, 4, 4)),
        (date(2027, 4, 5), Standing.MUST_RENEW, (5, 4, 4)),
        (date(2027, 4, 6), Standing.FALLEN, (2, 2, 2)),
    ],
)
def test_p7_is_warned_has_to_renew_and_falls(
    see: See, day: date, standing: Standing, numbers: tuple[int, int, int]
) -> None:
    picture = see("P7", Side.MUNICIPALITY, day)
    shown = picture.levels
    assert picture.standing(picture.content.question("3.5").point) is standing
    assert (shown.municipality.number, shown.organisation.number, shown.agreed.number) == numbers


def test_its_course_ends_with_the_fall_and_says_why(told: tuple[Session, dict[str, Relation]]) -> None:
    opened, relations = told
    fallen = course_of(opened, relations["P7"], Side.ORGANISATION, date(2027, 6, 1)).turns[-1]
    assert (fallen.on, fallen.numbers) == (date(2027, 4, 6), Numbers(2, 2, 2))
    (cause,) = fallen.causes
    assert (cause.kind, cause.ended_on, cause.deadline) == (
        Kind.EVIDENCE_FELL,
        date(2027, 1, 5),
        date(2027, 4, 5),
    )
    assert [question.point.code for question in cause.questions] == ["3.5"]


def test_before_the_fall_there_is_none(told: tuple[Session, dict[str, Relation]]) -> None:
    opened, relations = told
    turns = course_of(opened, relations["P7"], None, date(2027, 4, 5)).turns
    assert isinstance(turns[-1], Turn)
    assert turns[-1].numbers == Numbers(5, 4, 4)


def test_p8_shows_its_course_to_the_side_that_has_answered_only(told: tuple[Session, dict[str, Relation]]) -> None:
    opened, relations = told
    seen = {eyes: course_of(opened, relations["P8"], eyes, date(2026, 11, 21)).turns for eyes in (*Side, None)}
    assert [turn.numbers for turn in seen[Side.MUNICIPALITY]] == [Numbers(3, None, None)]
    assert seen[Side.ORGANISATION] == seen[None] == ()
