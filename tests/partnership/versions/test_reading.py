"""A file is read whole or refused in one sentence that says where; a table says the same as JSON."""

import copy
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.documents import BadContent
from partnership.staircase import content
from partnership.versions import table
from partnership.versions.reading import read, read_path
from tests.partnership.versions.builders import DOCUMENT, a_document


def as_json(document: object) -> bytes:
    return json.dumps(document).encode()


def refused(name: str, raw: bytes) -> str:
    with pytest.raises(BadContent) as refusal:
        content.read(read(name, raw))
    return str(refusal.value)


def with_text(text: str) -> dict[str, Any]:
    document = a_document()
    document["indicators"][2]["question"]["nb"] = text
    return document


def cells_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def table_of(rows: list[list[str]], sign: str = ";") -> bytes:
    opened = io.StringIO()
    csv.writer(opened, delimiter=sign).writerows(rows)
    return opened.getvalue().encode()


def test_json_is_read_as_it_stands() -> None:
    assert read("ny.json", as_json(DOCUMENT)) == DOCUMENT


def test_a_table_says_the_same_as_the_document_it_was_written_from() -> None:
    again = content.read(read("ny.csv", table.written(DOCUMENT).encode()))
    assert again == content.read(DOCUMENT)


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_table_is_read_whatever_sign_parts_its_cells_and_with_the_mark_that_excel_puts_first(sign: str) -> None:
    raw = b"\xef\xbb\xbf" + table_of(cells_of(table.written(DOCUMENT)), sign)
    assert content.read(read("NY.CSV", raw)) == content.read(DOCUMENT)


def test_a_text_that_a_spreadsheet_would_count_with_comes_back_as_it_was() -> None:
    document = with_text("-1 er ikke et regnestykke")
    written = table.written(document)
    assert "'-1 er" in written
    assert content.read(read("ny.csv", written.encode())) == content.read(document)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"", "Line 1, column 1 is not JSON"),
        (b"[]", "no object"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"version": ' + b"1" * 5000 + b"}", "too many digits"),
        (b" " * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (as_json(DOCUMENT).replace(b'"grace_days": 90', b'"grace_days": NaN'), "a number that is none"),
        (as_json(DOCUMENT).replace(b'"grace_days": 90', b'"grace_days": 1e999'), "a number that is none"),
        (as_json(DOCUMENT).replace(b'"grace_days": 90', b'"grace_days": 90.5'), "grace_days must be a whole number"),
        (as_json(with_text("a\x00b")), "NUL"),
        (as_json(with_text("a\x1bb")), "indicators 3 question nb holds a sign that cannot be seen"),
        (as_json(with_text("\ud800")), "half a sign"),
        (as_json(with_text("x" * 4001)), "indicators 3 question nb is 4001 signs long"),
        (as_json(a_document("k" * 61)), "version code is 61 signs long"),
        (as_json({**DOCUMENT, "indicators": DOCUMENT["indicators"] * 10}), "360 indicators"),
    ],
)
def test_hostile_json_is_refused_with_its_place(raw: bytes, place: str) -> None:
    assert place in refused("ny.json", raw)


@pytest.mark.parametrize(
    ("row", "column", "value", "place"),
    [
        (0, "row", "kind", "Line 1 must name the columns"),
        (0, "code", "row", "Line 1 must name the columns"),
        (0, "code", "kode", "Line 1: there is no column called kode"),
        (1, "row", "staircase", "Line 2: row must be version, step or indicator"),
        (3, "row", "version", "Line 4: there is already a row for the version"),
        (3, "no", "en", "Line 4: no must be a whole number"),
        (9, "critical", "kanskje", "Line 10: critical must be yes or no"),
        (9, "validity_months", "1e3", "Line 10: validity_months must be a whole number"),
        (9, "validity_months", "-1", "Line 10: validity_months must be a whole number"),
        (9, "question_nn", "", "question must have its text in nb, nn, en"),
        (9, "held_by", "nobody", "indicator"),
        (9, "question_nb", "\x07", "cannot be seen"),
    ],
)
def test_a_table_with_a_fault_is_refused_with_its_line(row: int, column: str, value: str, place: str) -> None:
    rows = cells_of(table.written(DOCUMENT))
    rows[row][rows[0].index(column)] = value
    assert place in refused("ny.csv", table_of(rows))


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"", "Line 1 must name the columns"),
        ("row;kode\n".encode("utf-16"), "Save it as"),
        (b'row;code\nversion;"' + b"x" * 200_000 + b'"', "is not CSV"),
        (b"row;" * 1000, "Line 1 must name the columns"),
        (b"row;code\n", "the document has no version"),
    ],
)
def test_a_file_that_is_no_table_is_refused(raw: bytes, place: str) -> None:
    assert place in refused("ny.csv", raw)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadContent, match="cannot be read"):
        read_path(tmp_path / "none.json")


@given(st.binary(max_size=300), st.sampled_from(["a.json", "a.csv", ""]))
def test_whatever_bytes_come_they_are_read_or_refused_in_a_sentence(raw: bytes, name: str) -> None:
    assert said(name, raw).endswith(".")


@given(
    st.integers(0, len(cells_of(table.written(DOCUMENT))) - 1),
    st.sampled_from(table.COLUMNS),
    st.text(max_size=40) | st.sampled_from(["=1+1", "'", "'-", ";", "1" * 30, "\u0661", "yes", "TRUE"]),
)
def test_whatever_stands_in_a_cell_the_table_is_read_or_refused(row: int, column: str, value: str) -> None:
    rows = copy.deepcopy(ROWS)
    rows[row][rows[0].index(column)] = value
    raw = table_of(rows[:1] + rows[1:]) if "\ud800" not in value else b""
    assert said("a.csv", raw).endswith(".")


ROWS = cells_of(table.written(DOCUMENT))


def said(name: str, raw: bytes) -> str:
    try:
        content.read(read(name, raw))
    except BadContent as refusal:
        return str(refusal)
    return "Read."
