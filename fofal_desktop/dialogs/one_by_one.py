"""One thing done to many records, one after the other: how far it is, a way to stop, and what was refused and why."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from fofal_desktop.api.errors import ApiError
from fofal_desktop.dialogs.frame import Banner, Dialog
from fofal_desktop.fields.formats import name_of
from fofal_desktop.gate import closed_by, gate, message_of
from fofal_desktop.jobs import Job, is_cancelled, report
from fofal_desktop.models.worded import WordedTable
from fofal_desktop.parts import GAP, label
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.meta import ResourceMeta

MOST = 500
"""Records of one run: as many as a person can look through before and after."""

Record = dict[str, Any]
Line = tuple[str, str]


class OneByOne(Dialog):
    """``ended`` carries the answers of ``step``, one for each record that it was done to, once it ran and was left.

    ``step`` does it to one record, off the GUI thread. A refusal is told and the others go on; what concerns all of
    them (no line, no session) leaves the rest, which can be gone on with. Nothing to tell: it closes by itself.
    """

    ended = Signal(list)

    def __init__(
        self, resource: ResourceMeta, records: Sequence[Record], words: str, parent: QWidget,
        step: Callable[[Record], Any],
    ) -> None:  # fmt: skip
        super().__init__(parent, "oneByOneDialog", words, width=560)
        self.resize(680, 440)
        self._resource, self._step = resource, step
        self._left, self._count = list(records), len(records)
        self._done: list[tuple[Record, Any]] = []
        self._refused: list[tuple[Record, ApiError]] = []
        self._running = self._stopping = False
        self._job: Job[None] | None = None
        self.outcome, self.progress_words = Banner(), label("", "muted")
        self.lines = WordedTable(self._heads, lambda line: line, self)
        self._lay_out()
        self._show_lines([(name_of(resource, one), "") for one in records])
        self.finished.connect(self._tell)

    def _heads(self) -> Line:
        return self.tr("Record"), self.tr("What becomes of it")

    def _lay_out(self) -> None:
        self.table = plain_table(self.lines, "oneByOne", self.tr("Records"))
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.progress_words)
        self.leave = self.add_button(self.tr("Cancel"), "cancel")
        self.leave.setProperty("always", True)
        self.leave.clicked.connect(self.reject)
        self.go = self.add_button(self.tr("Go on"), "go", "primary")
        self.go.clicked.connect(self.begin)

    # -- the run

    def begin(self) -> None:
        """Go on with what is left."""
        if self._running:
            return
        self._running, self._stopping = True, False
        self.problem.say("")
        self.outcome.say("")
        self.go.hide()  # nothing is left to be gone on with before it rests
        self.wait(True)
        self._show_progress(self._count - len(self._left))
        self._job = Job(
            self, self._work, lambda _none: None, self._failed, self._rest, progressed=self._show_progress, long=True
        ).start()
        self.destroyed.connect(self._job.cancel)  # its window was closed, or the person signed out

    def _work(self) -> None:
        while self._left and not (self._stopping or is_cancelled()):
            record = self._left[0]
            try:
                self._done.append((record, self._step(record)))
            except ApiError as error:
                if not _is_refusal(error):
                    raise
                self._refused.append((record, error))
            self._left.pop(0)
            report(self._count - len(self._left))

    def _failed(self, error: Exception) -> None:
        if why := closed_by(error):
            gate.hold(self, self.begin, lambda: self.problem.say(message_of(error)), why)
        else:
            self.problem.say(message_of(error))

    def _show_progress(self, done: int) -> None:
        self.busy.setMaximum(self._count)
        self.busy.setValue(done)
        if not self._stopping:
            self.progress_words.setText(self.tr("{0} of {1}").format(done, self._count))

    # -- what came of it

    def _rest(self) -> None:
        self._running = False
        self.wait(False)
        self.progress_words.setText("")
        if not self._left and not self._refused:
            self.accept()
            return
        self.leave.setText(self.tr("Close"))
        self.go.setText(self.tr("Go on"))
        self.go.setVisible(bool(self._left))
        self.outcome.say(self._outcome(), "warning")
        self._show_lines(
            [
                *((name_of(self._resource, one), message_of(error)) for one, error in self._refused),
                *((name_of(self._resource, one), self.tr("Not done")) for one in self._left),
                *((name_of(self._resource, one), self.tr("Done")) for one, _answer in self._done),
            ]
        )

    def _outcome(self) -> str:
        translate = QCoreApplication.translate  # who inherits would look for the plurals under its own name
        told = [
            translate("OneByOne", "%n done", "", len(self._done)),
            translate("OneByOne", "%n refused", "", len(self._refused)) if self._refused else "",
            translate("OneByOne", "%n left as they were", "", len(self._left)) if self._left else "",
        ]
        return ", ".join(words for words in told if words)

    def _show_lines(self, lines: Sequence[Line]) -> None:
        self.lines.show_rows(lines)
        self.table.resizeColumnsToContents()
        self.table.setColumnWidth(0, self.table.columnWidth(0) + GAP)  # for the frame of the cell with the cursor

    # -- leaving

    def reject(self) -> None:
        """Stop after the record that is under way; asked again, do not even wait for that one."""
        if self._running and not self._stopping:
            self._stopping = True
            self.progress_words.setText(self.tr("Stops after this record…"))
        else:
            super().reject()

    def _tell(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.ended.emit([answer for _record, answer in self._done])


def _is_refusal(error: ApiError) -> bool:
    """Whether the server said no to this record alone."""
    return 400 <= error.status < 500 and error.status != 429 and not closed_by(error)
