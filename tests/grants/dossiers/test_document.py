"""What the dossier says, and where."""

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from grants.applications import saying
from grants.calls.content import PartKind
from grants.dossiers import queries
from grants.dossiers.document import dossier
from kernel import i18n
from kernel.pdf.blocks import Heading, PageBreak, Reference, Table
from kernel.pdf.document import Document, render
from tests import verapdf
from tests.grants.dossiers.builders import (
    A1,
    CODES,
    CONTENT,
    T1,
    Desk,
    a_sent_application,
    decided,
    read,
    reviewed,
    the_dossier,
    the_record,
)
from tests.kernel.pdf.documents import ENDLESS, HOSTILE, opened

NAMED = re.compile(r"Question (\d+), page\s(\d+)")
PARTS = [
    "Summary",
    "Who applies",
    "Partnership",
    "The involvement staircase",
    "Inclusion, mobility and information",
    "Coordination and competence",
    "Similar offers and parallel measures",
    "Activities",
    "Goals, plan and continuation",
    "Amount and budget",
    "Formal check",
    "Points and reasons",
    "Decision",
    "History",
]


@pytest.fixture
def rich(session: Session) -> Desk:
    desk = a_sent_application(session)
    reviewed(session, desk, "Godt planlagt", "Tydelege roller")
    decided(session, desk)
    return desk


def headings(made: Document, level: int) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Heading) and block.level == level]


@pytest.mark.usefixtures("english")
def test_the_parts_come_in_their_order_after_the_claims(session: Session, rich: Desk) -> None:
    made = the_dossier(session, rich)
    assert headings(made, 2) == ["In this dossier", "K1–K7 on one page", *PARTS]
    contents = next(block for block in made.blocks if block.kind == "bullets").items
    assert [each.text for each in contents if isinstance(each, Reference)] == ["K1–K7 on one page", *PARTS]


@pytest.mark.usefixtures("english")
def test_the_front_says_what_the_dossier_is_of(session: Session, rich: Desk) -> None:
    front = read(the_dossier(session, rich))[0]
    for expected in (
        "Heilt fram til døra",
        "Call The strength of older people in partnership 2026 (T1)",
        "Reference T1-2026-0001",
        "Applicant Volda kommune (",
        "Partners Lag nummer 1, Lag nummer 2",
        "Municipalities Volda (Fylket), medium-sized: 5,000 to 19,999 inhabitants",
        "Year 1: 850,000 kroner Year 2: 850,000 kroner Year 3: 850,000 kroner",
        "Status Decided",
        "Sent 15 March 2026 at 13:00 (version ",
    ):
        assert expected in front


@pytest.mark.usefixtures("english")
def test_the_claims_stand_alone_on_the_second_page_with_the_pages_that_show_them(session: Session, rich: Desk) -> None:
    pages = read(the_dossier(session, rich))
    claims = pages[1]
    assert claims.count("K1–K7 on one page") == 1
    assert "Summary" not in claims
    for criterion in CONTENT.scale.criteria:
        assert f"{criterion.code} {saying.words(criterion.title)} {criterion.weight}" in claims
    named = dict(NAMED.findall(claims))
    assert set(named) == {criterion.claim for criterion in CONTENT.scale.criteria}
    for code, page in named.items():
        question = CONTENT.question(code)
        assert question is not None
        assert saying.heading_of(question) in pages[int(page) - 1]
    for claim in ("Vi spurde 34 eldre og 12 pårørande", "Partnarskap: Vi og Følgjevenene har planlagt saman i tre år"):
        assert claim in claims


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("large", [False, True])
def test_the_contents_name_the_page_of_each_part(session: Session, rich: Desk, large: bool) -> None:
    pages = read(the_dossier(session, rich, large=large))
    contents = pages[1 if large else 0]
    for part in PARTS:
        page = int(re.search(rf"{part}, page\s(\d+)", contents)[1])  # type: ignore[index]  # it is there
        assert part in pages[page - 1].replace(contents, "")


@pytest.mark.usefixtures("english")
def test_every_question_stands_in_the_dossier_exactly_once(session: Session, rich: Desk) -> None:
    told = headings(the_dossier(session, rich), 3)
    boxed = {"1", "2"}
    expected = [saying.heading_of(each) for each in CONTENT.questions if each.code not in boxed]
    assert sorted(each for each in told if each in expected) == sorted(expected)
    whole = " ".join(read(the_dossier(session, rich)))
    assert whole.count("Ein frivillig ringjer på, hjelper med kåpa") == 1


@pytest.mark.usefixtures("english")
def test_a_question_that_no_part_names_is_among_the_other_answers(session: Session) -> None:
    document = deepcopy(T1)
    more = {"code": "x 1/<b>", "text": dict.fromkeys(("nb", "nn", "en"), "Something else?")}
    text = {"name": "text", "kind": "text", "needed": True}
    document["form"]["pages"][0]["questions"] += [more | {"parts": [text]}]
    document["assessment"]["criteria"][0]["claim"] = "x 1/<b>"
    document["assessment"]["criteria"][1]["claim"] = "2"
    answers = A1["answers"] | {"x 1/<b>": {"text": "Noko heilt anna, som ingen del nemner ved namn."}}
    pages = read(the_dossier(session, a_sent_application(session, answers=answers, document=document)))
    assert "Noko heilt anna, som ingen del nemner ved namn." in pages[1]
    page = next(page for page in pages[2:] if "More answers" in page)
    assert "x 1/<b> Something else? Noko heilt anna" in page


@pytest.mark.usefixtures("english")
def test_the_levels_stand_as_they_were_sent_with_what_is_seen_differently(session: Session, rich: Desk) -> None:
    whole = " ".join(read(the_dossier(session, rich)))
    assert "Volda and Lag nummer 1 Step 3 of 5 Step 2 of 5 Step 2 of 5 Step 4 of 5" in whole
    assert "This is how it stood when the application was sent, 15 March 2026 at 13:00." in whole
    assert "The step gives no points in itself" in whole
    assert "3.1 Is there an agreement? Yes No" in whole


@pytest.mark.usefixtures("english")
def test_the_money_can_be_read_back(session: Session, rich: Desk) -> None:
    whole = " ".join(read(the_dossier(session, rich)))
    assert "Coordination 390,000 400,000 410,000" in whole
    assert "In all 850,000 850,000 850,000" in whole
    assert "Applied for, first year 850,000 kroner" in whole
    assert "Set aside for partners that had not confirmed 60,000 kroner" in whole
    assert "Eligible, first year 790,000 kroner" in whole


@pytest.mark.usefixtures("english")
def test_the_score_and_the_points_can_be_read_back(session: Session, rich: Desk) -> None:
    whole = " ".join(read(the_dossier(session, rich)))
    assert "K1 Cooperation rather than parallel measures 25 5 5 5" in whole
    assert "K7 Goals, budget and delivery 10 4 4 4" in whole
    assert "Score 90 of 100 points. An award needs 50." in whole


@pytest.mark.usefixtures("english")
def test_reviewers_are_numbers_and_nobody_but_the_contacts_is_named(session: Session, rich: Desk) -> None:
    whole = " ".join(read(the_dossier(session, rich)))
    assert "Points and reasons: Reviewer 1" in whole
    assert "Solveig Aarflotnes" in whole
    names = {person.name for person in (*rich.office.reviewers[2:], rich.office.caseworker, rich.coordinator)}
    for name in {*names, "Per Ivar Kolås", "Oddny"}:
        assert name not in whole


@pytest.mark.usefixtures("english")
def test_the_history_tells_what_happened_without_names(session: Session, rich: Desk) -> None:
    history = read(the_dossier(session, rich))[-1]
    for expected in (
        "15 March 2026 The application was sent.",
        "17 March 2026 The formal check was concluded.",
        "5 April 2026 A review was sent. (× 2)",
        "15 June 2026 The decision was made.",
    ):
        assert expected in history


@pytest.mark.usefixtures("english")
def test_the_same_application_is_the_same_bytes(session: Session, rich: Desk) -> None:
    assert render(the_dossier(session, rich)) == render(the_dossier(session, rich))


@pytest.mark.usefixtures("english")
def test_the_demo_marks_every_page(session: Session, rich: Desk) -> None:
    assert all("DEMO" in page for page in read(the_dossier(session, rich, mark="DEMO")))
    assert not any("DEMO" in page for page in read(the_dossier(session, rich)))


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_dossier_says_its_language_and_answers_say_another(
    app: Flask, session: Session, rich: Desk, language: str, tag: str
) -> None:
    with app.app_context(), i18n.force_locale(language):
        made = the_dossier(session, rich)
        assert opened(made).Root.Lang == tag
        texts = {block.lang for block in made.blocks if getattr(block, "text", "").startswith("Dette er kjernen")}
    assert texts == {None if language == "nn" else "nn-NO"}


def claims_of(made: Document) -> list[str]:
    """The pages on which the claims stand, when everything else is left out."""
    first, second = [place for place, block in enumerate(made.blocks) if isinstance(block, PageBreak)][-2:]
    kept = list(made.blocks[first + 1 : second])
    anchors = {
        cell.anchor
        for block in kept
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if isinstance(cell, Reference)
    }
    targets = [Heading("Her", anchor=anchor) for anchor in sorted(anchors)]
    return read(Document(**{**vars(made), "title": "", "blocks": [PageBreak(), *kept, PageBreak(), *targets]}))[1:-1]


def filled(text: str) -> dict[str, Any]:
    """Every text of the form answered with the same."""
    return {
        question.code: {
            **A1["answers"].get(question.code, {}),
            **{part.name: text for part in question.parts if part.kind in {PartKind.TEXT, PartKind.LINE}},
        }
        for question in CONTENT.questions
    }


@pytest.fixture
def remade(app: Flask, session: Session) -> Callable[..., Document]:
    """Make the dossier of A1 with one text as the answer to everything."""
    record = the_record(session, a_sent_application(session))

    def make(text: str, *, large: bool = False) -> Document:
        for page in record.folder.pages.values():
            page.answers = {code: said for code, said in filled(text).items() if code in page.answers}
        fresh = queries.Record(**{**vars(record), "folder": type(record.folder)(**_fields(record.folder))})
        with app.app_context(), i18n.force_locale("nb"):
            return dossier(fresh, mark=None, large=large)

    return make


def _fields(folder: Any) -> dict[str, Any]:
    return {name: getattr(folder, name) for name in ("application", "content", "pages", "partners")}


@pytest.mark.parametrize("large", [False, True])
@given(text=st.text(min_size=1, max_size=1200))
@example(text=HOSTILE)
@example(text=HOSTILE * 20)
@example(text=ENDLESS)
@example(text="W" * 40 + " " + "M" * 2000)
@example(text="Vi planlegger sammen med laget, eldrerådet og heimetenesta, " * 40)
@example(text="m\n" * 400)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_claims_are_always_one_page(remade: Callable[..., Document], large: bool, text: str) -> None:
    assert len(claims_of(remade(text, large=large))) == 1


@pytest.mark.usefixtures("english")
def test_an_empty_application_says_what_is_not_answered(session: Session) -> None:
    desk = a_sent_application(session, answers={}, partners=0, title="")
    pages = read(the_dossier(session, desk))
    assert pages[1].count("Not answered") == len(CODES)
    assert "T1-2026-0001" in pages[0]
    assert "No partner takes part." in " ".join(pages)


@pytest.mark.pdf
def test_a_rich_dossier_is_accessible_and_archivable(app: Flask, session: Session, rich: Desk, tmp_path: Path) -> None:
    with app.app_context(), i18n.force_locale("nn"):
        made = {"rich": the_dossier(session, rich, mark="DEMO"), "large": the_dossier(session, rich, large=True)}
    files = [tmp_path / f"{name}.pdf" for name in made]
    for file, each in zip(files, made.values(), strict=True):
        file.write_bytes(render(each))
    assert verapdf.failures(*files) == []
