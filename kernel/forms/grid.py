"""A table of whole numbers, such as a budget: categories down, years across."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wtforms import Field
from wtforms.utils import unset_value

from kernel.amounts import LARGEST
from kernel.forms.texts import Whole

Pairs = Iterable[tuple[str, Any]]


class Grid(Field):
    """Whole numbers by row and column; `data` leaves out what is empty."""

    widget: Any = None
    _form: Any
    errors: Any
    validators: Any
    cells: dict[tuple[str, str], Whole]

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        rows: Pairs = (),
        columns: Pairs = (),
        least: int = 0,
        most: int = LARGEST,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.rows, self.columns = list(rows), list(columns)
        self.least, self.most = least, most

    def offer(self, rows: Pairs, columns: Pairs) -> None:
        """Set what stands down and across, and read the cells anew."""
        self.rows, self.columns = list(rows), list(columns)
        self._read()

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:  # noqa: ARG002  the base's signature
        """Read the cells that the table has, whatever else was sent."""
        self.process_errors = []
        self.object_data = {} if data is unset_value or data is None else data
        self._formdata = formdata
        self._read()

    def _read(self) -> None:
        self.cells = {
            (row, column): self._cell((row, column), f"{row_label}, {column_label}")
            for row, row_label in self.rows
            for column, column_label in self.columns
        }
        typed = any(any(cell.raw_data or ()) for cell in self.cells.values())
        self.raw_data = [self.name] if typed else []

    def _cell(self, place: tuple[str, str], label: str) -> Whole:
        row, column = place
        known: Mapping[str, int] = self.object_data.get(row, {})
        name = f"{self.name}-{row}-{column}"
        cell = Whole(label, least=self.least, most=self.most, name=name, _form=self._form, _meta=self.meta)
        cell.process(self._formdata, known.get(column))
        return cell

    @property
    def data(self) -> dict[str, dict[str, int]]:
        """The numbers by row and column."""
        table: dict[str, dict[str, int]] = {}
        for (row, column), cell in self.cells.items():
            if cell.number is not None:
                table.setdefault(row, {})[column] = cell.number
        return table

    @property
    def anchor(self) -> str:
        """The id of the first cell, where the error summary leads."""
        return next((cell.id for cell in self.cells.values()), self.id)

    def inner(self) -> Iterator[tuple[str, Field]]:
        """The cells that were refused, each with the words that tell where it stands."""
        yield from ((str(cell.label.text), cell) for cell in self.cells.values() if cell.errors)

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Look at each cell, then at the table as a whole."""
        self.errors = []
        self._run_validation_chain(form, [*self.validators, *extra_validators])  # type: ignore[attr-defined]  # no stub
        faults = {cell.name: cell.errors for cell in self.cells.values() if not cell.validate(form)}
        self.errors = [*self.errors, *([faults] if faults else [])]
        return not self.errors

    def difference(self, saved: str | None) -> str | None:
        """What somebody else saved; the caller says it in words, and leaves it out where it is the same."""
        return saved
