"""What the server is at, one line a job: how far it is, and the way to stop it."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from fofal_desktop.models.operations import Record
from fofal_desktop.parts import GAP, button, label, named, tight

BAR = 180
_SHARE = re.compile(r"(\d{1,3}) %")


class OperationsWork(QWidget):
    """``stopped`` carries the job that shall end."""

    stopped = Signal(dict)

    def __init__(self, *, stops: bool) -> None:
        super().__init__()
        self._stops = stops
        self._lines: dict[str, WorkLine] = {}
        self._column = tight(QVBoxLayout(self), 4)
        self.hide()

    def show_work(self, running: list[Record]) -> None:
        """Only what tells how far it is: short jobs come and go between two looks.

        A job keeps its line from look to look, and with it the focus on what stops it.
        """
        told = {str(one["code"]): one for one in running if one["progress"]}
        for code in self._lines.keys() - told.keys():
            self._drop(self._lines.pop(code))
        for code, job in told.items():
            if code not in self._lines:
                self._lines[code] = self._add(code)
            self._lines[code].show_job(job)
        self.setVisible(bool(told))

    def _add(self, code: str) -> "WorkLine":
        line = WorkLine(code, stops=self._stops)
        line.stopped.connect(self.stopped)
        self._column.addWidget(line)
        return line

    def _drop(self, line: "WorkLine") -> None:
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()


class WorkLine(QWidget):
    """One job; ``stopped`` carries it as it was told last."""

    stopped = Signal(dict)

    def __init__(self, code: str, *, stops: bool) -> None:
        super().__init__()
        self._job: Record = {}
        self._bar, self._words = named(QProgressBar(), "workBar"), label("", "workTold")
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(BAR, 6)
        self._stop = button(self.tr("Stop"), f"stop-{code}", "link")
        self._stop.clicked.connect(lambda: self.stopped.emit(self._job))
        row = tight(QHBoxLayout(self), GAP)
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)
        row.addWidget(self._stop)
        self._stop.setVisible(stops)

    def show_job(self, job: Record) -> None:
        """A share where one is told, else only that it goes on."""
        self._job, share = job, _SHARE.search(job["progress"])
        self._bar.setRange(0, 100 if share else 0)
        self._bar.setValue(int(share[1]) if share else 0)
        self._words.setText(f"{job['name']} — {job['progress']}")
        ending = job["cancel_at"] is not None
        self._stop.setText(self.tr("Stopping…") if ending else self.tr("Stop"))
        self._stop.setEnabled(not ending)
