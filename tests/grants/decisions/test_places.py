"""A place in a programme: nobody is decided on before the day on which all who applied are told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from grants.calls.content import Awards, Content
from grants.calls.reading import read
from grants.decisions.rules import ensure_together
from kernel.lifecycle import NotAllowed, refusal_of
from tests.grants.builders import DOCUMENT

DAY = timedelta(days=1)


@pytest.fixture
def content() -> Content:
    return replace(read(DOCUMENT), awards=Awards(5, 10), notified_on=date(2027, 2, 1))


def test_no_place_is_given_before_the_day_that_all_are_told(content: Content) -> None:
    with pytest.raises(NotAllowed, match="Everybody who applied"):
        ensure_together(content, content.notified_on - DAY)
    assert refusal_of(ensure_together, content, content.notified_on) is None


def test_money_is_decided_on_when_it_is_ready(content: Content) -> None:
    assert refusal_of(ensure_together, replace(content, awards=None), content.notified_on - DAY) is None
