"""Writing a text table that a spreadsheet opens by a double click: in French ``;`` and decimal commas, with a BOM."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fofal_server.core.transfer.neutral import neutralised
from fofal_server.core.transfer.shown import Shape, Shown

MEDIA = "text/csv"
_MARK = "\ufeff"


@dataclass(frozen=True)
class Manner:
    """How a language writes tables."""

    separator: str
    decimal: str
    day: str
    moment: str


_MANNERS = {
    "fr": Manner(";", ",", "%d/%m/%Y", "%d/%m/%Y %H:%M"),
    "en": Manner(",", ".", "%Y-%m-%d", "%Y-%m-%d %H:%M"),
}


def written(
    _title: str, shapes: Sequence[Shape], batches: Iterable[Sequence[Sequence[object]]], language: str
) -> Iterator[bytes]:
    """The file, a part for each batch of rows."""
    manner = _MANNERS[language]
    page = io.StringIO()
    writer = csv.writer(page, delimiter=manner.separator, lineterminator="\r\n")
    page.write(_MARK)
    writer.writerow([neutralised(shape.header) for shape in shapes])
    for batch in batches:
        writer.writerows([[_text(shape.take(row), manner) for shape in shapes] for row in batch])
        yield page.getvalue().encode()
        page.seek(0)
        page.truncate()
    yield page.getvalue().encode()


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
