"""Pages of rows that are here: the newest used are kept, the oldest forgotten, the doubtful marked."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]

PAGE = 100
KEPT = 200
"""Pages kept in memory: 20,000 rows, some tens of megabytes at most."""


class Pages:
    """A sparse list of records. A stale page is still shown while a fresh one is on its way."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, list[Record]] = OrderedDict()
        self._stale: set[int] = set()

    def record(self, row: int) -> Record | None:
        page = self._pages.get(row // PAGE)
        return page[row % PAGE] if page is not None and row % PAGE < len(page) else None

    def needs(self, page: int) -> bool:
        return page not in self._pages or page in self._stale

    def keep(self, page: int, records: list[Record]) -> None:
        """Take a fresh page and forget the one that was not looked at for longest."""
        self._pages[page] = records
        self._stale.discard(page)
        self.touch(page)
        while len(self._pages) > KEPT:
            forgotten, _ = self._pages.popitem(last=False)
            self._stale.discard(forgotten)

    def touch(self, page: int) -> None:
        """Note that somebody looks at this page."""
        if page in self._pages:
            self._pages.move_to_end(page)

    def doubt(self) -> None:
        """Mark everything stale."""
        self._stale = set(self._pages)

    def clear(self) -> None:
        self._pages.clear()
        self._stale.clear()

    def ids(self, page: int) -> list[str]:
        return [record["id"] for record in self._pages.get(page, ())]

    def rows(self) -> Iterator[tuple[int, Record]]:
        """Every row that is here, with its number."""
        for page, records in self._pages.items():
            yield from enumerate(records, page * PAGE)
