"""How long the window stood still: a timer in the event loop that notes when it comes too late, and during what."""

import gc
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 10


@dataclass
class Longest:
    """The longest pause in milliseconds: of processor time of the GUI thread, and of wall time.

    ``collecting``: the longest collection of garbage, in processor time; it is part of a pause.
    """

    cpu: float = 0.0
    wall: float = 0.0
    collecting: float = 0.0


class Pauses(QObject):
    """Between two beats lies whatever the event loop did without a break; ``doing`` names it.

    Several short pieces of work one after the other count as one pause: a person who types would wait for all of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self.longest: defaultdict[str, Longest] = defaultdict(Longest)
        self._wall, self._cpu, self._began = time.perf_counter(), time.thread_time(), 0.0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.thread_time()
        gc.callbacks.append(self._collect)
        self._timer.start()

    def stop(self) -> None:
        gc.callbacks.remove(self._collect)
        self._timer.stop()

    def _collect(self, phase: Literal["start", "stop"], _info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.thread_time()
        else:
            longest = self.longest[self.doing]
            longest.collecting = max(longest.collecting, 1000 * (time.thread_time() - self._began))

    def _beat(self) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        longest = self.longest[self.doing]
        longest.cpu = max(longest.cpu, 1000 * (cpu - self._cpu))
        longest.wall = max(longest.wall, 1000 * (wall - self._wall) - BEAT_MS)
        self._wall, self._cpu = wall, cpu
