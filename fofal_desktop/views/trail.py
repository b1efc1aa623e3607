"""The way through a list from one record to the next: it leads on when the list asks otherwise or is closed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from fofal_desktop.api.age import dated
from fofal_desktop.api.client import Client
from fofal_desktop.gate import ask
from fofal_desktop.models.pages import PAGE
from fofal_desktop.models.records import RecordModel
from fofal_desktop.tables.records import RecordTable
from fofal_server.contract.meta import ResourceMeta

Found = Callable[[str | None], Any]


@dataclass(frozen=True)
class _Spot:
    """A row of what a list was asked for."""

    row: int
    search: str
    filters: tuple[str, ...]
    order: tuple[str, ...]


class Trail:
    """``table`` answers the table of the list while it is open, ``key`` is the record that one begins with.

    What the list shows counts as long as the record is in it; otherwise the server is asked what the list had asked
    when the record was last seen there.
    """

    def __init__(
        self, client: Client, resource: ResourceMeta, table: Callable[[], RecordTable | None], key: str
    ) -> None:
        self._client, self._resource, self._table = client, resource, table
        self._spot: _Spot | None = None
        self._note(key)

    def follow(self, owner: QObject, key: str, step: int, found: Found, failed: Callable[[Exception], Any]) -> None:
        """Tell ``found`` the record ``step`` rows (1 or -1) from the one of ``key``, None where the list ends.

        At once if the list has it here, otherwise when the server has answered.
        """
        self._note(key)
        table, spot = self._table(), self._spot
        beside = table.neighbour(key, step) if table is not None else None
        if beside is not None or spot is None:
            found(beside)
            return

        def take(there: tuple[int, str] | None) -> None:
            if there is not None:
                self._go_to(replace(spot, row=there[0]))
            found(there[1] if there is not None else None)

        ask(owner, lambda: self._beside(spot, key, step), take, failed)

    def _note(self, key: str) -> None:
        """Remember where the record stands in the list now, if it does."""
        table = self._table()
        row = table.records.row_of(key) if table is not None and table.records.answers else None
        if table is not None and row is not None:
            self._spot = _spot(table.records, row)

    def _go_to(self, spot: _Spot) -> None:
        """Take the cursor of the list along while it asks the same."""
        self._spot, table = spot, self._table()
        if table is not None and spot == _spot(table.records, spot.row):
            table.point_at(spot.row)

    # -- asking, off the GUI thread

    def _beside(self, spot: _Spot, key: str, step: int) -> tuple[int, str] | None:
        """Find row and key of the next record; where this one has left the list, the next has come into its row."""
        first = spot.row - spot.row % PAGE
        keys = self._keys(spot, first)
        row = first + keys.index(key) + step if key in keys else spot.row - (step < 0)
        if not first <= row < first + PAGE:
            first = row - row % PAGE
            keys = self._keys(spot, first) if row >= 0 else []
        return (row, keys[row - first]) if row - first < len(keys) else None

    def _keys(self, spot: _Spot, first: int) -> list[str]:
        """By the same pages as the list, which may be kept for when nobody answers."""
        ask_page = partial(self._client.page, self._resource, offset=first, limit=PAGE, total=False)
        page = dated(lambda: ask_page(search=spot.search, filters=spot.filters, sort=spot.order))()
        return [str(record["id"]) for record in page.value.items]


def _spot(records: RecordModel, row: int) -> _Spot:
    return _Spot(row, records.search, records.filters, records.order)
