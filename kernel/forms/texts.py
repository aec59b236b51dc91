"""Fields of text: they clean what is typed, and read dates, numbers and addresses as people write them."""

import re
import unicodedata
from datetime import date
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

from wtforms import EmailField, StringField, TelField, TextAreaField
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import NumberInput

from kernel.amounts import LARGEST, read_amount
from kernel.dates import read_date
from kernel.i18n import day, lazy_gettext, number

LINE_BREAKS = str.maketrans({"\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n", "\u00ad": None})
KEPT_CONTROLS = {"\n", "\t", "\u200d", "\u200c"}
LONGEST_ADDRESS = 320
UNUSABLE = {"Cc", "Cs", "Cn", "Co"}
PICTURES = range(0x1F000, 0x1FB00)  # a new phone has signs here that this Python does not know yet
TELEPHONE = re.compile(r"\+?[0-9]{5,15}")
EXAMPLES = (1_900_000, 1_900, 12)


def clean(text: str) -> str:
    """Text as it may be kept: composed, plain line breaks, no invisible characters, no space around it."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(LINE_BREAKS))
    return plain.translate(dict.fromkeys(_unusable(plain))).strip()


def _unusable(text: str) -> set[int]:
    """The signs that cannot be kept; each is looked at once, however long the text."""
    signs = {sign for sign in set(text) - KEPT_CONTROLS if ord(sign) not in PICTURES}
    return {ord(sign) for sign in signs if unicodedata.category(sign) in UNUSABLE or sign == "\ufffd"}


class _Cleaned:
    """A text field that removes what cannot be kept, and says so instead of doing it silently."""

    has_lost = False
    data: Any
    raw_data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed."""
        typed = str(valuelist[0]) if valuelist else ""
        self.data = clean(typed)
        self.raw_data = valuelist if self.data else [""] * len(valuelist)  # so that a blank is not taken for an answer
        self.has_lost = bool(_unusable(typed.replace("\r", "\n").translate(LINE_BREAKS)))

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  wtforms hands the form in
        """Refuse once when something invisible was removed."""
        if self.has_lost:
            raise StopValidation(
                str(
                    lazy_gettext(
                        "The text had invisible characters that cannot be kept. "
                        "We removed them: look it over and send it again."
                    )
                )
            )


class Line(_Cleaned, StringField):
    """One line of text."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed and keep it on one line."""
        super().process_formdata(valuelist)
        self.data = " ".join(self.data.split())


class Text(_Cleaned, TextAreaField):
    """Several lines of text."""


class Email(_Cleaned, EmailField):
    """An e-mail address, in lower case."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean the address."""
        super().process_formdata(valuelist)
        self.data = self.data.lower()

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002  the base's signature
        """Refuse what cannot be an address."""
        if not validation_stopped and not _is_address(self.data):
            raise ValidationError(str(lazy_gettext("Write an e-mail address such as kari@example.no.")))


def _is_address(text: str) -> bool:
    """Whether a mail can be addressed so: a name, a host with a point in it, and nothing that no header can hold."""
    name, _, host = text.partition("@")
    if len(text) > LONGEST_ADDRESS:  # the parser below takes minutes for a text of megabytes
        return False
    try:
        Address(addr_spec=text)
    except (ValueError, IndexError, MessageError):
        return False
    return bool(name) and "." in host and " " not in text and "@" not in host


class Phone(Line, TelField):
    """A telephone number, kept as its digits with the plus before them if there was one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take away what people put between the digits; what is no number stays as it was typed."""
        super().process_formdata(valuelist)
        digits = re.sub(r"[ ()./–-]", "", self.data)
        self.data = digits if TELEPHONE.fullmatch(digits) else self.data

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002  the base's signature
        """Refuse what is no telephone number."""
        if not validation_stopped and self.data and not TELEPHONE.fullmatch(self.data):
            raise ValidationError(str(lazy_gettext("Write a telephone number such as 22 33 44 55.")))


class Day(_Cleaned, StringField):
    """A date as people write it."""

    day: date | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the date and keep what was typed."""
        super().process_formdata(valuelist)
        self.day = read_date(self.data)

    def process_data(self, value: Any) -> None:
        """Show a date that is already known."""
        self.day = value
        self.data = day(value) if value else ""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002  the base's signature
        """Refuse what is no date."""
        if not validation_stopped and self.data and self.day is None:
            raise ValidationError(str(lazy_gettext("Write a date such as 21.11.2026.")))


class Whole(Line):
    """A whole number or amount as people write it; `number` is what it was read as, when that is certain."""

    widget = NumberInput()
    number: int | None = None

    def __init__(
        self, label: Any = None, validators: Any = None, least: int = 0, most: int = LARGEST, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.least, self.most = least, most

    def process_data(self, value: Any) -> None:
        """Show a number that is already known."""
        self.number = value
        self.data = "" if value is None else number(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number and keep what was typed."""
        super().process_formdata(valuelist)
        self.reading = read_amount(self.data)
        self.number = self.reading.value if self.reading and self.reading.is_certain else None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no whole number or out of bounds, and ask once about one that was interpreted."""
        super().pre_validate(form)
        if self.data and (refusal := self._refusal()):
            raise StopValidation(str(refusal))

    def _refusal(self) -> Any:
        if not self.reading:
            example = next((each for each in EXAMPLES if each <= self.most), self.most)
            return lazy_gettext("Write a whole number such as %(example)s.", example=number(example))
        if not self.least <= self.reading.value <= self.most:
            self.number = None
            return lazy_gettext(
                "Write a number from %(least)s to %(most)s.", least=number(self.least), most=number(self.most)
            )
        if self.reading.is_certain:
            return None
        self.data = number(self.reading.value)
        return lazy_gettext("We read this as %(amount)s. Send again if that is right.", amount=self.data)

    def difference(self, saved: int | None) -> str | None:
        """What somebody else saved, in words; None where it is what stands here."""
        return None if saved == self.number else "" if saved is None else number(saved)
