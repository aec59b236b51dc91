"""Copies: the text and the PDF say what was answered, whatever was answered."""

import io
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy.orm import Session

from grants.applications import queries
from grants.applications.models import AnswerPage
from grants.submissions import portal
from kernel.i18n import force_locale, gettext
from kernel.pdf.blocks import Block, KeyValues, Paragraph, Phrase, Table
from tests.grants.builders import ANSWERS
from tests.grants.submissions.conftest import Browse, Scene, send
from tests.grants.submissions.test_pages import HOME
from tests.pages import read
from tests.verapdf import failures

HOSTILE = {
    "markup": "<script>alert(1)</script> <b>fet</b> &amp; {{ 7 * 7 }} %(name)s {} </textarea><h1>ut</h1>",
    "no spaces": "x" * 4000,
    "emoji": "Vi 🎉 feirer 👩‍🚒 sammen ❤️",
    "right to left": "שלום לכולם \u202eog tilbake\u202c مرحبا",
    "many lines": "\n\nførste\n\n\n  innrykk\nsiste",
    "letters": "čđŋšŧž ČĐŊŠŦŽ ǥǧǩǯʒ «sitat» – — ≥ • … 5\u00a0000 漢字",
}


def written(session: Session, scene: Scene, **texts: str) -> None:
    """Answer questions with one text anew."""
    for page in queries.pages_of(session, scene.application).values():
        _write(page, {code.removeprefix("q"): {"text": text} for code, text in texts.items()})
    session.commit()


def _write(page: AnswerPage, given: dict[str, dict[str, Any]]) -> None:
    page.answers = deepcopy(page.answers) | {code: said for code, said in given.items() if code in page.answers}


def words_of(client: FlaskClient, path: str = "copy.pdf") -> str:
    """What stands in a PDF, with every break as one space."""
    answer = client.get(HOME + path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages).split())


def test_the_pdf_says_every_answer_and_what_was_sent_when(session: Session, scene: Scene, browse: Browse) -> None:
    send(session, scene)
    told = words_of(browse(scene.leader), "receipt.pdf")
    for answer in (
        ANSWERS["1"]["text"],
        ANSWERS["2"]["text"],
        ANSWERS["9"]["text"],
        "kari@example.no",
        "T1-2026-0001",
        "Oddny Leder",
        "21. november 2026 kl. 12.00.00",
    ):
        assert answer in told, answer
    for amount in ("500 000", "400 000", "900 000", "300 000", "200 000"):
        assert amount in told.replace("\u00a0", " "), amount
    assert "Draft" not in told
    assert "ikke sendt" not in told


def test_every_answer_stands_in_a_box_of_its_own_and_in_the_text(
    session: Session, scene: Scene, browse: Browse
) -> None:
    client = browse(scene.kom)
    page = client.get(HOME + "copy/").text
    content = queries.folder(session, scene.application).content
    for question in content.questions:
        assert f'<textarea class="ds-input" id="q{question.code}"' in page
        assert f"{question.code} {question.text.nb}" in client.get(HOME + "copy.txt").text
    assert len(re.findall(r"<textarea [^>]*readonly", page)) == len(list(content.questions))
    plain = client.get(HOME + "copy.txt")
    assert plain.content_type == "text/plain; charset=utf-8"
    assert plain.headers["Content-Disposition"] == 'attachment; filename="T1-2026-0001.txt"'
    for said in (ANSWERS["1"]["text"], ANSWERS["2"]["text"], ANSWERS["9"]["text"]):
        assert said in page
        assert said in plain.text


def test_a_draft_is_marked_as_one_on_every_page(app: Flask, scene: Scene, browse: Browse) -> None:
    with app.app_context(), force_locale("nb"):
        mark = gettext("Draft, not sent")
    client = browse(scene.leader)
    assert mark in client.get(HOME + "copy/").text
    assert mark in client.get(HOME + "copy.txt").text
    for page in PdfReader(io.BytesIO(client.get(HOME + "copy.pdf").data)).pages:
        assert f"T1-2026-0001 · {mark}" in page.extract_text()


def test_a_row_of_a_table_is_a_line_of_text() -> None:
    amounts = Table("Beløp", ["År", "Kroner"], [["År 1", "500 000"], ["I alt", "500 000"]])
    partners = Table("Partnere", ["Partner", "Oppgave", "Timer"], [["Volda kommune", "Følge", Phrase("40")]])
    blocks: list[Block] = [Paragraph("Se under."), amounts, KeyValues([("Merknad", "Ingen")]), partners]
    assert portal.in_lines(blocks) == (
        "Se under.\nÅr 1: 500 000\nI alt: 500 000\nMerknad: Ingen\nVolda kommune – Oppgave: Følge; Timer: 40"
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_was_answered_stands_unchanged_in_the_text_and_the_box(
    session: Session, scene: Scene, browse: Browse, text: str
) -> None:
    written(session, scene, q2=text)
    client = browse(scene.leader)
    assert text in client.get(HOME + "copy.txt").data.decode()
    page = client.get(HOME + "copy/").text
    assert "<script>alert" not in page
    assert read(page).headings == 1
    assert client.get(HOME + "copy.pdf").data.startswith(b"%PDF-")


def test_what_has_no_space_is_broken_and_not_cut(session: Session, scene: Scene, browse: Browse) -> None:
    written(session, scene, q2="ab" * 2000)
    assert words_of(browse(scene.leader)).replace(" ", "").count("ab") >= 2000


def test_markup_is_text_on_paper(session: Session, scene: Scene, browse: Browse) -> None:
    written(session, scene, q2=HOSTILE["markup"])
    assert "<script>alert(1)</script> <b>fet</b> &amp; {{ 7 * 7 }}" in words_of(browse(scene.leader))


@pytest.mark.pdf
def test_copies_conform_to_the_standards_whatever_was_answered(
    session: Session, scene: Scene, browse: Browse, tmp_path: Path
) -> None:
    client = browse(scene.leader)
    (tmp_path / "draft.pdf").write_bytes(client.get(HOME + "copy.pdf").data)
    for number, text in enumerate(HOSTILE.values()):
        written(session, scene, q2=text, q9=text)
        (tmp_path / f"hostile-{number}.pdf").write_bytes(client.get(HOME + "copy.pdf").data)
    send(session, scene)
    (tmp_path / "sent.pdf").write_bytes(client.get(HOME + "receipt.pdf").data)
    assert failures(*sorted(tmp_path.glob("*.pdf"))) == []
