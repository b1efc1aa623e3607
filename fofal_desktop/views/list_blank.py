"""What stands in the place of a list without rows: why there are none, and what one can do about it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from fofal_desktop import commands
from fofal_desktop.parts import button
from fofal_desktop.tables.blank import Blank
from fofal_desktop.views.emptiness import retry_button, say_given_up, say_not_kept


class ListBlank(Blank):
    """``new`` and ``bring`` are the ways in, ``clear`` shows all there is, ``read`` asks once more."""

    def __init__(
        self, symbol: str, new: QAction, bring: QAction, clear: Callable[[], Any], read: Callable[[], Any]
    ) -> None:
        self._symbol = symbol
        self._ways_in = {
            button(commands.NEW.label, "blankNew", "primary", commands.NEW.icon): new,
            button(commands.IMPORT.label, "blankImport", "", commands.IMPORT.icon): bring,
        }
        self._clear = button(QCoreApplication.translate("ListPage", "Show everything"), "blankClear", "primary")
        self._retry = retry_button(read)
        super().__init__([*self._ways_in, self._clear, self._retry])
        for way, action in self._ways_in.items():
            way.clicked.connect(action.trigger)
        self._clear.clicked.connect(lambda _checked=False: clear())

    def say_none(self, *, narrowed: bool) -> None:
        """The server has none; ``narrowed``: none of what is asked for."""
        if narrowed:
            self._say_nothing_matches()
        else:
            self._say_nothing_yet()

    def say_unseen(self, words: str, *, narrowed: bool) -> None:
        """Nobody answers, and ``words`` say what of the list is not kept here."""
        say_not_kept(self, words, [self._clear, self._retry] if narrowed else [self._retry])

    def say_given_up(self) -> None:
        """The person did not want to wait for the answer."""
        say_given_up(self, [self._retry])

    def _say_nothing_yet(self) -> None:
        shown = [one for one, action in self._ways_in.items() if action.isEnabled()]
        words = QCoreApplication.translate("ListPage", "You may look here, not add.")
        if len(shown) == len(self._ways_in):
            words = QCoreApplication.translate("ListPage", "Add the first one, or bring in a whole file.")
        elif shown:
            words = QCoreApplication.translate("ListPage", "Add the first one.")
        self.say(self._symbol, QCoreApplication.translate("ListPage", "Nothing here yet"), words, shown)

    def _say_nothing_matches(self) -> None:
        title = QCoreApplication.translate("ListPage", "Nothing matches")
        words = QCoreApplication.translate("ListPage", "Try other words or fewer filters.")
        self.say("mdi6.magnify-close", title, words, [self._clear])
