"""When a meeting is, in words."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from partnership.programmes import saying
from partnership.programmes.models import ProgrammeEvent


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "tirsdag 1. desember 2026 kl. 10.00–11.30"),
        ("nn", "tysdag 1. desember 2026 kl. 10.00–11.30"),
        ("en", "Tuesday 1 December 2026 at 10:00–11:30"),
    ],
)
def test_a_meeting_is_told_with_its_day_of_the_week(app: Flask, language: str, words: str) -> None:
    starts, ends = datetime(2026, 12, 1, 9, 0, tzinfo=UTC), datetime(2026, 12, 1, 10, 30, tzinfo=UTC)
    with app.test_request_context(), force_locale(language):
        assert saying.when(ProgrammeEvent(starts_at=starts, ends_at=ends)) == words
