"""Reading the first visible sheet of a workbook: values only, a formula counts for what it last gave."""

from collections.abc import Generator
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from fofal_server.core.errors import Unreadable
from fofal_server.core.transfer import archive, markup
from fofal_server.core.transfer.table import BROKEN, Record


def records(stream: BinaryIO) -> Generator[Record, None, None]:
    """The numbered rows of the sheet, as the spreadsheet numbers them; nothing is parsed before it was looked at."""
    stream.seek(0)
    with archive.opened(stream) as opened:
        book = markup.walked(opened)
    stream.seek(0)
    try:
        sheet = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(book.index)
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable("transfer.damaged_workbook", code="damaged") from error
    left = sheet.start[1] if sheet.start else 0
    for row, cells in enumerate(sheet.iter_rows()):
        yield row + 1, [*[""] * left, *_told(book, row, left, cells)]


def _told(book: markup.Book, row: int, left: int, cells: list[Any]) -> list[Any]:
    if not book.broken:
        return cells
    return [BROKEN if (row, left + place) in book.broken else cell for place, cell in enumerate(cells)]
