"""Beside the page of a record: shows what others do to it, unless something is being typed over it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from fofal_desktop.gate import ask
from fofal_desktop.jobs import changes
from fofal_desktop.views.record import RecordPage

Record = dict[str, Any]


class Following(QObject):
    """A look that fails is not told: nobody has asked for it."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        changes.happened.connect(self._hear)

    def _hear(self, names: set[str]) -> None:
        page = self._page
        if page.resource.name not in names or page.making or page.busy.isVisible():
            return
        if page.record is None or (page.as_read.is_old and not page.dirty):
            page.reload()
        else:
            self._look(self._compare)

    def look_again(self) -> None:
        """What the server says in words is another language by now."""
        if self._page.record is not None:
            self._look(self._renew)

    def _look(self, done: Callable[[Record], None]) -> None:
        page, key = self._page, self._page.place.key

        def take(fresh: Record) -> None:
            if page.place.key == key:  # one may have gone on to the next record meanwhile
                done(fresh)

        ask(self, lambda: page.client.read(page.resource, key), take, lambda _error: None)

    def _compare(self, fresh: Record) -> None:
        page = self._page
        if page.record is None:
            return
        if fresh["version"] != page.record["version"]:
            self._show(fresh)
        elif page.as_read.is_old:
            page.confirm(fresh)

    def _show(self, fresh: Record) -> None:
        page = self._page
        page.as_read.tell(None)
        if page.dirty:
            page.say_changed()
        else:
            page.show_record(fresh)

    def _renew(self, fresh: Record) -> None:
        if self._page.dirty:
            self._compare(fresh)
        elif fresh != self._page.record:
            self._page.show_record(fresh)
