"""Reading lists: what people send, and what an enemy would."""

import io
import time
import zipfile

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from partnership.partner_lists.reading import LARGEST, MOST_LINES, Line, read
from partnership.partner_lists.workbook import LARGEST_PART, Unreadable, rows_of
from tests.partnership.partner_lists.builders import HEADINGS, MAIN, a_csv, a_raw_workbook, a_workbook

KORET = ["310000019", "Koret", "Sara Lund", "sara@koret.example.no", "Sang"]
KORET_LINE = Line(1, *KORET, is_address=True)


def told(app: Flask, content: bytes) -> list[Line]:
    with app.test_request_context():
        return read(content)


def refusal(app: Flask, content: bytes) -> str:
    with pytest.raises(NotAllowed) as caught:
        told(app, content)
    return caught.value.msgid


@pytest.mark.parametrize(
    "content",
    [
        a_workbook([KORET]),
        a_workbook([[310000019, *KORET[1:]]]),
        a_workbook([["310 000 019", *KORET[1:]]]),
        a_csv(";".join(KORET)),
        a_csv(";".join(KORET), "", ";;;;"),
        a_csv(";".join(KORET), encoding="utf-8-sig"),
        a_csv(";".join(KORET), encoding="cp1252"),
        "\n".join([",".join(HEADINGS), ",".join(KORET)]).encode(),
        "\n".join(["\t".join(HEADINGS), "\t".join(KORET)]).encode(),
    ],
)
def test_what_programs_write_is_read_alike(app: Flask, content: bytes) -> None:
    (line,) = told(app, content)
    assert Line(**{**vars(line), "number": line.number.replace(" ", "")}) == KORET_LINE


@pytest.mark.parametrize(
    "headings",
    [
        ["Org.nr.", "NAVN", "Kontakt", "E-postadresse", "Samarbeidsområde"],
        ["orgnr", "Namn", "Leiar", "Epost", "område"],
        ["Organisation number", "Organisation", "Contact name", "E-mail", "Area"],
        ["Organization number", "Name", "Leader", "Email address", "Scope"],
    ],
)
def test_headings_are_known_in_norwegian_and_english(app: Flask, headings: list[str]) -> None:
    assert told(app, a_workbook([KORET], headings)) == [KORET_LINE]


def test_columns_may_stand_in_any_order_below_a_title_beside_others(app: Flask) -> None:
    content = b"Partnere i Volda 2026\n\nHus;Navn;E-post;Orgnr\nB;Koret;SARA@koret.example.no;310000019\n"
    assert told(app, content) == [Line(1, "310000019", "Koret", "", "sara@koret.example.no", "", is_address=True)]


def test_a_formula_says_what_it_came_to_and_is_not_run(app: Flask) -> None:
    cells = '<c r="A2"><f>310000000+19</f><v>310000019</v></c><c r="B2" t="str"><f>WEBSERVICE("http://x")</f><v>Koret</v></c>'
    head = '<c r="A1" t="inlineStr"><is><t>Orgnr</t></is></c><c r="B1" t="s"><v>0</v></c>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row>{head}</row><row>{cells}</row></sheetData></worksheet>'
    shared = f'<sst xmlns="{MAIN}"><si><r><t>Na</t></r><r><t>vn</t></r><rPh><t>x</t></rPh></si></sst>'
    (line,) = told(app, a_raw_workbook(sheet, shared))
    assert (line.number, line.name) == ("310000019", "Koret")


@pytest.mark.parametrize("content", [b"", b"Navn;Omr\nKoret;x", b"<html>orgnr;navn</html>", a_workbook([], ["Navn"])])
def test_a_file_without_the_headings_is_told_what_it_needs(app: Flask, content: bytes) -> None:
    assert "headings" in refusal(app, content)


def test_headings_alone_are_no_list(app: Flask) -> None:
    assert "no lines" in refusal(app, a_workbook([]))


def test_a_list_has_at_most_500_lines(app: Flask) -> None:
    lines = [";".join(KORET)] * MOST_LINES
    assert len(told(app, a_csv(*lines))) == MOST_LINES
    assert "more than" in refusal(app, a_csv(*lines, lines[0]))
    assert "more than" in refusal(app, a_workbook([KORET] * 5000))


def test_a_file_is_at_most_1_mb(app: Flask) -> None:
    assert "1 MB" in refusal(app, b"x" * (LARGEST + 1))


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0old", b"Orgnr;Navn\0", b"\x89PNG\r\n\x1a\n\0", b"%PDF-1.7\0"])
def test_what_a_file_is_follows_from_its_content(app: Flask, content: bytes) -> None:
    assert "CSV" in refusal(app, content)


LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
ROW = f'<worksheet xmlns="{MAIN}"><row><c t="inlineStr"><is><t>{{}}</t></is></c></row></worksheet>'
NESTED = "<a>" * 100_000 + "</a>" * 100_000


@pytest.mark.parametrize(
    "content",
    [
        a_raw_workbook(LAUGHS + ROW.format("&b;")),
        a_raw_workbook(OUTSIDE + ROW.format("&e;")),
        a_raw_workbook((LAUGHS + ROW.format("&b;")).encode("utf-16")),
        a_raw_workbook(('<?xml version="1.0" encoding="utf-7"?>' + ROW.format("+ADw-")).replace("<t>", "<t")),
        a_raw_workbook(ROW.format("x"), shared=LAUGHS + "<sst/>"),
        a_raw_workbook(ROW.format("x"), workbook=OUTSIDE + "<workbook/>"),
        a_raw_workbook(ROW.format("x"), workbook="<workbook/>"),
        a_raw_workbook(ROW.format("x"), rels="<Relationships/>"),
        a_raw_workbook(ROW.format("x" * (LARGEST_PART + 1))),
        a_raw_workbook('<worksheet><row><c r="../../A1"><v>1</v></c></row></worksheet>'),
        a_raw_workbook(f'<worksheet><row><c t="s"><v>{"9" * 5000}</v></c></row></worksheet>', "<sst><si/></sst>"),
        a_raw_workbook(f"<worksheet><row><c t='inlineStr'>{NESTED}</c></row></worksheet>"),
        a_raw_workbook("not xml"),
        b"PK\x03\x04" + b"\0" * 100,
        a_workbook([KORET])[:-100],
    ],
    ids=range(15),
)
def test_a_hostile_or_broken_workbook_is_refused_at_once(app: Flask, content: bytes) -> None:
    assert len(content) <= LARGEST
    began = time.monotonic()
    assert "Excel" in refusal(app, content)
    assert time.monotonic() - began < 2


def test_a_bomb_that_lies_about_its_size_is_read_no_further_than_the_limit() -> None:
    content = bytearray(a_raw_workbook("<worksheet>" + " " * 50_000_000 + "</worksheet>"))
    real = (50_000_023).to_bytes(4, "little")
    assert content.count(real) == 2
    for said in ((100).to_bytes(4, "little"), (50_000_023).to_bytes(4, "little")):
        with pytest.raises(Unreadable):
            rows_of(bytes(content).replace(real, said), 10)


def test_a_cell_far_away_costs_nothing() -> None:
    far = '<worksheet><row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="A1"><v>2</v></c></row></worksheet>'
    assert rows_of(a_raw_workbook(far), 10) == [["2"]]


def test_a_path_in_the_workbook_leads_nowhere_outside_it() -> None:
    rels = '<Relationships><Relationship Id="rId1" Target="../../../../etc/passwd"/></Relationships>'
    with pytest.raises(Unreadable):
        rows_of(a_raw_workbook(ROW.format("x"), rels=rels), 10)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\x03\x04", b"Orgnr;Navn\n", a_workbook([KORET])])
)
def test_no_bytes_do_more_than_be_refused(app: Flask, content: bytes, start: bytes) -> None:
    try:
        lines = told(app, start + content)
    except NotAllowed:
        return
    assert all(isinstance(line, Line) for line in lines)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 5000), put=st.binary(max_size=8))
def test_no_damage_to_a_workbook_does_more_than_be_refused(app: Flask, cut: int, put: bytes) -> None:
    whole = a_workbook([KORET])
    cut %= len(whole)
    try:
        told(app, whole[:cut] + put + whole[cut + len(put) :])
    except NotAllowed:
        return


def test_the_parts_beside_the_three_are_never_opened() -> None:
    content = io.BytesIO(a_workbook([KORET]))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", LAUGHS)
        archive.writestr("xl/vbaProject.bin", b"\0" * 1000)
    assert rows_of(content.getvalue(), 10)[1] == KORET
