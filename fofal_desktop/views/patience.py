"""What a page says while the server takes its time, and what one can do then: look at what is kept, ask again, stop."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from fofal_desktop import commands
from fofal_desktop.api.age import Dated, dated, of_kept
from fofal_desktop.gate import ask
from fofal_desktop.jobs import Job
from fofal_desktop.line import line
from fofal_desktop.parts import GAP, button, label, mark, named, read_out, tight

Found = TypeVar("Found")
LATE_MS = 3_000
"""A page that waits so long says so; most answers come within a tenth of it, on a bad line too."""


class Busy(QProgressBar):
    """The thin line over what a page shows while it waits for the server."""

    begun = Signal()
    over = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "busy")
        self.setMaximum(0)
        self.setFixedHeight(3)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.begun.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.over.emit()


class Patience(QFrame):
    """Hidden until ``busy`` has been seen for some seconds: then it is ``late``, until the answer is there.

    ``again``: the person wants the server asked anew; ``given_up``: to wait no more.
    """

    late = Signal()
    again = Signal()
    given_up = Signal()

    def __init__(self, busy: Busy) -> None:
        super().__init__()
        self.setObjectName("banner")
        mark(self, "notice", "info")
        self.words = label("", "bannerText", wrap=True)
        self.retry = button(self.tr("Try again"), "askAgain", "link", commands.REFRESH.icon)
        self.stop = button(self.tr("Stop waiting"), "stopWaiting", "link")
        row = tight(QHBoxLayout(self), GAP, GAP + 2)
        row.addWidget(self.words, 1)
        row.addWidget(self.retry)
        row.addWidget(self.stop)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)
        self.retry.clicked.connect(self._ask_again)
        self.stop.clicked.connect(self.given_up)
        busy.begun.connect(self._begin)
        busy.over.connect(self._end)
        self.is_late, self._writes = False, False
        self.hide()

    def of_writing(self, on: bool) -> None:
        """Whether something typed is on its way: to ask again is then to save again, which is the form's affair."""
        self._writes = on

    def _begin(self) -> None:
        self._timer.start(LATE_MS)

    def _end(self) -> None:
        self._timer.stop()
        self.is_late = False
        self.hide()

    def _tell(self) -> None:
        words = self.tr("The server takes its time to answer.")
        if self._writes:
            words = self.tr("The server takes its time to answer. What you typed stays here.")
        self.words.setText(words)
        self.retry.setVisible(not self._writes)
        self.is_late = True
        self.show()
        read_out(self, words)
        self.late.emit()

    def _ask_again(self) -> None:
        line.try_now()
        self._end()
        self._begin()
        self.again.emit()


@dataclass(eq=False)
class _Question:
    """``stands_in``: what is kept may be shown until the answer is here."""

    work: Callable[[], Any]
    done: Callable[[Dated[Any]], Any]
    failed: Callable[[Exception], Any]
    stands_in: bool
    job: Job[Dated[Any]] | None = field(default=None)


class Questions(QObject):
    """What a screen has asked and not heard yet.

    It is asked anew when the line is lost (what is kept answers then) or the person wants it, and given up together.
    While an answer is late, what is kept of it is shown: ``done`` then hears twice. ``waits`` as long as one is under
    way.
    """

    waits = Signal(bool)

    def __init__(self, owner: QWidget, patience: Patience | None = None) -> None:
        super().__init__(owner)
        self._owner, self._patience = owner, patience
        self._open: list[_Question] = []
        self._under_way = 0
        line.lost.connect(self.again)
        self.destroyed.connect(lambda _gone, left=self._open: _cancel(left))  # nobody is there to hear the answer
        if patience is not None:
            patience.late.connect(self._stand_in)
            patience.again.connect(self.again)
            patience.given_up.connect(self.drop)

    def ask(
        self,
        work: Callable[[], Found],
        done: Callable[[Dated[Found]], Any],
        failed: Callable[[Exception], Any],
        *,
        stands_in: bool = True,
    ) -> None:
        """Ask for something to be shown, with its age; in the turn of the GUI thread."""
        question = _Question(work, done, failed, stands_in)
        self._open.append(question)
        self._start(question)
        if self._patience is not None and self._patience.is_late:
            self._look_for_kept(question)

    def again(self) -> None:
        """Ask anew what is not answered yet, over another connection."""
        _cancel(self._open)
        for question in self._open:
            self._start(question)

    def drop(self) -> None:
        """Wait no more."""
        _cancel(self._open)
        self._open.clear()

    def _start(self, question: _Question) -> None:
        def answered(found: Dated[Any]) -> None:
            self._close(question)
            question.done(found)

        def failed(error: Exception) -> None:
            self._close(question)
            question.failed(error)

        self._under_way += 1
        self.waits.emit(True)
        question.job = ask(self._owner, dated(question.work), answered, failed, self._ended)

    def _close(self, question: _Question) -> None:
        if question in self._open:
            self._open.remove(question)

    def _ended(self) -> None:
        self._under_way = max(0, self._under_way - 1)  # a call that waited for a sign-in ends twice
        if not self._under_way:
            self.waits.emit(False)

    def _stand_in(self) -> None:
        for question in self._open:
            self._look_for_kept(question)

    def _look_for_kept(self, question: _Question) -> None:
        """The threads for short calls may all be waiting for the server."""

        def show(found: Dated[Any]) -> None:
            if question in self._open:
                question.done(found)

        if question.stands_in:
            Job(self._owner, of_kept(question.work), show, _nothing_kept, long=True).start()


def _cancel(questions: Iterable[_Question]) -> None:
    for question in questions:
        if question.job is not None:
            question.job.cancel()


def _nothing_kept(_error: Exception) -> None:
    """Then the page waits on."""
