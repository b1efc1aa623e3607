"""Why a list or a page shows nothing, and what one can do about it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from fofal_desktop import commands
from fofal_desktop.line import line
from fofal_desktop.parts import button
from fofal_desktop.tables.blank import Blank


class Unread(Blank):
    """What stands in the place of something that could not be read, and why; ``read`` tries once more."""

    def __init__(self, read: Callable[[], Any], instead_of: QWidget) -> None:
        self._retry, self._instead_of = retry_button(read), instead_of
        super().__init__([self._retry])
        self.hide()

    def tell(self, words: str) -> None:
        """It was never read here, and nobody answers."""
        say_not_kept(self, words, [self._retry])
        self._step_in()

    def tell_gone(self) -> None:
        """There is no such record, or none that this person may see: who may not is told no more than who is late."""
        title = QCoreApplication.translate("RecordPage", "This record is not there any more")
        words = QCoreApplication.translate(
            "RecordPage", "It was deleted meanwhile, or it is not open to you. {0} leads to the list."
        )
        keys = QKeySequence(commands.FIND.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        self.say("mdi6.file-hidden", title, words.format(keys), [])
        self._step_in()

    def tell_given_up(self) -> None:
        """The person did not want to wait for the answer."""
        say_given_up(self, [self._retry])
        self._step_in()

    def give_way(self) -> None:
        """It is there now."""
        self.hide()
        self._instead_of.show()

    def _step_in(self) -> None:
        self._instead_of.hide()
        self.show()


def retry_button(read: Callable[[], Any]) -> QPushButton:
    """Asks again, and has the line tried now."""
    made = button(QCoreApplication.translate("ListPage", "Try again"), "blankRetry", "", commands.REFRESH.icon)
    made.clicked.connect(line.try_now)
    made.clicked.connect(lambda _checked=False: read())
    return made


def say_not_kept(blank: Blank, words: str, ways_out: list[QPushButton]) -> None:
    """Nobody answers, and there is nothing here that could be shown instead."""
    title = QCoreApplication.translate("ListPage", "Not kept on this computer")
    blank.say("mdi6.cloud-off-outline", title, words, ways_out)


def say_given_up(blank: Blank, ways_out: list[QPushButton]) -> None:
    """Nothing was read, because the person did not want to wait any longer."""
    title = QCoreApplication.translate("ListPage", "Not loaded")
    blank.say("mdi6.timer-sand", title, words_of_given_up(), ways_out)


def words_of_given_up() -> str:
    """Tell of an answer that was not waited for."""
    return QCoreApplication.translate("ListPage", "You stopped waiting before the server had answered.")


def words_of_unseen() -> str:
    """Tell of rows, a search or an order that was never read here, below which others are shown."""
    return QCoreApplication.translate(
        "ListPage", "Offline: these rows, this search or this order are not kept on this computer."
    )
