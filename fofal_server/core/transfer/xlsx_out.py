"""Writing a workbook in bounded memory: real numbers and days with their formats, a header that stays in sight."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from fofal_server.contract.kinds import Kind
from fofal_server.core import clock
from fofal_server.core.fields import DECIMAL_KINDS, Meaning
from fofal_server.core.transfer.neutral import neutralised
from fofal_server.core.transfer.shown import Shape, Shown

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS = 1_048_575
"""Rows under the header that a sheet can hold."""

_MAX_TEXT = 32_767
_MIN_WIDTH, _MAX_WIDTH = 8, 60
_CHUNK = 256 * 1024
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_DAYS = {"fr": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


def written(
    title: str, shapes: Sequence[Shape], batches: Iterable[Sequence[Sequence[object]]], language: str
) -> Iterator[bytes]:
    """The file in parts; while rows still come the parts are empty, for a workbook is written at its end."""
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": False})
        try:
            sheet = _Sheet(book, title, shapes, language)
            for batch in batches:
                sheet.add(batch)
                yield b""
            sheet.finish()
        finally:
            book.close()
        yield from _chunks(file)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk


class _Sheet:
    """One sheet that grows downwards."""

    def __init__(self, book: Any, title: str, shapes: Sequence[Shape], language: str) -> None:
        book.set_properties({"title": title, "created": clock.now().replace(tzinfo=None)})
        self._sheet = book.add_worksheet(title.translate(_FORBIDDEN).strip()[:31] or None)
        self._shapes = shapes
        self._formats = [_format(book, shape, language) for shape in shapes]
        self._widths = [len(shape.header) for shape in shapes]
        self._row = 0
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, shape in enumerate(shapes):
            self._sheet.write_string(0, column, neutralised(shape.header), bold)

    def add(self, batch: Sequence[Sequence[object]]) -> None:
        for row in batch:
            self._row += 1
            for column, shape in enumerate(self._shapes):
                value = shape.take(row)
                if value is not None:
                    self._write(column, value)

    def _write(self, column: int, value: Shown) -> None:
        place = (self._row, column)
        match value:
            case dt.date():
                width = 16 if isinstance(value, dt.datetime) else 10
                self._sheet.write_datetime(*place, value, self._formats[column])
            case int() | Decimal() if _is_exact(value):
                width = len(str(value)) + 3
                self._sheet.write_number(*place, float(value), self._formats[column])
            case _:
                told = neutralised(str(value))[:_MAX_TEXT]
                width = len(told)
                self._sheet.write_string(*place, told)
        self._widths[column] = max(self._widths[column], width)

    def finish(self) -> None:
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, min(max(width + 2, _MIN_WIDTH), _MAX_WIDTH))
        self._sheet.freeze_panes(1, 0)
        if self._shapes:
            self._sheet.autofilter(0, 0, self._row, len(self._shapes) - 1)


def _is_exact(value: int | Decimal) -> bool:
    """A sheet keeps 15 digits; a longer number is written as text rather than rounded."""
    return len(Decimal(value).normalize().as_tuple().digits) <= 15


def _format(book: Any, shape: Shape, language: str) -> Any:
    pattern = _pattern(shape.field.meaning, language)
    return book.add_format({"num_format": pattern}) if pattern else None


def _pattern(meaning: Meaning, language: str) -> str:
    kind, decimals = meaning.kind, "." + "0" * (meaning.decimals or 0)
    if kind is Kind.DAY:
        return _DAYS[language]
    if kind is Kind.MOMENT:
        return f"{_DAYS[language]} hh:mm"
    if kind is Kind.COORDINATE:
        return f"0{decimals}"
    return f"#,##0{decimals}".removesuffix(".") if kind in DECIMAL_KINDS else ""
