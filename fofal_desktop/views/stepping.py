"""Beside the page of a record: the next and the previous one of the list it was opened from, press by press."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from fofal_desktop.notices import Notice
from fofal_desktop.views.page import Page


class Stepping(QObject):
    """``go`` shows another record in ``page``, ``failed`` hears why the next is not known.

    Keys that come faster than the server answers are counted, none is lost.
    """

    def __init__(self, page: Page, go: Callable[[str], Any], failed: Callable[[Exception], Any]) -> None:
        super().__init__(page)
        self._page, self._go, self._failed = page, go, failed
        self._left, self._under_way = 0, False

    def step(self, by: int) -> None:
        """Go one record on (1) or back (-1)."""
        self._left += by
        if not self._under_way:
            self._next()

    def _next(self) -> None:
        place = self._page.place
        self._under_way = bool(self._left) and place.origin is not None
        if place.origin is None or not self._left:
            self._left = 0
            return
        by = 1 if self._left > 0 else -1
        place.origin.follow(self._page, place.key, by, partial(self._found, by), self._stop)

    def _found(self, by: int, key: str | None) -> None:
        self._left -= by
        if key is None:
            self._end(by)
        else:
            self._page.leave(partial(self._left_for, key))

    def _left_for(self, key: str, may: bool) -> None:
        if may:
            self._go(key)
        else:
            self._left = 0
        self._next()

    def _end(self, by: int) -> None:
        """Steps back again count, further ones do not."""
        last = self.tr("This is the last record of the list.")
        self._page.told.emit(Notice(last if by > 0 else self.tr("This is the first record of the list.")))
        if self._left * by > 0:
            self._left = 0
        self._next()

    def _stop(self, error: Exception) -> None:
        self._left, self._under_way = 0, False
        self._failed(error)
