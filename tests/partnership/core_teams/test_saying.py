"""What is said of teams: a share of the week is told in one way everywhere."""

import pytest
from flask import Flask

from kernel.i18n import force_locale
from partnership.core_teams import rules, saying
from partnership.core_teams.models import Seat


def a_seat(tenths: int) -> Seat:
    return Seat(tenths=tenths, is_leader=False)


@pytest.mark.parametrize(
    ("tenths", "nb", "nn", "en"),
    [
        (0, "0 dager", "0 dagar", "0 days"),
        (1, "0,1 dager", "0,1 dagar", "0.1 days"),
        (8, "0,8 dager", "0,8 dagar", "0.8 days"),
        (9, "0,9 dager", "0,9 dagar", "0.9 days"),
        (10, "1 dag", "1 dag", "1 day"),
        (11, "1,1 dager", "1,1 dagar", "1.1 days"),
        (15, "1,5 dager", "1,5 dagar", "1.5 days"),
        (50, "5 dager", "5 dagar", "5 days"),
    ],
)
def test_only_exactly_one_is_a_day(app: Flask, tenths: int, nb: str, nn: str, en: str) -> None:
    with app.test_request_context():
        for language, told in (("nb", f"{nb} i uken"), ("nn", f"{nn} i veka"), ("en", f"{en} a week")):
            with force_locale(language):
                assert saying.share(tenths) == told


@pytest.mark.parametrize("tenths", range(51))
def test_a_warning_and_the_share_beside_it_say_the_same(app: Flask, tenths: int) -> None:
    places = [a_seat(tenths), a_seat(0)]
    with app.test_request_context():
        for language in ("nb", "nn"):
            with force_locale(language):
                for warning in rules.warnings(places):
                    assert saying.share(tenths) in saying.warned(warning)
