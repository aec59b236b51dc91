"""The overview: a municipality's relations on the steps, and the spread of the country's for the directorate."""

import csv
import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality, SizeBand
from partnership.overview import actions, queries
from partnership.overview.models import Distribution
from partnership.relations.sides import Side
from tests.builders import (
    NOW,
    a_municipality,
    a_person,
    a_relation,
    an_assessment,
    an_organisation,
    sign_in,
    some_evidence,
    the_directorate,
    the_staircase,
)
from tests.conftest import TODAY


def relations_on(session: Session, municipality: Municipality, *steps: int | None) -> None:
    """Relations of a municipality that stand on these steps, the lowest first; None is one that nobody assessed."""
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, municipality)
    for place, step in enumerate(steps):
        relation = a_relation(session, municipality, an_organisation(session, f"Lag {place}"), actor=kom)
        if step is not None:
            some_evidence(session, relation, actor=kom)
            for side in Side:
                an_assessment(session, relation, side, actor=kom, upto=step)


def the_count(session: Session) -> None:
    """The nightly count, done to its end."""
    counting = actions.begin_count(session, as_of=TODAY, at=NOW)
    while counting.done_at is None:
        actions.count_on(session, counting, at=NOW)
    session.commit()


def the_table(client: FlaskClient, part: str) -> list[str]:
    text = client.get("/partnership/distribution/?format=csv").get_data().decode("utf-8-sig")
    return next(row[2:] for row in csv.reader(io.StringIO(text), delimiter=";") if row[1].startswith(part))


def test_a_municipality_sees_its_relations_on_the_steps_in_the_order_of_names(
    client: FlaskClient, session: Session
) -> None:
    the_staircase(session)
    volda = a_municipality(session)
    relations_on(session, volda, 1, 3, None)
    sign_in(client, session, a_person(session, Role.MUNICIPAL_COORDINATOR, volda))
    page = client.get(f"/partnership/municipalities/{volda.number}/staircase/").get_data(as_text=True)
    headings = [page.index(f'id="{name}"') for name in ("step-1", "step-3", "pending")]
    assert headings == sorted(headings)
    assert page.index("Lag 0") < page.index("Lag 1") < page.index("Lag 2")
    assert page.count('class="crowd-head"') == 2


@pytest.mark.parametrize("role", [Role.ORGANISATION_LEADER, Role.MUNICIPAL_COORDINATOR, Role.CASEWORKER])
def test_nobody_else_sees_a_municipalitys_relations(client: FlaskClient, session: Session, role: Role) -> None:
    the_staircase(session)
    volda = a_municipality(session)
    body = {
        Role.ORGANISATION_LEADER: an_organisation(session, "Venene"),
        Role.MUNICIPAL_COORDINATOR: a_municipality(session, "Ørsta"),
        Role.CASEWORKER: the_directorate(session),
    }[role]
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    if role is Role.ORGANISATION_LEADER:
        a_relation(session, volda, body, actor=kom)
    sign_in(client, session, a_person(session, role, body))
    assert client.get(f"/partnership/municipalities/{volda.number}/staircase/").status_code in {403, 404}
    assert client.get("/partnership/municipalities/9999/staircase/").status_code in {403, 404}


def test_small_numbers_are_told_as_fewer_than_five_and_none_can_be_worked_out(
    client: FlaskClient, session: Session
) -> None:
    the_staircase(session)
    small, large = a_municipality(session, "Tydal"), a_municipality(session, "Kristiansand")
    small.size_band, large.size_band = SizeBand.SMALL, SizeBand.LARGE
    relations_on(session, small, *[2] * 6, *[3] * 2)
    relations_on(session, large, *[2] * 7, *[3] * 5)
    the_count(session)
    sign_in(client, session, a_person(session, Role.CASEWORKER, the_directorate(session)))
    steps = [the_table(client, part) for part in ("Liten", "Mellomstor", "Stor", "Hele landet")]
    assert [line[2] for line in steps] == ["skjult", "0", "skjult", "13"]
    assert [line[3] for line in steps] == ["færre enn 5", "0", "skjult", "7"]
    assert [line[-1] for line in steps] == ["8", "0", "12", "20"]


def test_a_count_takes_some_at_a_time_and_the_old_one_stands_until_it_is_done(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "BATCH", 2)
    the_staircase(session)
    volda = a_municipality(session)
    relations_on(session, volda, *[None] * 5)
    sign_in(client, session, a_person(session, Role.CASEWORKER, the_directorate(session)))
    assert "Det er ikke talt ennå" in client.get("/partnership/distribution/").get_data(as_text=True)
    the_count(session)
    relations_on(session, volda, *[None] * 2)
    counting = actions.begin_count(session, as_of=TODAY, at=NOW)
    session.commit()
    rounds = 0
    while counting.done_at is None:
        assert the_table(client, "Hele landet")[-1] == "5"
        actions.count_on(session, counting, at=NOW)
        session.commit()
        rounds += 1
    assert rounds == 5
    assert the_table(client, "Hele landet")[-1] == "7"
    assert session.scalars(select(Distribution.id)).all() == [counting.id]


def test_the_distribution_is_the_directorates(client: FlaskClient, session: Session) -> None:
    the_staircase(session)
    sign_in(client, session, a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session)))
    assert client.get("/partnership/distribution/").status_code == 403


@pytest.mark.parametrize("address", ["/partnership/municipalities/{number}/staircase/", "/partnership/distribution/"])
def test_the_overview_asks_as_often_with_5_relations_as_with_400(
    client: FlaskClient, session: Session, statements: list[str], address: str
) -> None:
    the_staircase(session)
    counts = []
    for size in (5, 400):
        volda = a_municipality(session)
        relations_on(session, volda, *[None] * size)
        the_count(session)
        person = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
        if "number" not in address:
            person = a_person(session, Role.CASEWORKER, the_directorate(session))
        sign_in(client, session, person)
        path = address.format(number=volda.number)
        client.get(path)
        statements.clear()
        assert client.get(path).status_code == 200
        counts.append(len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1], counts
    assert counts[1] <= 20, counts
