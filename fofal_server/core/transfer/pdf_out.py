"""Writing a list for paper: what was asked above it, then the rows as the screen shows them."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from fofal_server.contract.kinds import Kind
from fofal_server.core.fields import DECIMAL_KINDS
from fofal_server.core.transfer.files import chunks
from fofal_server.core.transfer.heading import Sheet
from fofal_server.core.transfer.manner import worded
from fofal_server.core.transfer.paper import BOLD, Column, Paper, drawable, fitted, prepare_fonts, width_of
from fofal_server.core.transfer.shown import Shape

MEDIA = "application/pdf"
MAX_ROWS = 5_000
"""Some 150 pages: nobody reads more, and a page stays in memory until all are drawn."""
_WIDEST = 180.0
_RIGHT = DECIMAL_KINDS | {Kind.COUNT}

Rows = Sequence[Sequence[object]]


def written(sheet: Sheet, batches: Iterable[Rows]) -> Iterator[bytes]:
    """The file in parts; while rows still come the parts are empty, for each page tells how many there are in all."""
    prepare_fonts()
    coming = iter(batches)
    first = next(coming, ())
    with tempfile.TemporaryFile() as file:
        paper = Paper(file, sheet.title, sheet.language)
        page, widths = fitted(_wanted(sheet, first))
        columns = [_column(shape, width) for shape, width in zip(sheet.shapes, widths, strict=True)]
        facts = [(fact.label, worded(fact.value, fact.meaning, sheet.language)) for fact in sheet.facts]
        paper.begin(page, columns, [(drawable(label), drawable(words)) for label, words in facts])
        for batch in chain([first], coming):
            for row in batch:
                paper.row(_cells(sheet, row))
            yield b""
        paper.save()
        yield from chunks(file)


def _wanted(sheet: Sheet, rows: Rows) -> list[float]:
    """How wide the columns would like to be, by their heads and the first rows."""
    found = [width_of(_head(shape), BOLD) for shape in sheet.shapes]
    for row in rows:
        found = [max(pair) for pair in zip(found, map(width_of, map(drawable, _cells(sheet, row))), strict=True)]
    return [min(width, _WIDEST) for width in found]


def _column(shape: Shape, width: float) -> Column:
    return Column(_head(shape), width, right=shape.field.meaning.kind in _RIGHT)


def _head(shape: Shape) -> str:
    return drawable(f"{shape.header} ({shape.unit})" if shape.unit else shape.header)


def _cells(sheet: Sheet, row: Sequence[object]) -> list[str]:
    return [worded(shape.take(row), shape.field.meaning, sheet.language) for shape in sheet.shapes]
