"""An address as one says it on the telephone: one line with the postcode last."""

import re
from typing import Any

from wtforms.validators import ValidationError

from activities.places.postcodes import find
from kernel.forms import Line
from kernel.i18n import gettext

POSTCODE_LAST = re.compile(r"(?P<place>.*?)[\s,]*\b(?P<code>[0-9]{4})(?P<town>\s+[^\W\d][^\d]*)?")

LONGEST = 300  # the pattern above takes long for a text of megabytes


def read_address(text: str) -> tuple[str, str] | None:
    """A place and its postcode; None where no postcode that people live in stands last."""
    match = POSTCODE_LAST.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None or not match["place"] or find(match["code"]) is None:
        return None
    return match["place"], match["code"]


def told(place: str, postcode: str) -> str:
    """A place and its postcode as one line."""
    return f"{place}, {postcode}" if place and postcode else place or postcode


class AddressLine(Line):
    """A place with its postcode last; `place` and `postcode` are what it was read as."""

    place = ""
    postcode = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the line and keep what was typed."""
        super().process_formdata(valuelist)
        self.place, self.postcode = read_address(self.data) or ("", "")

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002  the base's signature
        """Refuse a line without a postcode."""
        if not validation_stopped and self.data and not self.postcode:
            raise ValidationError(gettext("Write the postcode last, for example Kaivegen 2, 6133."))
