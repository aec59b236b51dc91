"""A number with at most one decimal, as people write it: kept in tenths, so that it adds up exactly."""

import re
from typing import Any

from wtforms.validators import StopValidation

from kernel.forms.texts import Line
from kernel.i18n import gettext, number

LONGEST = 12
WRITTEN = re.compile(r"([0-9]{1,4})?(?:[.,]([0-9])0*)?")
HALVES = str.maketrans({"½": ",5", " ": None, "\u00a0": None})


def read_tenths(text: str) -> int | None:
    """Read 1, 0,5, 0.5 or ½ in tenths; None when it is no number with at most one decimal."""
    match = WRITTEN.fullmatch(text.strip().translate(HALVES)) if len(text) <= LONGEST else None
    if match is None or match[1] is match[2] is None:
        return None
    return int(match[1] or 0) * 10 + int(match[2] or 0)


class Tenths(Line):
    """Such a number; `tenths` is what it was read as."""

    tenths: int | None = None

    def __init__(
        self, label: Any = None, validators: Any = None, least: int = 0, most: int = 50, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.least, self.most = least, most

    def process_data(self, value: Any) -> None:
        """Show a number that is already known."""
        self.tenths = value
        self.data = "" if value is None else number(value / 10)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number and keep what was typed."""
        super().process_formdata(valuelist)
        self.tenths = read_tenths(self.data) if self.data else None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no such number, or out of bounds."""
        super().pre_validate(form)
        if self.data and self.tenths is None:
            example = number(0.5)
            raise StopValidation(
                gettext("Write a number such as %(example)s, with one decimal at most.", example=example)
            )
        if self.tenths is not None and not self.least <= self.tenths <= self.most:
            self.tenths = None
            bounds = {"least": number(self.least / 10), "most": number(self.most / 10)}
            raise StopValidation(gettext("Write a number from %(least)s to %(most)s.", **bounds))

    def difference(self, saved: int | None) -> str | None:
        """What somebody else saved, in words; None where it is what stands here."""
        return None if saved == self.tenths else "" if saved is None else number(saved / 10)
