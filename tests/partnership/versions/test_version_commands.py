"""`trinn staircase import`: a good file is taken in once, a bad one is refused with the place in it."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.documents import BadContent
from partnership.staircase.content import read
from partnership.staircase.models import StaircaseVersion, VersionStatus
from partnership.versions.commands import group
from partnership.versions.table import written as written_as_table
from tests.builders import PROPOSAL
from tests.partnership.versions.builders import a_relation_on_step, a_stricter_document

DOCUMENT = json.loads(PROPOSAL.read_text(encoding="utf-8"))


def run(app: Flask, file: Path, *options: str) -> Result:
    return app.test_cli_runner().invoke(group, ["import", str(file), *options])


def written(folder: Path, document: object) -> Path:
    file = folder / "version.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def changed(*path: str | int, to: object) -> dict[str, Any]:
    """The proposal with one thing in it changed."""
    document = copy.deepcopy(DOCUMENT)
    part: Any = document
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return dict(document)


def stored(session: Session) -> list[tuple[str, VersionStatus]]:
    rows = session.execute(select(StaircaseVersion.code, StaircaseVersion.status).order_by(StaircaseVersion.id))
    return [(code, status) for code, status in rows]


def test_the_first_version_comes_in_force_and_a_second_time_changes_nothing(app: Flask, session: Session) -> None:
    first, second = run(app, PROPOSAL), run(app, PROPOSAL)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == "Version forslag-2026-1 taken in and in force.\n"
    assert second.output == "Version forslag-2026-1 is there already, with the same text.\n"
    assert stored(session) == [("forslag-2026-1", VersionStatus.ACTIVE)]


def test_another_version_waits_as_a_draft(app: Flask, session: Session, tmp_path: Path) -> None:
    run(app, PROPOSAL)

    other = run(app, written(tmp_path, changed("version", "code", to="local-1")))

    assert "as a draft" in other.output
    assert stored(session) == [("forslag-2026-1", VersionStatus.ACTIVE), ("local-1", VersionStatus.DRAFT)]


def test_a_dry_run_says_what_would_happen_and_saves_nothing(app: Flask, session: Session) -> None:
    dry = run(app, PROPOSAL, "--dry-run")

    assert dry.exit_code == 0
    assert "5 steps, 36 indicators" in dry.output
    assert "Nothing has been saved." in dry.output
    assert stored(session) == []


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_another_text_under_a_known_code_is_refused(app: Flask, tmp_path: Path, options: tuple[str, ...]) -> None:
    run(app, PROPOSAL)

    refused = run(app, written(tmp_path, changed("version", "grace_days", to=30)), *options)

    assert refused.exit_code == 2
    assert "another text" in refused.stderr


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ([], "no object"),
        ({}, "the document has no version"),
        (changed("version", "grace_days", to="ninety"), "version: grace_days"),
        (changed("version", "source_kind", to="gossip"), "version: source_kind"),
        (changed("steps", to=5), "steps must be a list"),
        (changed("steps", 2, "name", "nn", to=""), "step 2 name"),
        (changed("steps", 3, "no", to=7), "without gaps"),
        (changed("indicators", 6, "critical", to="yes"), "indicator 7: critical"),
        (changed("indicators", 6, "held_by", to="nobody"), "indicator 7"),
        (changed("indicators", 6, "code", to="1.1"), "same code"),
        (changed("indicators", 6, "step", to=9), "a step that is not there"),
        (changed("indicators", 0, "question", "nb", to="half a sign \ud800"), "half a sign"),
        (changed("indicators", 0, "question", "nb", to="nothing \0"), "NUL"),
    ],
)
def test_a_bad_document_is_refused_with_its_place(
    app: Flask, session: Session, tmp_path: Path, document: object, place: str
) -> None:
    refused = run(app, written(tmp_path, document))

    assert refused.exit_code == 2
    assert place in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert stored(session) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"version": ', "Line 1, column 13 is not JSON"),
        (b"\xff\xfe", "not a text file in UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b" " * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_document_is_refused(app: Flask, tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "version.json"
    file.write_bytes(content)

    refused = run(app, file)

    assert refused.exit_code == 2
    assert sentence in refused.stderr


def test_a_table_is_taken_in_too(app: Flask, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "version.csv"
    file.write_text(written_as_table(DOCUMENT), encoding="utf-8-sig")
    assert run(app, file).output == "Version forslag-2026-1 taken in and in force.\n"


def test_a_dry_run_names_each_relation_that_would_change_level_and_the_points_that_cause_it(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    relation = a_relation_on_step(session, 3)
    a_relation_on_step(session, 1)
    session.commit()
    before = stored(session)

    dry = run(app, written(tmp_path, a_stricter_document()), "--dry-run")

    assert dry.exit_code == 0
    name = relation.municipality.full_name
    assert (
        f"  {name} – Følgjevenene: municipality 3 → 1 (2.9); organisation 3 → 1 (2.9); agreed 3 → 1 (2.9)" in dry.output
    )
    assert "change the level of 1 of 2 relations" in dry.output
    assert stored(session) == before


def test_a_file_that_is_not_there_is_refused(app: Flask, tmp_path: Path) -> None:
    refused = run(app, tmp_path / "none.json")

    assert refused.exit_code == 2
    assert "cannot be read" in refused.stderr


def _places(part: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    parts = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    below = [place for name, each in parts for place in _places(each, (*way, name))]
    return [*below, way] if way else below


@given(
    st.sampled_from(_places(DOCUMENT)),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()) | st.just({}),
)
def test_whatever_stands_in_a_document_it_is_read_or_refused_in_a_sentence(
    place: tuple[str | int, ...], value: object
) -> None:
    assert _refusal(changed(*place, to=value)).endswith(".")


def _refusal(document: dict[str, Any]) -> str:
    try:
        read(document)
    except BadContent as refusal:
        return str(refusal)
    return "Read."
