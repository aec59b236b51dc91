"""Amounts in kroner and øre, as people write them."""

import re
from decimal import Decimal
from typing import Any

from wtforms.validators import StopValidation

from kernel.forms import Line
from kernel.i18n import gettext

WRITTEN = re.compile(r"(?:kr\.? ?)?([0-9]{1,3}(?:[ .][0-9]{3})+|[0-9]{1,6})(?:[,.]([0-9]{1,2}|-))?(?: ?kr\.?)?")


def read_kroner(text: str) -> Decimal | None:
    """Read 5,30, 5.30, 1 250 or kr 40,-; None when it is no amount of at most six digits and two decimals."""
    match = WRITTEN.fullmatch(" ".join(text.lower().split()))
    if match is None:
        return None
    whole = re.sub(r"[ .]", "", match[1])
    amount = Decimal(f"{whole}.{(match[2] or '0').replace('-', '0')}")
    return amount.quantize(Decimal("0.01"))


def told(amount: Decimal) -> str:
    """An amount as it is written: 5,30."""
    return f"{amount:.2f}".replace(".", ",")


class Kroner(Line):
    """An amount in kroner and øre; an empty one is none."""

    amount: Decimal | None = None

    def process_data(self, value: Any) -> None:
        """Show an amount that is already known."""
        self.amount = value
        self.data = "" if value is None else told(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the amount and keep what was typed."""
        super().process_formdata(valuelist)
        self.amount = read_kroner(self.data)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no amount."""
        super().pre_validate(form)
        if self.data and self.amount is None:
            raise StopValidation(gettext("Write an amount such as 5,30."))
