"""What the real veraPDF says of what we print."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kernel.pdf.blocks import Bullets, KeyValues, Paragraph
from kernel.pdf.document import render
from tests.kernel.pdf.documents import ENDLESS, HOSTILE, a_document, every_block, long_table, references
from tests.verapdf import failures

pytestmark = pytest.mark.pdf


def test_every_block_conforms_whatever_the_text(tmp_path: Path) -> None:
    long = [*every_block(), long_table(), *every_block("Kort. " * 400)]
    leading = [*references(), Paragraph("Om planen."), *every_block()]
    hostile = [*every_block(HOSTILE), *every_block(ENDLESS), *every_block(""), Bullets([]), KeyValues([])]
    documents = {
        "plain.pdf": a_document(long, created=datetime(2026, 11, 21, 12, tzinfo=UTC), mark="DEMO – 21. november 2026"),
        "hostile.pdf": a_document(
            hostile, title=HOSTILE, reference=HOSTILE, footer=ENDLESS, mark=HOSTILE, lang="nn-NO"
        ),
        "one-sheet.pdf": a_document(compact=True, lang="en-GB"),
        "large-print.pdf": a_document(large_print=True),
        "empty.pdf": a_document([], title=""),
        "references.pdf": a_document(leading, reference_label="{text}, side {page}"),
        "hostile-references.pdf": a_document(references(HOSTILE), reference_label=HOSTILE + "{text} {page}"),
        "endless-references.pdf": a_document(references(ENDLESS), reference_label="{text}"),
        "blank-references.pdf": a_document(references(""), reference_label="{text}"),
    }
    for name, document in documents.items():
        (tmp_path / name).write_bytes(render(document))
    assert failures(*(tmp_path / name for name in documents)) == []


def test_veraPDF_is_really_asked(tmp_path: Path) -> None:  # noqa: N802  # its name
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(render(a_document([])).replace(b"/Marked true", b"/Marked null"))
    assert failures(broken)
