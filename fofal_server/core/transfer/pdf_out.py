"""A list for paper: the company's head, what was asked above it, then the rows as the screen shows them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from fofal_server.contract.kinds import Kind
from fofal_server.contract.paper import MEDIA as LINES
from fofal_server.contract.paper import Page
from fofal_server.core.fields import DECIMAL_KINDS
from fofal_server.core.paper.facts import told
from fofal_server.core.paper.head import Head
from fofal_server.core.paper.letters import drawable
from fofal_server.core.paper.out import as_lines, as_pdf
from fofal_server.core.paper.sheet import Sheet as PaperSheet
from fofal_server.core.paper.table import Column, Table, page_for, wished
from fofal_server.core.texts import text
from fofal_server.core.transfer.heading import Sheet
from fofal_server.core.transfer.manner import worded
from fofal_server.core.transfer.shown import Shape

MEDIA, LINES_MEDIA = "application/pdf", LINES
MAX_ROWS = 5_000
"""Some 150 pages: nobody reads more, and a page stays in memory until all are drawn."""
_RIGHT = DECIMAL_KINDS | {Kind.COUNT}

Rows = Sequence[Sequence[object]]


def written(sheet: Sheet, batches: Iterable[Rows]) -> Iterator[bytes]:
    """The file in parts, which are empty until each page can tell how many there are in all."""
    return as_pdf(_head(sheet), _laid(sheet, batches))


def shown(sheet: Sheet, batches: Iterable[Rows]) -> Iterator[bytes]:
    """The same pages for a preview, each as soon as it is full."""
    return as_lines(_head(sheet), _laid(sheet, batches))


def _head(sheet: Sheet) -> Head:
    return sheet.head or Head(sheet.title, sheet.language)


def _laid(sheet: Sheet, batches: Iterable[Rows]) -> Iterator[Page | None]:
    coming = iter(batches)
    first = next(coming, ())
    columns = wished([_column(shape) for shape in sheet.shapes], (_cells(sheet, row) for row in first))
    paper = PaperSheet(_head(sheet), page_for(columns))
    told(paper, [(fact.label, worded(fact.value, fact.meaning, sheet.language)) for fact in sheet.facts])
    table = Table(paper, columns)
    for batch in chain([first], coming):
        for row in batch:
            table.row(_cells(sheet, row))
        yield from paper.take()
        yield None
    if not first:
        table.say(drawable(text("paper.no_row", sheet.language)))
    yield from paper.end()


def _column(shape: Shape) -> Column:
    head = f"{shape.header} ({shape.unit})" if shape.unit else shape.header
    return Column(drawable(head), 0, right=shape.meaning.kind in _RIGHT)


def _cells(sheet: Sheet, row: Sequence[object]) -> list[str]:
    return [drawable(worded(shape.take(row), shape.meaning, sheet.language)) for shape in sheet.shapes]
