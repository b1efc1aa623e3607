"""Locks the program: the window is covered, every other window hidden, and only the password brings them back."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from fofal_desktop.api.client import Client
from fofal_desktop.clipboard import forget_secrets
from fofal_desktop.dialogs.question import Answer, Question
from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.parts import application
from fofal_desktop.shell.page_window import PageWindow
from fofal_desktop.shell.placing import come_forward
from fofal_desktop.shell.window import MainWindow
from fofal_desktop.views.drafting import outlives
from fofal_server.contract.wire import Tokens

_KEPT = (QDialog, PageWindow)
"""Windows that come back when somebody unlocks."""


class Lock(QObject):
    """``closed`` when it locks, ``opened`` with the tokens of who came back, ``left`` when that person shall go.

    What was typed stays where it is; unlocking asks the server, so it waits when nobody answers.
    """

    closed = Signal()
    opened = Signal(object)
    left = Signal()

    def __init__(self, client: Client, parent: QObject) -> None:
        super().__init__(parent)
        self._client = client
        self._window: MainWindow | None = None
        self.on = False
        self.dialog: QDialog | None = None
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None

    def guard(self, window: MainWindow) -> None:
        """Cover this window from now on."""
        self._window = window
        window.curtain.wanted.connect(self.ask)
        window.curtain.left.connect(self._doubt)

    def close(self) -> None:
        """Lock at once; without somebody signed in there is nothing to lock."""
        user = self._client.session.user
        if self.on or user is None or self._window is None:
            return
        self.on, self._focus = True, QApplication.focusWidget()
        forget_secrets()
        elsewhere = self._window.acting is not self._window
        others = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not self._window]
        self._hidden = sorted((top for top in others if isinstance(top, _KEPT)), key=_depth)
        for top in others:
            top.hide()
        self._window.cover(user.full_name)
        if elsewhere:
            come_forward(self._window)  # the way back stands in it
        application().installEventFilter(self)
        self.closed.emit()
        self.ask()

    def ask(self) -> None:
        """Ask for the password, over the curtain."""
        if self.dialog is not None:
            return
        dialog = SignIn(self._client, self._window, locked=True)
        dialog.signed_in.connect(self._open)
        self._show(dialog)

    def lift(self, *, restore: bool) -> None:
        """Take the cover away; what was hidden comes back, or is dropped when nobody may see it any more."""
        if not self.on or self._window is None:
            return
        self.on = False
        application().removeEventFilter(self)
        self._window.uncover()
        hidden, self._hidden = [top for top in self._hidden if isValid(top)], []
        for top in hidden:
            top.show() if restore else top.deleteLater()
        if restore and self._focus is not None and isValid(self._focus):
            self._focus.window().activateWindow()
            self._focus.setFocus()
        self._focus = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide what an answer that came late would show."""
        if event.type() is QEvent.Type.Show and isinstance(watched, _KEPT) and not self._is_own(watched):
            self._hidden.append(watched)
            QTimer.singleShot(0, watched, watched.hide)
        return False

    def _open(self, tokens: Tokens) -> None:
        self.lift(restore=True)
        self.opened.emit(tokens)

    def _doubt(self) -> None:
        """Somebody else wants to come in: what becomes of what is unsaved is said without showing it."""
        unsaved = [outlives(page) for page in self._window.workspace.pages() if page.dirty] if self._window else []
        if not unsaved or self._window is None:
            self.left.emit()
            return
        kept, lost = unsaved.count(True), unsaved.count(False)
        go = self.tr("Sign out all the same") if lost else self.tr("Sign out")
        answers = (Answer("no", self.tr("Cancel")), Answer("yes", go, "danger" if lost else "primary"))
        title = self.tr("Sign in as somebody else")
        self._show(Question(self._window, title, _fate(kept, lost), answers, self._leave))

    def _leave(self, name: str) -> None:
        if name == "yes":
            self.left.emit()

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self, _result: Any) -> None:
        self.dialog = None

    def _is_own(self, widget: QWidget) -> bool:
        above: QWidget | None = widget
        while above is not None and above is not self.dialog:
            above = above.parentWidget()
        return above is not None


def _fate(kept: int, lost: int) -> str:
    """What becomes of so many forms that are not saved."""
    # tr() of a subclass would take the source text with its number for a translation
    translate = QCoreApplication.translate
    stays = translate(
        "Lock", "%n unsaved form(s) stay on this computer and are offered again to who filled them in.", "", kept
    )
    goes = translate("Lock", "%n form(s) with unsaved changes will be lost.", "", lost)
    return " ".join(words for count, words in ((kept, stays), (lost, goes)) if count)


def _depth(widget: QWidget) -> int:
    """How many windows it stands over: it is hidden after them, and comes back after them."""
    above = widget.parentWidget()
    return 0 if above is None else 1 + _depth(above)
