"""The directorate's distribution, read by somebody who adds and subtracts: no small number can be worked out."""

import csv
import io
import re
from collections.abc import Iterator
from fractions import Fraction

from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import delete
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.municipalities.models import County, SizeBand
from partnership.overview.models import Distribution
from partnership.overview.queries import Place
from tests.builders import NOW, a_person, sign_in, the_directorate, the_staircase
from tests.conftest import TODAY

ADDRESS = "/partnership/distribution/"
FEW, NUMBER = "færre enn 5", 1
Tables = list[list[list[str]]]
Cell = tuple[int, int, int]
Equation = dict[Cell | int, Fraction]  # what is known of it stands at NUMBER; all of it comes to nothing
Bounds = dict[Cell, tuple[Fraction, Fraction]]
COUNTIES = "03", "15", "50"
SMALL, LARGE = SizeBand.SMALL, SizeBand.LARGE
STEPS = st.sampled_from([None, 1, 2, 3])
PLACES = st.builds(Place, st.sampled_from(SizeBand), st.sampled_from(COUNTIES), st.integers(1, 3), STEPS)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(PLACES, st.integers(1, 9), min_size=1, max_size=12))
@example({Place(SMALL, "15", 1, 1): 3, Place(LARGE, "50", 1, 1): 6, Place(LARGE, "50", 2, 2): 9})
@example({Place(SMALL, "15", 1, 1): 2, Place(SMALL, "50", 2, 1): 5, Place(LARGE, "50", 3, 2): 4})
def test_no_small_number_can_be_worked_out_from_all_that_the_page_and_its_files_tell(
    client: FlaskClient, session: Session, counted: dict[Place, int]
) -> None:
    the_staircase(session)
    session.execute(delete(Distribution))
    for county in COUNTIES:
        session.merge(County(number=county, name=f"Fylke {county}", official_name=f"Fylke {county}"))
    counts = {place.key: number for place, number in counted.items()}
    session.add(Distribution(as_of=TODAY, after=0, counts=counts, done_at=NOW))
    sign_in(client, session, a_person(session, Role.CASEWORKER, the_directorate(session)))
    told = the_tables(client)
    for (table, row, column), number in worked_out(told).items():
        assert not 0 < number < 5, (told[table][row], column)


def test_the_reader_of_these_tests_does_work_out_what_may_be_worked_out() -> None:
    """What is missing in one table is told by another with the same sums."""
    one = [["2", "7", "9"], ["0", "5", "5"], ["skjult", "12", "skjult"]]
    other = [[FEW, "0", "skjult"], ["0", "12", "12"], [FEW, "12", "skjult"]]
    assert worked_out([one, other])[1, 0, 0] == 2


def the_tables(client: FlaskClient) -> Tables:
    """Every cell that is told, table by table; the page and both files tell the same."""
    lines = list(csv.reader(io.StringIO(client.get(f"{ADDRESS}?format=csv").text.lstrip("\ufeff")), delimiter=";"))[1:]
    sheet = load_workbook(io.BytesIO(client.get(f"{ADDRESS}?format=xlsx").data)).worksheets[0]
    assert [[str(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)] == lines
    page = re.findall(r'<td class="numeric"[^>]*>([^<]*)</td>', client.get(ADDRESS).text)
    assert page == [text for line in lines for text in line[2:]]
    return [[line[2:] for line in lines if line[0] == title] for title in dict.fromkeys(line[0] for line in lines)]


def worked_out(told: Tables) -> dict[Cell, Fraction]:
    """Every hidden number that adding and subtracting leave one value for."""
    equations = list(solved(list(lines(told)))) + list(lines(told))
    bounds: Bounds = {}
    highest = Fraction(sum(int(text) for table in told for line in table for text in line if text.isdigit()) + 99)
    for cell, text in cells(told):
        if not text.isdigit():
            bounds[cell] = (Fraction(1), Fraction(4)) if text == FEW else (Fraction(0), highest)
    for _round in range(40):
        before = dict(bounds)
        for equation in equations:
            narrow(equation, bounds)
        if bounds == before:
            break
    return {cell: low for cell, (low, high) in bounds.items() if low == high}


def cells(told: Tables) -> Iterator[tuple[Cell, str]]:
    for table, rows in enumerate(told):
        for row, line in enumerate(rows):
            for column, text in enumerate(line):
                yield (table, row, column), text


def lines(told: Tables) -> Iterator[Equation]:
    """What the reader knows: rows and columns come to their sums, and all tables have the same sums."""
    at = dict(cells(told))
    for table, rows in enumerate(told):
        last, width = len(rows) - 1, len(rows[0])
        for row in range(last + 1):
            yield equation(at, [(table, row, column) for column in range(width)])
        for column in range(width):
            yield equation(at, [(table, row, column) for row in range(last + 1)])
            yield equation(at, [(0, len(told[0]) - 1, column), (table, last, column)])


def equation(at: dict[Cell, str], parts: list[Cell]) -> Equation:
    """The parts less the last of them."""
    found: Equation = {NUMBER: Fraction(0)}
    for part in parts:
        sign = -1 if part is parts[-1] else 1
        where, worth = (NUMBER, sign * int(at[part])) if at[part].isdigit() else (part, sign)
        found[where] = found.get(where, Fraction(0)) + worth
    return found


def solved(found: list[Equation]) -> Iterator[Equation]:
    """The equations taken from each other until each holds as few hidden numbers as it can."""
    ahead, done = [each for each in found if len(each) > 1], []
    while ahead:
        each = ahead.pop()
        lead = next((key for key, worth in each.items() if key != NUMBER and worth), None)
        if lead is None:
            continue
        each = {key: worth / each[lead] for key, worth in each.items() if worth or key == NUMBER}
        ahead, done = ([less(other, each, lead) for other in others] for others in (ahead, done))
        done.append(each)
    yield from done


def less(one: Equation, other: Equation, lead: Cell | int) -> Equation:
    times = one.get(lead, Fraction(0))
    if not times:
        return one
    return {key: one.get(key, Fraction(0)) - times * other.get(key, Fraction(0)) for key in {**one, **other}}


def narrow(each: Equation, bounds: Bounds) -> None:
    """Leave each hidden number of an equation only what the others leave for it."""
    parts = [(key, worth) for key, worth in each.items() if isinstance(key, tuple) and worth]
    for cell, worth in parts:
        rest = [sorted((w * bounds[other][0], w * bounds[other][1])) for other, w in parts if other != cell]
        sums = [each[NUMBER] + sum((pair[side] for pair in rest), Fraction(0)) for side in (0, 1)]
        low, high = sorted(-total / worth for total in sums)
        bounds[cell] = max(bounds[cell][0], low), min(bounds[cell][1], high)
