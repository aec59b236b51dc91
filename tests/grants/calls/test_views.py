"""The calls are public from their day of publication, and loaded by a command."""

import json
from copy import deepcopy
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import cli
from directory.audit.models import AuditLine
from grants.calls import queries
from kernel import clock
from tests.grants.builders import DOCUMENT, a_call


def test_everybody_reads_what_one_can_apply_for(client: FlaskClient, session: Session) -> None:
    a_call(session)
    session.commit()

    assert "T1" in client.get("/grants/calls/").text
    page = client.get("/grants/calls/T1/")

    assert page.status_code == 200
    assert 'data-status="open"' in page.text
    for criterion in DOCUMENT["assessment"]["criteria"]:
        assert criterion["title"]["nb"] in page.text
    for exclusion in DOCUMENT["not_funded"]:
        assert exclusion["label"]["nb"] in page.text


def test_a_call_is_not_seen_before_its_day(client: FlaskClient, session: Session) -> None:
    dates = DOCUMENT["dates"] | {"published_on": str(clock.local_date(clock.now()) + timedelta(days=1))}
    a_call(session, dates=dates)
    session.commit()

    assert "T1" not in client.get("/grants/calls/").text
    assert client.get("/grants/calls/T1/").status_code == 404
    assert client.get("/grants/calls/T9/").status_code == 404


def load(app: Flask, file: Path) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(cli, ["call", "load", str(file)])
    return answer.exit_code, answer.output


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "call.json"
    made.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    return made


def test_a_call_is_loaded_once_however_often(app: Flask, session: Session, file: Path) -> None:
    assert load(app, file)[0] == 0
    assert load(app, file) == load(app, file)

    assert queries.by_code(session, DOCUMENT["code"]) is not None
    assert session.query(AuditLine).filter_by(subject="call").count() == 1


def test_a_published_call_is_not_changed_by_loading_another_text(app: Flask, session: Session, file: Path) -> None:
    load(app, file)
    changed = deepcopy(DOCUMENT)
    changed["title"]["nb"] = "Et annet navn"
    file.write_text(json.dumps(changed), encoding="utf-8")

    code, told = load(app, file)

    assert code == 2
    assert "frozen" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("text", ["", "{", "[]", '{"code": "T1"}', "\udcff"], ids=repr)
def test_a_file_that_is_no_call_is_refused_with_one_sentence(app: Flask, tmp_path: Path, text: str) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(text.encode("utf-8", "surrogateescape"))

    code, told = load(app, bad)

    assert code == 2
    assert told.count("\n") == 1
