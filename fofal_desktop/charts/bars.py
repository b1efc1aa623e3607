"""Bars that are read and opened: what the two ways of drawing them have in common."""

import math
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000,
}  # fmt: skip
_OPEN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Drawn(Protocol):
    """What of a bar is drawn and told."""

    @property
    def words(self) -> str: ...
    @property
    def told(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def usual(self) -> float: ...
    @property
    def tone(self) -> str: ...
    @property
    def current(self) -> bool: ...


class Bars(QWidget):
    """Arrows go from bar to bar, Home and End to the first and the last, Enter or a click opens what a bar counts.

    ``pointed`` tells the place of the bar that is read, or -1; ``chosen`` the one that is to be opened. How it looks is
    said by who inherits (``draw``, ``mark``): Qt's classes cannot be abstract as well.
    """

    pointed = Signal(int)
    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bars: Sequence[Drawn] = ()
        self.place = -1

    def show_bars(self, bars: Sequence[Drawn]) -> None:
        """Draw these; whoever stood on one stays on that place."""
        self.bars = bars
        self.draw()
        self.point(min(self.place, len(bars) - 1))

    def point(self, place: int) -> None:
        """Stand on a bar, or on none (-1)."""
        self.place = place
        self.setAccessibleDescription(self.bars[place].told if place >= 0 else self.summary)
        self.mark()
        self.pointed.emit(place)

    @property
    def summary(self) -> str:
        """All bars in words, for whoever does not see them."""
        return " · ".join(one.told for one in self.bars if not math.isnan(one.value))

    def draw(self) -> None:
        """Draw all bars anew."""
        raise NotImplementedError

    def mark(self) -> None:
        """Show which bar is read."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.bars and key in _STEPS:
            at = self.place if self.place >= 0 else (-1 if _STEPS[key] > 0 else len(self.bars))
            self.point(max(0, min(at + _STEPS[key], len(self.bars) - 1)))
        elif self.place >= 0 and key in _OPEN:
            self.chosen.emit(self.place)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.bars and self.place < 0:
            self.point(len(self.bars) - 1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point(-1)
