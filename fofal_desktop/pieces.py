"""Work for the GUI thread that is too long for one turn of its loop, done in pieces between what a person does."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

Piece = Callable[[], object]
FRAME_MS = 16
"""How long the first of them waits: by then is painted what stands there already."""
TURN_S = 0.012
"""How long the pieces of one turn may take: with the last of them a turn stays far below the 50 ms that one notices."""


class Pieces(QObject):
    """Done one after the other by themselves; who needs all of it at once asks to ``finish``."""

    def __init__(self, work: Iterable[Piece], parent: QObject) -> None:
        super().__init__(parent)
        self._left = deque(work)
        self._turns = QTimer(self, interval=FRAME_MS)
        self._turns.timeout.connect(self._turn)
        self._turns.start()

    @property
    def left(self) -> bool:
        """Whether some are still to be done."""
        return bool(self._left)

    def do_one(self) -> None:
        """The next one, at once."""
        if self._left:
            self._left.popleft()()
        if not self._left:
            self._turns.stop()

    def finish(self) -> None:
        """All that are left, at once."""
        while self._left:
            self.do_one()

    def _turn(self) -> None:
        self._turns.setInterval(0)
        until = time.perf_counter() + TURN_S
        self.do_one()
        while self._left and time.perf_counter() < until:
            self.do_one()


def paint_later(widget: QWidget) -> None:
    """Paint what is about to be shown in a turn of its own: to make it and to lay it out takes one already."""
    widget.setUpdatesEnabled(False)
    Pieces([partial(widget.setUpdatesEnabled, True)], widget)
