"""How bad input is sent to the forms of a page: in all fields at once, and in each of them alone."""

from collections.abc import Iterator

from flask.testing import FlaskClient

from tests.builders import post
from tests.pages import Form, read
from tests.walls.conftest import Rows
from tests.walls.test_hostile_input import IGNORED, VALUES, forms_of, same

Kept = dict[str, list[tuple[object, ...]]]
TYPED = [value for kind, value in VALUES.items() if kind != "five megabytes"]  # that is stopped before any form
UNTYPED = {"select", "radio", "checkbox", "hidden", "file", "password"}
ALONE = ("", "-1", "9" * 30, "1e400", "\x00", "x\udc80", "31.12.9999", "1.1.0001", "29.2.2027", "25:99")


def own_forms(html: str) -> Iterator[Form]:
    """The forms of a page that send something; the layout's are the same everywhere."""
    for form in read(html).forms:
        if form.method == "post" and not form.action.startswith(("/language/", "/sign-out", "/session/")):
            yield form


def typed_in(form: Form) -> list[str]:
    """The fields that somebody fills in."""
    return [name for name, sort in form.kinds.items() if name not in IGNORED and sort not in {"hidden", "password"}]


def send_everything(client: FlaskClient, address: str, rows: Rows, *, presses: bool = True) -> None:
    """Send each bad value in all fields of each form of a page; a form without fields is a button, which is pressed."""
    before = rows()
    for form in [each for each in forms_of(client, address) if presses or typed_in(each)]:
        for value in TYPED if _is_there_still(client, address, form) else ():
            now = _after(client, rows, form, address, value, before=before)
            if now != before and not _is_there_still(client, address, form):
                break
            before = now
        before = rows()


def _is_there_still(client: FlaskClient, address: str, form: Form) -> bool:
    """Whether the form is still on its page, which is read again for the version that the last sending left."""
    forms = read(client.get(address).text).forms
    now = next((each for each in forms if (each.action, each.kinds) == (form.action, form.kinds)), None)
    form.values.update(now.values if now else {})
    return now is not None


def _after(client: FlaskClient, rows: Rows, form: Form, address: str, value: str, *, before: Kept) -> Kept:
    """Send a value in every field; what is in the database after it, which is what was there when it is refused."""
    names = typed_in(form)
    hostile = {name: value.encode("utf-8", "surrogateescape") for name in names}
    answer, now = post(client, form.action or address, {**form.values, **hostile}), rows()
    assert answer.status_code < 500, (form.action, answer.status_code, value[:30])
    assert "<script>alert(1)" not in answer.text
    assert now == before or answer.status_code not in {409, 422}, "a refused form saves nothing"
    if answer.status_code == 422:
        assert "error-summary" in answer.text, (form.action, value[:30])
        kept = next(each for each in read(answer.text).forms if set(names) <= set(each.kinds))
        for name in [each for each in names if form.kinds[each] not in UNTYPED]:
            assert same(kept.values.get(name, ""), value), (name, value[:30], kept.values.get(name, "")[:80])
    return now


def send_each_alone(client: FlaskClient, address: str) -> None:
    """Send some bad values in each field by itself, the hidden ones too."""
    for form in forms_of(client, address):
        for name in [name for name in form.kinds if name not in IGNORED]:
            for value in ALONE:
                typed = value.encode("utf-8", "surrogateescape")
                answer = post(client, form.action or address, {**form.values, name: typed})
                assert answer.status_code < 500, (form.action, name, value)
                assert not (answer.location or "").startswith(("//", "http://example", "\\"))
