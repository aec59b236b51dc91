"""The words of an agreement: what stands in every one of them, and the one exact form that is signed."""

import copy
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.documents import BadContent
from kernel.pdf.blocks import Bullets, Heading, Paragraph, Table
from partnership.agreements.document import blocks, text_blocks
from partnership.agreements.template import FOLDER, IN_FORCE, read, template_of
from partnership.agreements.wording import (
    Parties,
    Period,
    Wording,
    canonical,
    compose,
    fingerprint,
    grouped,
    read_back,
    starting_words,
)

TEMPLATE = template_of(IN_FORCE)
PARTIES = Parties("Volda kommune", "939760946", "Følgjevenene", None, scope="Følgje", about="Kaffe.", groups=["Alle"])
PERIOD = Period(date(2026, 12, 1), date(2028, 11, 30), "1. desember 2026", "30. november 2028", 3)
LANGUAGES = pytest.mark.parametrize("language", ["nb", "nn", "en"])
TASKS = [("Kaffetreff", "Vi gjør det sammen", "Følgjevenene")]


def a_text(
    language: str = "nb",
    *,
    has_annex: bool = False,
    written: Mapping[str, str] | None = None,
    parties: Parties = PARTIES,
    period: Period = PERIOD,
) -> Wording:
    words = starting_words(TEMPLATE, language, parties) | dict(written or {})
    tables = {"tasks": TASKS, "contacts": []}
    return compose(TEMPLATE, language, parties, period, has_annex=has_annex, written=words, tables=tables)


def a_part(wording: Wording, heading: str) -> str:
    return next(part.text for part in wording.parts if part.heading == heading)


@LANGUAGES
@pytest.mark.parametrize("has_annex", [True, False])
def test_no_place_is_left_unfilled_and_no_section_is_empty(language: str, *, has_annex: bool) -> None:
    wording = a_text(language, has_annex=has_annex)
    assert not re.search(r"\{\w+\}", canonical(wording))
    assert all(part.text for part in wording.parts)
    assert any(part.in_annex for part in wording.parts) is has_annex


def test_every_agreement_has_the_clause_on_independence_and_the_boundary_to_health_care() -> None:
    wording = a_text(written={"independence": "Organisasjonen lover å tie.", "health_care": ""})
    clause = a_part(wording, "Organisasjonen er selvstendig")
    assert "kritisere kommunen fritt" in clause
    assert "teller aldri mot organisasjonen" in clause
    assert "tie" not in clause.split()
    boundary = a_part(wording, "Grensen mot helsehjelp")
    for forbidden in ("toalettbesøk", "sårstell", "medisiner", "løft", "helsevurdering"):
        assert forbidden in boundary


def test_a_template_without_the_clause_is_refused() -> None:
    raw: dict[str, Any] = json.loads((FOLDER / "templates.v1.json").read_text(encoding="utf-8"))
    without = copy.deepcopy(raw)
    without["sections"] = [each for each in raw["sections"] if each["key"] != "independence"]
    open_clause = copy.deepcopy(raw)
    next(each for each in open_clause["sections"] if each["key"] == "independence")["start"] = {"nb": "Skriv selv."}
    for document in (without, open_clause):
        with pytest.raises(BadContent, match="independence"):
            read(document)
    with pytest.raises(BadContent, match="no template"):
        template_of("agreement.v0")


def test_the_facts_stand_where_they_belong() -> None:
    wording = a_text()
    assert "Volda kommune (organisasjonsnummer 939760946) og Følgjevenene" in a_part(wording, "Partene")
    assert "dette området: Følgje." in a_part(wording, "Partene")
    assert "særlig for: Alle." in a_part(wording, "Formål")
    assert "1. desember 2026 til og med 30. november 2028" in a_part(wording, "Periode")
    assert "3 måneders varsel" in a_part(wording, "Oppsigelse")
    one = a_text(period=Period(PERIOD.starts_on, PERIOD.ends_on, "", "", 1))
    assert "én måneds varsel" in a_part(one, "Oppsigelse")
    tasks = next(part for part in wording.parts if part.heading == "Hvem gjør hva")
    assert tasks.grid is not None
    assert tasks.grid.rows == tuple(TASKS)


def test_what_people_write_fills_no_place_of_the_template() -> None:
    hostile = Parties("{organisation_party}", None, "{notice}", None, scope="{starts_on}")
    wording = a_text(parties=hostile, written={"together": "{municipality_party}"})
    assert "mellom {organisation_party} og {notice}" in a_part(wording, "Partene")
    assert a_part(wording, "Hva vi gjør sammen") == "{municipality_party}"


@given(words=st.text(), scope=st.text(), name=st.text())
def test_the_exact_form_always_gives_the_same_text_back(words: str, scope: str, name: str) -> None:
    parties = Parties(name, None, "Følgjevenene", None, scope=scope)
    wording = a_text(parties=parties, written={"together": words})
    assert read_back(canonical(wording)) == wording
    assert canonical(read_back(canonical(wording))) == canonical(wording)


@given(one=st.text(), other=st.text())
def test_two_texts_have_the_same_fingerprint_only_when_they_are_the_same(one: str, other: str) -> None:
    first, second = (a_text(written={"economy": words}) for words in (one, other))
    assert (fingerprint(canonical(first)) == fingerprint(canonical(second))) is (first == second)


def test_a_fingerprint_is_read_in_groups_of_four() -> None:
    digest = fingerprint("")
    assert grouped(digest).startswith("e3b0 c442 98fc")
    assert grouped(digest).replace(" ", "") == digest


def test_lines_with_a_hyphen_become_a_list() -> None:
    assert text_blocks("Dette:\n- kaffe\n- tur\nOg mer.\n\nSlutt.") == [
        Paragraph("Dette:"),
        Bullets(["kaffe", "tur"]),
        Paragraph("Og mer."),
        Paragraph("Slutt."),
    ]


def test_sections_are_numbered_through_the_annex_which_has_its_own_heading() -> None:
    made = blocks(a_text(has_annex=True))
    headings = [(block.level, block.text) for block in made if isinstance(block, Heading)]
    assert headings[0] == (2, "1. Partene")
    assert headings[17:19] == [(2, "Vedlegg: personvern"), (3, "18. Hvem som er behandlingsansvarlig")]
    assert len([block for block in made if isinstance(block, Table)]) == 1
