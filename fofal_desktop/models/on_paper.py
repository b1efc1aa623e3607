"""What a table shows, as rows of words for paper."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt

from fofal_server.contract.shown import ShownColumn, ShownRow, ShownTable

BESIDE = 12
"""Columns beside each other on a sheet across: further ones go into a table below, with the same heads of rows."""
_RIGHT = Qt.AlignmentFlag.AlignRight


def table_of(
    model: QAbstractItemModel,
    title: str = "",
    *,
    corner: str | None = None,
    bold: Callable[[int], bool] = lambda _row: False,
) -> list[ShownTable]:
    """The table as it is shown; ``corner`` stands above the heads of its rows, None: they have none."""
    count = model.columnCount()
    parts = [range(first, min(first + BESIDE, count)) for first in range(0, count, BESIDE)]
    return [_part(model, title, part, corner, bold) for part in parts]


def rows_of(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> ShownTable:
    """A table from words; ``right`` are the places of the columns that hold numbers."""
    columns = [ShownColumn(head=head, right=place in right) for place, head in enumerate(heads)]
    return ShownTable(title=title, columns=columns, rows=[ShownRow(cells=list(row)) for row in rows])


def _part(
    model: QAbstractItemModel, title: str, places: range, corner: str | None, bold: Callable[[int], bool]
) -> ShownTable:
    beside = [] if corner is None else [ShownColumn(head=corner)]
    rows = []
    for row in range(model.rowCount()):
        head = [] if corner is None else [_words(model.headerData(row, Qt.Orientation.Vertical))]
        cells = [_words(model.index(row, place).data()) for place in places]
        rows.append(ShownRow(cells=head + cells, bold=bold(row)))
    return ShownTable(title=title, columns=beside + [_column(model, place) for place in places], rows=rows)


def _column(model: QAbstractItemModel, place: int) -> ShownColumn:
    first = model.index(0, place).data(Qt.ItemDataRole.TextAlignmentRole) if model.rowCount() else None
    head = _words(model.headerData(place, Qt.Orientation.Horizontal))
    return ShownColumn(head=head, right=first is not None and bool(Qt.AlignmentFlag(first) & _RIGHT))


def _words(told: Any) -> str:
    return "" if told is None else str(told)
