"""The dossier from the command line."""

import io
from pathlib import Path

import pypdf
import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from grants.applications.models import ApplicationStatus
from grants.dossiers.commands import group
from tests.grants.dossiers.builders import Desk, a_sent_application, reviewed

REASON = "Vel gjennomtenkt av alle partar"


@pytest.fixture
def desk(session: Session) -> Desk:
    made = a_sent_application(session)
    reviewed(session, made, REASON)
    session.commit()
    return made


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(group, ["application", *words])


def title_language(file: Path) -> str:
    return str(pypdf.PdfReader(io.BytesIO(file.read_bytes())).trailer["/Root"]["/Lang"])


def test_the_caseworkers_dossier_is_written_in_the_applications_language(
    app: Flask, desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "a1.pdf"
    out.write_bytes(b"older")
    done = run(app, "t1-2026-0001", "--out", str(out))
    assert (done.exit_code, done.stderr) == (0, "")
    assert REASON in " ".join(page.extract_text() for page in pypdf.PdfReader(out).pages).replace("\n", " ")
    assert title_language(out) == "nn-NO"
    assert [file.name for file in tmp_path.iterdir()] == ["a1.pdf"]


def test_another_language_may_be_asked_for(app: Flask, desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "a1.pdf"
    assert run(app, str(desk.application.id), "--out", str(out), "--language", "en").exit_code == 0
    assert title_language(out) == "en-GB"


@pytest.mark.parametrize("reference", ["T1-2026-0099", "999999999", "nonsense", "²", "9" * 40, "' OR 1=1"])
def test_an_unknown_reference_is_told_in_a_sentence(app: Flask, desk: Desk, tmp_path: Path, reference: str) -> None:
    out = tmp_path / "a1.pdf"
    done = run(app, "--out", str(out), "--", reference)
    assert done.exit_code == 2
    assert done.stderr == f"There is no application {reference}.\n"
    assert not out.exists()


def test_a_draft_has_no_dossier(app: Flask, session: Session, tmp_path: Path) -> None:
    facts = {"submitted_at": None, "submitted_by_id": None, "signed_as": None, "snapshot": None}
    a_sent_application(session, status=ApplicationStatus.DRAFT, **facts)
    session.commit()
    done = run(app, "T1-2026-0001", "--out", str(tmp_path / "a1.pdf"))
    assert done.exit_code == 2
    assert "has not been sent" in done.stderr
    assert list(tmp_path.glob("*.pdf*")) == []


@pytest.mark.parametrize("place", ["missing/a1.pdf", "", "file/a1.pdf"])
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(
    app: Flask, desk: Desk, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    out = tmp_path / place
    done = run(app, "T1-2026-0001", "--out", str(out))
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{out} cannot be written: ")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file"]
    assert not Path(f"{out}.part").exists()
