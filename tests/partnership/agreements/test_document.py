"""An agreement on paper: in its own language, the same bytes every time, accessible and archivable."""

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kernel import i18n
from kernel.pdf.document import render
from partnership.agreements.document import printed
from partnership.agreements.models import Agreement, AgreementSignature, AgreementStatus, AgreementText
from partnership.agreements.wording import fingerprint, grouped
from partnership.relations.sides import Side
from tests import verapdf
from tests.builders import NOW, post
from tests.kernel.pdf.documents import HOSTILE
from tests.partnership.agreements.builders import TWO_YEARS, Parties, a_draft, a_signed, sent, signed_by
from tests.partnership.agreements.test_wording import a_text

SIGNATURES = [
    AgreementSignature(
        name="Marit Aasen",
        title="Ordfører",
        body_name="Volda kommune",
        is_by_link=False,
        signed_at=NOW,
        side=Side.MUNICIPALITY,
    ),
    AgreementSignature(
        name="Ola Nordmann",
        title="Leder",
        body_name="Følgjevenene",
        is_by_link=True,
        signed_at=NOW,
        side=Side.ORGANISATION,
    ),
]
TEXT = AgreementText(fingerprint=fingerprint("x"))
SIGNED = Agreement(relation_id=3, number=1, status=AgreementStatus.SIGNED, last_on=TWO_YEARS.ends_on, **vars(TWO_YEARS))


def words(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_paper_has_the_text_the_signatures_and_the_hash(parties: Parties) -> None:
    agreement = a_draft(parties, language="nn", has_annex=True)
    seen = sent(parties, agreement)
    for side in Side:
        signed_by(parties, agreement, side, seen=seen)
    kari = parties.browser(parties.coordinator)
    answer = kari.get(parties.address("1/agreement.pdf"))
    told = words(answer.data)
    for each in ("kritisere kommunen fritt", "Vedlegg: personvern", "Marit Aasen", "Ola Nordmann", grouped(seen)):
        assert each in told
    assert pypdf.PdfReader(io.BytesIO(answer.data)).trailer["/Root"]["/Lang"] == "nn-NO"


def test_the_paper_is_the_same_for_every_reader(parties: Parties) -> None:
    a_signed(parties)
    kari, ola = parties.browser(parties.coordinator), parties.browser(parties.leader)
    post(ola, "/language/en")
    papers = {browser.get(parties.address("1/agreement.pdf")).data for browser in (kari, ola, kari)}
    assert len(papers) == 1


def test_a_text_that_is_not_signed_says_so_first(parties: Parties) -> None:
    agreement = a_draft(parties, language="en")
    kari = parties.browser(parties.coordinator)
    for _status in ("draft", "for signing"):
        told = words(kari.get(parties.address("1/agreement.pdf")).data)
        assert told.index("Not signed") < told.index("1. The parties")
        if agreement.status is AgreementStatus.DRAFT:
            sent(parties, agreement)


@given(text=st.text(max_size=300))
@example(text=HOSTILE)
@example(text="W" * 400)
@example(text="- \n- \n\n\n- m\n" * 40)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_paper(text: str, speaking: Flask) -> None:
    wording = a_text(written={"together": text}, has_annex=True)
    with speaking.app_context(), i18n.force_locale("nb"):
        assert render(printed(SIGNED, wording, TEXT, SIGNATURES, mark=None)).startswith(b"%PDF")


@pytest.mark.pdf
def test_agreements_are_accessible_and_archivable(speaking: Flask, tmp_path: Path) -> None:
    files = []
    for language in ("nb", "nn", "en"):
        wording = a_text(language, has_annex=True)
        with speaking.app_context(), i18n.force_locale(language):
            signed = printed(SIGNED, wording, TEXT, SIGNATURES, mark="DEMO")
            draft = replace(printed(SIGNED, wording, None, [], mark=None), title="Utkast")
        for name, each in (("signed", signed), ("draft", draft)):
            files.append(tmp_path / f"{name}-{language}.pdf")
            files[-1].write_bytes(render(each))
    assert verapdf.failures(*files) == []
