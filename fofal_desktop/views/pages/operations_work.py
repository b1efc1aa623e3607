"""What the server is at, one line a job: how far it is, and the way to stop it."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from fofal_desktop.models.operations import Record
from fofal_desktop.parts import GAP, button, clear, label, named, tight

BAR = 180
_SHARE = re.compile(r"(\d{1,3}) %")


class OperationsWork(QWidget):
    """``stopped`` carries the job that shall end."""

    stopped = Signal(dict)

    def __init__(self, *, stops: bool) -> None:
        super().__init__()
        self._stops = stops
        self._column = tight(QVBoxLayout(self), 4)
        self.hide()

    def show_work(self, running: list[Record]) -> None:
        """Only what tells how far it is: short jobs come and go between two looks."""
        clear(self._column)
        told = [one for one in running if one["progress"]]
        for job in told:
            self._column.addLayout(self._row(job))
        self.setVisible(bool(told))

    def _row(self, job: Record) -> QHBoxLayout:
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(self._bar(job["progress"]))
        row.addWidget(label(f"{job['name']} — {job['progress']}", "workTold"), 1)
        if self._stops:
            ending = job["cancel_at"] is not None
            stop = button(self.tr("Stopping…") if ending else self.tr("Stop"), f"stop-{job['code']}", "link")
            stop.setEnabled(not ending)
            stop.clicked.connect(lambda: self.stopped.emit(job))
            row.addWidget(stop)
        return row

    def _bar(self, progress: str) -> QProgressBar:
        """A share where one is told, else only that it goes on."""
        bar, share = named(QProgressBar(), "workBar"), _SHARE.search(progress)
        bar.setRange(0, 100 if share else 0)
        bar.setTextVisible(False)
        bar.setFixedSize(BAR, 6)
        if share:
            bar.setValue(int(share[1]))
        return bar
