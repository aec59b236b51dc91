"""The register of municipalities on the screen, and as files."""

import csv
import io
import re

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from tests.directory.builders import as_role, the_register

ALPHABET = " -abcdefghijklmnopqrstuvwxyzæøå"
LIST = "/directory/municipalities/"


@pytest.fixture
def reader(client: FlaskClient, session: Session) -> FlaskClient:
    """A browser of somebody who may read the register, with all 357 in it."""
    the_register(session)
    as_role(client, session, Role.ADMINISTRATOR)
    return client


def _names(page: str) -> list[str]:
    return re.findall(rf'href="{LIST}\d+/">([^<]+)</a>', page)


def _rows(client: FlaskClient, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(address).data.decode("utf-8-sig")), delimiter=";"))


def test_the_register_is_for_those_who_are_signed_in(client: FlaskClient) -> None:
    answer = client.get(f"{LIST}?q=volda")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in?next={LIST}?q%3Dvolda")


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("herøy", ["Herøy", "Herøy"]),
        ("HERØY", ["Herøy", "Herøy"]),
        ("ørsta", ["Ørsta"]),
        ("1577", ["Volda"]),
        ("guovdageaidnu", ["Kautokeino"]),
        ("100 %", []),
        ("'; drop table body; --", []),
        ("x" * 5000, []),
    ],
)
def test_a_search_finds_names_and_numbers_whatever_their_case(
    reader: FlaskClient, search: str, names: list[str]
) -> None:
    answer = reader.get(LIST, query_string={"q": search})
    assert answer.status_code == 200
    assert _names(answer.text) == names


def test_names_come_in_the_order_of_the_norwegian_alphabet(reader: FlaskClient) -> None:
    rows = _rows(reader, f"{LIST}?format=csv")
    names = [row[0] for row in rows[1:]]
    assert names == sorted(names, key=lambda name: [ALPHABET.find(letter) for letter in name.lower()])
    assert (names[0], names[-1]) == ("Alstahaug", "Åsnes")


def test_a_county_and_a_size_band_narrow_the_list(reader: FlaskClient) -> None:
    page = reader.get(f"{LIST}?county=42&band=large&sort=-population").text
    assert _names(page) == ["Kristiansand", "Arendal", "Grimstad", "Lindesnes"]


@pytest.mark.parametrize("page", ["2", "8", "999", "0", "-1", "x", "٣", ""])
def test_any_page_number_answers(reader: FlaskClient, page: str) -> None:
    assert reader.get(LIST, query_string={"page": page}).status_code == 200


def test_the_list_is_a_file_for_norwegian_spreadsheets(reader: FlaskClient) -> None:
    answer = reader.get(f"{LIST}?format=csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="municipalities.csv"'
    rows = _rows(reader, f"{LIST}?format=csv&county=15")
    assert len(rows) == 1 + 27
    assert ["Volda", "1577"] in [row[:2] for row in rows]


def test_the_whole_list_is_an_excel_file(reader: FlaskClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(reader.get(f"{LIST}?format=xlsx").data))
    rows = list(book.worksheets[0].values)
    assert len(rows) == 358
    oslo = next(row for row in rows if row[0] == "Oslo")
    assert oslo[:4] == ("Oslo", "0301", "Oslo", 728_714)


def test_a_municipality_shows_its_county_and_its_figures(reader: FlaskClient) -> None:
    page = reader.get(f"{LIST}1515/").text
    assert re.search(r"<h1[^>]*>Herøy kommune, Møre og Romsdal</h1>", page)
    assert "964 978 840" in page


@pytest.mark.parametrize("number", ["9999", "0", "abcd", "15151515"])
def test_a_number_that_is_none_is_not_found(reader: FlaskClient, number: str) -> None:
    assert reader.get(f"{LIST}{number}/").status_code == 404
