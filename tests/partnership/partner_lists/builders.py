"""Builders of lists: workbooks as Excel and as an enemy would write them."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter

HEADINGS = ["Organisasjonsnummer", "Navn", "Kontaktperson", "E-post", "Område"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>'
)


def a_workbook(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    """A workbook as a program writes it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([headings, *rows]):
            sheet.write_row(place, 0, row)
    return content.getvalue()


def a_raw_workbook(sheet: str | bytes, shared: str | None = None, **parts: str) -> bytes:
    """A workbook whose first sheet is written by hand; other parts by their place in `xl/`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", parts.get("workbook", BOOK))
        archive.writestr("xl/_rels/workbook.xml.rels", parts.get("rels", RELS))
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        if shared is not None:
            archive.writestr("xl/sharedStrings.xml", shared)
    return content.getvalue()


def a_csv(*lines: str, encoding: str = "utf-8") -> bytes:
    """A list as Excel in Norway saves it."""
    return "\r\n".join([";".join(HEADINGS), *lines]).encode(encoding)
