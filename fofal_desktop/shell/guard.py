"""When the program locks itself: as the person likes it, within what their rights allow."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import Unreachable
from fofal_desktop.clipboard import forget_secrets
from fofal_desktop.dialogs.locking import LockingDialog
from fofal_desktop.gate import message_of
from fofal_desktop.jobs import Job
from fofal_desktop.notices import Notice
from fofal_desktop.opened import forget_opened
from fofal_desktop.preferences import NORMAL_LOCK, Preferences
from fofal_desktop.shell.idle import IdleWatch
from fofal_desktop.shell.lock import Lock

DELICATE = ("*", "auth.", "payroll.")
"""Rights over accounts and pay: who holds one cannot switch the lock off."""


class Guard(Lock):
    """A lock that closes by itself. ``begin`` when somebody is signed in, ``end`` when they go."""

    def __init__(self, app: QApplication, client: Client, preferences: Preferences, parent: QObject) -> None:
        super().__init__(client, parent)
        self._preferences, self._account, self.strict = preferences, "", True
        self.minute_ms = 60_000
        self.watch = IdleWatch(app, self)
        self.watch.idle.connect(self.close)
        self.watch.called.connect(self.close)
        self.closed.connect(self.watch.stop)

    def begin(self) -> None:
        """Watch from now on; until the server has told the rights, the strict rule holds."""
        self._start()
        Job(self, self._client.account, self._learn, self._not_learnt).start()

    def end(self) -> None:
        """Nobody is signed in any more."""
        self.watch.stop()
        self._account, self.strict = "", True
        forget_secrets()
        forget_opened()
        self.lift(restore=False)

    def choose(self, parent: QWidget) -> None:
        """Let the person say when to lock."""
        dialog = LockingDialog(parent, self._minutes(), strict=self.strict)
        dialog.chosen.connect(self._keep)
        dialog.open()

    def _keep(self, minutes: int) -> None:
        self._preferences.keep_lock_after(self._client.session.account, minutes)
        self._start()

    def _minutes(self) -> int:
        wished = self._preferences.lock_after(self._client.session.account)
        return wished or (NORMAL_LOCK if self.strict else 0)

    def _start(self) -> None:
        if not self.on:
            self.watch.start(self._minutes() * self.minute_ms)

    def _learn(self, account: dict[str, Any]) -> None:
        self.strict = any(right.startswith(DELICATE) for right in account["permissions"])
        old, self._account = self._account, str(account["session_id"])
        if old and old != self._account:  # unlocking made a new session
            Job(self, lambda: self._client.end_session(old), lambda _none: None, self._not_learnt).start()
        self._start()

    def _not_learnt(self, error: Exception) -> None:
        if self._window is not None and not isinstance(error, Unreachable):  # that is told by the feed
            self._window.tell(Notice(message_of(error), "warning"))
