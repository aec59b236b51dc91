"""What somebody is asked: the neutral name and the kind of help."""

import pytest
from flask import Flask

from kernel.i18n import force_locale
from volunteers.asking import saying
from volunteers.transport.models import TransportKind, TransportOffer


@pytest.mark.parametrize(
    ("name", "told"), [("Følge", "Følge"), ("følge", "følge"), ("Tirsdagsturen", "Tirsdagsturen, Følge")]
)
def test_a_kind_that_stands_in_the_name_is_not_said_again(app: Flask, name: str, told: str) -> None:
    with app.test_request_context(), force_locale("nb"):
        assert saying.what(TransportOffer(neutral_name=name, kind=TransportKind.ESCORT)) == told
