"""What every form shares: fields that clean what is typed, and messages that say how to put it right."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from wtforms import EmailField, Form, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from kernel.dates import read_date
from kernel.i18n import day, lazy_gettext

T = TypeVar("T")
LINE_BREAKS = str.maketrans({"\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n", "\u00ad": None})
KEPT_CONTROLS = {"\n", "\t", "\u200d", "\u200c"}
CONFLICT = "conflict"
UNUSABLE = {"Cc", "Cs", "Cn", "Co"}


def filled(value: T | None) -> T:
    """A field's value that its validators have seen to be there."""
    if value is None:
        raise ValueError("The field is empty although its form was valid.")
    return value


def clean(text: str) -> str:
    """Text as it may be kept: composed, plain line breaks, no invisible characters, no space around it."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(LINE_BREAKS))
    return "".join(sign for sign in plain if _is_usable(sign)).strip()


def _is_usable(sign: str) -> bool:
    return sign in KEPT_CONTROLS or (unicodedata.category(sign) not in UNUSABLE and sign != "\ufffd")


class _Cleaned:
    """A text field that removes what cannot be kept, and says so instead of doing it silently."""

    has_lost = False
    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed."""
        typed = str(valuelist[0]) if valuelist else ""
        self.data = clean(typed)
        self.has_lost = any(not _is_usable(sign) for sign in typed.replace("\r", "\n").translate(LINE_BREAKS))

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
        name, _, host = self.data.partition("@")
        if not validation_stopped and not (name and "." in host and " " not in self.data and "@" not in host):
            raise ValidationError(str(lazy_gettext("Write an e-mail address such as kari@example.no.")))


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


def required(message: Any) -> InputRequired:
    """The field must be filled in; the message says with what."""
    return InputRequired(message=message)


def at_most(limit: int) -> Length:
    """The text may have so many characters."""
    return Length(max=limit, message=lazy_gettext("Shorten the text to at most %(max)d characters."))


def needed(limit: int, message: Any) -> list[Any]:
    """The validators of a text that must be there."""
    return [required(message), _not_blank(message), at_most(limit)]


def voluntary(limit: int) -> list[Any]:
    """The validators of a text that may be left out."""
    return [Optional(), at_most(limit)]


def _not_blank(message: Any) -> Callable[[Any, Any], None]:
    def check(_form: Any, field: Any) -> None:
        if not field.data:
            raise StopValidation(str(message))

    return check


def offered(pairs: Iterable[tuple[str, Any] | SelectChoice] | None) -> list[SelectChoice]:
    """Values and their labels as wtforms wants them."""
    return [pair if isinstance(pair, SelectChoice) else SelectChoice(*pair) for pair in pairs or ()]


class _Offering:
    """A field that offers values with their labels, given as pairs."""

    refusal: Any
    raw_data: Any
    data: Any
    _choices: list[SelectChoice]

    def __init__(self, label: Any = None, validators: Any = None, choices: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, choices=offered(choices), **kwargs)  # type: ignore[call-arg]

    @property
    def choices(self) -> list[SelectChoice]:
        """What is offered."""
        return self._choices

    @choices.setter
    def choices(self, pairs: Iterable[tuple[str, Any] | SelectChoice] | None) -> None:
        self._choices = offered(pairs)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  wtforms hands the form in
        """Refuse what is not offered."""
        if self.raw_data and self.data not in {choice.value for choice in self.choices}:
            self.data = None
            raise StopValidation(str(self.refusal))


class Choice(_Offering, RadioField):  # type: ignore[misc]  # choices is a property here
    """A choice between a few, shown one beside or below the other."""

    refusal: Any = lazy_gettext("Choose one of the answers.")


class Pick(_Offering, SelectField):  # type: ignore[misc]  # choices is a property here
    """A choice among many, from a list."""

    refusal: Any = lazy_gettext("Choose from the list.")


class BaseForm(Form):
    """A form that ends in a draft; `conflicts` holds what somebody else saved meanwhile, by field."""

    conflicts: Mapping[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts = {}

    def show_saved(self, saved: Mapping[str, str], version: int) -> None:
        """Show what somebody else saved beside what was typed here; sending again then counts as a choice."""
        self.conflicts = {name: text for name, text in saved.items() if text != (self[name].data or "")}
        for name, text in self.conflicts.items():
            setattr(self[name], CONFLICT, text)
        self["version"].data = str(version)

    def refuse(self, sentence: str) -> None:
        """Add what a rule said to the form as a whole."""
        self.form_errors.append(sentence)

    def complain(self, name: str, sentence: str) -> None:
        """Add what a rule or the database said to a field."""
        field = self[name]
        field.errors = [*field.errors, sentence]


class Version(HiddenField):
    """The version that the writer has seen, as a hidden number."""

    number: int = 0

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; anything else counts as an old version."""
        text = str(valuelist[0]) if valuelist else ""
        self.number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
        self.data = str(self.number)
