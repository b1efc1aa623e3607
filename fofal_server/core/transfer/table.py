"""A table as it was found in a file: a header, numbered rows, and what is wrong with its shape."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.transfer.limits import MAX_BLANK, MAX_COLUMNS, MAX_ROWS

Record = tuple[int, Sequence[Any]]
"""The number of a row as a person sees it, and its cells."""


class Broken:
    """A cell in which the spreadsheet shows an error (``#DIV/0!``) instead of a value."""


BROKEN = Broken()


@dataclass(frozen=True)
class Row:
    """Cells under the columns of the header; None where a cell is empty."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """``header_row`` is the number of the header, ``problems`` are rows whose shape does not fit it."""

    header: tuple[str, ...]
    header_row: int
    rows: list[Row]
    problems: list[tuple[int, FieldError]] = field(default_factory=list)


def gathered(records: Iterable[Record]) -> Table:
    """The table of numbered records: blank ones left out, the first one being the header.

    422 when there is no header, or more columns or rows than an import may have.
    """
    rest = _filled(records)
    number, first = next(rest, (0, ()))
    header = tuple("" if cell is None else str(cell) for cell in _cleaned(first))
    if not header:
        raise Invalid("transfer.empty_file", code="empty_file")
    if len(header) > MAX_COLUMNS:
        raise Invalid("transfer.too_many_columns", limit=MAX_COLUMNS, code="too_many_columns")
    table = Table(header, number, [])
    for place, record in rest:
        _add(table, place, record)
        if len(table.rows) + len(table.problems) > MAX_ROWS:
            raise Invalid("transfer.too_many_rows", limit=MAX_ROWS, code="too_many_rows")
    return table


def _filled(records: Iterable[Record]) -> Iterator[Record]:
    blank = 0
    for number, cells in records:
        if any(clean(cell) is not None for cell in cells):
            yield number, cells
        else:
            blank += 1
        if blank > MAX_BLANK:
            raise Invalid("transfer.too_many_rows", limit=MAX_ROWS, code="too_many_rows")


def _add(table: Table, number: int, record: Sequence[Any]) -> None:
    width, cells = len(table.header), _cleaned(record)
    if len(cells) > width or len(record) < width:
        found = {"found": max(len(cells), len(record)), "expected": width}
        table.problems.append((number, FieldError("", "transfer.ragged_row", "ragged_row", found)))
        return
    table.rows.append(Row(number, (*cells, *[None] * (width - len(cells)))))


def _cleaned(record: Sequence[Any]) -> list[Any]:
    """The cells without the empty ones at the end."""
    cells = [clean(cell) for cell in record]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def clean(cell: Any) -> Any:
    """A text without the blanks around it; None for an empty cell."""
    if isinstance(cell, str):
        return cell.strip() or None
    return cell
