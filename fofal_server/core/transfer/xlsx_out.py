"""Writing a workbook in bounded memory: real numbers and days with their formats, a header that stays in sight."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from fofal_server.contract.kinds import Kind
from fofal_server.core import clock
from fofal_server.core.fields import DECIMAL_KINDS, Meaning
from fofal_server.core.transfer.files import chunks
from fofal_server.core.transfer.heading import Sheet
from fofal_server.core.transfer.manner import NARROW
from fofal_server.core.transfer.neutral import neutralised
from fofal_server.core.transfer.shown import Shape, Shown

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS = 1_048_575
"""Rows under the header that a sheet can hold."""

_MAX_TEXT = 32_767
_MIN_WIDTH, _MAX_WIDTH = 8, 60
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_QUIET = "#5f6b64"
_MOST_FROZEN = 12
"""Rows that may stay in sight above the table without filling a small screen."""
_MOMENT = Meaning(Kind.MOMENT)
_DAYS = {"fr": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


def written(sheet: Sheet, batches: Iterable[Sequence[Sequence[object]]]) -> Iterator[bytes]:
    """The file in parts; while rows still come the parts are empty, for a workbook is written at its end."""
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": False})
        try:
            page = _Page(book, sheet)
            for batch in batches:
                page.add(batch)
                yield b""
            page.finish()
        finally:
            book.close()
        yield from chunks(file)


class _Page:
    """One sheet that grows downwards; ``_head`` is the row of the column heads."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        book.set_properties({"title": sheet.title, "created": clock.now().replace(tzinfo=None)})
        self._sheet = book.add_worksheet(sheet.title.translate(_FORBIDDEN).strip()[:31] or None)
        self._shapes = sheet.shapes
        self._formats = [_format(book, shape, sheet.language) for shape in sheet.shapes]
        self._widths = [len(shape.header) for shape in sheet.shapes]
        self._head = self._row = self._begin(book, sheet)
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, shape in enumerate(sheet.shapes):
            self._sheet.write_string(self._row, column, neutralised(shape.header), bold)

    def _begin(self, book: Any, sheet: Sheet) -> int:
        """Write what stands above; the row of the heads is left free by an empty one."""
        if not sheet.facts:
            return 0
        self._sheet.write_string(0, 0, neutralised(sheet.title), book.add_format({"bold": True, "font_size": 14}))
        quiet = book.add_format({"font_color": _QUIET})
        for row, fact in enumerate(sheet.facts, 1):
            self._sheet.write_string(row, 0, neutralised(fact.label), quiet)
            meaning = fact.meaning or (_MOMENT if isinstance(fact.value, dt.datetime) else None)
            shown = _pattern(meaning, sheet.language) if meaning else ""
            look = book.add_format({"align": "left", **({"num_format": shown} if shown else {})})
            self._put((row, 1), fact.value, look)
            self._widths[0] = max(self._widths[0], len(fact.label))
        return len(sheet.facts) + 2

    def add(self, batch: Sequence[Sequence[object]]) -> None:
        for row in batch:
            self._row += 1
            for column, shape in enumerate(self._shapes):
                value = shape.take(row)
                if value is not None:
                    self._write(column, value)

    def _write(self, column: int, value: Shown) -> None:
        width = self._put((self._row, column), value, self._formats[column])
        self._widths[column] = max(self._widths[column], width)

    def _put(self, place: tuple[int, int], value: Shown, look: Any) -> int:
        """Write a cell as what it is; answers how wide it reads."""
        match value:
            case dt.date():
                self._sheet.write_datetime(*place, value, look)
                return 16 if isinstance(value, dt.datetime) else 10
            case int() | Decimal() if _is_exact(value):
                self._sheet.write_number(*place, float(value), look)
                return len(str(value)) + 3
        told = neutralised(str(value))[:_MAX_TEXT]
        self._sheet.write_string(*place, told)
        return len(told)

    def finish(self) -> None:
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, min(max(width + 2, _MIN_WIDTH), _MAX_WIDTH))
        if self._head < _MOST_FROZEN:
            self._sheet.freeze_panes(self._head + 1, 0)
        if self._shapes:
            self._sheet.autofilter(self._head, 0, self._row, len(self._shapes) - 1)


def _is_exact(value: int | Decimal) -> bool:
    """A sheet keeps 15 digits; a longer number is written as text rather than rounded."""
    return len(Decimal(value).normalize().as_tuple().digits) <= 15


def _format(book: Any, shape: Shape, language: str) -> Any:
    unit = f'"{NARROW}{shape.unit}"' if shape.unit else ""
    pattern = _pattern(shape.meaning, language) + unit
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
