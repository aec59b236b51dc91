"""The figures of the story: plain to whose they are, small numbers hidden from all others. Source: R7–R9, R11."""

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from partnership.relations.models import Relation
from tests.builders import sign_in

Told = tuple[Session, dict[str, Relation]]
Table = dict[tuple[str, str], list[str]]
FEW = "fewer than 5"


def figures(app: Flask, told: Told, account: str, path: str) -> Table:
    """A download in English, its rows by table and part."""
    client = app.test_client()
    person = told[0].scalars(select(Person).where(Person.email == f"{account}@demo.example")).one()
    sign_in(client, told[0], person)
    client.post("/language/en")
    person.language = "en"
    told[0].commit()
    text = client.get(f"{path}?format=csv").text.lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    return {(row[0], row[1]): [cell for cell in row[2:] if cell] for row in rows}


@pytest.fixture(scope="module")
def own(whole_app: Flask, told: Told) -> Table:
    return figures(whole_app, told, "org.o2", "/volunteers/figures/")


@pytest.fixture(scope="module")
def town(whole_app: Flask, told: Told) -> Table:
    return figures(whole_app, told, "kom.volda", "/volunteers/figures/1577/")


def test_volunteers_hours_trips_and_coordinators_are_counted(own: Table) -> None:
    told = {f"{table} / {part}": cells for (table, part), cells in own.items()}
    assert told["Active volunteers on the last day / In all"] == ["5", "0", "5"]
    assert told["Trips / Transport"][0] == "3"
    assert told["Trips / Escort"][:2] == ["3", "1"]
    assert told["Persons and kilometres / In all"][0] == "4"
    assert told["Needs not met, short notice left out / In all"][-1] == "1"
    assert told["Coordinators / In all"] == ["0.2", "0"]
    assert told["Incidents / In all"] == ["1"]


def test_the_municipality_sees_small_numbers_of_others_as_fewer_than_five(town: Table) -> None:
    told = {f"{table} / {part}": cells for (table, part), cells in town.items()}
    others = {name.removeprefix("All the others together: "): cells for name, cells in told.items() if "others" in name}
    assert others["Active volunteers on the last day / In all"][-1] == "5"
    assert others["Needs not met, short notice left out / In all"][-1] == FEW
    assert others["Incidents / In all"] == [FEW]
    assert others["Persons and kilometres / In all"][0] == FEW
    assert told["Our own: Coordinators / In all"] == ["0.6", "0"], "what is one's own is told as it is"
    shown = {cell for name, cells in others.items() if not name.startswith(("Hours", "Coordinators")) for cell in cells}
    assert not shown & {"1", "2", "3", "4"}


def test_the_directorate_sees_counties_with_the_same_numbers_hidden(whole_app: Flask, told: Told) -> None:
    country = figures(whole_app, told, "dir.1", "/volunteers/figures/country/")
    active = {part: cells for (table, part), cells in country.items() if table == "Active volunteers on the last day"}
    assert active["Møre og Romsdal"] == ["hidden", "hidden", "5"], "a column whose sum is hidden tells nothing"
    assert active["Trøndelag"][-1] == active["Agder"][-1] == FEW
    assert active["In all"][0] == "hidden", "or what is hidden could be worked out"
