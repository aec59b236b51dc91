"""Several who propose, make or return the same selection at once: one of them does it, each has a calm answer."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.audit.models import AuditLine
from grants.selections.models import Selection, SelectionStatus
from kernel.jobs.outbox import OutboxJob
from tests.builders import post, sign_in
from tests.grants.selections.conftest import Field
from tests.pages import read
from tests.walls.choosing import fields
from tests.walls.conftest import Relations
from tests.walls.rooms import one_of
from tests.walls.teams import person

CHOOSING = "/grants/selections/"
Sent = tuple[FlaskClient, str, dict[str, str]]


@pytest.fixture(scope="module")
def held(stage: tuple[Session, Relations]) -> dict[str, Field]:
    """Calls in which nothing is proposed yet, and some that wait to be made."""
    return fields(stage[0])


def at_once(sent: Sequence[Sent]) -> list[int]:
    """Send each from its own browser in the same moment; the statuses."""
    gate = Barrier(len(sent))

    def send(each: Sent) -> int:
        client, address, values = each
        gate.wait(10)
        return post(client, address, values).status_code

    with ThreadPoolExecutor(len(sent)) as pool:
        return list(pool.map(send, sent))


def browsers(app: Flask, opened: Session, *people: Person) -> list[FlaskClient]:
    """A browser for each."""
    made = [app.test_client() for _each in people]
    for client, each in zip(made, people, strict=True):
        sign_in(client, opened, each)
    return made


def told(opened: Session, selection: Selection) -> Counter[str]:
    """What the trail says of a selection."""
    opened.rollback()
    where = (AuditLine.subject == "selection", AuditLine.subject_id == selection.id)
    return Counter(opened.scalars(select(AuditLine.verb).where(*where)))


def promised(opened: Session) -> int:
    """How many selections wait to be carried out."""
    named = OutboxJob.name == "grants.carry_out_selection"
    return opened.scalars(select(func.count()).select_from(OutboxJob).where(named)).one()


def test_a_selection_is_proposed_once(
    whole_app: Flask, stage: tuple[Session, Relations], held: dict[str, Field]
) -> None:
    opened, one, other = stage[0], person(stage[0], "dir.1"), held["V1"].office.caseworker
    clients = browsers(whole_app, opened, one, one, other, other)
    form = next(each for each in read(clients[0].get(f"{CHOOSING}V1/").text).forms if "seen" in each.values)
    values = {name: value for name, value in form.values.items() if name != "csrf_token"}
    answers = at_once([(client, f"{CHOOSING}V1/", {**values, "legal_basis": "Oppdraget."}) for client in clients])
    assert 303 in answers, answers
    assert set(answers) <= {303, 409}, answers
    opened.rollback()
    selection = one_of(opened, Selection, call_id=held["V1"].call.id)
    assert told(opened, selection) == {"proposed": 1}


def test_a_selection_is_made_once_by_one_of_two_leads(
    whole_app: Flask, stage: tuple[Session, Relations], held: dict[str, Field]
) -> None:
    opened, one, other = stage[0], person(stage[0], "dir.3"), held["V2"].office.lead
    selection, before = one_of(opened, Selection, call_id=held["V2"].call.id), promised(opened)
    seen = {"version": str(selection.version)}
    clients = browsers(whole_app, opened, one, one, other, other)
    answers = at_once([(client, f"{CHOOSING}V2/make", seen) for client in clients])
    assert 303 in answers, answers
    assert set(answers) <= {303, 409}, answers
    assert told(opened, selection)["made"] == 1
    assert promised(opened) == before + 1


def test_a_selection_is_made_or_returned_and_never_both(
    whole_app: Flask, stage: tuple[Session, Relations], held: dict[str, Field]
) -> None:
    opened, one, other = stage[0], person(stage[0], "dir.3"), held["V3"].office.lead
    selection = one_of(opened, Selection, call_id=held["V3"].call.id)
    seen = {"version": str(selection.version)}
    clients = browsers(whole_app, opened, one, other, one, other)
    back = {**seen, "remark": "Sjå på han i nord."}
    ways = [("make", seen), ("return", back)] * 2
    answers = at_once(
        [(client, f"{CHOOSING}V3/{way}", typed) for client, (way, typed) in zip(clients, ways, strict=True)]
    )
    assert set(answers) <= {303, 409}, answers
    found = told(opened, selection)
    assert found["made"] + found["returned"] == 1
    opened.refresh(selection)
    assert (selection.status is SelectionStatus.MADE) == bool(found["made"])
