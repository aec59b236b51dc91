"""Pages of lists: searched, sorted, paged and downloaded, in the same number of statements whatever their length."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import xlsxwriter
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from kernel.alphabet import folded
from kernel.forms import clean
from kernel.web.files import answer_with

PAGE_SIZE = 50
SEARCH_LIMIT = 100
Statement = Select[*tuple[Any, ...]]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column of a list: its key in the row, its label, and what it is sorted by."""

    key: str
    label: str
    by: Any = None
    numeric: bool = False


@dataclass(frozen=True)
class Head:
    """A column's head as the page draws it."""

    key: str
    label: str
    numeric: bool
    sort: str | None
    sort_href: str | None


@dataclass(frozen=True)
class PageLink:
    """A page's number in the pager; None stands for those left out between."""

    number: int | None
    href: str
    is_current: bool


@dataclass(frozen=True)
class Listing:
    """One page of a list and the ways on from it."""

    rows: Sequence[Any]
    columns: list[Head]
    total: int
    number: int
    search: str
    arguments: Mapping[str, str] = field(repr=False)

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1."""
        return (self.number - 1) * PAGE_SIZE + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.number * PAGE_SIZE, self.total)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def pages(self) -> list[PageLink]:
        """The pager: the first, the last and those around this one."""
        near = {1, self.page_count, self.number - 1, self.number, self.number + 1}
        shown = [number for number in sorted(near) if 1 <= number <= self.page_count]
        links: list[PageLink] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number - before > 1:
                links.append(PageLink(None, "", is_current=False))
            links.append(PageLink(number, self._href(page=str(number)), number == self.number))
        return links

    @property
    def previous_href(self) -> str | None:
        """The page before."""
        return self._href(page=str(self.number - 1)) if self.number > 1 else None

    @property
    def next_href(self) -> str | None:
        """The page after."""
        return self._href(page=str(self.number + 1)) if self.number < self.page_count else None

    @property
    def csv_href(self) -> str:
        """The whole list for a spreadsheet, as text."""
        return self._href(format="csv", page="")

    @property
    def xlsx_href(self) -> str:
        """The whole list as an Excel file."""
        return self._href(format="xlsx", page="")

    def _href(self, **changes: str) -> str:
        return _href(self.arguments, changes)


def _href(arguments: Mapping[str, str], changes: Mapping[str, str]) -> str:
    kept = {key: value for key, value in {**arguments, **changes}.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"


def answer(
    session: Session,
    statement: Statement,
    columns: Sequence[Column],
    *,
    template: str,
    name: str,
    searched: Sequence[Any] = (),
    enrich: Callable[[Sequence[Any]], Sequence[Any]] = tuple,
    usual: str = "",
    **context: Any,
) -> ResponseReturnValue:
    """Answer with a page of the list, or with all of it as CSV or Excel when the address asks for a format.

    The statement has no order of its own; `usual` is the order that nobody asked for, else the first column with a
    `by`, and the statement's first selected column breaks ties. `enrich` turns rows into ones with more columns, for a
    page and a download alike.
    """
    arguments = {key: clean(value)[:SEARCH_LIMIT] for key, value in request.args.items()}
    search = arguments.get("q", "")
    if search:
        statement = statement.where(or_(*(folded(one).contains(search.lower(), autoescape=True) for one in searched)))
    sort = arguments.get("sort", "") or usual
    ordered = statement.order_by(*_order(columns, sort), next(iter(statement.selected_columns)))
    if (form := arguments.get("format")) in EXPORTS:
        return EXPORTS[form](enrich(session.execute(ordered).all()), columns, name)
    total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    number = min(_whole(arguments.get("page")), max(1, -(-total // PAGE_SIZE)))
    rows = enrich(session.execute(ordered.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all())
    heads = [_head(column, sort, arguments) for column in columns]
    listing = Listing(rows, heads, total, number, search, arguments)
    return render_template(template, page=listing, **context)


def _whole(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


def _order(columns: Sequence[Column], sort: str) -> list[Any]:
    by = {column.key: column.by for column in columns if column.by is not None}
    wanted = by.get(sort.removeprefix("-"))
    if wanted is None:
        return [next(iter(by.values()))]
    return [wanted.desc() if sort.startswith("-") else wanted.asc()]


def _head(column: Column, sort: str, arguments: Mapping[str, str]) -> Head:
    if column.by is None:
        return Head(column.key, column.label, column.numeric, None, None)
    state = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort)
    turned = f"-{column.key}" if state == "ascending" else column.key
    return Head(column.key, column.label, column.numeric, state, _href(arguments, {"sort": turned, "page": ""}))


def safe_cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula; a moment in UTC as other programs read it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _table(rows: Sequence[Any], columns: Sequence[Column]) -> list[list[Any]]:
    heads: list[Any] = [str(column.label) for column in columns]
    return [heads, *([safe_cell(getattr(row, column.key)) for column in columns] for row in rows)]


def _csv(rows: Sequence[Any], columns: Sequence[Column], name: str) -> Response:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(_table(rows, columns))
    return answer_with(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")


def _xlsx(rows: Sequence[Any], columns: Sequence[Column], name: str) -> Response:
    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(name[:31])
        for number, cells in enumerate(_table(rows, columns)):
            sheet.write_row(number, 0, [cell if isinstance(cell, int | float) else str(cell or "") for cell in cells])
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return answer_with(content.getvalue(), kind, f"{name}.xlsx")


EXPORTS = {"csv": _csv, "xlsx": _xlsx}
