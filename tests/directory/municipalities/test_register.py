"""The register's file, read and loaded."""

import csv
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from directory.municipalities import actions
from directory.municipalities.commands import group
from directory.municipalities.models import County, Municipality, SizeBand
from directory.municipalities.register import PACKAGED, BadRegister, read
from directory.municipalities.rules import size_band
from tests.builders import NOW
from tests.directory.builders import packaged_rows, the_register


def test_the_register_that_comes_along_has_all_of_norway() -> None:
    rows = packaged_rows()
    assert len(rows) == len({row.number for row in rows}) == len({row.org_number for row in rows}) == 357
    assert sum(row.population for row in rows) == 5_627_400
    assert sum(row.population_67 for row in rows) == 959_633
    assert sum(row.population_80 for row in rows) == 284_939
    assert {row.figures_year for row in rows} == {2026}
    assert Counter(row.language_form.value for row in rows) == {"nb": 118, "nn": 88, "neutral": 151}


def test_a_name_may_stand_twice_but_not_in_one_county() -> None:
    rows = packaged_rows()
    assert sorted(row.number for row in rows if row.name == "Herøy") == ["1515", "1818"]
    assert len({(row.name, row.county_number) for row in rows}) == 357


def test_the_municipalities_add_up_to_their_counties() -> None:
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in packaged_rows():
        for place, figure in enumerate((1, row.population, row.population_67, row.population_80)):
            sums[row.county_number][place] += figure
    with PACKAGED.with_name("counties.csv").open(encoding="utf-8-sig", newline="") as lines:
        counties = list(csv.DictReader(lines))
    columns = ("municipalities", "population_2026", "pop_67plus_2026", "pop_80plus_2026")
    assert sums == {one["county_number"]: [int(one[column]) for column in columns] for one in counties}


@pytest.mark.parametrize(
    ("population", "band"),
    [(4_999, SizeBand.SMALL), (5_000, SizeBand.MEDIUM), (19_999, SizeBand.MEDIUM), (20_000, SizeBand.LARGE)],
)
def test_the_bands_begin_at_five_and_twenty_thousand(population: int, band: SizeBand) -> None:
    assert size_band(population) is band


def test_loading_again_changes_nothing(session: Session) -> None:
    rows = packaged_rows()
    first = actions.load(session, rows, actor_id=None, at=NOW)
    session.commit()
    again = actions.load(session, rows, actor_id=None, at=NOW)
    session.commit()
    assert (first.added, first.changed, first.unchanged) == (357, 0, 0)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 357)
    assert session.scalar(select(func.count()).select_from(County)) == 15
    assert session.scalar(select(func.count()).where(AuditLine.verb == "register_loaded")) == 1


def test_new_figures_find_their_municipality_by_organisation_number(session: Session) -> None:
    the_register(session)
    rows = packaged_rows()
    rows[0] = replace(rows[0], number="9901", population=4_000)
    outcome = actions.load(session, rows, actor_id=None, at=NOW)
    session.commit()
    moved = session.scalars(select(Municipality).where(Municipality.org_number == rows[0].org_number)).one()
    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 1, 356)
    assert (moved.number, moved.population, moved.size_band) == ("9901", 4_000, SizeBand.SMALL)


def _lines() -> list[str]:
    return PACKAGED.read_text(encoding="utf-8-sig").splitlines(keepends=True)


@pytest.mark.parametrize(
    ("line", "old", "new", "said"),
    [
        (0, "org_number", "orgnr", "no column org_number"),
        (0, "population_", "people_", "no column such as population_2026"),
        (1, "728714", "many", "Line 2"),
        (1, "958935420", "958935421", "Line 2: the organisation number '958935421' is wrong"),
        (1, "nøytral", "dansk", "'dansk'"),
        (1, "0301", "301", "Line 2: the municipality number '301'"),
        (2, "944496394", "958935420", "958935420 stands twice"),
        (1, "0301,Oslo", "0301,", "Line 2: a name or a number is missing"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(line: int, old: str, new: str, said: str) -> None:
    lines = _lines()
    assert old in lines[line]
    lines[line] = lines[line].replace(old, new)
    with pytest.raises(BadRegister, match=said):
        read(lines)


def test_an_empty_register_is_refused() -> None:
    with pytest.raises(BadRegister, match="no municipality"):
        read(_lines()[:1])


def test_the_command_loads_and_says_what_it_did(app: Flask) -> None:
    result = app.test_cli_runner().invoke(group, ["load"])
    assert result.exit_code == 0, result.output
    assert result.stdout == "357 municipalities: 357 added, 0 changed, 0 unchanged.\n"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a,b\n1,2\n"])
def test_the_command_refuses_what_is_no_register(app: Flask, tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    result = app.test_cli_runner().invoke(group, ["load", str(bad)])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_the_command_refuses_a_file_that_is_not_there(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(group, ["load", str(tmp_path / "none.csv")])
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr
