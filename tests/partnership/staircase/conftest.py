"""The proposed staircase as the engine sees it, and what the parties of the demo story say about it."""

from datetime import date

import pytest
from hypothesis import strategies as st

from partnership.staircase.level import Answer, AnsweredBy, Answers, Holder, Point, Staircase, Value

POINTS_ON_STEP = {1: 6, 2: 6, 3: 7, 4: 8, 5: 9}
CRITICAL = {"3.4", "3.5", "3.7", "5.1", "5.2", "5.3", "5.5", "5.6", "5.9"}
ASKED = {
    AnsweredBy.MUNICIPALITY: {"1.4", "1.5", "1.6", "2.4", "2.5", "4.3", "4.8", "5.4", "5.9"},
    AnsweredBy.ORGANISATION: {"2.6", "3.4", "3.5", "5.2"},
}
VALID = date(2027, 11, 1)
INSURANCE_ENDS = date(2027, 1, 5)


def _point(code: str) -> Point:
    asked = next((side for side, codes in ASKED.items() if code in codes), AnsweredBy.BOTH)
    return Point(
        code=code,
        stable_key=f"prop.{code}",
        step=int(code[0]),
        critical=code in CRITICAL,
        required=True,
        na_allowed=code == "4.5",
        answered_by=asked,
        held_by=Holder.RELATION if asked is AnsweredBy.BOTH or code == "5.4" else Holder(asked.value),
        validity_months=12,
    )


CODES = [f"{step}.{i}" for step, count in POINTS_ON_STEP.items() for i in range(1, count + 1)]
PROPOSAL = Staircase(tuple(POINTS_ON_STEP), tuple(map(_point, CODES)), max_partly_per_step=1, grace_days=90)


def _says(up_to: int, valid_to: dict[str, date] | None = None, **exceptions: str) -> dict[str, Answer]:
    """Say yes up to a step and no above it, but for exceptions such as q4_5="yes"; every point has its evidence."""
    said = {code: Value.YES if int(code[0]) <= up_to else Value.NO for code in CODES}
    said |= {name[1:].replace("_", "."): Value(value) for name, value in exceptions.items()}
    return {code: Answer(value, (valid_to or {}).get(code, VALID)) for code, value in said.items()}


@pytest.fixture(scope="session")
def proposal() -> Staircase:
    """Give the proposed staircase: 36 points on five steps."""
    return PROPOSAL


@pytest.fixture(scope="session")
def says():
    """Give the builder of one side's answers."""
    return _says


@pytest.fixture(scope="session")
def story() -> dict[str, tuple[Answers, Answers | None]]:
    """Give what both sides of the relations P1 to P9 say; source: the demo story's table of relations."""
    insured = {"3.5": INSURANCE_ENDS}
    return {
        "P1": (_says(3, q4_5="yes", q4_7="partly"), _says(3, q4_5="yes")),
        "P2": (_says(1, q2_1="partly"), _says(1)),
        "P3": (_says(5, q5_4="partly", q5_7="no"), _says(5, q5_4="no", q5_7="no", q5_8="partly")),
        "P4": (_says(3), _says(3, q3_1="partly", q3_3="yes", q3_6="no")),
        "P5": (_says(2, q3_1="yes", q3_2="yes"), _says(2, q3_1="yes", q3_2="partly")),
        "P6": (
            _says(4, q5_1="yes"),
            _says(2, q3_1="no", q3_2="yes", q3_3="yes", q3_4="yes", q3_5="yes", q3_6="partly", q4_5="yes"),
        ),
        "P7": (_says(5, valid_to=insured), _says(5, valid_to=insured, q5_6="partly", q5_4="partly")),
        "P8": (_says(3, q4_4="yes"), None),
        "P9": (_says(2, q3_4="partly", q3_5="yes"), _says(1, q2_1="no", q2_3="partly", q2_4="yes")),
    }


@pytest.fixture(scope="session")
def any_answers() -> st.SearchStrategy[Answers]:
    """Give any answers a side may give, mostly yes so that steps are reached, with or without evidence."""
    days = st.none() | st.dates(date(2026, 6, 1), date(2027, 12, 31))
    values = st.sampled_from([Value.YES] * 8 + list(Value))
    answer = st.builds(Answer, values, st.just(VALID) | days, st.booleans())
    return st.fixed_dictionaries({}, optional=dict.fromkeys(CODES, answer)) | st.fixed_dictionaries(
        dict.fromkeys(CODES, answer)
    )
