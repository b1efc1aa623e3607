"""Collect Python's garbage on the GUI thread only.

Left alone, the collector runs in whichever thread allocates next; when that is a worker and the garbage holds a
widget, Qt is destroyed from the wrong thread and the process dies.
"""

import gc
import time

from PySide6.QtCore import QObject, Qt, QTimer

YOUNG_MS, EVERY_YOUNG, EVERY_OLD = 250, 4, 20
"""What is new is looked through often, before it has grown: a second of opening and closing tabs leaves garbage for
36 ms. What outlived that is looked through every so many rounds."""
LATE_S, PUT_OFF_MS, MOST = 0.008, 30, 8
"""A turn that begins so late comes right after other work, and would make one pause with it: it is put off by so many
milliseconds, at most so many times."""


class Collector(QTimer):
    """Collects the young generations often and everything now and then, because a full collection takes longest."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rounds = self._put_off = 0
        self._due = time.monotonic()
        self.setSingleShot(True)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.timeout.connect(self._turn)

    def begin(self, after_ms: int) -> None:
        """The next turn is in so many milliseconds."""
        self._due = time.monotonic() + after_ms / 1000
        self.start(after_ms)

    def _turn(self) -> None:
        if time.monotonic() - self._due > LATE_S and self._put_off < MOST:
            self._put_off += 1
            self.begin(PUT_OFF_MS)
            return
        self._put_off = 0
        self._collect()
        self.begin(YOUNG_MS)

    def _collect(self) -> None:
        self._rounds += 1
        gc.collect(2 if self._rounds % EVERY_OLD == 0 else 1 if self._rounds % EVERY_YOUNG == 0 else 0)


def spare() -> None:
    """What is loaded stays for good, its modules and classes: leaving them out keeps each collection short."""
    gc.freeze()


def install(parent: QObject) -> Collector:
    """Switch automatic collection off for the process and collect from ``parent``'s thread instead."""
    gc.disable()
    gc.collect()
    spare()
    collector = Collector(parent)
    collector.begin(YOUNG_MS)
    return collector
