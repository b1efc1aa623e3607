"""Rows on their way to the server, to be judged or stored: how far they are is told; given up they are undone whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import Job
from fofal_desktop.notices import Notice
from fofal_desktop.parts import label

Work = Callable[[str | None], Any]
"""A call, given its key where it changes something."""


@dataclass(frozen=True)
class _Sending:
    """What is on its way; ``undone`` says that nothing came of it, and is empty where nothing could."""

    work: Work
    done: Callable[[Any], Any]
    undone: str
    size: int


class SendingDialog(Dialog):
    """Told to stop while something is stored, it stays until the server has said what came of that.

    The one key of what is stored outlives a failure, after which nobody knows: sent again, it is stored once.
    """

    told = Signal(object)

    def __init__(self, parent: QWidget, name: str, client: Calls, *, width: int) -> None:
        super().__init__(parent, name, "", width=width)
        self._client, self._key = client, new_key()
        self._job: Job[Any] | None = None
        self._under_way: _Sending | None = None
        self._stopping = self._late = False
        self.how_far = label("", "muted")
        self.footer.insertWidget(0, self.how_far)
        self.finished.connect(lambda _result: self._job.cancel() if self._job else None)

    @property
    def sending(self) -> bool:
        """Whether something is on its way."""
        return self._under_way is not None

    def send(self, work: Work, done: Callable[[Any], Any], *, undone: str = "", size: int = 0) -> None:
        """Have something stored, and say ``undone`` when it was stopped before; without these words it is a rehearsal.

        ``size`` in bytes of a file that goes with it.
        """
        self._key = self._key if undone else new_key()
        self._send(_Sending(work, done, undone, size))

    def _send(self, sending: _Sending) -> None:
        key = self._key if sending.undone else None
        self._under_way = sending
        self.problem.say("")
        self.wait(True)
        self._job = ask(
            self,
            lambda: sending.work(key),
            lambda answer: self._answered(sending, answer),
            lambda error: self.problem.say(message_of(error)),
            self._rest,
            progressed=self._show_progress,
            long=True,
        )

    def _answered(self, sending: _Sending, answer: Any) -> None:
        self._key, late = new_key(), self._late
        sending.done(answer)
        if not late:
            return
        words = self.tr("It was done before the server could be told to stop.")
        if self.isVisible():
            self.problem.say(words, "warning")
        else:
            self.told.emit(Notice(words, "warning"))

    def _rest(self) -> None:
        if self._stopping:
            self._ask_what_came_of_it()
            return
        self._under_way, self._late = None, False
        self.wait(False)
        self.busy.setMaximum(0)
        self.how_far.setText("")

    # -- how far it is

    def _show_progress(self, amount: Any) -> None:
        """Bytes while the file leaves, then rows."""
        if isinstance(amount, tuple):
            rows, of = amount
            self.show_rows(rows, of, self.how_far)
            return
        size = self._under_way.size if self._under_way else 0
        self.busy.setMaximum(100 if amount < size else 0)
        self.busy.setValue(min(99, amount * 100 // max(1, size)))
        self.how_far.setText(self.tr("The file is sent…") if amount < size else self.tr("The server reads the rows…"))

    # -- giving up

    def reject(self) -> None:
        """Stop what is under way, then close; stay open for what might have been stored, unless told twice."""
        under_way = self._under_way is not None and self._under_way.undone
        if not under_way or self._stopping or self._late or self._job is None:
            super().reject()
            return
        self._stopping = True
        self.busy.setMaximum(0)
        self.how_far.setText(self.tr("Stopping…"))
        self._job.cancel()

    def _ask_what_came_of_it(self) -> None:
        key = self._key
        self._job = ask(self, lambda: self._client.give_up(key), self._gave_up, self._leave_open)

    def _gave_up(self, done: bool) -> None:
        sending, self._stopping = self._under_way, False
        if done and sending is not None:
            self._late = True
            self._send(sending)  # with its key it is answered as it was, and nothing is done again
            return
        self._key = new_key()
        self._rest()
        self.problem.say(sending.undone if sending else "", "info")

    def _leave_open(self, error: Exception) -> None:
        self._stopping = False
        self._rest()
        words = self.tr("Whether it was stored is not known. Send it again later: nothing is stored twice.")
        self.problem.say(f"{message_of(error)} {words}")
