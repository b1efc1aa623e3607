"""Which timers run, and where each was started: Qt keeps no list of them, and to look through every object is slow."""

import sys
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QTimer
from shiboken6 import isValid


class Ticking:
    """Notes every start from now on. What ``QTimer.singleShot`` starts ends by itself, and with whom it is for."""

    def __init__(self) -> None:
        self._started: WeakKeyDictionary[QTimer, str] = WeakKeyDictionary()
        self._start = QTimer.start

    def begin(self) -> None:
        started, start = self._started, self._start

        def noting(timer: QTimer, *given: Any) -> None:
            frame = sys._getframe(1)
            started[timer] = f"{frame.f_code.co_filename}:{frame.f_lineno}"
            start(timer, *given)

        QTimer.start = noting  # type: ignore[method-assign,assignment]  # watched for the time of the tests

    def end(self) -> None:
        QTimer.start = self._start  # type: ignore[method-assign]  # as it was

    def running(self) -> dict[QTimer, str]:
        """Those that run now, each with the line that started it."""
        return {timer: where for timer, where in self._started.items() if isValid(timer) and timer.isActive()}
