"""Collect Python's garbage on the GUI thread only.

Left alone, the collector runs in whichever thread allocates next; when that is a worker and the garbage holds a
widget, Qt is destroyed from the wrong thread and the process dies.
"""

import gc

from PySide6.QtCore import QObject, QTimer

YOUNG_MS, EVERY_YOUNG, EVERY_OLD = 250, 4, 20
"""What is new is looked through often, before it has grown: a second of opening and closing tabs leaves garbage for
36 ms. What outlived that is looked through every so many rounds."""


class Collector(QTimer):
    """Collects the young generations often and everything now and then, because a full collection takes longest."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rounds = 0
        self.setInterval(YOUNG_MS)
        self.timeout.connect(self._collect)

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
    collector.start()
    return collector
