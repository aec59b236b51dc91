"""Bad input on every form: a clear sentence, everything typed kept, nothing half-saved, never a fault of ours."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kernel.forms import clean
from tests.builders import post
from tests.pages import Form, read
from tests.walls.conftest import Open, Relations, Rows

BIG = "lang tekst " * 500_000
VALUES = {
    "empty": "",
    "too long": "x" * 20_000,
    "five megabytes": BIG,
    "markup": '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
    "template": "{{ 7 * 7 }}${7*7}#{7*7}",
    "control characters": "a\x01\x02\x1b[31mb",
    "nul": "a\x00b",
    "lone surrogate": "a\udc80b",
    "lines": "a\r\nBcc: x@example.no\r\n\r\nb",
    "sql": "' OR 1=1; DROP TABLE person; --",
    "formula": "=1+1",
    "blank": " \t\n\u00a0 ",
    "not a number": "１２",
    "large number": "9" * 400,
    "another body's id": "1",
    "right to left": "\u202eabc",
    "emoji": "👵🏽👴",
}
DRAFT = "/grants/applications/T3-2027-0001/"
FORM_PAGES = ("who", "measure", "partners", "cooperation", "target", "frames", "money")
PAGES = {
    "kom.krs": [
        "/profile",
        "/directory/organisations/new",
        "/partnership/relations/new",
        "/partnership/relations/{P6}/staircase/wish/",
        "/partnership/relations/{P6}/staircase/quick-start/",
        "/partnership/relations/{P6}/staircase/assessment/2/",
        "/partnership/relations/{P6}/staircase/points/2.1/",
        "/partnership/relations/{P6}/staircase/points/3.4/",
    ],
    "org.o4": [
        "/partnership/relations/{P6}/staircase/assessment/0/",
        "/partnership/relations/{P6}/staircase/assessment/3/",
        "/partnership/relations/{P6}/staircase/points/2.4/",
    ],
    "org.o5": ["/partnership/relations/{P7}/staircase/quick-start/"],
    "org.o1": [
        "/grants/calls/T3/apply/",
        *(f"{DRAFT}edit/{page}/" for page in FORM_PAGES),
        f"{DRAFT}check/",
    ],
    "adm": ["/directory/people/new", "/profile"],
    None: ["/sign-in"],
}
CASES = [(account, page) for account, pages in PAGES.items() for page in pages]
IGNORED = {"csrf_token", "next", "kept"}


def forms_of(client: FlaskClient, address: str) -> Iterator[Form]:
    """The forms of a page's own; the layout's are the same everywhere."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    for form in read(answer.text).forms:
        if form.method == "post" and not form.action.startswith(("/language/", "/sign-out", "/session/")):
            yield form


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("case", CASES, ids=[f"{account} {page}" for account, page in CASES])
def test_a_form_stands_what_is_typed(
    browse: Open, relations: Relations, rows: Rows, case: tuple[str | None, str], kind: str
) -> None:
    client, address, value = browse(case[0]), case[1].format(**relations), VALUES[kind]
    for form in forms_of(client, address):
        fields = [
            name for name, sort in form.kinds.items() if name not in IGNORED and sort not in {"hidden", "password"}
        ]
        hostile = {name: value.encode("utf-8", "surrogateescape") for name in fields}
        before = rows()
        answer = post(client, form.action or address, {**form.values, **hostile})
        assert answer.status_code < 500, (form.action, answer.status_code)
        html = answer.text
        assert "<script>alert(1)" not in html
        if answer.status_code == 422:
            assert rows() == before, "a refused form saves nothing"
            assert "error-summary" in html
            kept = next(
                each for each in read(html).forms if each.action == form.action and set(fields) <= set(each.kinds)
            )
            for name in fields:
                if form.kinds[name] in {"text", "textarea", "email"}:
                    assert same(kept.values.get(name, ""), value), (name, kept.values.get(name, "")[:80])
        elif answer.status_code == 409:
            assert rows() == before


def same(kept: str, typed: str) -> bool:
    """What was typed is there, but for what cannot be kept and the spaces around and between."""
    usable = clean(typed.replace("\udc80", "%80")).lower()
    return " ".join(kept.lower().split()) == " ".join(usable.split())


@pytest.mark.parametrize(("account", "page"), CASES, ids=[f"{account} {page}" for account, page in CASES])
def test_a_hidden_field_cannot_be_bent(browse: Open, relations: Relations, account: str | None, page: str) -> None:
    client, address = browse(account), page.format(**relations)
    for form in forms_of(client, address):
        for name in [name for name, kind in form.kinds.items() if kind == "hidden" and name != "csrf_token"]:
            for value in ("", "-1", "999999999999999999999", "x", "\x00", "//example.com", "1' OR '1'='1"):
                answer = post(client, form.action or address, {**form.values, name: value})
                assert answer.status_code < 500, (name, value)
                assert not (answer.location or "").startswith(("//", "http://example", "\\"))


def test_a_form_without_its_token_changes_nothing(browse: Open, relations: Relations, rows: Rows) -> None:
    client = browse("kom.krs")
    before = rows()
    answer = client.post(
        f"/partnership/relations/{relations['P6']}/staircase/wish/", data={"step": "1", "sentence": "x"}
    )
    assert answer.status_code == 400
    assert rows() == before


def test_more_than_a_form_may_hold_is_told_so(browse: Open) -> None:
    client = browse("kom.krs")
    answer = client.post("/profile", data={"name": "x" * 9_000_000})
    assert answer.status_code == 413
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/partnership/relations/?q=%00",
        "/partnership/relations/?q=%ED%A0%80",
        "/partnership/relations/?page=99999999999999999999&sort=nonsense&format=pdf",
        "/directory/municipalities/?q=%25%5F'\"&sort=-name&page=-1",
        "/partnership/relations/99999999999999999999/",
        "/partnership/relations/1/staircase/points/%00/",
        "/grants/calls/%00/",
        "/grants/invitations/%00/",
        "/static/%00.css",
        "/sign-in/link/%C3%A6-%C3%B8",
        "/sign-in?next=//example.com/%0d%0aX: y",
    ],
)
def test_a_strange_address_is_no_fault(browse: Open, address: str) -> None:
    assert browse("kom.krs").get(address).status_code < 500
    assert browse(None).get(address).status_code < 500
