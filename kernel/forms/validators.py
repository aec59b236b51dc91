"""What a field must be, said so that a person knows how to put it right."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from wtforms.validators import InputRequired, Length, Optional

from kernel.i18n import lazy_gettext

T = TypeVar("T")


def filled(value: T | None) -> T:
    """A field's value that its validators have seen to be there."""
    if value is None:
        raise ValueError("The field is empty although its form was valid.")
    return value


def required(message: Any) -> InputRequired:
    """The field must be filled in; the message says with what."""
    return InputRequired(message=message)


def ticked() -> InputRequired:
    """The box must be ticked."""
    return required(lazy_gettext("Tick the box before you go on."))


def at_most(limit: int) -> Length:
    """The text may have so many characters."""
    return Length(max=limit, message=lazy_gettext("Shorten the text to at most %(max)d characters."))


def needed(limit: int, message: Any) -> list[Any]:
    """The validators of a text that must be there."""
    return [required(message), at_most(limit)]


def voluntary(limit: int) -> list[Any]:
    """The validators of a text that may be left out."""
    return [Optional(), at_most(limit)]


class Wanted:
    """Marks a field that must be answered in the end; what it stands on may be saved without it."""

    field_flags: ClassVar[Mapping[str, bool]] = {"required": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """Let everything through."""
