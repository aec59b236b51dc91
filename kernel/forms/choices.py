"""Fields that offer answers, given as pairs of a value and its label."""

from collections.abc import Collection, Iterable
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from kernel.i18n import lazy_gettext


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


class Checks(_Offering, SelectMultipleField):  # type: ignore[misc]  # choices is a property here
    """Several choices, each a box to tick; the value is a list in the order of the choices."""

    refusal: Any = lazy_gettext("Choose among the answers.")
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  wtforms hands the form in
        """Refuse what is not offered, and keep the order of the choices."""
        ticked, values = set(self.data or ()), [choice.value for choice in self.choices]
        self.data = [value for value in values if value in ticked]
        if not ticked <= set(values):
            raise StopValidation(str(self.refusal))

    def difference(self, saved: Collection[str]) -> str | None:
        """What somebody else ticked, in words; None where it is what is ticked here."""
        if set(saved) == set(self.data or ()):
            return None
        return ", ".join(str(choice.label) for choice in self.choices if choice.value in saved)


class Tick(BooleanField):
    """One box that may be ticked, or must be where its validators say so."""

    false_values = ("",)

    def difference(self, saved: bool) -> str | None:
        """What somebody else said, in words; None where it is what is said here."""
        return None if saved == self.data else str(lazy_gettext("Yes") if saved else lazy_gettext("No"))
