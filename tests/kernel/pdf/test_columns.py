"""How the columns of a table share the page."""

from hypothesis import given
from hypothesis import strategies as st

from kernel.pdf.blocks import Table
from kernel.pdf.columns import column_widths
from kernel.pdf.theme import TextStyle

STYLE = TextStyle(10, 14)


def widths(*rows: list[str], shares: list[float] | None = None) -> list[float]:
    """The widths of a table on 400 points."""
    return column_widths(Table("", rows[0], rows[1:], widths=shares), 400, STYLE, padding=10, text=str)


def test_shares_are_kept() -> None:
    assert widths(["a", "b"], shares=[1, 3]) == [100, 300]


def test_a_longer_text_gets_a_wider_column() -> None:
    first, second = widths(["Nr", "Spørsmål"], ["1", "Er det en gyldig avtale signert av begge parter?"])
    assert first < second


def test_words_are_whole_where_there_is_room() -> None:
    first, *_ = widths(["Organisasjonen", "Spørsmål"], ["Nei", "Er det en gyldig avtale signert av begge? " * 9])
    assert first >= STYLE.measure("Organisasjonen") + 10


@given(st.lists(st.lists(st.text("ab \n", max_size=200), min_size=4, max_size=4), min_size=1, max_size=5))
def test_columns_always_fill_the_page_and_are_never_empty(rows: list[list[str]]) -> None:
    found = widths(*rows)
    assert abs(sum(found) - 400) < 1e-6  # the width of the page
    assert min(found) >= 10 - 1e-6  # the padding
