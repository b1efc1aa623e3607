"""Calls that wait at the door while the session has expired, and go again once somebody has signed in."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from fofal_desktop.api.errors import ApiError, Unreachable, Untrusted
from fofal_desktop.jobs import Job

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Gate(QObject):
    """``expired`` asks the window to show the sign-in; then ``reopen`` or ``give_up`` tells what became of it."""

    expired = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[tuple[QObject, Callable[[], Any], Callable[[], Any]]] = []

    @property
    def closed(self) -> bool:
        return bool(self._waiting)

    def hold(self, owner: QObject, again: Callable[[], Any], give_up: Callable[[], Any]) -> None:
        """Keep ``again`` until somebody signs in; ``give_up`` is called when nobody does."""
        self._waiting = [one for one in self._waiting if isValid(one[0])]  # a closed window waits for nothing
        first = not self._waiting
        self._waiting.append((owner, again, give_up))
        if first:
            self.expired.emit()

    def reopen(self) -> None:
        """Somebody signed in: everything that waited goes again, once."""
        waiting, self._waiting = self._waiting, []
        for owner, again, _give_up in waiting:
            if isValid(owner):
                again()

    def give_up(self) -> None:
        """Nobody signed in: each call that waited hears its refusal; forms keep what was typed."""
        waiting, self._waiting = self._waiting, []
        for owner, _again, give_up in waiting:
            if isValid(owner):
                give_up()


gate = Gate()


def ask(
    owner: QObject,
    work: Callable[[], T],
    done: Callable[[T], Any],
    failed: Callable[[Exception], Any],
    finished: Callable[[], Any] | None = None,
    *,
    progressed: Callable[[int], Any] | None = None,
    long: bool = False,
) -> Job[T]:
    """Start a job whose call, refused because the session has ended, waits for the next sign-in and goes again."""

    def refused(error: Exception) -> None:
        if isinstance(error, ApiError) and error.status == 401:
            gate.hold(owner, start, lambda: failed(error))
        else:
            failed(error)

    def start() -> Job[T]:
        return Job(owner, work, done, refused, finished, progressed=progressed, long=long).start()

    return start()


def message_of(error: Exception) -> str:
    """What went wrong in the words of the person; what we did not foresee also goes to the log."""
    if isinstance(error, Untrusted):
        return _distrust(error)
    if isinstance(error, Unreachable):
        return QCoreApplication.translate(
            "Problems", "The server does not answer. Check the connection, then try again."
        )
    if isinstance(error, ApiError):
        problem = error.problem
        words = problem.detail or problem.title
        if problem.status >= 500 and problem.request_id:
            number = QCoreApplication.translate("Problems", "Number to give to support: {0}").format(problem.request_id)
            return f"{words} {number}"
        return words
    if isinstance(error, OSError):
        return QCoreApplication.translate("Problems", "The file could not be used: {0}").format(error.strerror or error)
    _log.error("unforeseen failure", exc_info=error)
    return QCoreApplication.translate("Problems", "Something unforeseen happened: {0}").format(error)


def _distrust(error: Untrusted) -> str:
    """Say why a server is not believed, and what to do."""
    words = {
        "name": QCoreApplication.translate(
            "Problems",
            "The certificate of the server is not made out to {0}. Check the address. If it is right, type no password "
            "and tell your administrator: somebody may be posing as the server.",
        ),
        "expired": QCoreApplication.translate(
            "Problems",
            "The certificate of {0} is not valid at the date of this computer. Check the date and time of the "
            "computer; if they are right, tell your administrator that the certificate must be renewed.",
        ),
        "unknown": QCoreApplication.translate(
            "Problems",
            "No authority known to this computer stands for the certificate of {0}. Type no password: ask your "
            "administrator to install the authority of the company on this computer.",
        ),
        "authority": QCoreApplication.translate(
            "Problems",
            "The certificate of the company’s authority cannot be read: {0}. Ask your administrator to install FOFAL "
            "again on this computer.",
        ),
        "plain": QCoreApplication.translate(
            "Problems",
            "The address of {0} must begin with https://, otherwise your password could be read on its way.",
        ),
    }
    return words[error.reason].format(error.about)
