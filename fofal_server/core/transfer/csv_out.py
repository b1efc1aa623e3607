"""Writing a text table that a spreadsheet opens by a double click: in French ``;`` and decimal commas, with a BOM."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from fofal_server.core.transfer.heading import Sheet
from fofal_server.core.transfer.manner import MANNERS, Manner
from fofal_server.core.transfer.neutral import neutralised
from fofal_server.core.transfer.shown import Shown

MEDIA = "text/csv"
_MARK = "\ufeff"


def written(sheet: Sheet, batches: Iterable[Sequence[Sequence[object]]]) -> Iterator[bytes]:
    """The file, a part for each batch of rows."""
    manner = MANNERS[sheet.language]
    page = io.StringIO()
    writer = csv.writer(page, delimiter=manner.separator, lineterminator="\r\n")
    page.write(_MARK)
    writer.writerows(_above(sheet, manner))
    writer.writerow([neutralised(shape.header) for shape in sheet.shapes])
    for batch in batches:
        writer.writerows([[_text(shape.take(row), manner) for shape in sheet.shapes] for row in batch])
        yield page.getvalue().encode()
        page.seek(0)
        page.truncate()
    yield page.getvalue().encode()


def _above(sheet: Sheet, manner: Manner) -> Iterator[Sequence[str]]:
    """The heading, and an empty line between it and the table."""
    if sheet.facts:
        yield [neutralised(sheet.title)]
        yield from ([neutralised(fact.label), _text(fact.value, manner)] for fact in sheet.facts)
        yield []


def _text(value: Shown, manner: Manner) -> str:
    match value:
        case None:
            return ""
        case str():
            return neutralised(value)
        case Decimal():
            return format(value, "f").replace(".", manner.decimal)
        case dt.datetime():
            return value.strftime(manner.moment)
        case dt.date():
            return value.strftime(manner.day)
    return str(value)
