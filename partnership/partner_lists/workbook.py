"""The first sheet of an Excel workbook as rows of text, read without running or fetching anything it holds.

Only three small parts of the file are opened, each only as far as the limit, and XML that declares entities is refused.
"""

import re
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree as Xml
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as zlib_error

LARGEST_PART = 5_000_000
WIDEST = 40
LONGEST_CELL = 2_000
REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")


class Unreadable(Exception):
    """The file is no workbook that can be read."""


def rows_of(content: bytes, most: int) -> list[list[str]]:
    """The rows of the first sheet that hold anything, one more than the most at the most; raises Unreadable."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            texts = _shared_texts(archive)
            rows = []
            for row in _all(_part(archive, _first_sheet(archive)), "row"):
                cells = _cells(row, texts)
                if any(cells):
                    rows.append(cells)
                if len(rows) > most:
                    break
            return rows
    except (BadZipFile, zlib_error, Xml.ParseError, KeyError, ValueError, RuntimeError, OSError, EOFError) as fault:
        raise Unreadable from fault


def _part(archive: ZipFile, name: str) -> Element:
    """A part's XML; as text, so that no declared encoding can hide what the text says."""
    if archive.getinfo(name).compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Unreadable
    with archive.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    text = content.decode("utf-8-sig")
    if len(content) > LARGEST_PART or any(each in text for each in DECLARATIONS):
        raise Unreadable
    return Xml.fromstring(text)  # noqa: S314  what could expand is refused above


def _first_sheet(archive: ZipFile) -> str:
    """The name of the part that holds the first sheet."""
    sheet = next(iter(_all(_part(archive, "xl/workbook.xml"), "sheet")), None)
    wanted = [value for key, value in sheet.attrib.items() if _plain(key) == "id"] if sheet is not None else []
    for link in _all(_part(archive, "xl/_rels/workbook.xml.rels"), "Relationship"):
        if link.get("Id") in wanted:
            return normpath(join("/xl", link.get("Target", ""))).lstrip("/")
    raise Unreadable


def _shared_texts(archive: ZipFile) -> list[str]:
    """The texts that cells point at; small workbooks may have none."""
    name = "xl/sharedStrings.xml"
    return [_text(each) for each in _all(_part(archive, name), "si")] if name in archive.namelist() else []


def _cells(row: Element, texts: list[str]) -> list[str]:
    """The cells of a row, each in its place."""
    cells: list[str] = []
    for cell in row:
        place = _column(cell.get("r", "")) if cell.get("r") else len(cells)
        if len(cells) <= place < WIDEST:
            cells += [""] * (place - len(cells)) + [_said(cell, texts)[:LONGEST_CELL]]
    return cells


def _column(reference: str) -> int:
    """A cell's column from its name: A1 is 0, AB7 is 27."""
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise Unreadable
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _said(cell: Element, texts: list[str]) -> str:
    """What a cell says; a formula says what it came to when the file was saved."""
    kind, value = cell.get("t", "n"), next((each.text or "" for each in cell if _plain(each.tag) == "v"), "")
    if kind == "inlineStr":
        return _text(cell)
    if kind == "s":
        return texts[int(value)] if value.isdigit() and int(value) < len(texts) else ""
    return _number(value) if kind == "n" and value else "" if kind == "e" else value


def _number(value: str) -> str:
    """A number as people write it: 3.10000019E8 is 310000019."""
    read = float(value)
    return str(int(read)) if read.is_integer() and abs(read) < 1e15 else value


def _text(parent: Element) -> str:
    """The text of a cell, without the reading aid that Asian scripts carry."""
    if _plain(parent.tag) == "t":
        return parent.text or ""
    return "".join(_text(each) for each in parent if _plain(each.tag) != "rPh")


def _all(parent: Element, name: str) -> list[Element]:
    return [each for each in parent.iter() if _plain(each.tag) == name]


def _plain(name: str) -> str:
    return name.rpartition("}")[2]
