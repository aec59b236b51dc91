"""Rows of the same few fields under one another, such as activities; no script is needed to add one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wtforms import Field, Form
from wtforms.utils import unset_value

from kernel.forms.tenths import Tenths
from kernel.forms.texts import Day, Whole


def plain(field: Any) -> Any:
    """A field's value as it is kept: a number, a date, a text, a list or a yes or no."""
    if isinstance(field, Whole):
        return field.number
    if isinstance(field, Tenths):
        return field.tenths
    return field.day if isinstance(field, Day) else field.data


class RowForm(Form):
    """The fields of one row."""

    caption: str = ""
    is_filled: bool = False

    @property
    def seen(self) -> list[Field]:
        """The fields that a person fills in."""
        return [field for field in self if getattr(field.widget, "input_type", "") != "hidden"]

    @property
    def is_touched(self) -> bool:
        """Whether somebody has written or chosen something that did not stand there of itself."""
        return any(
            typed.strip() and typed != str(field.default) for field in self.seen for typed in field.raw_data or ()
        )

    @property
    def plain(self) -> dict[str, Any]:
        """The row's values as they are kept."""
        return {name: plain(field) for name, field in self._fields.items()}


class Rows(Field):
    """At most so many rows; those that are empty are dropped, and `spare` empty ones and `least` in all are shown."""

    widget: Any = None
    rows: list[RowForm]
    errors: Any
    validators: Any

    def __init__(
        self,
        row_form: type[RowForm],
        label: Any = None,
        validators: Any = None,
        *,
        caption: Any = None,
        most: int = 12,
        spare: int = 1,
        least: int = 2,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.row_form, self.most, self.spare, self.least = row_form, most, spare, least
        self.caption = caption or label

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:  # noqa: ARG002  the base's signature
        """Read the rows: never more than `most`, whatever numbers the form was sent with."""
        self.process_errors = []
        known: Sequence[Mapping[str, Any]] = () if data is unset_value or data is None else data
        self.object_data = known
        self.rows = [self._row(formdata, known, index) for index in range(self.most)]
        self.raw_data = [self.name] if self.filled else []
        last = max((index for index, row in enumerate(self.rows, 1) if row.is_filled), default=0)
        wanted = max(last + self.spare, self.least, self._sent(formdata) + self.is_wanted(formdata))
        self.rows = self.rows[:wanted]

    def _row(self, formdata: Any, known: Sequence[Mapping[str, Any]], index: int) -> RowForm:
        given = known[index] if formdata is None and index < len(known) else None
        row = self.row_form(formdata, data=given, prefix=f"{self.name}-{index}")
        row.caption = f"{self.caption} {index + 1}"
        row.is_filled = bool(given) if formdata is None else row.is_touched
        return row

    def _sent(self, formdata: Any) -> int:
        if formdata is None:
            return 0
        return max((at for at, row in enumerate(self.rows, 1) if any(field.raw_data for field in row)), default=0)

    def is_wanted(self, formdata: Any) -> bool:
        """Whether the button for another row was pressed."""
        return formdata is not None and formdata.get("add") == self.name

    @property
    def filled(self) -> list[RowForm]:
        """The rows that hold something."""
        return [row for row in self.rows if row.is_filled]

    @property
    def data(self) -> list[dict[str, Any]]:
        """What the filled rows hold."""
        return [row.plain for row in self.filled]

    @property
    def has_room(self) -> bool:
        """Whether there may be another row."""
        return len(self.rows) < self.most

    @property
    def anchor(self) -> str:
        """The id of the first field, where the error summary leads."""
        return str(self.rows[0].seen[0].id)

    @property
    def next_anchor(self) -> str:
        """The id of the first field of the first empty row as it will be when the page is loaded anew."""
        index = min(len(self.filled), self.most - 1)
        return str(self.rows[0].seen[0].id).replace(f"{self.id}-0-", f"{self.id}-{index}-", 1)

    def offer(self, **choices: Sequence[tuple[str, Any]]) -> None:
        """Hand every row what its fields offer."""
        for row in self.rows:
            for name, pairs in choices.items():
                field: Any = row[name]
                field.choices = pairs

    def inner(self) -> Iterator[tuple[str, Field]]:
        """The fields inside that were refused, each with the words that tell where it stands."""
        for row in self.rows:
            yield from ((row.caption, field) for field in row if field.errors)

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Look at the filled rows, each with its own rules, then at the rows as a whole."""
        self.errors = []
        self._run_validation_chain(form, [*self.validators, *extra_validators])  # type: ignore[attr-defined]  # no stub
        faults = {row.caption: row.errors for row in self.filled if not row.validate()}
        self.errors = [*self.errors, *([faults] if faults else [])]
        return not self.errors

    def difference(self, saved: str | None) -> str | None:
        """What somebody else saved; the caller says it in words, and leaves it out where it is the same."""
        return saved
