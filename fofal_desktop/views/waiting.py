"""Files on their way beside what a page shows: after a second one sees how much has come, and can stop them."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from fofal_desktop.fields.formats import NARROW, number_text
from fofal_desktop.gate import ask
from fofal_desktop.jobs import Job
from fofal_desktop.parts import GAP, Elided, button, named, tight

PATIENCE_MS = 1000
Found = TypeVar("Found")


class Waiting(QWidget):
    """Hidden while nothing is under way, or not for long yet; whoever closes the page stops what is."""

    def __init__(self) -> None:
        super().__init__()
        self._jobs: set[Job[Any]] = set()
        self.words, self.bar = Elided("muted"), named(QProgressBar(maximum=0), "waitingBar")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.stop = button(self.tr("Cancel"), "stopWaiting", "link")
        row = tight(QHBoxLayout(self), GAP)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.stop.clicked.connect(self.cancel)
        self.destroyed.connect(lambda _gone, jobs=self._jobs: [one.cancel() for one in list(jobs)])
        self.hide()

    def begin(
        self,
        words: str,
        work: Callable[[], Found],
        done: Callable[[Found], Any],
        failed: Callable[[Exception], Any],
        *,
        size: int = 0,
    ) -> Job[Found]:
        """Do the work, which reports its bytes, of so many where ``size`` is known; several may be under way."""

        def ended() -> None:
            self._jobs.discard(job)
            if not self._jobs:
                self._patience.stop()
                self.hide()

        def progressed(amount: int) -> None:
            self.bar.setMaximum(size)
            self.bar.setValue(min(amount, size))
            self.words.setText(f"{words} {_amount(amount)}")

        self.words.setText(words)
        self.bar.setMaximum(0)
        if not self._jobs:
            self._patience.start()
        job = ask(self, work, done, failed, ended, progressed=progressed, long=True)
        self._jobs.add(job)
        return job

    def cancel(self) -> None:
        for job in list(self._jobs):
            job.cancel()


def _amount(size: int) -> str:
    return f"{number_text(max(1, size // 1024))}{NARROW}ko"
