"""What a page of the desktop shows, on paper: its facts, then its tables under each other."""

from collections.abc import Iterator

from fofal_server.contract.paper import Page
from fofal_server.contract.shown import ShownPage, ShownTable
from fofal_server.core.paper.facts import heading, told
from fofal_server.core.paper.head import Head
from fofal_server.core.paper.letters import drawable
from fofal_server.core.paper.sheet import ACROSS, LEAD, UPRIGHT, Sheet
from fofal_server.core.paper.table import Column, Table, page_for, wished
from fofal_server.core.texts import text

AT_ONCE = 200
"""Rows between two moments at which whoever hung up is noticed."""


def laid(head: Head, page: ShownPage) -> Iterator[Page | None]:
    """The pages; all of them lie across as soon as one table needs it."""
    columns = [_columns(table) for table in page.tables]
    across = any(page_for(one) == ACROSS for one in columns)
    sheet = Sheet(head, ACROSS if across else UPRIGHT)
    if page.facts:
        told(sheet, page.facts)
    for table, wide in zip(page.tables, columns, strict=True):
        for _rows in _fill(sheet, table, wide):
            yield from sheet.take()
            yield None
    yield from sheet.end()


def _columns(table: ShownTable) -> list[Column]:
    columns = [Column(drawable(one.head), 0, right=one.right) for one in table.columns]
    return wished(columns, ([drawable(cell) for cell in row.cells] for row in table.rows))


def _fill(sheet: Sheet, table: ShownTable, columns: list[Column]) -> Iterator[int]:
    """Draw it; tells now and then how many rows were drawn."""
    if table.title:
        heading(sheet, table.title)
    drawn = Table(sheet, columns)
    if not table.rows:
        drawn.say(drawable(text("paper.no_row", sheet.head.language)))
    for number, row in enumerate(table.rows, 1):
        drawn.row([drawable(cell) for cell in row.cells], bold=row.bold)
        if number % AT_ONCE == 0:
            yield number
    yield len(table.rows)
    sheet.down(LEAD)
