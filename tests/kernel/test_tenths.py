"""Numbers with one decimal, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from kernel.forms import BaseForm, Tenths
from kernel.forms.tenths import read_tenths


class Sample(BaseForm):
    """A form of one share."""

    share = Tenths("Share", most=50)


@pytest.mark.parametrize(
    ("text", "tenths"),
    [("0,5", 5), ("0.5", 5), ("½", 5), ("1½", 15), ("1", 10), ("1,50", 15), (",5", 5), (" 2 ", 20), ("0", 0)],
)
def test_what_people_write_is_read(text: str, tenths: int) -> None:
    assert read_tenths(text) == tenths


@pytest.mark.parametrize("text", ["", ",", "-1", "0,55", "en halv", "1,2,3", "1e3", "9" * 40, "٥"])
def test_what_is_no_such_number_is_not_guessed_at(text: str) -> None:
    assert read_tenths(text) is None


@given(st.integers(0, 99_999))
def test_a_number_that_was_shown_is_read_back(tenths: int) -> None:
    assert read_tenths(f"{tenths // 10},{tenths % 10}") == tenths


def test_a_number_out_of_bounds_is_not_kept(app) -> None:  # type: ignore[no-untyped-def]  # a fixture
    with app.test_request_context():
        form = Sample(MultiDict({"share": "5,1"}))

        assert not form.validate()
        assert form.share.tenths is None
        assert "5" in form.share.errors[0]
