"""The pages of the story: both sides read its levels there, and nobody else reads anything."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from demo import script
from demo.cast import address
from directory.accounts.models import Person
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from tests.builders import sign_in
from tests.demo.test_story import LEVELS

Told = tuple[Session, dict[str, Relation]]

SIDES = {scene.code: {side: part.by for side, part in scene.parts.items()} for scene in script.scenes()}
SHOWN = {code: tuple(str(level) for level in levels) for code, levels in LEVELS.items()}
VISITS = [
    *((SIDES[code][side], code, SHOWN[code]) for code in SHOWN for side in Side),
    ("kom.krs", "P8", ("3", "pending", "pending")),
    ("org.o6", "P8", ("pending", "pending", "pending")),
]


def page(app: Flask, told: Told, account: str, code: str) -> tuple[int, str]:
    """What the staircase page of a relation answers to somebody."""
    opened, relations = told
    person = opened.scalars(select(Person).where(Person.email == address(account))).one()
    client = app.test_client()
    sign_in(client, opened, person)
    answer = client.get(f"/partnership/relations/{relations[code].id}/staircase/")
    return answer.status_code, answer.text


@pytest.mark.parametrize(("account", "code", "expected"), VISITS)
def test_the_drawing_carries_the_levels(
    whole_app: Flask, told: Told, account: str, code: str, expected: tuple[str, str, str]
) -> None:
    status, html = page(whole_app, told, account, code)
    carried = dict(re.findall(r'data-level-(\w+)="(\w+)"', html))

    assert status == 200
    assert (carried["municipality"], carried["organisation"], carried["agreed"]) == expected


@pytest.mark.parametrize("account", ["kom.volda", "org.o5", "hjt.tydal", "fri.krs", "fri.o4", "dir.1", "adm"])
def test_a_relation_of_others_is_not_there(whole_app: Flask, told: Told, account: str) -> None:
    status, _html = page(whole_app, told, account, "P6")

    assert status in {403, 404}
