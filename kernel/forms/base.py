"""What every form is built on, and what it answers when somebody else was quicker."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form, HiddenField

from kernel.forms.rows import Rows

CONFLICT = "conflict"


class BaseForm(Form):
    """A form that ends in a draft; `conflicts` holds what somebody else saved meanwhile, by field."""

    conflicts: Mapping[str, str]
    wants_row: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts = {}

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Read the fields, and which rows (a Rows field's name) were asked to have one more."""
        super().process(formdata, *args, **kwargs)
        asked = (field.short_name for field in self if isinstance(field, Rows) and field.is_wanted(formdata))
        self.wants_row = next(asked, None)

    def show_saved(self, saved: Mapping[str, Any], version: int) -> None:
        """Show what somebody else saved beside what was typed here; sending again then counts as a choice."""
        told = {name: _difference(self[name], theirs) for name, theirs in saved.items()}
        self.conflicts = {name: text for name, text in told.items() if text is not None}
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


def _difference(field: Any, saved: Any) -> str | None:
    if hasattr(field, "difference"):
        told: str | None = field.difference(saved)
        return told
    return None if saved == (field.data or "") else str(saved)


class Version(HiddenField):
    """The version that the writer has seen, as a hidden number."""

    number: int = 0

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; anything else counts as an old version."""
        text = str(valuelist[0]) if valuelist else ""
        self.number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
        self.data = str(self.number)
