"""The other language, learnt from the server before a word on the screen changes: all of it at once, or nothing."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from fofal_desktop.api.client import Client
from fofal_desktop.gate import ask, message_of
from fofal_desktop.notices import Notice
from fofal_desktop.shell.window import MainWindow
from fofal_server.contract.meta import ResourceMeta


class Interpreter(QObject):
    """``understood`` carries the language and what the server says of its resources in it."""

    understood = Signal(str, object)

    def __init__(self, client: Client, window: Callable[[], MainWindow], parent: QObject) -> None:
        super().__init__(parent)
        self._client, self._window, self._asks = client, window, False

    def turn_to(self, language: str) -> None:
        """Learn ``language``; where nobody is signed in there is nothing to learn."""
        if self._asks:
            return
        before, self._client.language = self._client.language, language
        if self._client.session.user is None:
            self.understood.emit(language, {})
            return
        self._asks = True
        ask(self, self._client.meta, partial(self._learnt, before), partial(self._not_learnt, before), self._rest)

    def _learnt(self, before: str, metas: dict[str, ResourceMeta]) -> None:
        """What is on its way to the server, or waits for an answer of the person, comes first."""
        window = self._window()
        if any(page.sending for page in window.workspace.pages()) or QApplication.activeModalWidget() is not None:
            words = self.tr("Something is being saved or asked. Change the language once that is done.")
            self._stay(before, words)
        else:
            self.understood.emit(self._client.language, metas)

    def _not_learnt(self, before: str, error: Exception) -> None:
        self._stay(before, self.tr("The language stays as it is. {0}").format(message_of(error)))

    def _stay(self, before: str, words: str) -> None:
        self._client.language = before
        self._window().tell(Notice(words, "warning"))

    def _rest(self) -> None:
        self._asks = False
